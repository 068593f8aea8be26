"""What each lever of a plan contributes to each KPI, whatever the order of telling."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from models.analysis.drivers.breakdown import Breakdown
from models.analysis.drivers.coalitions import Worth, worth_of
from models.analysis.drivers.players import Player, players
from models.analysis.effects import effect
from models.analysis.ends import STILL, Ends, run_ends
from models.analysis.quarter_index import place_of
from models.analysis.reading import by_quarter, needed
from models.analysis.shapley import exact, from_ends, near_ends, sample_orders, sampled
from models.notation import CORE, HORIZON_METRICS, Array, quarters_after
from models.parameters import Parameters
from models.scenario import Scenario
from models.vintage import Market

DRIVER_METRICS = CORE
"""Metrics taken apart when none is named."""

EXACT = 10
"""The most levers of which every coalition is computed in the central run."""

EXACT_DRAWS = 5
"""The most levers of which it is in every draw: of so many, all coalitions are `near_ends`."""

PAIRS = 60
"""Pairs of orders that are drawn beyond that."""

BUDGET, FEWEST = 2**15, 64
"""Draws of the shares times all coalitions, and the fewest draws, whatever that costs."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Drivers:
    """Contributions of every lever to every metric over the horizon, and the rivals' answer.

    Every figure is read by its quarter: over the year to it, or where ``alone`` in it alone.

    Attributes
    ----------
    players : tuple of Player
        What the plan moves, in the order of ``shares``.
    baseline, total, rivals : mapping of str to array, (T, 1+D), or (1+D,) for the whole horizon
        No change and the plan, both with the rivals' answer, and what that answer does to the
        change; on the plan's own draws.
    shares, lone : mapping of str to array, shape (P, T, 1+F), or (P, 1+F)
        Shapley values, and what each lever does by itself, the rivals standing still.
    errors : mapping of str to array, shape (P, T, 1+F), or (P, 1+F)
        Standard errors of the central shares; empty where every coalition was computed.
    draws : int
        Number of the draws F of the shares, the first of the plan's own: 0 to D.
    """

    scenario: str
    quarters: tuple[str, ...]
    players: tuple[Player, ...]
    baseline: Mapping[str, Array]
    total: Mapping[str, Array]
    rivals: Mapping[str, Array]
    shares: Mapping[str, Array]
    lone: Mapping[str, Array]
    errors: Mapping[str, Array]
    draws: int
    alone: bool = False

    def at(self, metric: str, quarter: str | None = None) -> Breakdown:
        """Take one metric apart, by the last quarter unless another is named.

        Raises
        ------
        ScenarioError
            The quarter lies outside the horizon.
        """
        quarter_index = place_of(quarter, self.quarters)

        def cut(path: Array) -> Array:
            return path if metric in HORIZON_METRICS else path[..., quarter_index, :]

        names = [player.name for player in self.players]
        baseline, total, rivals, shares, lone = (
            cut(of[metric])
            for of in (self.baseline, self.total, self.rivals, self.shares, self.lone)
        )
        errors = cut(self.errors[metric])[:, 0] if self.errors else np.empty(0)
        change = total - baseline
        return Breakdown(
            scenario=self.scenario,
            metric=metric,
            quarter=self.quarters[quarter_index],
            baseline=effect(baseline),
            total=effect(total),
            effect=effect(change),
            contributions={name: effect(shares[i]) for i, name in enumerate(names)},
            rivals=effect(rivals),
            lone=dict(zip(names, lone[:, 0].tolist(), strict=True)),
            interaction=float(change[0] - rivals[0] - lone[:, 0].sum()),
            errors=dict(zip(names, errors.tolist(), strict=False)),
            draws=self.draws,
            alone=self.alone,
        )


