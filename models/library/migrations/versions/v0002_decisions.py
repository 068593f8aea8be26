"""Decisions, their guesses, freezes and outcomes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("name_key", sa.String(240), nullable=False, unique=True),
        sa.Column("written", sa.String(32), nullable=False),
        _content("scenario"),
        sa.Column("market", sa.String(6), nullable=False),
        sa.Column("metric", sa.String(40), nullable=False),
        sa.Column("quarter", sa.String(6), nullable=False),
    )
    op.create_table(
        "guesses",
        sa.Column("id", sa.Integer, primary_key=True),
        _decision(),
        sa.Column("person", sa.String(80), nullable=True),
        sa.Column("written", sa.String(32), nullable=False),
        *_range(),
        sa.UniqueConstraint("decision_id", "person", name="one_guess_a_person"),
    )
    _freezes_outcomes()


def _freezes_outcomes() -> None:
    op.create_table(
        "freezes",
        _decision(primary_key=True),
        sa.Column("frozen", sa.String(32), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("rationale", sa.Text, nullable=False),
        *_range(),
        sa.Column("model", sa.String(12), nullable=False),
        _content("parameters"),
        _content("market_file"),
    )
    op.create_table(
        "outcomes",
        sa.Column("id", sa.Integer, primary_key=True),
        _decision(),
        sa.Column("written", sa.String(32), nullable=False),
        _content("came"),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("split", sa.Text, nullable=False),
    )


def _range() -> list["sa.Column[float]"]:
    return [sa.Column(name, sa.Double, nullable=False) for name in ("low", "central", "high")]


def _decision(*, primary_key: bool = False) -> "sa.Column[int]":
    target = sa.ForeignKey("decisions.id", ondelete="CASCADE")
    return sa.Column("decision_id", sa.Integer, target, primary_key=primary_key, nullable=False)


def _content(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(64), sa.ForeignKey("contents.digest"), nullable=False)
