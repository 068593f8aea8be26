"""Data of the figures of money and stakes, words included, as Arrow tables."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from models.analysis.marginal_returns import SUBSIDY, Marginal, MarginalReturn
from models.analysis.outcome import STAKES, Effect, Outcome, Stake
from models.analysis.subsidy_mix import Bundle
from models.notation import BRAND, SME
from models.vintage import Market
from pages.charts import effect_charts, subsidy_chart
from pages.charts.libraries import pa
from pages.charts.style import Style
from pages.labels.catalogue import named, t
from pages.labels.format import (
    Change,
    fixed,
    money_before_after,
    money_change,
    people,
    people_change,
    percent_before_after,
    setting,
)

SIDES = (SME, BRAND, SME, BRAND)
"""Kind of seller that each of `STAKES` is about."""


def winners_losers(outcome: Outcome, market: Market, style: Style) -> pa.Table:
    """Rows of `pages.charts.effect_charts.winners_losers`: sellers first, then the rivals."""
    rows = []
    for i, stake in enumerate(outcome.stakes):
        is_seller = i < len(STAKES)
        thing = market.sides[SIDES[i]] if is_seller else market.platforms[stake.platform]
        cells = (
            0 if is_seller else 1,
            i if is_seller else i - len(STAKES),
            t(f"money.stake.{stake.metric}") if is_seller else named(thing),
            stake.sign,
            stake.before,
            stake.after.central,
            stake.after.low,
            stake.after.high,
            _before_after(stake, in_percent=is_seller),
            thing.colour_dark if style.dark else thing.colour,
        )
        rows.append(dict(zip(effect_charts.STAKES_COLUMNS, cells, strict=True)))
    return pa.Table.from_pylist(rows)


def _before_after(stake: Stake, *, in_percent: bool) -> str:
    write = percent_before_after if in_percent else money_before_after
    return str(write(stake.before, stake.after.central, stake.after.low, stake.after.high))


def subsidy_mix(bundles: Sequence[Bundle], unit: float, visitors: float) -> pa.Table:
    """Rows of `pages.charts.subsidy_chart`; a mark stands for ``unit`` million orders.

    ``visitors`` is what the orders change: daily visitors without them, million.
    """
    rows: list[dict[str, object]] = []
    for side, bundle in enumerate(bundles):
        rows += [{"kind": "dot", "side": side, **cell} for cell in cells(bundle.orders, unit)]
        rows.append({"kind": "tray", "side": side, **_tray(bundle)})
        rows.append({"kind": "effect", "side": side, **_effect(bundle, visitors)})
    return pa.table({name: [row.get(name) for row in rows] for name in subsidy_chart.COLUMNS})


def cells(orders: Effect, unit: float) -> list[dict[str, object]]:
    """Give the cells of a tray that orders fill, the last one in part."""
    marks = orders.central / unit
    wide = subsidy_chart.WIDE
    return [
        {"col": i % wide, "row": i // wide, "part": min(1.0, marks - i)} for i in range(ceil(marks))
    ]


def _tray(bundle: Bundle) -> dict[str, object]:
    low, high = people(bundle.orders.low), people(bundle.orders.high)
    basket, depth = fixed(bundle.basket, 0), setting(bundle.depth, "share")
    return {
        "text": t(f"money.tray.{bundle.ticket}", count=people(bundle.orders.central)),
        "detail": t("money.tray.detail", basket=basket, depth=depth, low=low, high=high),
    }


def _effect(bundle: Bundle, level: float) -> dict[str, object]:
    effect = bundle.visitors
    change = people_change(effect.central, effect.low, effect.high, level=level)
    return {
        **_measured(effect),
        "text": _effect_text(effect, change),
        "detail": t(f"money.effect.{bundle.ticket}"),
    }


def marginal_returns(returns: Sequence[MarginalReturn], outcome: Outcome) -> pa.Table:
    """Rows of `pages.charts.effect_charts.marginal_returns`, levers in the order of ``returns``.

    Changes keep to the levels of ``outcome``.
    """
    rows = [
        {
            "row": row,
            "panel": panel,
            "name": lever_name(one.lever),
            **_measured(one.effects[metric]),
            "text": _bought(one, metric, outcome.level(metric)),
        }
        for row, one in enumerate(returns)
        for panel, metric in enumerate(effect_charts.PANELS)
    ]
    return pa.Table.from_pylist(rows)


def lever_name(lever: str) -> str:
    """Name a lever, or one of the two classes of goods that subsidies go to."""
    return t(f"money.lever.{lever}") if lever in SUBSIDY else t(lever)


def _bought(one: MarginalReturn, metric: str, level: float) -> str:
    effect = one.effects[metric]
    if metric != "dau":
        change = money_change(effect.central, effect.low, effect.high, level=level)
        return _effect_text(effect, change)
    if one.price:
        return str(price(one.price))
    change = people_change(effect.central, effect.low, effect.high, level=level)
    return change.value if effect.is_clear else t("money.unclear", interval="").strip()


def price(of_a_million: tuple[float, float, float]) -> Change:
    """Write what an added million visitors costs, with its range; a price bears no sign.

    It is a level itself: however small, it has its digits.
    """
    change = money_change(*of_a_million, level=of_a_million[0])
    return Change(value=change.value.lstrip("+"), interval=change.interval)


def _measured(effect: Marginal) -> dict[str, object]:
    return {
        "clear": int(effect.is_clear),
        "central": effect.central,
        "low_80": effect.low,
        "high_80": effect.high,
    }


def _effect_text(effect: Marginal, change: Change) -> str:
    """Write an effect, or that none is clear."""
    if effect.is_clear:
        return str(change)
    return t("money.unclear", interval=change.interval)
