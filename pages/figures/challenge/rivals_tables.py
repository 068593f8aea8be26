"""The answer in tables: what it costs each rival, every figure of ours before and after."""

from collections.abc import Sequence
from dataclasses import astuple

from models.analysis.outcome import Effect
from models.analysis.rivalry.money_answered import MoneyAnswer, MoneyForMoney
from models.analysis.rivalry.takeback import TAKEBACK_METRICS, Bill, Reaction
from models.vintage import Market
from pages.charts.style import Style
from pages.figures.challenge.rivals_figures import written
from pages.figures.html_tables import capital, dotted, figure, table
from pages.labels.catalogue import named, t
from pages.labels.format import NOTHING, fixed, money_change, money_size, percent_change
from pages.labels.html import measured, words

_AS_RATIO = ("merchants_sme", "merchants_brand")
"""Figures so small in their unit that a ratio says more."""

_MONEY = ("matched_high", "matched_low", "defence", "cut", "added")
_COSTS = ("subsidy", "profit", "value")


def bill(reaction: Reaction, market: Market, style: Style) -> str:
    """Lay out what the answer costs, a row a rival."""
    heads = ("", *(t(f"rivals.bill.{name}") for name in _COSTS))
    rows = [
        (_rival(one, market, style), [_money(getattr(one, name)) for name in _COSTS])
        for one in reaction.bills
    ]
    title = t("rivals.bill.title")
    head = words(title, t("rivals.bill.subtitle", quarter=reaction.quarter))
    return head + table(heads, rows, title)


def money(found: MoneyForMoney, market: Market, style: Style, quarter: str) -> str:
    """Lay out money for money: what we add by class, and what each rival adds to that."""
    attack, answers = found.attack, found.answers
    ratio = found.added / attack.total if attack.total else 0.0
    key = "title" if attack.total and answers else "still" if attack.total else "none"
    title = t(f"rivals.money.{key}", ratio=fixed(ratio, 2))
    heads = ("", *(t(f"rivals.money.{name}") for name in _MONEY))
    level = market.levers["subsidy_budget"]
    high, low, total = (_bn(one, level) for one in (attack.high, attack.low, attack.total))
    rows = [(t("rivals.money.ours"), [high, low, NOTHING, NOTHING, total])]
    rows += [(_named(one.platform, market, style), _parts([one], level)) for one in answers]
    if len(answers) > 1:
        rows.append((t("rivals.money.all"), _parts(answers, level)))
    below = t("rivals.money.below", quarter=quarter)
    sign, growth = money_size(attack.growth, level=level)
    if sign:
        below = t("rivals.money.growth", below=below, growth=growth)
    return words(title, below) + table(heads, rows, title)


def _parts(answers: Sequence[MoneyAnswer], level: float) -> list[str]:
    return [_bn(sum(getattr(one, name) for one in answers), level) for name in _MONEY]


def _bn(value: float, level: float) -> str:
    """Write money that is added to subsidies; ``level`` is today's budget of ours."""
    change = money_change(*[value] * 3, level=level)
    return NOTHING if change.is_none else change.value


def before_after(reaction: Reaction) -> str:
    """Lay out every figure of ours, a row a figure."""
    heads = tuple(t(f"rivals.kpi.{name}") for name in ("figure", "before", "after", "taken"))
    rows = [
        (measured(name, capital(t(f"measure.{name}"))), _cells(reaction, name))
        for name in TAKEBACK_METRICS
    ]
    title = t("rivals.kpi.title")
    return words(title, t("rivals.kpi.subtitle", quarter=reaction.quarter)) + table(
        heads, rows, title
    )


def _cells(reaction: Reaction, name: str) -> list[str]:
    figures = reaction.figures[name]
    if name in _AS_RATIO:
        changes = [percent_change(*astuple(effect)) for effect in figures.relative]
        before, after = (figure(change.value, change.interval) for change in changes)
        first, last = (effect.central for effect in figures.relative)
        return [before, after, figure(percent_change(*[last - first] * 3).value)]
    effects = (figures.before, figures.after, figures.answer)
    return [figure(*written(figures, effect)) for effect in effects]


def _rival(one: Bill, market: Market, style: Style) -> str:
    return _named(one.platform, market, style)


def _named(place: int, market: Market, style: Style) -> str:
    platform = market.platforms[place]
    return dotted(named(platform), platform.colour_dark if style.dark else platform.colour)


def _money(effect: Effect) -> str:
    change = money_change(*astuple(effect))
    return figure(change.value, change.interval)
