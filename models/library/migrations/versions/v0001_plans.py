"""Plans, their revisions, tags, comments and openings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("name_key", sa.String(240), nullable=False, unique=True),
        sa.Column("owner", sa.String(80), nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.Column("head", sa.Integer, nullable=False),
    )
    op.create_table(
        "contents",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer, primary_key=True),
        _plan(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("saved", sa.String(32), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        _content("scenario"),
        sa.Column("model", sa.String(12), nullable=False),
        _content("parameters"),
        _content("market"),
        sa.Column("results", sa.Text, nullable=False),
        sa.UniqueConstraint("plan_id", "number", name="one_number_a_plan"),
    )
    _tags_comments_openings()


def _tags_comments_openings() -> None:
    op.create_table(
        "tags",
        _plan(primary_key=True),
        sa.Column("tag", sa.String(80), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer, primary_key=True),
        _plan(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("on_what", sa.String(80), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("written", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("comments_of_plan", "comments", ["plan_id"])
    op.create_table(
        "openings",
        _plan(primary_key=True),
        sa.Column("person", sa.String(80), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("opened", sa.String(32), nullable=False),
    )


def _plan(*, primary_key: bool = False) -> "sa.Column[int]":
    target = sa.ForeignKey("plans.id", ondelete="CASCADE")
    return sa.Column("plan_id", sa.Integer, target, primary_key=primary_key, nullable=False)


def _content(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(64), sa.ForeignKey("contents.digest"), nullable=False)
