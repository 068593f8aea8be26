"""Reading the ledger: a decision out of its rows, and what its forecast rested on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.analysis.outcome import Effect
from models.errors import LibraryError
from models.ledger.decision import Decision, Guess, Outcome
from models.ledger.decision_tables import DecisionRow, FreezeRow, GuessRow, OutcomeRow
from models.ledger.miss import Aim, Basis
from models.ledger.miss_text import from_text
from models.library import Library
from models.library.identity import digest_of, identity, market_from, parameters_from
from models.library.keeping import scenario_from, text_of
from models.text_rules import name_key, shown

_DIGITS = 12


def row_or_none(session: Session, name: str) -> DecisionRow | None:
    """Find a decision by name; case, outer blanks and encoding make no difference."""
    wanted = select(DecisionRow).where(DecisionRow.name_key == name_key(name))
    return session.scalar(wanted.with_for_update())


def row_of(session: Session, name: str) -> DecisionRow:
    """Find a decision by name.

    Raises
    ------
    LibraryError
        There is none.
    """
    if row := row_or_none(session, name):
        return row
    msg = f"the ledger has no decision {shown(name)!r}; `ledger list` names those it has"
    raise LibraryError(msg)


def decision_of(session: Session, row: DecisionRow) -> Decision:
    """Put a decision together out of its rows."""
    freeze = session.get(FreezeRow, row.id)
    plan = scenario_from(text_of(session, row.scenario), row.market, row.name)
    written = select(GuessRow).where(GuessRow.decision_id == row.id).order_by(GuessRow.id)
    known = Decision(
        name=row.name,
        plan=plan,
        aim=Aim(metric=row.metric, quarter=row.quarter),
        guesses=tuple(_guess(one) for one in session.scalars(written)),
    )
    return known if freeze is None else _frozen(session, row, freeze, known)


def _frozen(session: Session, row: DecisionRow, freeze: FreezeRow, known: Decision) -> Decision:
    last = select(OutcomeRow).where(OutcomeRow.decision_id == row.id).order_by(OutcomeRow.id.desc())
    came = session.scalars(last.limit(1)).first()
    return Decision(
        name=known.name,
        plan=known.plan,
        aim=known.aim,
        guesses=known.guesses,
        rationale=freeze.rationale,
        author=freeze.author,
        frozen=freeze.frozen,
        forecast=Effect(central=freeze.central, low=freeze.low, high=freeze.high),
        versions={
            "model": freeze.model,
            "parameters": freeze.parameters[:_DIGITS],
            "market": freeze.market_file[:_DIGITS],
        },
        outcome=_outcome(session, row, came) if came else None,
    )


def _guess(row: GuessRow) -> Guess:
    size = {"central": row.central, "low": row.low, "high": row.high}
    return Guess(**size, by=row.person or "", at=row.written)


def _outcome(session: Session, row: DecisionRow, came: OutcomeRow) -> Outcome:
    scenario = scenario_from(text_of(session, came.came), row.market, row.name)
    miss = from_text(came.split)
    return Outcome(came=scenario, miss=miss, source=came.source, at=came.written)


def as_it_was(library: Library, name: str) -> Basis | None:
    """Read what the forecast of a frozen decision rested on, None where nothing has changed.

    Raises
    ------
    LibraryError, MarketError, ParameterError
        There is no such decision, or today's rules refuse what it rested on.
    """
    with library.reading() as session:
        row = row_of(session, name)
        freeze = session.get_one(FreezeRow, row.id)
        today = identity(row.market)
        now = (today.model, digest_of(today.parameters), digest_of(today.market))
        if now == (freeze.model, freeze.parameters, freeze.market_file):
            return None
        market = market_from(text_of(session, freeze.market_file), row.market)
        parameters = parameters_from(text_of(session, freeze.parameters))
    return Basis(market=market, parameters=parameters)
