"""What a plan is worth: its run is simulated beyond the horizon, and summed (E25)."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from models.market import worth
from models.market.shocks import Noise
from models.market.worth import BEYOND, MEAN_OF
from models.notation import OWN, Array
from models.simulation.baseline import Baseline
from models.simulation.columns import some_draws
from models.simulation.lever_delivery import COUNTS, EVENTS
from models.simulation.run import empty_run, simulate
from models.simulation.setting import Setting
from models.simulation.state import State

NEEDED = frozenset({"ebita", "dau", "shopping_dau", "portfolio_cash"})
"""Metrics that value and worth are made of."""


def extended(schedule: Mapping[str, Array]) -> dict[str, Array]:
    """Carry a schedule, lever name to (T,) or (T, D), on for what a plan is worth (E25).

    Every target is held at its mean over the last four quarters, so that a cut made in the last
    quarter alone is not taken for good; counts are held at their last number, events not repeated.
    """
    return {name: _onwards(name, path) for name, path in schedule.items()}


def _onwards(name: str, path: Array) -> Array:
    whole = np.empty((len(path) + BEYOND, *path.shape[1:]))
    whole[: len(path)], whole[len(path) :] = path, _held(name, path)
    return whole


def _held(name: str, path: Array) -> Array:
    """Target of every later quarter, (1,) or (1, D)."""
    last = path[-MEAN_OF:]
    if name in EVENTS:
        return np.zeros_like(path[-1:])
    stood_still = last == last[-1]
    if name in COUNTS or stood_still.all():
        return path[-1:]
    # A target that has stood still is held as it is, to the last bit.
    return np.where(stood_still.all(axis=0), last[-1:], last.mean(axis=0))


def beyond(
    base: Baseline,
    planned: Mapping[str, Array],
    setting: Setting,
    noise: Noise | None,
    state: State,
    near: Mapping[str, Array],
    few: int,
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Go on from the end of the horizon, and say what the whole run is worth.

    Parameters
    ----------
    planned, noise
        Targets over the horizon; shocks over `BEYOND` quarters more.
    state : State
        After the last quarter of the horizon.
    near : mapping of str to array
        The metrics of `NEEDED` over the horizon.
    few : int
        How many of the columns, the first, are followed.

    Returns
    -------
    tuple of two dict
        As `appraise`, (A, few) each; and the metrics of `NEEDED` over all the quarters, from which
        that is made.
    """
    count, horizon = base.p.count, len(near["ebita"])
    some, chance = _shared_by_plans(base, noise, few)
    targets = some_draws(tuple(extended(planned).values()), count, 0, few)
    further = empty_run(BEYOND, len(base.market.platforms), some.p.count, NEEDED)
    simulate(
        some,
        dict(zip(planned, targets, strict=True)),
        setting,
        chance,
        further,
        start=some_draws(state, count, 0, few),
        first=horizon,
    )
    far = further.metrics
    whole = {name: np.concatenate([near[name][..., :few], far[name]]) for name in NEEDED}
    return appraise(some, whole), whole


@lru_cache(maxsize=2)
def _shared_by_plans(
    base: Baseline, noise: Noise | None, few: int
) -> tuple[Baseline, Noise | None]:
    """First draws of what one plan after the other is run with."""
    count = base.p.count
    return some_draws(base, count, 0, few), noise and some_draws(noise, count, 0, few)


def appraise(base: Baseline, paths: Mapping[str, Array]) -> dict[str, Array]:
    """Value, worth and the later quarters' share of value, (A, D), from a run beyond the horizon.

    Parameters
    ----------
    paths : mapping of str to array
        The metrics of `NEEDED` over the horizon and `BEYOND` further quarters.

    Returns
    -------
    dict of array
        RMB bn; worth is empty for rivals, the share where value changes its sign.
    """
    p = base.p
    profit = paths["ebita"].copy()
    profit[:, OWN] += np.diff(paths["portfolio_cash"], axis=0, prepend=0.0)
    value = worth.discounted(profit, p.discount_rate)
    visitors = worth.visitors_worth(
        paths["shopping_dau"] - base.market.dau[OWN].sum(),
        paths["dau"][:, OWN] - paths["shopping_dau"],
        p.discount_rate,
        p.visitor_value,
        p.food_visitor_value,
    )
    total = np.full_like(value, np.nan)
    total[OWN] = value[OWN] + visitors
    within = worth.discounted(profit[:-BEYOND], p.discount_rate)
    return {"value": value, "worth": total, "terminal_share": worth.later_share(within, value)}
