"""Who takes back what: our gain, the answer of each rival, the remainder, and what it costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.effects import effect, over
from models.analysis.ends import STILL, Ends
from models.analysis.group_paths import own_path
from models.analysis.outcome import Effect
from models.analysis.reading import year_to
from models.analysis.shapley import exact
from models.ensemble import project_plans
from models.market.rivals import Conduct
from models.notation import HORIZON_METRICS, OWN, Array, metrics_of, quarters_after
from models.parameters import Parameters
from models.scenario import Scenario
from models.scenario.conduct import ways_of
from models.vintage import Market

TAKEBACK_METRICS = metrics_of(
    *("users", "buyers", "sales", "revenue", "profit", "worth", "storefronts", "sellers")
)
"""Figures shown before and after the answer."""

BILLED = ("ebita", "subsidy")
"""What is read of every rival for its bill."""

STANDS = Conduct(posture=STILL)
BUDGET = 2**13
"""Draws of all sets of rivals together, from which the ranges of their parts are computed."""

Coalition = frozenset[int]
Change = tuple[dict[str, Array], dict[str, Array]]
"""Change by the plan, and level without it, of every metric over the last year."""

_ENDS = 2
"""Nobody answers and everybody does; as many runs make a change."""


@dataclass(frozen=True, kw_only=True)
class Takeback:
    """Change of one figure of ours against no change, in its unit, before and after the answer.

    ``answer`` is after less before, draw by draw. ``parts`` is what each rival's answer adds to
    it, by platform, mostly less than nothing; before plus all parts is after, in the central run
    as in every draw. ``level`` is the figure without change, the rivals answering, and ``relative``
    the change before and after the answer as ratios to no change, draw by draw.
    """

    metric: str
    level: float
    before: Effect
    after: Effect
    answer: Effect
    parts: Mapping[int, Effect]
    relative: tuple[Effect, Effect]

    @property
    def steps(self) -> tuple[tuple[float, float], ...]:
        """Where each bar of a waterfall starts and ends: gain, the parts, remainder."""
        at, steps = self.before.central, [(0.0, self.before.central)]
        for part in self.parts.values():
            steps.append((at, at + part.central))
            at += part.central
        return (*steps, (0.0, self.after.central))

    @property
    def taken(self) -> float:
        """What all answers together take from the figure, in its unit."""
        return -self.answer.central

    @property
    def largest(self) -> int | None:
        """The rival whose answer takes most; None where nobody answers."""
        return min(self.parts, key=lambda a: self.parts[a].central, default=None)


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What the answer of all rivals costs one of them: ``profit`` and ``value``.

    Against the same plan met by rivals that stand still: profit over the last year, RMB bn a
    quarter, value RMB bn; ``subsidy`` is what the rival spends more, RMB bn a quarter, over the
    last year.
    """

    platform: int
    profit: Effect
    value: Effect | None
    subsidy: Effect


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """The answer to one plan: what is taken back, by figure, and the bill of each rival.

    The ranges of the parts rest on the first ``draws`` of the plan's draws, all else on all.
    """

    figures: Mapping[str, Takeback]
    bills: tuple[Bill, ...]
    quarter: str
    draws: int

    @property
    def cost(self) -> float:
        """Profit that all rivals give up for their answers, RMB bn a quarter over the last year."""
        return -sum(bill.profit.central for bill in self.bills)


def react(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    *,
    metrics: Sequence[str] = TAKEBACK_METRICS,
    draws: int | None = None,
    ends: Ends | None = None,
) -> Reaction:
    """Set the plan against no change with every set of rivals answering, and share the rest out.

    Parameters
    ----------
    draws
        Left out: the scenario's own, as everywhere that the plan is shown. The parts of several
        rivals take as many of them as `BUDGET` allows.
    ends
        No change and the plan with ``metrics`` and `BILLED`, as `run_ends` gives them; left out:
        run here, and followed beyond the horizon for what answers cost in value.

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
    kept = tuple(dict.fromkeys((*metrics, *BILLED, "value")))

    sets = [
        frozenset(a for place, a in enumerate(able) if mask >> place & 1)
        for mask in range(2 ** len(able))
    ]
    own = scenario.draws if draws is None else draws
    few = own if len(sets) <= _ENDS else min(own, BUDGET // (_ENDS * len(sets)))

    def change(some: Coalition, count: int, kept: Sequence[str]) -> Change:
        answering = tuple(
            way if place in some else STANDS for place, way in enumerate(ways, start=1)
        )
        return _changes(market, parameters, scenario, answering, kept, count)

    # The bills need no set between: none of them is followed beyond its horizon for their sake.
    if ends:
        nobody, everybody = (_change(ends[rivals]) for rivals in (STILL, None))
    else:
        nobody, everybody = change(sets[0], own, kept), change(sets[-1], own, kept)
    between = [change(some, few, metrics)[0] for some in sets[1:-1]]
    change_by_set = [nobody[0], *between, everybody[0]][: len(sets)]
    shares = {
        metric: exact(np.stack([own_path(one, metric)[: 1 + few] for one in change_by_set]))
        for metric in metrics
    }
    return Reaction(
        figures={
            metric: _takeback(
                metric, nobody, everybody, dict(zip(able, shares[metric], strict=True))
            )
            for metric in metrics
        },
        bills=tuple(_bill(a, everybody[0], nobody[0]) for a in range(count) if a != OWN),
        quarter=quarters_after(market.vintage, scenario.horizon)[-1],
        draws=few,
    )


def _takeback(
    metric: str, nobody: Change, everybody: Change, parts: Mapping[int, Array]
) -> Takeback:
    """Give one figure of ours, of which every array is (1+D,)."""
    (before, still), (after, idle) = (
        (own_path(change, metric), own_path(level, metric)) for change, level in (nobody, everybody)
    )
    return Takeback(
        metric=metric,
        level=float(idle[0]),
        before=effect(before),
        after=effect(after),
        answer=effect(after - before),
        parts={a: effect(part) for a, part in parts.items()},
        relative=(effect(over(before, still)), effect(over(after, idle))),
    )


def _changes(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    conduct: tuple[Conduct, ...],
    metrics: Sequence[str],
    draws: int,
) -> Change:
    """Change by the plan and level without it over the last year, (A, 1+D) or (1+D,)."""
    plans = [plan.schedule(market.levers) for plan in (replace(scenario, steps=()), scenario)]
    paths = project_plans(
        market, parameters, scenario, plans, metrics=metrics, draws=draws, conduct=conduct
    )
    return _change(paths)


def _change(paths: Mapping[str, Array]) -> Change:
    """Read the change and the level over the last year off paths (2, T, A, 1+D)."""
    ends = {
        name: path if name in HORIZON_METRICS else year_to(np.moveaxis(path, 1, 0))
        for name, path in paths.items()
    }
    return {m: end[1] - end[0] for m, end in ends.items()}, {m: end[0] for m, end in ends.items()}


def _bill(platform: int, answered: Mapping[str, Array], still: Mapping[str, Array]) -> Bill:
    def cost(metric: str) -> Effect:
        return effect(answered[metric][platform] - still[metric][platform])

    return Bill(
        platform=platform,
        profit=cost("ebita"),
        value=cost("value") if "value" in answered else None,
        subsidy=cost("subsidy"),
    )
