"""What is done to saved plans besides saving: none of it changes a revision."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.errors import LibraryError
from models.inputs import load_priors
from models.levers import LEVERS
from models.library import keeping
from models.library.opening import Library
from models.library.saving import Saved, append, new_plan
from models.library.tables import Comment, Opening, Revision, Tag
from models.notation import UNITS
from models.text_rules import name_key, shown

_COPIED = ("scenario", "model", "parameters", "market", "results")


def restore(library: Library, name: str, number: int, *, author: str = "") -> Saved:
    """Make an earlier revision the last one, as a new revision; those between stay.

    Raises
    ------
    LibraryError
        There is no such plan or revision; nothing was written.
    """
    by = keeping.person(author)
    with library.writing() as session:
        plan = keeping.plan_of(session, name)
        before = keeping.revision_of(session, plan, number)
        return append(session, plan, _copy(before, by, f"revision {number} restored"))


def branch(library: Library, name: str, new: str, *, author: str = "") -> Saved:
    """Begin a new plan with the last revision of another.

    Raises
    ------
    LibraryError
        There is no such plan, or one of the new name; nothing was written.
    """
    by = keeping.person(author)
    with library.writing() as session:
        plan = keeping.plan_of(session, name)
        _free(session, new)
        last = keeping.revision_of(session, plan)
        begun = new_plan(session, new, by or plan.owner)
        begun.private = plan.private
        origin = f"branched from {plan.name}, revision {plan.head}"
        return append(session, begun, _copy(last, by, origin))


def _copy(revision: Revision, author: str, message: str) -> Revision:
    kept = {name: getattr(revision, name) for name in _COPIED}
    return Revision(author=author, message=message, **kept)


def _free(session: Session, name: str) -> None:
    if taken := keeping.plan_or_none(session, keeping.label(name)):
        where = " in the archive" if taken.archived else ""
        msg = f"there is a plan {shown(taken.name)!r} already{where}; choose another name"
        raise LibraryError(msg)


def rename(library: Library, name: str, new: str) -> None:
    """Give a plan another name; its history stays with it.

    Raises
    ------
    LibraryError
        There is no such plan, or another one of the new name; nothing was written.
    """
    wanted = keeping.label(new)
    with library.writing() as session:
        plan = keeping.plan_of(session, name)
        if name_key(wanted) != plan.name_key:
            _free(session, wanted)
        plan.name, plan.name_key = wanted, name_key(wanted)
        try:
            session.flush()
        except IntegrityError as error:
            msg = f"somebody took the name {shown(wanted)!r} in this moment; choose another"
            raise LibraryError(msg) from error


def tag(library: Library, name: str, mark: str) -> int:
    """Give the last revision of a plan a name, and give its number; a tag that is there moves.

    Raises
    ------
    LibraryError
        There is no such plan, or the tag is no name.
    """
    wanted = keeping.label(mark)
    with library.writing() as session:
        plan = keeping.plan_of(session, name)
        session.merge(Tag(plan_id=plan.id, tag=wanted, number=plan.head))
        return plan.head


def comment(library: Library, name: str, text: str, *, on: str = "", author: str = "") -> None:
    """Say something of a plan as it stands, of one of its levers or of a figure.

    Raises
    ------
    LibraryError
        There is no such plan, lever or metric, or nothing is said.
    """
    said, by = keeping.words(text), keeping.person(author)
    if not said:
        msg = "a comment says something; found nothing"
        raise LibraryError(msg)
    if on and on not in LEVERS and on not in UNITS and on not in load_priors().names:
        msg = f"found {shown(on)!r}, but a comment is on a lever, a metric or an assumption"
        raise LibraryError(msg)
    with library.writing() as session:
        plan = keeping.plan_of(session, name)
        note = Comment(plan_id=plan.id, number=plan.head, on=on, author=by, text=said)
        note.written = keeping.now()
        session.add(note)


def archive(library: Library, name: str, *, away: bool = True) -> None:
    """Put a plan into the archive, or take it out of there.

    Raises
    ------
    LibraryError
        There is no such plan.
    """
    with library.writing() as session:
        keeping.plan_of(session, name).archived = away


def own(library: Library, name: str, owner: str, *, private: bool = False) -> None:
    """Give a plan to a person; ``private`` hides it from others and does not protect it.

    Raises
    ------
    LibraryError
        There is no such plan, or a private one would belong to nobody.
    """
    by = keeping.person(owner)
    if private and not by:
        msg = "a private plan belongs to somebody; name its owner"
        raise LibraryError(msg)
    with library.writing() as session:
        plan = keeping.plan_of(session, name)
        plan.owner, plan.private = by, private


def note_opening(library: Library, name: str, viewer: str, number: int) -> None:
    """Note that a person has opened a revision of a plan.

    Raises
    ------
    LibraryError
        There is no such plan.
    """
    by = keeping.person(viewer)
    with library.writing() as session:
        plan = keeping.plan_of(session, name)
        opening = Opening(plan_id=plan.id, person=by, number=number, opened=keeping.now())
        session.merge(opening)
