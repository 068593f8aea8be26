"""Who takes back what: our gain, the answer of each rival, the remainder, and what it costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.drivers.shapley import exact
from models.analysis.effects import effect
from models.analysis.outcome import Effect
from models.analysis.own import own_path
from models.conduct import ways_of
from models.ensemble import project_plans
from models.market.rivals import Conduct
from models.market.vintage import Market
from models.notation import OWN, Array, quarters_after
from models.parameters import Parameters
from models.scenario import Scenario

KPIS = (
    "gmv", "gmv_sme", "gmv_brand", "revenue", "ebita", "value", "dau", "dac", "aac",
    "merchants_sme", "merchants_brand",
)  # fmt: skip
"""Figures told before and after the answer."""

STILL = Conduct(posture="passive")
DRAWS = 256

Coalition = frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Takeback:
    """Change of one figure of ours against no change, in its unit, before and after the answer.

    ``parts`` is what each rival's answer adds to it, by platform, mostly less than nothing;
    before plus all parts is after, in the central run as in every draw. ``level`` is the figure
    without change.
    """

    metric: str
    level: float
    before: Effect
    after: Effect
    parts: Mapping[int, Effect]

    @property
    def steps(self) -> tuple[tuple[float, float], ...]:
        """Where each bar of a waterfall starts and ends: gain, the parts, remainder."""
        at, steps = self.before.central, [(0.0, self.before.central)]
        for part in self.parts.values():
            steps.append((at, at + part.central))
            at += part.central
        return (*steps, (0.0, self.after.central))

    @property
    def relative(self) -> tuple[Effect, Effect]:
        """Change before and after the answer as ratios to no change."""
        before, after = (
            Effect(
                central=told.central / self.level,
                low=told.low / self.level,
                high=told.high / self.level,
            )
            for told in (self.before, self.after)
        )
        return before, after

    @property
    def taken(self) -> float:
        """What all answers together take from the figure, in its unit."""
        return self.before.central - self.after.central

    @property
    def largest(self) -> int | None:
        """The rival whose answer takes most; None where nobody answers."""
        return min(self.parts, key=lambda a: self.parts[a].central, default=None)


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What the answer of all rivals costs one of them: ``profit`` at the last quarter, ``value``.

    Both in RMB bn against the same plan met by rivals that stand still; ``subsidy`` is what the
    rival spends more, RMB bn a quarter, at the last quarter.
    """

    platform: int
    profit: Effect
    value: Effect
    subsidy: Effect


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """The answer to one plan: what is taken back, by figure, and the bill of each rival."""

    figures: Mapping[str, Takeback]
    bills: tuple[Bill, ...]
    quarter: str

    @property
    def cost(self) -> float:
        """Profit that all rivals give up for their answers, RMB bn at the last quarter."""
        return -sum(bill.profit.central for bill in self.bills)


def react(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    *,
    metrics: Sequence[str] = KPIS,
    draws: int = DRAWS,
) -> Reaction:
    """Set the plan against no change with every set of rivals answering, and share the rest out.

    Returns
    -------
    Reaction
        The parts are Shapley values: each rival's answer added in every order, on average.
        Rivals that stand still have none.

    References
    ----------
    Shapley (1953), "A value for n-person games", Contributions to the Theory of Games II.
    """
    count = len(market.platforms)
    ways = ways_of(scenario, market)
    able = [a for a, way in enumerate(ways, start=1) if way.posture != "passive"]
    kept = tuple(dict.fromkeys((*metrics, "ebita", "value", "subsidy")))

    def changes(some: Coalition) -> tuple[dict[str, Array], dict[str, Array]]:
        answering = tuple(
            way if place in some else STILL for place, way in enumerate(ways, start=1)
        )
        return _changes(market, parameters, scenario, answering, kept, draws)

    sets = [
        frozenset(a for place, a in enumerate(able) if mask >> place & 1)
        for mask in range(2 ** len(able))
    ]
    found = {some: changes(some) for some in sets}
    nobody, everybody = found[frozenset()], found[frozenset(able)]
    own = {some: {m: own_path(change[0], m) for m in metrics} for some, change in found.items()}
    shares = {m: exact(np.stack([own[some][m] for some in sets])) for m in metrics}
    return Reaction(
        figures={
            metric: Takeback(
                metric=metric,
                level=float(own_path(nobody[1], metric)[0]),
                before=effect(own[frozenset()][metric]),
                after=effect(own[frozenset(able)][metric]),
                parts={a: effect(part) for a, part in zip(able, shares[metric], strict=True)},
            )
            for metric in metrics
        },
        bills=tuple(_bill(a, everybody[0], nobody[0]) for a in range(count) if a != OWN),
        quarter=quarters_after(market.vintage, scenario.horizon)[-1],
    )


def _changes(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    conduct: tuple[Conduct, ...],
    metrics: Sequence[str],
    draws: int,
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Change by the plan and level without it at the last quarter, (A, 1+D) or (1+D,)."""
    plans = [plan.schedule(market.levers) for plan in (scenario, replace(scenario, steps=()))]
    paths = project_plans(
        market, parameters, scenario, plans, metrics=metrics, draws=draws, conduct=conduct
    )
    ends = {name: path if name == "value" else path[:, -1] for name, path in paths.items()}
    return {m: end[0] - end[1] for m, end in ends.items()}, {m: end[1] for m, end in ends.items()}


def _bill(platform: int, answered: Mapping[str, Array], still: Mapping[str, Array]) -> Bill:
    def cost(metric: str) -> Effect:
        return effect(answered[metric][platform] - still[metric][platform])

    return Bill(
        platform=platform, profit=cost("ebita"), value=cost("value"), subsidy=cost("subsidy")
    )
