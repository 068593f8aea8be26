"""The question to the optimiser: what to raise, what to keep, which levers may move."""

from dataclasses import dataclass

import streamlit as st

from models.analysis.optimise.goals import EVERY, PROFIT_ALONE, RISKS, SUM, Goal, Limit, Task
from models.analysis.optimise.locked import FREE_LEVERS, MOVABLE
from models.analysis.optimise.priorities import ORDER_WEIGHTS, ORDERS
from models.levers import KPI_UNITS, LEVERS
from models.notation import HORIZON_METRICS, UNITS, metrics_of, quarters_after
from models.scenario import Scenario
from models.vintage import Market
from pages.figures import decide_words as words
from pages.frame import choices, number_fields
from pages.labels.catalogue import t
from pages.labels.format import money_scale
from pages.plan import locks

GOALS = metrics_of(
    *("users", "buyers", "sales", "revenue", "profit", "group_profit", "worth", "plan_worth")
)
"""Aims, of which worth is asked for first: the one that may spend on visitors and on profit."""

_FIRST = ("worth",)
LIMITED = (*GOALS, *metrics_of("storefronts", "seller_income", "sellers", "delivery"))
IN_ORDER = tuple(f"order.{order[0]}" for order in ORDERS)
"""Goals that weigh users, revenue and sales in an order of priority."""

_STANDARD = {"revenue": 100.0, "ebita": 95.0}
"""Floors that the page begins with, in per cent of no change."""

_WHOLE = 100

_TARGETS = {"dau": 400.0, "dac": 130.0, "aac": 900.0, "revenue": 70.0, "gmv": 2000.0}
"""Targets that are asked for first, in the unit of the goal."""


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What every question of the page shares: limits, budget, levers and how far they may go."""

    scenario: Scenario
    at: str
    free: tuple[str, ...]
    limits: tuple[Limit, ...]
    reach: dict[str, float]
    phases: dict[str, int]
    budget: float | None

    def task(self, goal: Goal) -> Task:
        """Ask for ``goal`` under these bounds."""
        return Task(
            scenario=self.scenario,
            goal=goal,
            free=self.free,
            limits=self.limits,
            reach=self.reach,
            phases=self.phases,
            budget=self.budget,
        )


def goal(at: str) -> Goal:
    """Ask what is to be as high as possible, and how much risk may be taken for it."""
    left, right = st.columns(2)
    with left:
        chosen = choices.one(t("best.goal"), _ordered(), "best.goal", words=_goal_name)
        if chosen in PROFIT_ALONE:
            st.caption(t("best.goal.profit"))
    with right:
        risk = choices.one(
            t("best.risk"),
            RISKS,
            "best.risk",
            words=lambda name: t(f"best.risk.{name}"),
            help=t("best.risk.help"),
        )
    target = None
    if risk == "probability":
        target = _target(chosen)
    return Goal(weights=_weights(chosen), at=at, risk=risk, target=target)


def _ordered() -> list[str]:
    return list(dict.fromkeys([*_FIRST, *GOALS, *IN_ORDER]))


def _target(chosen: str) -> float:
    """Ask for the target of a probability, in the unit of the goal; money as it is read."""
    unit = "share" if chosen in IN_ORDER else UNITS[chosen]
    scale = money_scale() if unit.startswith("RMB") else 1.0
    label = t("best.target", unit=t(f"unit.{unit}"))
    standard = _TARGETS.get(chosen, 1.0)
    return number_fields.number(label, f"best.target.{chosen}", standard, factor=scale)


def _goal_name(name: str) -> str:
    return t(f"best.{name}") if name in IN_ORDER else words.measure(name)


def _weights(chosen: str) -> tuple[tuple[str, float], ...]:
    if chosen not in IN_ORDER:
        return ((chosen, 1.0),)
    order = ORDERS[IN_ORDER.index(chosen)]
    return tuple(zip(order, ORDER_WEIGHTS, strict=True))


def bounds(scenario: Scenario, market: Market) -> Bounds:
    """Ask for the quarter, limits, levers, phases and the cash budget."""
    quarters = quarters_after(market.vintage, scenario.horizon)
    left, right = st.columns(2)
    with left:
        at = _quarter(quarters)
    with right:
        kept = choices.some(
            t("best.limits"), LIMITED, "best.limits", words=words.measure, default=list(_STANDARD)
        )
    here = at if at != SUM else quarters[-1]
    limits = _limits(kept, here)
    free = choices.some(
        t("best.free"),
        [name for name in MOVABLE if not market.is_shut(name)],
        "best.free",
        words=words.lever,
        default=[name for name in FREE_LEVERS if not market.is_shut(name)],
        help=t("best.free.help"),
    )
    free = _unlocked(free)
    one, two, three = st.columns(3)
    with one:
        far = st.slider(t("best.reach"), 5, _WHOLE, _WHOLE, 5, format="%d%%", key="best.reach")
    with two:
        phases = st.segmented_control(
            t("best.phases"), (1, 2, 3), default=1, key="best.phases", required=True
        )
    with three:
        budget = number_fields.optional(
            t("best.budget"), "best.budget", factor=money_scale(), min_value=0.0, step=1.0
        )
    return Bounds(
        scenario=scenario,
        at=at,
        free=tuple(free),
        limits=limits,
        reach=_reach(free, far),
        phases=dict.fromkeys(free, int(phases or 1)),
        budget=budget,
    )


def _quarter(quarters: tuple[str, ...]) -> str:
    return choices.one(
        t("best.at"),
        [quarters[-1], *quarters[-2::-1], SUM],
        "best.at",
        words=lambda at: t("best.at.sum") if at == SUM else at,
    )


def _limits(kept: list[str], at: str) -> tuple[Limit, ...]:
    """Ask for each limit whether it is a floor, how high, and when it counts."""
    limits = []
    for metric in kept:
        name, kind, height, when = st.columns([4, 2, 2, 3], vertical_alignment="center")
        name.markdown(t("best.limit.row", measure=words.measure(metric)))
        with kind:
            ceiling = choices.row(
                t("best.kind"),
                (False, True),
                f"best.kind.{metric}",
                words=lambda up: t("best.most" if up else "best.least"),
            )
        with height:
            percent = number_fields.number(
                t("best.height", measure=words.measure(metric)),
                f"best.height.{metric}",
                _STANDARD.get(metric, float(_WHOLE)),
                step=1.0,
                label_visibility="collapsed",
            )
        at_end = metric in HORIZON_METRICS or when.checkbox(
            t("best.end"), key=f"best.end.{metric}", help=t("best.end.help")
        )
        limits.append(
            Limit(
                metric=metric,
                bound=percent / _WHOLE,
                at=at if at_end else EVERY,
                is_relative=True,
                is_ceiling=bool(ceiling),
            )
        )
    return tuple(limits)


def _unlocked(free: list[str]) -> list[str]:
    """Leave alone what is locked in the panel, and say so; the weights of a unit are one."""
    alone = [name for name in free if locks.locked() & {name, *KPI_UNITS.get(name, ())}]
    if alone:
        st.caption(t("panel.alone", levers=t("finding.comma").join(map(words.lever, alone))))
    return [name for name in free if name not in alone]


def _reach(free: list[str], far: int) -> dict[str, float]:
    """Turn a part of every lever's range into the distance that it may move."""
    if far == _WHOLE:
        return {}
    part = far / _WHOLE
    levers = (LEVERS[name] for name in free if name not in KPI_UNITS)
    return {lever.name: part * (lever.high - lever.low) for lever in levers}
