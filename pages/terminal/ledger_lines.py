"""What ``ledger`` prints: a decision, and how decisions have held."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from models.analysis.outcome import Effect
from models.notation import UNITS
from models.text_rules import shown

if TYPE_CHECKING:
    from models.ledger.decision import Decision
    from models.ledger.track_record import Record, Score


def lines(decision: "Decision") -> Iterator[str]:
    """Tell a decision from guess to split."""
    aim = decision.aim
    mark = " (example: nobody wrote this down in 2023)" if decision.is_example else ""
    yield f"{shown(decision.name)}{mark}: {aim.metric} of {aim.quarter}, {UNITS[aim.metric]}"
    for one in decision.guesses:
        by = f" by {shown(one.by)}" if one.by else ""
        yield f"  guess{by}: {_range(one.central, one.low, one.high)}"
    if decision.forecast:
        since = f", frozen {decision.frozen[:10]}" if decision.frozen else ""
        made = decision.forecast
        yield f"  forecast{since}: {_range(made.central, made.low, made.high)}"
    if decision.rationale:
        yield f"  why: {shown(decision.rationale, 500)}"
    yield from _came(decision)


def _came(decision: "Decision") -> Iterator[str]:
    miss = decision.miss
    if miss is None:
        yield f"  nothing has come of it yet{'' if decision.forecast else '; not frozen'}"
        return
    yield f"  came: {miss.actual:.6g}; miss {miss.total:+.4g}, of which"
    for name, size in miss.parts.items():
        part = getattr(miss, name)
        if isinstance(part, Effect):
            told = f"{size:+.4g}" if size else "none"
            yield f"    {name:<10} {told} [{part.low:.4g}, {part.high:.4g}]"
        elif size:
            yield f"    {name:<10} {size:+.4g}"


def listed(decisions: Sequence["Decision"], records: Sequence["Record"]) -> Iterator[str]:
    """List decisions, one a line, and the scores below."""
    if not decisions:
        yield "the ledger holds no decision; begin with `ledger guess FILE`"
        yield "`ledger show --example` tells one of 2023"
        return
    for one in decisions:
        state = "guessed" if not one.forecast else "frozen" if not one.miss else "came"
        aim = f"{one.aim.metric} {one.aim.quarter}"
        told = f"  miss {one.miss.total:+.4g}" if one.miss else ""
        yield f"{shown(one.name):<40}  {aim:<28}  {state}{told}"
    for record in records:
        if record.model.n:
            yield f"{record.year or 'all'}: {_record(record)}"


def _record(record: "Record") -> str:
    told = f"forecasts held {_score(record.model)}"
    if not record.compared:
        return told
    nearer = f"guesses were nearer in {record.closer} of {record.compared}"
    return f"{told}; guesses held {_score(record.people)}; {nearer}"


def _score(score: "Score") -> str:
    error = "" if score.error is None else f", mean error {score.error:.1%}"
    return f"{score.held} of {score.n}{error}"


def _range(central: float, low: float, high: float) -> str:
    return f"{central:.6g} [{low:.6g}, {high:.6g}]"
