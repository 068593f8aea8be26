"""What one more RMB bn buys in each lever, ranked: visitors, sales, revenue."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.analysis.marginal_returns import METRICS, Marginal


@dataclass(frozen=True, kw_only=True)
class Yield:
    """Effects of one more RMB bn a quarter in ``lever``, by metric."""

    lever: str
    effects: dict[str, Marginal]

    @property
    def price(self) -> tuple[float, float, float] | None:
        """RMB bn a quarter for an added million daily visitors, with its low and high end.

        None where the effect covers zero or visitors are lost: then no money buys them here.
        """
        found = self.effects["dau"]
        if found.low <= 0.0:
            return None
        return 1.0 / found.central, 1.0 / found.high, 1.0 / found.low


def ranked(values: Iterable[Marginal]) -> tuple[Yield, ...]:
    """Rank the levers: the cheapest visitors first, then those without a price by effect."""
    found: dict[str, dict[str, Marginal]] = {}
    for value in values:
        found.setdefault(value.lever, {})[value.metric] = value
    whole = [Yield(lever=lever, effects=effects) for lever, effects in found.items()]
    first = METRICS[0]
    return tuple(sorted(whole, key=lambda y: (y.price is None, -y.effects[first].central)))
