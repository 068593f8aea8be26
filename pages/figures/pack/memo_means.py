"""How the memo would win, what that needs, and who pays for it."""

import numpy as np

from models.analysis.board_numbers import BoardNumbers
from models.analysis.drivers.breakdown import Breakdown
from models.analysis.spending import SPENDING
from models.levers import KPI_UNITS, LEVERS, UNIT_OF_WEIGHT
from pages.figures import decide_words
from pages.figures.cockpit.kpi import dip
from pages.figures.pack.pack_facts import change_of
from pages.labels.catalogue import t
from pages.labels.format import money, money_size, setting

STEPS = {
    "users": ("buyers", "growth", "instant"),
    "sellers": ("sellers", "monetisation"),
    "organisation": ("organisation",),
}
"""The three steps by groups of levers; those that stand in front are put with whom they serve."""

_MAIN = {"subsidy_budget": "users", "sme_support": "sellers", "taobao_traffic_share": "sellers"}
_MOST = 4


def steps(numbers: BoardNumbers) -> list[tuple[str, str]]:
    """Tell the plan in three steps, each with the levers that it moves, the weightiest first."""
    told = []
    for step in STEPS:
        levers = _levers(step, numbers)
        texts = [_moved(name, numbers) for name in levers[:_MOST]]
        if rest := len(levers) - len(texts):
            texts.append(t("pack.levers.more", count=rest))
        text = t("finding.semicolon").join(texts) if texts else t("memo.step.none")
        told.append((t(f"memo.step.{step}"), text + t("memo.stop").strip()))
    return told


def _levers(step: str, numbers: BoardNumbers) -> list[str]:
    """Name what a step moves; the weights of a unit are one lever."""
    moved = dict.fromkeys(UNIT_OF_WEIGHT.get(name, name) for name in numbers.outcome.planned)
    ours = [name for name in moved if _step_of(name) == step]
    users = numbers.parts["dau"].contributions
    return sorted(ours, key=lambda name: -abs(users[name].central) if name in users else 0.0)


def _step_of(name: str) -> str:
    if name in KPI_UNITS:
        return "organisation"
    group = LEVERS[name].group
    return next((step for step, groups in STEPS.items() if group in groups), _MAIN.get(name, ""))


def _moved(name: str, numbers: BoardNumbers) -> str:
    """Write a lever from today to its last target, and what it does to visitors and profit."""
    effects = [_effect(one, name) for one in numbers.parts.values()]
    does = t("finding.comma").join(filter(None, effects)) or t("memo.does.none")
    if name in KPI_UNITS:
        return t("memo.lever.kpi", lever=decide_words.lever(name), does=does)
    targets = [step for step in numbers.scenario.steps if step.lever == name]
    unit = LEVERS[name].unit
    return t(
        "memo.lever",
        lever=decide_words.lever(name),
        today=setting(numbers.market.levers.get(name, 0.0), unit),
        plan=setting(targets[-1].value, unit),
        quarter=targets[0].quarter,
        does=does,
    )


def _effect(breakdown: Breakdown, name: str) -> str:
    effect = breakdown.contributions.get(name)
    if effect is None:
        return ""
    metric, level = breakdown.metric, breakdown.baseline.central
    told = decide_words.change(metric, effect.central, effect.low, effect.high, level=level)
    return "" if told.is_none else f"{t(f'measure.{metric}')} {told.value}"


def money_needed(numbers: BoardNumbers) -> str:
    """Say what the levers of money take at the end of the horizon, beside today."""
    today, planned = numbers.market.levers, numbers.outcome.planned
    now = sum(today.get(name, 0.0) for name in SPENDING)
    last = {name: float(path[-1]) for name, path in planned.items()}
    then = sum(last.get(name, today.get(name, 0.0)) for name in SPENDING)
    sign, more = money_size(then - now)
    key = {1: "more", -1: "less", 0: "same"}[sign]
    return t(
        f"memo.money.{key}",
        now=money(now),
        then=money(then),
        change=more,
        quarter=numbers.outcome.quarters[-1],
    )


def patience(numbers: BoardNumbers) -> str:
    """Say how long profit or revenue lies below no change, and where it is worst."""
    outcome = numbers.outcome
    below = outcome.changes["ebita"].high_80 < 0
    told = dip(outcome)
    count = int(np.count_nonzero(below))
    key = "never" if not count else "always" if count == len(below) else "some"
    sentence = t(f"memo.patience.{key}", count=count, all=len(below))
    return sentence + (t("memo.patience.revenue", dip=told) if told else "")


def sales(numbers: BoardNumbers) -> str:
    """Say how the sales of both kinds of sellers change."""
    words = {name: str(change_of(name, numbers.outcome)) for name in ("gmv_sme", "gmv_brand")}
    return t("memo.sales", **words)
