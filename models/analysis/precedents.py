"""What history covers: where each lever stood in the quarters on file."""

from dataclasses import dataclass
from functools import cache

from models.inputs import load_market, vintages
from models.levers import LEVERS
from models.scenario import Scenario

_TOLERANCE = 1e-9


@dataclass(frozen=True, kw_only=True)
class Span:
    """Lowest and highest setting of a lever over ``quarters`` markets, in the lever's unit."""

    low: float
    high: float
    quarters: int

    @property
    def is_point(self) -> bool:
        """Whether the lever never stood anywhere else."""
        return self.high - self.low <= _TOLERANCE

    def covers(self, value: float) -> bool:
        """Return whether the lever has stood as low and as high as ``value``."""
        return self.low - _TOLERANCE <= value <= self.high + _TOLERANCE


@cache
def spans() -> dict[str, Span]:
    """Read where each lever stood in every market on file."""
    markets = [load_market(vintage) for vintage in vintages()]
    settings = {name: [market.levers[name] for market in markets] for name in LEVERS}
    return {
        name: Span(low=min(values), high=max(values), quarters=len(values))
        for name, values in settings.items()
    }


def beyond(scenario: Scenario) -> tuple[str, ...]:
    """List the levers that ``scenario`` takes to where history has no example of them."""
    known = spans()
    names = {step.lever for step in scenario.steps if not known[step.lever].covers(step.value)}
    return tuple(name for name in LEVERS if name in names)
