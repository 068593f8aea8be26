"""What is known of a plan: levels with bands, changes with ranges, levers as delivered."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING

from models.analysis.reading import own_figure
from models.errors import ModelError
from models.notation import SIGNED, Array, metrics_of

if TYPE_CHECKING:
    from models.analysis.plan_worth import PlanWorth

LEVELS = metrics_of("users", "revenue", "profit", "storefronts", "fees", "sellers")
"""Metrics drawn over time; sales are drawn as those of the two storefronts."""

SALES_OF = metrics_of("storefronts")
"""Metrics that add up to all sales."""

TRADE = LEVELS[:3]
"""The three that a plan trades against each other."""

STAKES = metrics_of("seller_income", "sellers")
"""What sellers win or lose by a plan."""

OUTCOME_METRICS = (
    *LEVELS,
    *metrics_of("sales", "buyers", "seller_income", "group_profit", "worth", "plan_worth"),
)
"""Metrics shown as a change over the last year."""

IN_MONEY = SIGNED
"""Metrics whose changes are shown in money, because they may cross zero."""

NEGLIGIBLE = 0.0005
"""A change smaller than this share of its level counts as none, however sure its sign."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """The part of a projection that comparisons need, at a tenth of its size.

    ``own`` holds those of `OUTCOME_METRICS` that were projected, of the own group, (T, 1+D) or
    (1+D,); ``sales`` the GMV and ``profits`` the EBITA of every platform over the last year,
    (A, 1+D); ``followed`` paths of the own group that go on beyond the horizon, where what they are
    worth was projected. Index 0 of the last axis is the central run.
    """

    quarters: tuple[str, ...]
    own: Mapping[str, Array]
    sales: Array
    profits: Array
    followed: Mapping[str, Array]

    @cached_property
    def last_year(self) -> Mapping[str, Array]:
        """The metrics of ``own`` over the last year, (1+D,), as every headline reads them."""
        return {name: own_figure(self.own, name) for name in self.own}


@dataclass(frozen=True, kw_only=True, eq=False)
class Path:
    """One metric of the own group, each (T,), in the unit of the metric."""

    today: float
    no_change: Array
    plan: Array
    low_80: Array
    low_50: Array
    high_50: Array
    high_80: Array


@dataclass(frozen=True, kw_only=True)
class Level:
    """One metric of the own group over the last year of the horizon, in the unit of the metric.

    ``plan`` and ``no_change`` are central runs, ``low`` and ``high`` hold eight draws in ten of the
    plan, ``today`` is the quarter reported. Beside them ``total``, the sum over the horizon of what
    adds up, None of any other; and ``worst``, the lowest full year of the central run, which ends
    with ``worst_quarter``.
    """

    today: float
    no_change: float
    plan: float
    low: float
    high: float
    total: float | None
    worst: float
    worst_quarter: str


@dataclass(frozen=True, kw_only=True)
class Effect:
    """A change against no change: the central run and the range of eight draws in ten."""

    central: float
    low: float
    high: float

    @property
    def sign(self) -> int:
        """1 or -1 where the range lies on one side of zero, else 0.

        Raises
        ------
        ModelError
            A number is missing, from which nothing follows, least of all that there is no change.
        """
        if not isfinite(self.low + self.high):
            interval = f"{self.central:g} [{self.low:g}, {self.high:g}]"
            msg = f"a change of {interval} holds no number; nothing can be concluded from it"
            raise ModelError(msg)
        return 1 if self.low > 0 else -1 if self.high < 0 else 0


@dataclass(frozen=True, kw_only=True)
class RivalResponse:
    """Change of one platform's sales before and after the rivals answer, RMB bn a quarter."""

    platform: int
    before: float
    after: Effect


@dataclass(frozen=True, kw_only=True)
class Stake:
    """What somebody wins or loses over the last year, before and after the rivals answer.

    ``metric`` is one of `STAKES`, a ratio to no change, or ``ebita`` of a rival, a change in
    RMB bn a quarter because profit may cross zero. ``before`` is the central run; ``sign`` is 1
    or -1 where the change after the answer differs from none.
    """

    metric: str
    platform: int
    before: float
    after: Effect
    sign: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcome:
    """Everything that the Cockpit shows of one plan.

    ``paths`` are levels by quarter, ``levels`` those of the last year; ``changes`` are changes
    against no change by quarter, as ratios but for
    profit, which may cross zero. ``change`` and ``relative`` are effects over the last year, in
    the unit of the metric and as a ratio. ``planned`` and ``delivered`` are the levers that the
    plan moves, (T,). ``evidence`` splits the range of a change by the grade of what it rests
    on, the reader's ``own`` assumptions and ``chance``, shares that sum to 1; a metric that hardly
    changes is not in it. ``lost`` sums the changes of profit over the quarters in which it is a
    loss, RMB bn, draw by draw. ``worth`` is what all of it is worth, and when the plan pays.
    """

    vintage: str
    quarters: tuple[str, ...]
    paths: Mapping[str, Path]
    changes: Mapping[str, Path]
    levels: Mapping[str, Level]
    change: Mapping[str, Effect]
    relative: Mapping[str, Effect]
    rival_responses: tuple[RivalResponse, ...]
    stakes: tuple[Stake, ...]
    planned: Mapping[str, Array]
    delivered: Mapping[str, Array]
    baseline: Mapping[str, float]
    evidence: Mapping[str, Mapping[str, float]]
    lost: Effect
    worth: "PlanWorth"

    def level(self, name: str) -> float:
        """Size of a metric without change at the last quarter, in its unit.

        Profit stands for what is told in money and not drawn over time.
        """
        known = SALES_OF if name == "gmv" else (name if name in self.paths else "ebita",)
        return abs(sum(float(self.paths[one].no_change[-1]) for one in known))

    def sign(self, name: str) -> int:
        """1 or -1 where a change differs from none: its range excludes zero and it counts."""
        ratio = self.relative.get(name)  # value has none: it may cross zero
        counts = ratio is None or abs(ratio.central) >= NEGLIGIBLE
        return self.change[name].sign if counts else 0
