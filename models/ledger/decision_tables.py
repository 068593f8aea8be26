"""The tables of decisions; rows are added and never changed, but for names that are forgotten.

What is written down before a result must not be mended after it: a decision, its guesses, its
freeze and what came of it are rows of their own, each written once. Plans, parameters and markets
stand as texts in ``contents``, as those of revisions do.
"""

from sqlalchemy import Double, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.library.tables import Base


def _decision_id(*, primary_key: bool = False) -> Mapped[int]:
    target = ForeignKey("decisions.id", ondelete="CASCADE")
    return mapped_column(target, primary_key=primary_key)


def _content() -> Mapped[str]:
    return mapped_column(ForeignKey("contents.digest"))


class DecisionRow(Base):
    """A decision by name: its plan, and the metric and the quarter that it is judged by."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    name_key: Mapped[str] = mapped_column(String(240), unique=True)
    written: Mapped[str] = mapped_column(String(32))
    scenario: Mapped[str] = _content()
    market: Mapped[str] = mapped_column(String(6))
    metric: Mapped[str] = mapped_column(String(40))
    quarter: Mapped[str] = mapped_column(String(6))


class GuessRow(Base):
    """What somebody expected, in the unit of the metric; one a person and decision.

    Nobody's guesses, and those of people who were forgotten, have no ``person``.
    """

    __tablename__ = "guesses"
    __table_args__ = (UniqueConstraint("decision_id", "person", name="one_guess_a_person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = _decision_id()
    person: Mapped[str | None] = mapped_column(String(80))
    written: Mapped[str] = mapped_column(String(32))
    low: Mapped[float] = mapped_column(Double)
    central: Mapped[float] = mapped_column(Double)
    high: Mapped[float] = mapped_column(Double)


class FreezeRow(Base):
    """The forecast of a decision as it was frozen, and what it rested on."""

    __tablename__ = "freezes"

    decision_id: Mapped[int] = _decision_id(primary_key=True)
    frozen: Mapped[str] = mapped_column(String(32))
    author: Mapped[str] = mapped_column(String(80))
    rationale: Mapped[str] = mapped_column(Text)
    low: Mapped[float] = mapped_column(Double)
    central: Mapped[float] = mapped_column(Double)
    high: Mapped[float] = mapped_column(Double)
    model: Mapped[str] = mapped_column(String(12))
    parameters: Mapped[str] = _content()
    market_file: Mapped[str] = _content()


class OutcomeRow(Base):
    """What came of a decision; figures are restated, so the last row counts and all are kept.

    ``came`` is a scenario file with levers and rivals as they came, ``split`` the miss as JSON.
    """

    __tablename__ = "outcomes"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = _decision_id()
    written: Mapped[str] = mapped_column(String(32))
    came: Mapped[str] = _content()
    source: Mapped[str] = mapped_column(Text)
    split: Mapped[str] = mapped_column(Text)
