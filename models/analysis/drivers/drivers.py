"""What each lever of a plan contributes to each KPI, whatever the order of telling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.drivers.breakdown import Breakdown
from models.analysis.drivers.coalitions import Worth, worth_of
from models.analysis.drivers.players import Player, players
from models.analysis.drivers.shapley import exact, sample_orders, sampled
from models.analysis.effects import effect
from models.analysis.when import place_of
from models.conduct import shared_posture
from models.market.vintage import Market
from models.notation import HORIZON_METRICS, Array, quarters_after
from models.parameters import Parameters
from models.scenario import Scenario

KPIS = ("dau", "revenue", "ebita", "gmv")
"""Metrics taken apart when none is named."""

EXACT = 8
"""The most levers of which every coalition is computed."""

PAIRS = 60
"""Pairs of orders that are drawn beyond that."""

DRAWS = 64


@dataclass(frozen=True, kw_only=True, eq=False)
class Drivers:
    """Contributions of every player to every metric over the horizon.

    Attributes
    ----------
    players : tuple of Player
        What the plan moves; the rivals' answer comes after them in ``shares``.
    baseline, total : mapping of str to array, shape (T, 1+D), or (1+D,) for the whole horizon
        No change and the plan, both with the rivals' answer.
    shares, lone : mapping of str to array, shape (P+1, T, 1+D) and (P, T, 1+D)
        Shapley values, and what each lever does by itself.
    errors : mapping of str to array, shape (P+1, T, 1+D)
        Standard errors of the shares; empty where every coalition was computed.
    """

    scenario: str
    quarters: tuple[str, ...]
    players: tuple[Player, ...]
    baseline: Mapping[str, Array]
    total: Mapping[str, Array]
    shares: Mapping[str, Array]
    lone: Mapping[str, Array]
    errors: Mapping[str, Array]

    def at(self, metric: str, quarter: str | None = None) -> Breakdown:
        """Take one metric apart, at the last quarter unless another is named.

        Raises
        ------
        ScenarioError
            The quarter lies outside the horizon.
        """
        when = place_of(quarter, self.quarters)

        def cut(path: Array) -> Array:
            return path if metric in HORIZON_METRICS else path[..., when, :]

        names = [player.name for player in self.players]
        baseline, total, shares, lone = (
            cut(of[metric]) for of in (self.baseline, self.total, self.shares, self.lone)
        )
        errors = cut(self.errors[metric])[:, 0] if self.errors else np.empty(0)
        alone = lone[:, 0] - baseline[0]
        return Breakdown(
            scenario=self.scenario,
            metric=metric,
            quarter=self.quarters[when],
            baseline=effect(baseline),
            total=effect(total),
            contributions={name: effect(shares[i]) for i, name in enumerate(names)},
            rivals=effect(shares[-1]),
            lone=dict(zip(names, alone.tolist(), strict=True)),
            interaction=float(total[0] - baseline[0] - alone.sum()),
            errors=dict(zip([*names, "rivals"], errors.tolist(), strict=False)),
        )


def drivers(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    *,
    metrics: Sequence[str] = KPIS,
    draws: int = DRAWS,
    pairs: int = PAIRS,
) -> Drivers:
    """Divide the effect of ``scenario`` among its levers and the rivals' answer.

    The shares are Shapley values: what a player adds, averaged over all orders in which the
    players can join. The rivals' answer is the difference between the scenario's posture and
    rivals that stand still, each against no change under the same posture. The other levers
    being as they are, no share depends on the order of the rows.

    Parameters
    ----------
    metrics
        Names of metrics of the model.
    draws
        Common draws for the ranges; 0 gives the central run alone.
    pairs
        Orders of joining, with their reverses, where the plan moves more than `EXACT` levers.

    Raises
    ------
    ModelError
        Market, parameters and scenario do not fit together.
    """
    found = players(scenario, market.levers)
    answers = shared_posture(scenario, market) != "passive"
    count = len(found) + answers
    sample = None if len(found) <= EXACT else sample_orders(count, max(pairs, 2), scenario.seed)
    masks = range(2**count) if sample is None else np.unique(sample.masks).tolist()
    run = replace(scenario, draws=max(draws, 1))
    worth = worth_of(market, parameters, run, found, masks, metrics, draws)
    shares, errors = {}, {}
    for metric, values in worth.values.items():
        if sample is None:
            shares[metric] = _with_rivals(exact(values), answers=answers)
        else:
            share, error = sampled(sample, values, worth.place)
            shares[metric] = _with_rivals(share, answers=answers)
            errors[metric] = _with_rivals(error, answers=answers)
    return Drivers(
        scenario=scenario.name,
        quarters=quarters_after(market.vintage, scenario.horizon),
        players=found,
        baseline=_each(worth, worth.none),
        total=_each(worth, worth.all),
        shares=shares,
        lone={m: v[list(worth.lone)] for m, v in worth.values.items()},
        errors=errors,
    )


def _with_rivals(shares: Array, *, answers: bool) -> Array:
    """Give rivals that stand still their share of nothing."""
    return shares if answers else np.concatenate([shares, np.zeros((1, *shares.shape[1:]))])


def _each(worth: Worth, row: int) -> dict[str, Array]:
    return {metric: values[row] for metric, values in worth.values.items()}
