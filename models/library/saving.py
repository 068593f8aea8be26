"""Saving: every save is a revision of its own, and nobody's save takes the place of another's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.errors import ConflictError, LibraryError
from models.library import keeping
from models.library.figures import Figure, to_json
from models.library.identity import Identity, identity
from models.library.opening import Library
from models.library.tables import Plan, Revision
from models.scenario import Scenario
from models.text_rules import name_key, shown


@dataclass(frozen=True, kw_only=True)
class Saved:
    """The name of a plan and the number of the revision that was saved."""

    name: str
    revision: int


def save(
    library: Library,
    scenario: Scenario,
    figures: Sequence[Figure],
    *,
    author: str = "",
    message: str = "",
    onto: int | None = None,
) -> Saved:
    """Save one plan, as `save_all`."""
    (saved,) = save_all(library, [(scenario, figures)], author=author, message=message, onto=onto)
    return saved


def save_all(
    library: Library,
    plans: Sequence[tuple[Scenario, Sequence[Figure]]],
    *,
    author: str = "",
    message: str = "",
    onto: int | None = None,
    again: bool = True,
) -> list[Saved]:
    """Save each plan as a new revision of the plan of its name, all or none.

    They are on the disk on return.

    Parameters
    ----------
    plans
        Each with its headline figures on the model of today.
    author
        A declared name, that of the scenario where empty; the first to save a plan owns it.
    onto
        The revision that this one began from, 0 for a new plan; None: whatever stands there.
    again
        Whether to save what is the last revision already, word for word.

    Raises
    ------
    ConflictError
        Somebody saved in between; nothing was written.
    LibraryError
        The library cannot be written, or a text is refused; nothing was written.
    """
    drafts = [
        _Draft(
            scenario=scenario,
            made_on=identity(scenario.market),
            figures=to_json(figures),
            author=keeping.person(author or scenario.author),
            message=keeping.words(message),
        )
        for scenario, figures in plans
    ]
    with library.writing() as session:
        # Held in one order by everybody, so that no two wait for each other.
        in_order = sorted(drafts, key=lambda draft: name_key(draft.scenario.name))
        held = {id(draft): _plan_for(session, draft, onto) for draft in in_order}
        return [
            _appended(session, held[id(draft)], draft)
            for draft in drafts
            if again or not _stands(session, held[id(draft)], draft.scenario)
        ]


@dataclass(frozen=True, kw_only=True)
class _Draft:
    """What is about to be saved."""

    scenario: Scenario
    made_on: Identity
    figures: str
    author: str
    message: str


def _plan_for(session: Session, draft: _Draft, onto: int | None) -> Plan:
    """Find the plan to save onto, or make it; a plan that was archived comes back."""
    name = draft.scenario.name
    if plan := keeping.plan_or_none(session, name):
        keeping.hold_to(session, plan, onto)
        plan.archived = False
        return plan
    if onto:
        msg = f"the library has no plan {shown(name)!r} to save onto revision {onto} of"
        raise LibraryError(msg)
    return new_plan(session, name, draft.author)


def new_plan(session: Session, name: str, owner: str) -> Plan:
    """Enter a plan without revisions.

    Raises
    ------
    ConflictError
        Somebody entered one of that name in this moment.
    """
    wanted = keeping.label(name)
    plan = Plan(
        name=wanted, name_key=name_key(wanted), owner=owner, private=False, archived=False, head=0
    )
    try:
        with session.begin_nested():
            session.add(plan)
    except IntegrityError as error:
        raise ConflictError(wanted, 1, "", 0) from error
    return plan


def _appended(session: Session, plan: Plan, draft: _Draft) -> Saved:
    stamped = replace(draft.scenario, name=plan.name)
    revision = Revision(
        author=draft.author,
        message=draft.message,
        scenario=keeping.keep_text(session, keeping.text_from(stamped)),
        model=draft.made_on.model,
        parameters=keeping.keep_text(session, draft.made_on.parameters),
        market=keeping.keep_text(session, draft.made_on.market),
        results=draft.figures,
    )
    return append(session, plan, revision)


def append(session: Session, plan: Plan, revision: Revision) -> Saved:
    """Make a revision the last one of its plan."""
    plan.head += 1
    revision.plan_id, revision.number, revision.saved = plan.id, plan.head, keeping.now()
    session.add(revision)
    return Saved(name=plan.name, revision=plan.head)


def _stands(session: Session, plan: Plan, scenario: Scenario) -> bool:
    """Tell whether a plan is its last revision word for word; the stamp of a file aside."""
    if not plan.head:
        return False
    text = keeping.text_of(session, keeping.revision_of(session, plan).scenario)
    bare = keeping.scenario_from(text, scenario.market, plan.name)
    return replace(bare, model="") == replace(scenario, name=plan.name, model="")
