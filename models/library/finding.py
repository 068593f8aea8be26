"""Reading the library: the list and its search, one revision, the history, comments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, CompoundSelect, Select, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.library import keeping
from models.library.figures import Figure, from_json
from models.library.opening import Library
from models.library.tables import Comment, Opening, Plan, Revision, Tag
from models.scenario import Scenario
from models.scenario.csv.scenario_file import write_bytes
from models.text_rules import name_key

FINGERPRINT = 12
"""Hex digits of a text's digest that are shown."""


class Entry(NamedTuple):
    """A plan of the list, with its last revision; ``saved`` is ISO 8601 in UTC.

    A tuple, because ten thousand of them are made in the blink of an eye.
    """

    name: str
    owner: str
    private: bool
    archived: bool
    revision: int
    saved: str
    author: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """A revision in the history of a plan; the last three are fingerprints of what it ran on."""

    revision: int
    saved: str
    author: str
    message: str
    tags: tuple[str, ...]
    model: str
    parameters: str
    market: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A revision with all that it keeps: ``text`` is its scenario file, word for word."""

    name: str
    revision: int
    head: int
    owner: str
    private: bool
    archived: bool
    saved: str
    author: str
    message: str
    text: str
    vintage: str
    model: str
    parameters: str
    market: str
    figures: tuple[Figure, ...]

    def scenario(self) -> Scenario:
        """Read the plan; a `LibraryError` where today's rules refuse it."""
        return keeping.scenario_from(self.text, self.vintage, self.name)


@dataclass(frozen=True, kw_only=True)
class Note:
    """A comment on a plan as it stood at ``revision``; ``on`` is empty for the whole of it."""

    revision: int
    on: str
    author: str
    written: str
    text: str


def plans(
    library: Library, search: str = "", *, archived: bool = False, viewer: str | None = None
) -> list[Entry]:
    """List the plans, the last saved first.

    Parameters
    ----------
    search
        Part of a name, an owner, an author, a message, a tag or a comment; case does not matter.
    archived
        List those in the archive instead.
    viewer
        Leave out private plans of others than this person; None lists all.
    """
    chosen = _seen_by(viewer).where(Plan.archived == archived)
    if sought := search.strip():
        chosen = chosen.where(Plan.id.in_(_holding(sought).subquery().select()))
    with library.reading() as session:
        found = session.execute(chosen.order_by(Revision.saved.desc(), Plan.id)).all()
    return [Entry._make(row) for row in found]


def recent(library: Library, viewer: str, most: int) -> list[Entry]:
    """List the plans that a person opened last, or that were saved last, the latest first.

    Parameters
    ----------
    viewer
        Whose openings count; private plans of others are left out.
    most
        How many are listed.
    """
    own = (Opening.plan_id == Plan.id) & (Opening.person == viewer)
    chosen = _seen_by(viewer).outerjoin(Opening, own).where(Plan.archived.is_(False))
    since = func.coalesce(Opening.opened, "")
    latest = case((since > Revision.saved, since), else_=Revision.saved)
    with library.reading() as session:
        found = session.execute(chosen.order_by(latest.desc(), Plan.id).limit(most)).all()
    return [Entry._make(row) for row in found]


def _seen_by(viewer: str | None) -> Select[str, str, bool, bool, int, str, str, str]:
    """Choose the plans that a person may see, each with its last revision; None sees all."""
    head = (Revision.plan_id == Plan.id) & (Revision.number == Plan.head)
    columns = (Plan.name, Plan.owner, Plan.private, Plan.archived, Revision.number)
    chosen = select(*columns, Revision.saved, Revision.author, Revision.message)
    chosen = chosen.join(Revision, head)
    if viewer is None:
        return chosen
    return chosen.where((Plan.private.is_(False)) | (Plan.owner == viewer))


def _holding(sought: str) -> CompoundSelect[int]:
    """Choose plans that hold a text somewhere."""

    def has(*columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        return or_(*(column.icontains(sought, autoescape=True) for column in columns))

    key = Plan.name_key.contains(name_key(sought), autoescape=True)
    own = select(Plan.id).where(key | has(Plan.owner))
    saved = select(Revision.plan_id).where(has(Revision.author, Revision.message))
    tagged = select(Tag.plan_id).where(has(Tag.tag))
    said = select(Comment.plan_id).where(has(Comment.author, Comment.text))
    return own.union(saved, tagged, said)


def revision(library: Library, name: str, number: int | None = None) -> Kept:
    """Read a revision of a plan, its last by default.

    Raises
    ------
    LibraryError
        There is no such plan, or no such revision of it.
    """
    with library.reading() as session:
        plan = keeping.plan_of(session, name)
        found = keeping.revision_of(session, plan, number)
        text = keeping.text_of(session, found.scenario)
        return Kept(
            **{n: getattr(plan, n) for n in ("name", "head", "owner", "private", "archived")},
            **{n: getattr(found, n) for n in ("saved", "author", "message", "model")},
            revision=found.number,
            text=text,
            vintage=keeping.market_named(text),
            parameters=keeping.text_of(session, found.parameters),
            market=keeping.text_of(session, found.market),
            figures=from_json(found.results),
        )


def history(library: Library, name: str) -> list[Step]:
    """List the revisions of a plan, the last first.

    Raises
    ------
    LibraryError
        There is no such plan.
    """
    with library.reading() as session:
        plan = keeping.plan_of(session, name)
        marks = session.execute(select(Tag.number, Tag.tag).where(Tag.plan_id == plan.id)).all()
        tags = {number: tuple(sorted(t for n, t in marks if n == number)) for number, _ in marks}
        found = select(Revision).where(Revision.plan_id == plan.id)
        return [
            Step(
                **{n: getattr(one, n) for n in ("saved", "author", "message", "model")},
                revision=one.number,
                tags=tags.get(one.number, ()),
                parameters=one.parameters[:FINGERPRINT],
                market=one.market[:FINGERPRINT],
            )
            for one in session.scalars(found.order_by(Revision.number.desc()))
        ]


def comments(library: Library, name: str) -> list[Note]:
    """List what was said of a plan, the first first.

    Raises
    ------
    LibraryError
        There is no such plan.
    """
    with library.reading() as session:
        plan = keeping.plan_of(session, name)
        return list(_notes(session, plan))


def _notes(session: Session, plan: Plan) -> Iterator[Note]:
    found = select(Comment).where(Comment.plan_id == plan.id).order_by(Comment.id)
    for one in session.scalars(found):
        said = {n: getattr(one, n) for n in ("on", "author", "written", "text")}
        yield Note(revision=one.number, **said)


def last_opened(library: Library, name: str, viewer: str) -> int | None:
    """Give the revision of a plan that a person last opened, None where that was never."""
    with library.reading() as session:
        plan = keeping.plan_of(session, name)
        found = session.get(Opening, (plan.id, viewer))
        return found.number if found else None


def exported(library: Library, names: Sequence[str]) -> bytes:
    """Write the last revisions of plans as one scenario file.

    Raises
    ------
    ModelError
        There is no such plan, one is refused under today's rules, or they fit into no one file.
    """
    return write_bytes([revision(library, name).scenario() for name in dict.fromkeys(names)])
