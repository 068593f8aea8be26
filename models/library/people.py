"""Deleting what the library holds of a person."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import CursorResult, MetaData, delete, func, or_, select, text, update
from sqlalchemy.orm import Session

from models.errors import LibraryError
from models.library import keeping
from models.library.opening import Library
from models.library.tables import Comment, Content, Opening, Plan, Revision, Tag
from models.scenario.csv.cells import guarded
from models.text_rules import shown


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """What was deleted of a person, and where the name still stands in what others read.

    ``plans`` are private ones, deleted whole; ``comments`` those of the person; ``names`` counts
    places where the name was taken off what stays. ``mentions`` are messages, comments and names
    of plans that hold it as part of a text, and stay.
    """

    person: str
    plans: int
    comments: int
    names: int
    mentions: int


Elsewhere = Callable[[Session, str], int]
"""Takes a name off further tables in the same transaction, and counts the places."""


def forget(library: Library, person: str, elsewhere: Elsewhere | None = None) -> Forgotten:
    """Delete a person's private plans and comments, and the name wherever else it is declared.

    ``elsewhere`` does the same for what is kept beside the plans: decisions.

    Raises
    ------
    LibraryError
        No name was given, or the library holds nothing of that person; nothing was written.
    """
    name = keeping.person(person)
    with library.writing() as session:
        private = (Plan.owner == name) & Plan.private.is_(True)
        comments = _deleted(session, delete(Comment).where(Comment.author == name)) if name else 0
        plans = _deleted(session, delete(Plan).where(private)) if name else 0
        names = _taken_off(session, name) if name else 0
        names += elsewhere(session, name) if elsewhere and name else 0
        if not plans + comments + names:
            msg = f"the library holds nothing of {shown(name)!r}; nothing was deleted"
            raise LibraryError(msg)
        _drop_unused(session)
        mentions = _mentions(session, name)
    _wipe(library)
    return Forgotten(person=name, plans=plans, comments=comments, names=names, mentions=mentions)


def _deleted(session: Session, statement: object) -> int:
    result = session.execute(statement)  # type: ignore[call-overload]
    assert isinstance(result, CursorResult)
    return result.rowcount


def _taken_off(session: Session, name: str) -> int:
    """Take a name off plans, revisions, scenario files and openings; count the places."""
    owned = _deleted(session, update(Plan).where(Plan.owner == name).values(owner=""))
    saved = _deleted(session, update(Revision).where(Revision.author == name).values(author=""))
    opened = _deleted(session, delete(Opening).where(Opening.person == name))
    return owned + saved + opened + _taken_off_files(session, name)


def _taken_off_files(session: Session, name: str) -> int:
    """Write the scenario files anew that name a person as their author."""
    chosen = select(Revision).join(Content, Revision.scenario == Content.digest)
    found = session.scalars(chosen.where(Content.text.contains(name, autoescape=True))).all()
    count = 0
    for revision in found:
        file = keeping.text_of(session, revision.scenario)
        if (bare := _without_author(file, name)) != file:
            revision.scenario = keeping.keep_text(session, bare)
            count += 1
    session.flush()
    return count


def _without_author(file: str, name: str) -> str:
    """Leave out the row that names the author; a file under older rules is read no further."""
    lines = list(csv.reader(io.StringIO(file, newline="")))
    kept = [line for line in lines if line[1:4] not in (["author", "", name], _guarded(name))]
    if len(kept) == len(lines):
        return file
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerows(kept)
    return sheet.getvalue()


def _guarded(name: str) -> list[str]:
    return ["author", "", guarded(name)]


def _drop_unused(session: Session) -> None:
    """Delete the long texts that nothing holds any more, no revision and no decision."""
    known = MetaData()
    known.reflect(session.connection())  # decisions have tables that this package does not know
    digest = known.tables[Content.__tablename__].c.digest
    every = (column for table in known.tables.values() for column in table.columns)
    first, *others = (select(column) for column in every if column.references(digest))
    session.execute(delete(Content).where(Content.digest.not_in(first.union(*others))))


def _mentions(session: Session, name: str) -> int:
    texts = (Plan.name, Revision.message, Comment.text, Tag.tag)
    return sum(
        session.scalar(select(func.count()).where(or_(column.icontains(name, autoescape=True))))
        or 0
        for column in texts
    )


def _wipe(library: Library) -> None:
    """Have the database let go of what it deleted, its log included."""
    with library.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("VACUUM"))
        else:  # what is deleted is overwritten with zeros; the log still holds it
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
