"""What a plan is to reach: figures with a bound and a date, and how sure that is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.analysis.reading import by_quarter
from models.errors import ScenarioError
from models.notation import HORIZON_METRICS, UNITS, Array, Marks, quarters_after
from models.scenario import Scenario
from models.text_rules import refusal

KNOWN = tuple(UNITS)

_TEXT = re.compile(
    r"(?P<metric>\w+)\s*(?P<sense><=|>=|=)\s*"
    r"(?:(?P<relative>baseline)(?P<percent>[+-]\d+(?:\.\d+)?%)?|(?P<number>-?\d+(?:\.\d+)?))"
    r"(?:@(?P<quarter>\d{4}Q[1-4]))?",
    re.ASCII,
)
_RULE = (
    "a target is written like revenue=61.5, dau>=baseline+2% or ebita>=baseline-5%@2024Q4, the"
    " year to that quarter; <= makes it a ceiling"
)


@dataclass(frozen=True, kw_only=True)
class Target:
    """A bound on one figure of ours.

    ``bound`` is in the unit of the metric or, where ``is_relative``, a ratio to no change in the
    same future. The figure is read over the year to ``quarter``, left out the last one of the
    horizon, or where ``alone`` in that quarter alone.
    """

    metric: str
    bound: float
    quarter: str | None = None
    is_relative: bool = False
    is_ceiling: bool = False
    alone: bool = False

    @property
    def is_met_by_no_change(self) -> bool | None:
        """Whether no change reaches it in every future, or in none; None where that depends."""
        if not self.is_relative:
            return None
        return self.bound >= 1.0 if self.is_ceiling else self.bound <= 1.0

    def met(self, ours: Array, no_change: Array) -> Marks:
        """Mark where ``ours`` reaches the bound, which may rest on ``no_change``, any shapes.

        A ratio counts against the size of what it is taken of, so that plus two per cent of a
        loss is less of a loss.
        """
        bound: Array | float = self.bound
        if self.is_relative:
            bound = no_change + (self.bound - 1.0) * np.abs(no_change)
        return np.asarray(ours <= bound if self.is_ceiling else ours >= bound)


def parse_target(text: str) -> Target:
    """Read a target as a terminal gives it.

    Raises
    ------
    ScenarioError
        The text is no target, or names no metric.
    """
    match = _TEXT.fullmatch(text.strip())
    if not match:
        raise ScenarioError([refusal(None, "require", text, _RULE)])
    metric, percent = match["metric"], match["percent"]
    if metric not in KNOWN:
        rule = f"the metric of a target is one of {', '.join(KNOWN)}"
        raise ScenarioError([refusal(None, "require", metric, rule)])
    relative = match["relative"] is not None
    bound = 1.0 + float((percent or "0%")[:-1]) / 100.0 if relative else float(match["number"])
    return Target(
        metric=metric,
        bound=bound,
        quarter=match["quarter"],
        is_relative=relative,
        is_ceiling=match["sense"] == "<=",
    )


def quarter_of(target: Target, scenario: Scenario) -> int:
    """Place of the target's quarter among those of the plan.

    Raises
    ------
    ScenarioError
        The plan does not reach that quarter, or the metric is one of the whole horizon.
    """
    quarters = quarters_after(scenario.market, scenario.horizon)
    if target.quarter is None:
        return len(quarters) - 1
    check_dated(target.metric, target.quarter, "require")
    if target.quarter not in quarters:
        rule = f"the plan runs from {quarters[0]} to {quarters[-1]}"
        raise ScenarioError([refusal(None, "require", target.quarter, rule)])
    return quarters.index(target.quarter)


def check_dated(metric: str, quarter: str, column: str) -> None:
    """Refuse a quarter for a metric of the whole horizon.

    Raises
    ------
    ScenarioError
        Names the quarter; ``column`` is where it was given.
    """
    if metric in HORIZON_METRICS:
        rule = f"{metric} is a figure of the whole horizon; give no quarter with it"
        raise ScenarioError([refusal(None, column, quarter, rule)])


def path_of(metric: str, paths: Mapping[str, Array], *, alone: bool = False) -> Array:
    """Read our own figure by quarter, (T, D); a metric of the horizon has one value, (1, D)."""
    path = by_quarter(paths, metric, alone=alone)
    return path[None] if metric in HORIZON_METRICS else path


def reached(
    targets: Sequence[Target],
    scenario: Scenario,
    plan: Mapping[str, Array],
    no_change: Mapping[str, Array],
) -> Marks:
    """Mark where each target is met at its quarter, (N, D).

    Parameters
    ----------
    plan, no_change : mapping of str to array
        Metric to (T, A, D) and so on, as the projections of futures give them.
    """
    marks = []
    for target in targets:
        ours, base = (_read(target, paths) for paths in (plan, no_change))
        at = quarter_of(target, scenario)
        at = 0 if target.metric in HORIZON_METRICS else at
        marks.append(target.met(ours[at], base[at]))
    return np.stack(marks)


def met_by_quarter(
    target: Target, plan: Mapping[str, Array], no_change: Mapping[str, Array]
) -> Marks:
    """Mark where the target is met in each quarter, (T, D), or (1, D) for a whole horizon."""
    return target.met(_read(target, plan), _read(target, no_change))


def _read(target: Target, paths: Mapping[str, Array]) -> Array:
    return path_of(target.metric, paths, alone=target.alone)
