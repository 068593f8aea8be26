"""What history has seen of each lever: by the table of levers, else by the quarters on file."""

from dataclasses import dataclass
from functools import cache

from models.inputs import load_market, vintages
from models.levers import LEVERS
from models.scenario import Scenario

_TOLERANCE = 1e-9
_HAIR = 1e-4


@dataclass(frozen=True, kw_only=True)
class Span:
    """Lowest and highest setting of a lever that history has seen, in the lever's unit.

    ``quarters`` counts the markets on file that it was read from; 0 where the table of levers says
    it.
    """

    low: float
    high: float
    quarters: int = 0

    @property
    def is_point(self) -> bool:
        """Whether the lever never stood anywhere else."""
        return self.high - self.low <= _TOLERANCE

    def covers(self, value: float) -> bool:
        """Return whether the lever has stood as low and as high as ``value``."""
        return self.low - _TOLERANCE <= value <= self.high + _TOLERANCE


@cache
def spans() -> dict[str, Span]:
    """Give what history has seen of every lever."""
    return {name: _span(name) for name in LEVERS}


def _span(name: str) -> Span:
    if seen := LEVERS[name].seen:
        return Span(low=seen[0], high=seen[1])
    values = [load_market(vintage).levers[name] for vintage in vintages()]
    return Span(low=min(values), high=max(values), quarters=len(values))


@dataclass(frozen=True, kw_only=True)
class Departure:
    """A lever that a plan takes furthest to ``value``, where history has seen ``low`` to ``high``.

    All in the lever's unit.
    """

    lever: str
    value: float
    low: float
    high: float


def departures(scenario: Scenario) -> tuple[Departure, ...]:
    """List how far ``scenario`` takes levers to where history has no example of them.

    Steps of a hair's breadth from today do not count; what counts is as in `beyond`.
    """
    known, today = spans(), load_market(scenario.market).levers
    found = []
    for name in beyond(scenario):
        seen, hair = known[name], _HAIR * (LEVERS[name].high - LEVERS[name].low)
        values = [step.value for step in scenario.steps if step.lever == name]
        furthest = max(values, key=lambda value: max(seen.low - value, value - seen.high))
        if abs(furthest - today[name]) > hair:
            found.append(Departure(lever=name, value=furthest, low=seen.low, high=seen.high))
    return tuple(found)


def beyond(scenario: Scenario) -> tuple[str, ...]:
    """List the levers that ``scenario`` takes to where history has no example of them.

    Where today's own value lies outside, going from it towards what was seen is no step beyond.
    """
    known, today = spans(), load_market(scenario.market).levers
    names = {
        step.lever
        for step in scenario.steps
        if not _reaching(known[step.lever], today[step.lever]).covers(step.value)
    }
    return tuple(name for name in LEVERS if name in names)


def _reaching(span: Span, today: float) -> Span:
    return Span(low=min(span.low, today), high=max(span.high, today))