def drivers(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    *,
    metrics: Sequence[str] = DRIVER_METRICS,
    draws: int | None = None,
    pairs: int = PAIRS,
    alone: bool = False,
    ends: Ends | None = None,
) -> Drivers:
    """Divide the effect of ``scenario`` among its levers, then set the rivals' answer apart.

    The answer is the change with the rivals as in the plan less the change with rivals that stand
    still, each against no change under the same posture, so that the answer to nothing counts for
    nothing: what `models.analysis.rivalry.takeback` shares out among the rivals. The shares of
    the levers are Shapley values of the change before the answer: what a lever adds, averaged
    over all orders in which the levers can join, so that no share depends on the order of rows.

    Parameters
    ----------
    metrics
        Names of metrics of the model.
    draws
        Common draws for the ranges, the scenario's own if left out; 0 gives the central run
        alone. The shares take as many of them as `BUDGET` allows; where the plan moves more than
        `EXACT_DRAWS` levers, what a draw adds to the central run is told by `from_ends`.
    pairs
        Orders of joining, with their reverses, where the plan moves more than `EXACT` levers.
    alone
        Whether to read each quarter alone, not the year to it.
    ends
        No change and the plan, as `run_ends` gives them; left out: run here.

    Raises
    ------
    ModelError
        Market, parameters and scenario do not fit together.
    """
    movers = players(scenario, market.levers)
    own = scenario.draws if draws is None else draws
    few = min(own, max(BUDGET // 2 ** len(movers), FEWEST))
    run = partial(worth_of, market, parameters, scenario, movers, metrics=metrics, alone=alone)
    worth, shares, errors = _shared(run, len(movers), few, max(pairs, 2), scenario.seed)
    kept = needed(metrics)
    said = ends[None] if ends else run_ends(market, parameters, scenario, kept, own)
    answered = {metric: by_quarter(said, metric, alone=alone) for metric in metrics}
    if few == own:
        still = worth.ends
    else:
        calm = ends[STILL] if ends else run_ends(market, parameters, scenario, kept, own, STILL)
        still = {metric: by_quarter(calm, metric, alone=alone) for metric in metrics}
    baseline, total, rivals = _whole(answered, still)
    return Drivers(
        scenario=scenario.name,
        quarters=quarters_after(market.vintage, scenario.horizon),
        players=movers,
        baseline=baseline,
        total=total,
        rivals=rivals,
        shares=shares,
        lone=_lone(worth),
        errors=errors,
        draws=few,
        alone=alone,
    )


def _shared(
    run: Callable[..., Worth], movers: int, draws: int, pairs: int, seed: int
) -> tuple[Worth, dict[str, Array], dict[str, Array]]:
    """Give the worth of coalitions under all draws, the shares, and the standard errors of these.

    What draws add to the central run is taken from coalitions `near_ends`.
    """
    if movers <= EXACT_DRAWS:
        worth = run(range(2**movers), draws=draws)
        return worth, {metric: exact(values) for metric, values in worth.values.items()}, {}
    central, errors = _central(run, movers, pairs, seed)
    worth = run(near_ends(movers), draws=draws)
    shares = {}
    for metric, values in worth.values.items():
        drawn = from_ends(values, worth.place, movers)
        shares[metric] = drawn - drawn[..., :1] + central[metric]
    return worth, shares, errors


def _central(
    run: Callable[..., Worth], movers: int, pairs: int, seed: int
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Give the shares in the central run, (P, T, 1), and their errors, if orders are sampled."""
    if movers <= EXACT:
        worth = run(range(2**movers), draws=0)
        return {metric: exact(values) for metric, values in worth.values.items()}, {}
    sample = sample_orders(movers, pairs, seed)
    worth = run(np.unique(sample.masks).tolist(), draws=0)
    found = {m: sampled(sample, values, worth.place) for m, values in worth.values.items()}
    return {m: one[0] for m, one in found.items()}, {m: one[1] for m, one in found.items()}


def _whole(
    answered: Mapping[str, Array], still: Mapping[str, Array]
) -> tuple[dict[str, Array], ...]:
    """Give no change, the plan, and what the rivals' answer does to their difference."""
    baseline, total, rivals = {}, {}, {}
    for metric, runs in answered.items():
        (baseline[metric], total[metric]), (idle, before) = runs, still[metric]
        rivals[metric] = (total[metric] - baseline[metric]) - (before - idle)
    return baseline, total, rivals


def _lone(worth: Worth) -> dict[str, Array]:
    """Give what each lever does by itself, (P, T, 1+F)."""
    return {m: values[list(worth.lone)] - values[worth.none] for m, values in worth.values.items()}
