"""Writing into the ledger: a guess, a freeze, what came; each once and in this order."""

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.analysis.outcome import Effect
from models.analysis.quarter_index import place_of
from models.errors import LibraryError, ScenarioError
from models.inputs import load_market, load_parameters
from models.ledger.decision import Decision, Guess
from models.ledger.decision_tables import DecisionRow, FreezeRow, GuessRow, OutcomeRow
from models.ledger.ledger_rows import as_it_was, decision_of, row_of, row_or_none
from models.ledger.miss import Aim, Miss, forecast, split
from models.ledger.miss_text import to_text
from models.ledger.published import AIMS, Published
from models.library import Library
from models.library.identity import identity
from models.library.keeping import keep_text, label, now, person, text_from, words
from models.notation import quarters_after
from models.scenario import Scenario
from models.scenario.digest import plan_digest
from models.text_rules import name_key, refusal, shown


def guess(library: Library, plan: Scenario, aim: Aim, expected: Guess) -> Decision:
    """Write down what somebody expects of a plan, before its forecast is frozen and shown.

    Raises
    ------
    LibraryError
        The decision is frozen, stands on another plan or figure, or this person has guessed.
    ScenarioError
        The quarter lies outside the horizon of the plan.
    """
    _check_guess(expected)
    by = person(expected.by)
    with library.writing() as session:
        row = _opened(session, plan, aim)
        if session.get(FreezeRow, row.id):
            msg = f"{shown(row.name)!r} is frozen and its forecast shown; a guess comes before that"
            raise LibraryError(msg)
        if by and by in [one.by for one in decision_of(session, row).guesses]:
            msg = f"{shown(by)!r} has written down a guess of {shown(row.name)!r}; it stays"
            raise LibraryError(msg)
        session.add(
            GuessRow(
                decision_id=row.id,
                person=by or None,
                written=now(),
                low=expected.low,
                central=expected.central,
                high=expected.high,
            )
        )
        session.flush()
        return decision_of(session, row)


def freeze(
    library: Library,
    name: str,
    *,
    plan: Scenario | None = None,
    aim: Aim | None = None,
    rationale: str = "",
    author: str = "",
) -> Decision:
    """Fix plan, rationale and forecast of a decision; nothing of it changes afterwards.

    Parameters
    ----------
    plan, aim
        What is decided and the figure that it is judged by; left out: those that were guessed.

    Raises
    ------
    LibraryError
        It is frozen, or there is neither a guess nor a plan.
    """
    known = find(library, name)
    if known and known.frozen:
        raise LibraryError(_is_frozen(known))
    if known is None and (plan is None or aim is None):
        msg = f"nothing is known of {shown(name)!r}: write down a guess, or name plan and figure"
        raise LibraryError(msg)
    plan = replace(plan, name=label(name)) if plan else known.plan  # type: ignore[union-attr]
    aim = aim or known.aim  # type: ignore[union-attr]
    _check_aim(plan, aim)
    made_by, market = identity(plan.market), load_market(plan.market)
    made = forecast(market, load_parameters(), plan, aim)
    with library.writing() as session:
        row = _opened(session, plan, aim)
        if session.get(FreezeRow, row.id):
            raise LibraryError(_is_frozen(decision_of(session, row)))
        session.add(
            FreezeRow(
                decision_id=row.id,
                frozen=now(),
                author=person(author),
                rationale=words(rationale),
                low=made.low,
                central=made.central,
                high=made.high,
                model=made_by.model,
                parameters=keep_text(session, made_by.parameters),
                market_file=keep_text(session, made_by.market),
            )
        )
        session.flush()
        return decision_of(session, row)


def outcome(
    library: Library, name: str, actual: Published, moved: Scenario | None = None
) -> Decision:
    """Write down what came of a frozen decision, with the split of its miss.

    Parameters
    ----------
    moved
        Levers as they were moved and rivals as they answered; left out: all as planned.

    Raises
    ------
    LibraryError
        There is no such decision, or it is not frozen.
    ScenarioError
        What came starts from another market, or holds assumptions of its own.
    """
    decided = decision(library, name)
    if decided.forecast is None:
        msg = f"{shown(decided.name)!r} is not frozen: `ledger freeze` it before its result"
        raise LibraryError(msg)
    came = _as_came(decided.plan, moved)
    missed = _split(library, decided, came, actual.value)
    with library.writing() as session:
        row = row_of(session, name)
        session.add(
            OutcomeRow(
                decision_id=row.id,
                written=now(),
                came=keep_text(session, text_from(_bare(came))),
                source=actual.source,
                split=to_text(missed),
            )
        )
        session.flush()
        return decision_of(session, row)


