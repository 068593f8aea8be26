"""Many plans, or many futures, in one run: they stand side by side on the axis of draws."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from models.market.coefficients import Coefficients
from models.market.rivals import Conduct, Posture
from models.market.shocks import Noise
from models.market.worth import BEYOND, MOST_DRAWS
from models.notation import BLOCK, HORIZON_METRICS, Array
from models.parameters import Parameters
from models.plan_columns import WIDEST, Plan, as_columns, in_blocks, in_groups
from models.projection import project
from models.scenario import Scenario
from models.scenario.conduct import posture_of
from models.simulation.appraisal import NEEDED, appraise, beyond, extended
from models.simulation.baseline import Baseline, build
from models.simulation.draw_blocks import (
    Overrides,
    baseline_block,
    central_noise,
    overridden,
    shock_block,
)
from models.simulation.finite import refuse_gaps
from models.simulation.run import empty_run, simulate
from models.simulation.setting import Setting
from models.simulation.stored_paths import load_forecast_paths
from models.simulation.whole_run import kept
from models.vintage import Market


def project_plans(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    plans: Sequence[Plan],
    *,
    metrics: Collection[str],
    draws: int | None = None,
    seed: int | None = None,
    rivals: str | None = None,
    quarters: int | None = None,
    conduct: tuple[Conduct, ...] | None = None,
    goes_on: bool = False,
) -> dict[str, Array]:
    """Project many plans on common random numbers; each equals its own `project`.

    Parameters
    ----------
    plans : sequence of N plans
        Targets of every lever over the projected quarters.
    metrics
        Names of quarterly metrics, or of the whole horizon, to keep.
    draws, seed, rivals, quarters
        Each left out: the scenario's own. ``draws`` of 0 gives the central runs alone.
    conduct
        How each rival answers, in the order of the market, in place of what the scenario says.
    goes_on
        Whether quarterly paths go on for the `BEYOND` quarters that are simulated after the
        horizon, targets held as for what a plan is worth (E25).

    Returns
    -------
    dict of array
        Metric to (N, T, A, 1+D), (N, T, 1+D) for metrics of the own group alone, and
        (N, A, 1+D) for those of the whole horizon; the central run comes first. T is `BEYOND`
        more than the horizon where a run ``goes_on``.
    """
    count = scenario.draws if draws is None else draws
    horizon = scenario.horizon if quarters is None else quarters
    shared: dict[str, Any] = {"draws": count, "seed": seed, "rivals": rivals, "quarters": horizon}
    shared["conduct"] = conduct
    whole = not HORIZON_METRICS.keys().isdisjoint(metrics)
    if 1 + count > BLOCK // 2 or (whole and count > MOST_DRAWS):
        runs = [
            _one(market, parameters, scenario, plan, metrics, goes_on=goes_on, **shared)
            for plan in plans
        ]
        return {name: np.stack([run[name] for run in runs]) for name in metrics}
    setting = _setting(market, scenario, rivals, conduct)
    key = (market, parameters, overridden(market, dict(scenario.assumptions)), count)
    sown = (scenario.seed if seed is None else seed, horizon + BEYOND * (whole or goes_on))
    follow = _long_run if goes_on else _run

    def run(some: Sequence[Plan]) -> dict[str, Array]:
        base, noise = _side_by_side(*key, *sown, len(some))
        return follow(base, as_columns(some, 1 + count), setting, noise, metrics, horizon)

    return in_groups(plans, WIDEST // (1 + count), run)


def project_futures(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    values: Mapping[str, Array],
    *,
    metrics: Collection[str],
    rivals: str | None = None,
    noise: Noise | None = None,
    quarters: int | None = None,
    conduct: tuple[Conduct, ...] | None = None,
    base: Baseline | None = None,
) -> dict[str, Array]:
    """Project one plan under given columns of parameters.

    Parameters
    ----------
    values : mapping of str to array, shape (D,)
        Parameters by name; those left out keep their central value.
    noise
        Shocks over the horizon, and over `BEYOND` quarters more for metrics of the whole horizon,
        with the paths of the forecast; last axis D; left out: none, and the paths' medians.
    conduct
        How each rival answers, in the order of the market, in place of what the scenario says; a
        strength or matching may be a column (D,).
    base
        What `futures_base` makes of ``values``, at most a block; left out: made here.

    Returns
    -------
    dict of array
        Metric to (T, A, D), (T, D) or (A, D), as in `project_plans`; no central run in front.

    Raises
    ------
    ParameterError
        The central values lie where the market tips. The columns are not checked.
    ModelError
        A figure is no finite number; the message names metric, platform and quarter.

    Every future is followed beyond its horizon, however many there are: they are no sample of
    what a plan is worth, but what the caller asks about.
    """
    horizon = scenario.horizon if quarters is None else quarters
    setting = _setting(market, scenario, rivals, conduct)
    schedule = scenario.schedule(market.levers, horizon)
    still = None if noise else central_noise(load_forecast_paths(market), horizon + BEYOND)

    def part(some: slice, of_some: dict[str, Array]) -> dict[str, Array]:
        built = base or futures_base(market, parameters, scenario, of_some)
        chance = noise.some(some) if noise else still
        answer = tuple(each.part(some) for each in conduct) if conduct else setting.posture
        of = replace(setting, posture=answer)
        return _run(built, schedule, of, chance, metrics, horizon)

    return in_blocks(values, BLOCK, part)


def project_all(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    plans: Sequence[Plan],
    values: Mapping[str, Array],
    *,
    metrics: Collection[str],
) -> dict[str, Array]:
    """Project many plans, each under the same columns of parameters and without shocks.

    Each equals its own `project_futures`, whose ``values`` and errors these are; ``scenario``
    gives what the plans share.

    Returns
    -------
    dict of array
        As of `project_plans`, one column of parameters in place of a draw.
    """
    setting = _setting(market, scenario, None, None)
    still = central_noise(load_forecast_paths(market), scenario.horizon + BEYOND)

    def part(_: slice, of_some: dict[str, Array]) -> dict[str, Array]:
        base = futures_base(market, parameters, scenario, of_some)

        def run(some: Sequence[Plan]) -> dict[str, Array]:
            targets, together = as_columns(some, base.p.count), base.repeated(len(some))
            return _run(together, targets, setting, still, metrics, scenario.horizon)

        return in_groups(plans, WIDEST // base.p.count, run)

    return in_blocks(values, BLOCK, part)


def futures_base(
    market: Market, parameters: Parameters, scenario: Scenario, values: Mapping[str, Array]
) -> Baseline:
    """Baseline under columns of some parameters, whatever the steps; the others stay central."""
    central = parameters.central({**market.parameters, **dict(scenario.assumptions)})
    count = len(next(iter(values.values())))
    columns = {name: np.full(count, value) for name, value in central.items()}
    return build(market, Coefficients({**columns, **values}), season=True)


def _setting(
    market: Market,
    scenario: Scenario,
    rivals: str | None,
    conduct: tuple[Conduct, ...] | None,
) -> Setting:
    """Season and growth on; rivals as asked for, else as the scenario says."""
    posture: Posture = conduct or rivals or posture_of(scenario, market)
    outside = rivals or scenario.rivals
    return Setting(posture=posture, season=True, growth=True, outside=outside)


@lru_cache(maxsize=8)
def _side_by_side(
    market: Market,
    parameters: Parameters,
    overrides: Overrides,
    count: int,
    seed: int,
    quarters: int,
    times: int,
) -> tuple[Baseline, Noise]:
    base = baseline_block(market, parameters, overrides, count, seed, True, 0)
    paths = load_forecast_paths(market)
    noise = shock_block(len(market.platforms), quarters, seed, count, 0, paths=paths)
    return base.repeated(times), noise.tiled(times)


def _run(
    base: Baseline,
    schedule: Mapping[str, Array],
    setting: Setting,
    noise: Noise | None,
    metrics: Collection[str],
    quarters: int,
) -> dict[str, Array]:
    run = empty_run(quarters, len(base.market.platforms), base.p.count, kept(metrics))
    targets = {name: path[:quarters] for name, path in schedule.items()}
    state = simulate(base, targets, setting, noise, run)
    paths = dict(run.metrics)
    if not HORIZON_METRICS.keys().isdisjoint(metrics):
        paths |= beyond(base, targets, setting, noise, state, run.metrics, base.p.count)[0]
    paths = {name: paths[name] for name in metrics}
    refuse_gaps(paths, base.market)
    return paths


def _long_run(
    base: Baseline,
    schedule: Mapping[str, Array],
    setting: Setting,
    noise: Noise | None,
    metrics: Collection[str],
    quarters: int,
) -> dict[str, Array]:
    """Run the horizon and the quarters after it in one go, of which all paths are kept."""
    targets = extended({name: path[:quarters] for name, path in schedule.items()})
    platforms = len(base.market.platforms)
    run = empty_run(quarters + BEYOND, platforms, base.p.count, kept(metrics))
    simulate(base, targets, setting, noise, run)
    paths = dict(run.metrics)
    if not HORIZON_METRICS.keys().isdisjoint(metrics):
        paths |= appraise(base, {name: paths[name] for name in NEEDED})
    paths = {name: paths[name] for name in metrics}
    refuse_gaps(paths, base.market)
    return paths


def _one(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    plan: Plan,
    metrics: Collection[str],
    *,
    goes_on: bool,
    quarters: int,
    **shared: Any,  # noqa: ANN401
) -> dict[str, Array]:
    """Project one plan by itself; what describes the horizon never goes on beyond it."""
    longer = [name for name in metrics if goes_on and name not in HORIZON_METRICS]
    paths: dict[str, Array] = {}
    if len(longer) < len(metrics):
        run = project(
            *(market, parameters, scenario),
            planned=plan,
            metrics=set(metrics) - set(longer),
            quarters=quarters,
            **shared,
        )
        paths |= run.paths
    if longer:
        planned = extended({name: path[:quarters] for name, path in plan.items()})
        run = project(
            *(market, parameters, scenario),
            planned=planned,
            metrics=longer,
            quarters=quarters + BEYOND,
            **shared,
        )
        paths |= run.paths
    return paths
