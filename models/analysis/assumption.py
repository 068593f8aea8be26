"""What a plan does, what an assumption does, and what both do beyond their sum.

Four runs share their draws: plan and no change, each under our assumptions and under those of the
plan. So every part has a range of its own, and in every draw the parts add up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.effects import effect
from models.analysis.outcome import OUTCOME_METRICS, Effect, Sample
from models.analysis.reading import own_figure
from models.analysis.study import sample
from models.notation import CORE, Array
from models.parameters import Parameters
from models.projection import project
from models.scenario import Scenario
from models.vintage import Market

LINES = ("no_change_ours", "no_change_yours", "plan_ours", "plan_yours")
"""The four runs: no change before plan, ours before yours."""

SPLIT_PARTS = ("decision", "assumption", "interaction", "total")

ASSUMPTION_METRICS = CORE
"""Metrics that a `AssumptionEffects` tells."""

_EIGHT_IN_TEN = (0.10, 0.90)


@dataclass(frozen=True, kw_only=True, eq=False)
class FourRuns:
    """Plan and no change under our assumptions and under yours, draw by draw the same futures."""

    no_change_ours: Sample
    no_change_yours: Sample
    plan_ours: Sample
    plan_yours: Sample

    @property
    def quarters(self) -> tuple[str, ...]:
        """Projected quarters, which all four share."""
        return self.plan_yours.quarters

    def lines(self, metric: str) -> dict[str, Array]:
        """Every draw of a metric of the own group by run, in the order of `LINES`.

        Returns
        -------
        dict of array, shape (T, 1+D)
            In the unit of the metric, central run first; (1+D,) for ``value``.
        """
        return {name: getattr(self, name).own[metric] for name in LINES}


def run_four(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    keep: Callable[[Scenario], Sample] | None = None,
) -> FourRuns:
    """Project a scenario and no change, with its assumptions and without them.

    ``keep`` projects and samples a scenario; a cache goes here.

    Raises
    ------
    ModelError
        Market, parameters or scenario do not fit together.
    """

    def run(of: Scenario) -> Sample:
        return sample(project(market, parameters, of, metrics=OUTCOME_METRICS))

    known = keep or run
    yours = replace(scenario, notes=())
    ours = replace(yours, assumptions=())
    return FourRuns(
        no_change_ours=known(replace(ours, steps=())),
        no_change_yours=known(replace(yours, steps=())),
        plan_ours=known(ours),
        plan_yours=known(yours),
    )


def split_paths(runs: FourRuns, metric: str) -> dict[str, Array]:
    """Split the way from no change under our assumptions to the plan under yours.

    Returns
    -------
    dict of array, shape (T, 1+D)
        By name of `SPLIT_PARTS`, in the unit of the metric; (1+D,) for ``value``. Decision,
        assumption and interaction add up to the total in every quarter and draw, to rounding.
    """
    idle, idle_yours, plan, plan_yours = runs.lines(metric).values()
    return {
        "decision": plan - idle,
        "assumption": idle_yours - idle,
        "interaction": (plan_yours - idle_yours) - (plan - idle),
        "total": plan_yours - idle,
    }


@dataclass(frozen=True, kw_only=True)
class Split:
    """Parts of a change over the last year, each with the range of eight draws in ten.

    ``decision`` is the plan under our assumptions, ``assumption`` what yours change without a
    plan, ``interaction`` what both do beyond their sum.
    """

    decision: Effect
    assumption: Effect
    interaction: Effect
    total: Effect


def split(runs: FourRuns, metric: str) -> Split:
    """Split the change of a metric of the own group over the last year, in its unit."""
    part_paths = split_paths(runs, metric)
    ends = {name: own_figure({metric: path}, metric) for name, path in part_paths.items()}
    return Split(**{name: effect(end) for name, end in ends.items()})


@dataclass(frozen=True, kw_only=True, eq=False)
class AssumptionEffects:
    """What is shown of `FourRuns`, at a hundredth of its size; by metric of `ASSUMPTION_METRICS`.

    ``lines`` are central runs by name of `LINES`, each (T,); ``levels`` and ``changes`` the range
    of eight draws in ten of the plan under yours, (2, T), as a level and against no change under
    ours; ``splits`` the parts over the last year.
    """

    quarters: tuple[str, ...]
    lines: Mapping[str, Mapping[str, Array]]
    levels: Mapping[str, Array]
    changes: Mapping[str, Array]
    splits: Mapping[str, Split]

    def level(self, metric: str) -> float:
        """Size of a metric without plan and under ours at the last quarter, in its unit."""
        return abs(float(self.lines[metric]["no_change_ours"][-1]))


def assumption_effects(runs: FourRuns) -> AssumptionEffects:
    """Summarise four runs."""
    lines_by_metric = {metric: runs.lines(metric) for metric in ASSUMPTION_METRICS}
    return AssumptionEffects(
        quarters=runs.quarters,
        lines={
            metric: {name: path[:, 0] for name, path in lines.items()}
            for metric, lines in lines_by_metric.items()
        },
        levels={metric: _range(lines["plan_yours"]) for metric, lines in lines_by_metric.items()},
        changes={
            metric: _range(split_paths(runs, metric)["total"]) for metric in ASSUMPTION_METRICS
        },
        splits={metric: split(runs, metric) for metric in ASSUMPTION_METRICS},
    )


def _range(path: Array) -> Array:
    """Range of eight draws in ten by quarter, (2, T); the central run alone where there is none."""
    draws = path[:, 1:] if path.shape[1] > 1 else path
    band: Array = np.quantile(draws, _EIGHT_IN_TEN, axis=1)
    return band
