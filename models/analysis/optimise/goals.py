"""What is wanted: the goal, the limits, and which levers may move how."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.notation import HORIZON_METRICS, metrics_of
from models.scenario import Scenario

RISKS = ("central", "expected", "p10", "cvar", "probability")
"""Attitudes to risk, of which all but the first look at draws."""

SUM = "sum"
"""In place of a quarter: discounted over the horizon."""

EVERY = "every"
"""In place of a quarter: in every full year that ends within the horizon, or the one shorter, and
in the last one that is simulated after it (E25, E32)."""


PROFIT_ALONE = frozenset(metrics_of("profit", "group_profit", "worth"))
"""Aims of money alone, which leave out what visitors and sellers are worth."""


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What is to be as high as possible.

    ``weights`` holds (metric, weight); one metric counts in its own unit, several count as
    weighted changes against no change in per cent. ``at`` is a quarter, which stands for the year
    that ends with it unless it is to be read ``alone``, or `SUM`. ``risk`` is one
    of `RISKS`: the central run; the mean of the draws; their tenth percentile; the mean of the
    worst tenth; the share of draws that reach ``target``, in the unit of the goal.
    """

    weights: tuple[tuple[str, float], ...]
    at: str
    risk: str = "central"
    target: float | None = None
    alone: bool = False

    @property
    def metrics(self) -> tuple[str, ...]:
        """Metrics that count."""
        return tuple(metric for metric, _ in self.weights)

    @property
    def is_profit_alone(self) -> bool:
        """Whether nothing but money counts."""
        return {*self.metrics} <= PROFIT_ALONE

    @property
    def is_weighted(self) -> bool:
        """Whether several metrics count together."""
        return len(self.weights) > 1


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A floor or a ceiling on a metric, kept in the central run and, with draws, on average.

    ``bound`` is in the unit of the metric, or, where ``is_relative``, a multiple of what no
    change gives at the same time: 0.98 is two per cent less, also of a loss. ``at`` is a quarter,
    the year to it unless ``alone``, or `EVERY`.
    """

    metric: str
    bound: float
    at: str
    is_relative: bool = False
    is_ceiling: bool = False
    alone: bool = False

    @property
    def name(self) -> str:
        """Short name in files and on screen."""
        kind = "ceiling" if self.is_ceiling else "floor"
        place = "" if self.metric in HORIZON_METRICS else f" {self.at}"
        return f"{self.metric} {kind}{place}"


@dataclass(frozen=True, kw_only=True)
class Task:
    """A question to the optimiser.

    Attributes
    ----------
    scenario : Scenario
        Where the search starts from, with market, horizon, rivals, seed and assumptions. What it
        sets of levers that are not free stays.
    free : tuple of str
        Levers, or KPI units, that may move.
    locks : mapping
        Targets that stand from the first quarter on, in the unit of the lever.
    reach : mapping
        How far a lever may move from the market's own value, in its unit.
    phases : mapping
        Levers that may take up to three targets, one after the other; 1 where not named.
    budget : float, optional
        Most that all levers of money may be set to together, RMB bn in any quarter.
    draws : int
        Common draws; not used by the attitude ``central``.
    """

    scenario: Scenario
    goal: Goal
    free: tuple[str, ...]
    limits: tuple[Limit, ...] = ()
    locks: Mapping[str, float] = field(default_factory=dict)
    reach: Mapping[str, float] = field(default_factory=dict)
    phases: Mapping[str, int] = field(default_factory=dict)
    budget: float | None = None
    draws: int = 64

    @property
    def count(self) -> int:
        """Draws that are computed."""
        return 0 if self.goal.risk == "central" else self.draws

    @property
    def goes_on(self) -> bool:
        """Whether some limit looks at a year that is simulated after the horizon."""
        return any(
            limit.at == EVERY and limit.metric not in HORIZON_METRICS for limit in self.limits
        )
