"""What one more RMB bn a quarter buys in each lever of money, and the levers ranked by it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.analysis.reading import figure
from models.levers import LEVERS
from models.notation import VOLUMES, Array
from models.parameters import Parameters
from models.projection import Projection, project
from models.scenario import Scenario
from models.vintage import Market

RETURN_METRICS = VOLUMES
"""What money is spent for, each over the last year of the horizon."""

SUBSIDY = {"subsidy_high_ticket": 1.0, "subsidy_low_ticket": 0.0}
"""The subsidy budget as two levers: share of the next RMB bn that goes to big-ticket goods."""

LEVERS_OF_MONEY = (
    *SUBSIDY,
    *(name for name, lever in LEVERS.items() if lever.spend == "domestic"),
)
"""Levers whose unit is money and that act on the domestic market."""


_LEAST = 0.01
"""Room, RMB bn, below which a step would be lost in rounding."""


@dataclass(frozen=True, kw_only=True)
class Marginal:
    """Effect of one more RMB bn a quarter in ``lever`` on ``metric`` over the last year.

    In the unit of the metric for each RMB bn a quarter, kept up over the whole horizon; ``low``
    and ``high`` hold eight draws in ten.
    """

    lever: str
    metric: str
    central: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """The range does not cover zero."""
        return self.low > 0.0 or self.high < 0.0


def marginal_values(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    *,
    draws: int | None = None,
    levers: Sequence[str] = LEVERS_OF_MONEY,
) -> list[Marginal]:
    """Try one more RMB bn in each of ``levers``, best for daily visitors first.

    ``draws`` left out are the scenario's own. A lever at the end of what the market allows is tried
    with one RMB bn less, and where neither fits with as much as does; one that the market does not
    offer is left out.
    """
    planned = scenario.schedule(market.levers)
    base = project(market, parameters, scenario, draws=draws)
    marginals = []
    for lever in (lever for lever in levers if not market.is_shut(lever)):
        targets, step = one_more(planned, lever, market)
        moved = project(market, parameters, scenario, draws=draws, planned=targets)
        marginals += [_effect(lever, metric, moved, base, step) for metric in RETURN_METRICS]
    best = {m.lever: m.central for m in marginals if m.metric == RETURN_METRICS[0]}
    return sorted(marginals, key=lambda m: -best[m.lever])


def one_more(
    planned: Mapping[str, Array], lever: str, market: Market
) -> tuple[dict[str, Array], float]:
    """Give targets with RMB 1 bn a quarter more in ``lever``, and 1; or less, and -1.

    Where the market's limit leaves room for neither, the step is what it leaves room for, and has
    the sign of its way. A schedule that touches both ends is tried with more, beyond the limit: the
    model knows no end of it.
    """
    share = SUBSIDY.get(lever)
    name = lever if share is None else "subsidy_budget"
    spent = planned[name]
    inside = spent if share is None else spent * _part(planned["high_ticket_share"], share)
    step = _step(float((market.bounds(name)[1] - spent).min()), float(inside.min()))
    budget = spent + step
    if share is None:
        return {**planned, name: budget}, step
    high = spent * planned["high_ticket_share"] + step * share
    mix = np.divide(high, budget, out=np.full_like(high, share), where=budget > 0.0)
    return {**planned, name: budget, "high_ticket_share": np.clip(mix, 0.0, 1.0)}, step


def _step(up: float, down: float) -> float:
    """Choose a step of RMB 1 bn, up if there is room for it, else the way that has more of it."""
    if up >= 1.0 or max(up, down) < _LEAST:
        return 1.0
    return -min(down, 1.0) if down >= min(1.0, up) else up


def _part(high_ticket: Array, share: float) -> Array:
    """Part of the subsidies that go where the next RMB bn goes."""
    return share * high_ticket + (1.0 - share) * (1.0 - high_ticket)


def _effect(lever: str, metric: str, moved: Projection, base: Projection, step: float) -> Marginal:
    change = (figure(moved.paths, metric) - figure(base.paths, metric)) / step
    draws = change[1:] if len(change) > 1 else change
    low, high = np.quantile(draws, (0.1, 0.9))
    return Marginal(
        lever=lever, metric=metric, central=float(change[0]), low=float(low), high=float(high)
    )


@dataclass(frozen=True, kw_only=True)
class MarginalReturn:
    """Effects of one more RMB bn a quarter in ``lever``, by metric."""

    lever: str
    effects: dict[str, Marginal]

    @property
    def price(self) -> tuple[float, float, float] | None:
        """RMB bn a quarter for an added million daily visitors, with its low and high end.

        None where the effect covers zero or visitors are lost: then no money buys them here.
        """
        visitors = self.effects["dau"]
        if visitors.low <= 0.0:
            return None
        return 1.0 / visitors.central, 1.0 / visitors.high, 1.0 / visitors.low


def ranked_returns(values: Iterable[Marginal]) -> tuple[MarginalReturn, ...]:
    """Rank the levers: the cheapest visitors first, then those without a price by effect."""
    by_lever: dict[str, dict[str, Marginal]] = {}
    for value in values:
        by_lever.setdefault(value.lever, {})[value.metric] = value
    whole = [MarginalReturn(lever=lever, effects=effects) for lever, effects in by_lever.items()]
    first = RETURN_METRICS[0]
    return tuple(sorted(whole, key=lambda y: (y.price is None, -y.effects[first].central)))
