"""How a change is spread over quarters: at once, in two steps, over a year."""

from collections.abc import Iterable, Mapping

from models.levers import LEVERS, Step
from models.notation import quarters_after

NOW, TWO_STEPS, YEAR = "now", "two_steps", "year"

_PARTS = {
    NOW: {0: 1.0},
    TWO_STEPS: {0: 0.5, 2: 1.0},
    YEAR: {0: 0.25, 1: 0.5, 2: 0.75, 3: 1.0},
}
"""Which part of the way is gone from which projected quarter on."""

RHYTHMS = tuple(_PARTS)

_DIGITS = 9


def in_rhythm(
    name: str, market: str, before: Mapping[str, float], after: Mapping[str, float]
) -> tuple[Step, ...]:
    """Spread the way of some levers from ``before`` to ``after`` over the first quarters.

    Levers that are counted in whole things go in whole things. Quarters in which nothing moves
    are left out; levers given together, such as the weights of a unit, keep their quarters
    together.

    Parameters
    ----------
    name
        One of `RHYTHMS`.
    market
        Vintage that the plan starts from; the first step is in the quarter after it.
    before, after
        Values of the same levers, each in the lever's unit.
    """
    quarters = quarters_after(market, max(_PARTS[name]) + 1)
    rows: list[Step] = []
    last = {lever: before[lever] for lever in after}
    for at, part in _PARTS[name].items():
        here = {
            lever: _between(lever, before[lever], value, part) for lever, value in after.items()
        }
        if here != last:
            rows += (Step(lever=lever, quarter=quarters[at], value=v) for lever, v in here.items())
        last = here
    return tuple(rows)


def _between(lever: str, before: float, after: float, part: float) -> float:
    if part == 1.0:
        return after
    value = before + part * (after - before)
    if LEVERS[lever].step < 1:
        return round(value, _DIGITS)
    # A target between two whole numbers is not passed on the way to it.
    low, high = sorted((before, after))
    return float(min(max(round(value), low), high))


def rhythm_of(steps: Iterable[Step], market: str, before: Mapping[str, float]) -> str | None:
    """Name the rhythm that ``steps`` of some levers keep; None where they keep none."""
    steps = sorted(steps, key=lambda step: step.quarter)
    after = {step.lever: step.value for step in steps}
    found = {(step.lever, step.quarter, step.value) for step in steps}
    for name in RHYTHMS:
        rows = in_rhythm(name, market, before, after)
        if found == {(row.lever, row.quarter, row.value) for row in rows}:
            return name
    return None
