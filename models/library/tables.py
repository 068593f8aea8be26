"""The tables of the library; `migrations/` makes them, and a test holds both against each other.

Times are texts of ISO 8601 in UTC with microseconds, so that they sort and read alike in every
database. Long texts stand once in ``contents`` under their SHA-256, however many revisions share
them.
"""

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Every table of this database, those of decisions included."""


def _plan_id(*, primary_key: bool = False) -> Mapped[int]:
    target = ForeignKey("plans.id", ondelete="CASCADE")
    return mapped_column(target, primary_key=primary_key)


class Plan(Base):
    """A plan by name; ``head`` is the number of its last revision, from 1.

    ``private`` hides a plan from others than its owner and does not protect it.
    """

    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    name_key: Mapped[str] = mapped_column(String(240), unique=True)
    owner: Mapped[str] = mapped_column(String(80))
    private: Mapped[bool]
    archived: Mapped[bool]
    head: Mapped[int]


class Content(Base):
    """A long text by its digest: a scenario, a set of parameters, a market file."""

    __tablename__ = "contents"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class Revision(Base):
    """One save: what was planned, who saved it, what it ran on and what came out.

    ``model`` is the fingerprint of the code; ``parameters`` and ``market`` are kept whole, so
    that a later model can be run on them; ``results`` are headline figures as JSON.
    """

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("plan_id", "number", name="one_number_a_plan"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = _plan_id()
    number: Mapped[int]
    saved: Mapped[str] = mapped_column(String(32))
    author: Mapped[str] = mapped_column(String(80))
    message: Mapped[str] = mapped_column(Text)
    scenario: Mapped[str] = mapped_column(ForeignKey("contents.digest"))
    model: Mapped[str] = mapped_column(String(12))
    parameters: Mapped[str] = mapped_column(ForeignKey("contents.digest"))
    market: Mapped[str] = mapped_column(ForeignKey("contents.digest"))
    results: Mapped[str] = mapped_column(Text)


class Tag(Base):
    """A name for a revision of a plan."""

    __tablename__ = "tags"

    plan_id: Mapped[int] = _plan_id(primary_key=True)
    tag: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int]


class Comment(Base):
    """What somebody said of a plan, ``on`` a lever or a metric or, where empty, the whole."""

    __tablename__ = "comments"
    __table_args__ = (Index("comments_of_plan", "plan_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = _plan_id()
    number: Mapped[int]
    on: Mapped[str] = mapped_column("on_what", String(80))
    author: Mapped[str] = mapped_column(String(80))
    written: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)


class Opening(Base):
    """The revision of a plan that a person last opened."""

    __tablename__ = "openings"

    plan_id: Mapped[int] = _plan_id(primary_key=True)
    person: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int]
    opened: Mapped[str] = mapped_column(String(32))
