"""What history has seen of each lever: by the table of levers, else by the quarters on file."""

from dataclasses import dataclass
from functools import cache

from models.inputs import load_market, vintages
from models.levers import LEVERS
from models.scenario import Scenario

_TOLERANCE = 1e-9


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