def decision(library: Library, name: str) -> Decision:
    """Read a decision.

    Raises
    ------
    LibraryError
        There is none of that name.
    """
    with library.reading() as session:
        return decision_of(session, row_of(session, name))


def find(library: Library, name: str) -> Decision | None:
    """Read a decision, None where there is none of that name."""
    with library.reading() as session:
        row = row_or_none(session, name)
        return decision_of(session, row) if row else None


def decisions(library: Library) -> tuple[Decision, ...]:
    """Read every decision, the latest first."""
    with library.reading() as session:
        rows = session.scalars(select(DecisionRow).order_by(DecisionRow.id.desc())).all()
        return tuple(decision_of(session, row) for row in rows)


def forget(session: Session, name: str) -> int:
    """Take a person's name out of the ledger and count where it stood; what was guessed stays."""
    by = person(name)
    if not by:
        return 0
    of_guess = update(GuessRow).where(GuessRow.person == by).values(person=None)
    of_freeze = update(FreezeRow).where(FreezeRow.author == by).values(author="")
    done = [session.execute(statement) for statement in (of_guess, of_freeze)]
    return sum(one.rowcount for one in done)  # type: ignore[attr-defined]


def _opened(session: Session, plan: Scenario, aim: Aim) -> DecisionRow:
    """Find the decision on a plan and a figure, or open it."""
    _check_aim(plan, aim)
    if row := row_or_none(session, plan.name):
        known = decision_of(session, row)
        if known.aim != aim:
            have = f"{known.aim.metric} of {known.aim.quarter}"
            msg = f"{shown(row.name)!r} is judged by {have}; give another decision another name"
            raise LibraryError(msg)
        if plan_digest(known.plan) != plan_digest(plan):
            msg = f"{shown(row.name)!r} stands on another plan; give this one another name"
            raise LibraryError(msg)
        return row
    row = DecisionRow(
        name=label(plan.name),
        name_key=name_key(plan.name),
        written=now(),
        scenario=keep_text(session, text_from(_bare(plan))),
        market=plan.market,
        metric=aim.metric,
        quarter=aim.quarter,
    )
    session.add(row)
    session.flush()
    return row


def _bare(plan: Scenario) -> Scenario:
    """Leave the author out: names stand in columns of their own, where they can be forgotten."""
    return replace(plan, author="")


def _check_aim(plan: Scenario, aim: Aim) -> None:
    if aim.metric not in AIMS:
        rule = f"a decision is judged by one of {', '.join(AIMS)}"
        raise ScenarioError([refusal(None, "metric", aim.metric, rule)])
    place_of(aim.quarter, quarters_after(plan.market, plan.horizon))


def _check_guess(expected: Guess) -> None:
    numbers: Sequence[float] = (expected.low, expected.central, expected.high)
    if not (all(map(isfinite, numbers)) and list(numbers) == sorted(numbers)):
        found = ", ".join(f"{number:g}" for number in numbers)
        msg = f"a guess is three numbers in order, low, central and high, and not {found}"
        raise LibraryError(msg)


def _as_came(plan: Scenario, moved: Scenario | None) -> Scenario:
    """Give what came under the name and the settings of the plan."""
    if moved is None:
        return plan
    if moved.assumptions and moved.assumptions != plan.assumptions:
        rule = "what came holds levers and rivals, and assumptions are the model's; leave them out"
        raise ScenarioError([refusal(None, "assumption", moved.assumptions[0][0], rule)])
    return replace(moved, horizon=plan.horizon, assumptions=plan.assumptions)


def _split(library: Library, decided: Decision, came: Scenario, actual: float) -> Miss:
    plan = decided.plan
    market, parameters = load_market(plan.market), load_parameters()
    then = as_it_was(library, decided.name)
    frozen: Effect | None = decided.forecast
    return split(market, parameters, plan, came, decided.aim, actual, frozen, then)


def _is_frozen(known: Decision) -> str:
    since = known.frozen[:10]
    return f"{shown(known.name)!r} is frozen since {since} and stays as it is; name a new decision"
