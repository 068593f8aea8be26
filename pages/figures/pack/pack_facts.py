"""The figures of the pack with change, range, unit, period and grade, in numbers and words."""

from dataclasses import astuple

from models.analysis.outcome import IN_MONEY, TRADE, Outcome
from models.analysis.provenance import ingredients, weakest
from models.notation import UNITS
from models.vintage import Market
from pages.figures.decide_words import capital
from pages.figures.pack.pack_model import Fact
from pages.labels.catalogue import t
from pages.labels.format import NOTHING, Change, figure, money_change, percent_change

HEADS = TRADE
"""Figures that stand large."""

BESIDE = ("gmv", "dac", "aac", "seller_income_sme", "value", "worth")
"""Figures that stand beside them."""


def facts(outcome: Outcome, market: Market) -> tuple[Fact, ...]:
    """Give the headline figures of a plan, the large ones first."""
    return tuple(_fact(name, outcome, market) for name in (*HEADS, *BESIDE))


def change_of(name: str, outcome: Outcome) -> Change:
    """Write the change of a figure with its range; a plan that moves nothing changes none."""
    if not outcome.planned:
        return Change(value=t("kpi.no_change"), interval="", is_none=True)
    if name in IN_MONEY:
        return money_change(*astuple(outcome.change[name]), level=outcome.level(name))
    return percent_change(*astuple(outcome.relative[name]))


def _fact(name: str, outcome: Outcome, market: Market) -> Fact:
    level, told = outcome.levels.get(name), change_of(name, outcome)
    relative = None if name in IN_MONEY else outcome.relative[name]
    return Fact(
        key=name,
        name=capital(t(f"measure.{name}")),
        unit=UNITS[name],
        period=outcome.quarters[-1],
        grade=weakest(ingredients(market, name)),
        sign=outcome.sign(name) if outcome.planned else 0,
        level=level.plan if level else None,
        no_change=level.no_change if level else None,
        change=astuple(outcome.change[name]),
        relative=astuple(relative) if relative else None,
        level_text=figure(level.plan, UNITS[name]) if level else NOTHING,
        change_text=told.value,
        interval_text=told.interval,
    )
