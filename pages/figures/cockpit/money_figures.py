"""Figures of money and stakes: who wins and loses, RMB 1 bn as orders, what one more buys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import floor, log10

from models.analysis.marginal_returns import MarginalReturn
from models.analysis.outcome import STAKES, Stake
from models.analysis.subsidy_mix import Bundle
from models.notation import METRICS
from models.vintage import Market
from pages.charts.effect_charts import PANELS, marginal_returns, winners_losers
from pages.charts.figure import Figure
from pages.charts.libraries import pa
from pages.charts.subsidy_chart import HIGH, WIDE, subsidy_mix
from pages.figures.cockpit import money_notes, money_tables
from pages.figures.outcome_figures import Stage, counted
from pages.labels.catalogue import LANGUAGES, language, named, t
from pages.labels.format import money_change, people, people_change, percent_change

SHORT, PICTURE, ROW, HEAD = 330, 420, 34, 44
"""Heights, pixels: of two charts, and of a row and the head of the third."""


def winners_losers_figure(stage: Stage) -> Figure | None:
    """Draw who wins and who loses; None while nothing is moved."""
    if not stage.outcome.planned:
        return None
    all_stakes = stage.outcome.stakes
    rivals = len(all_stakes) - len(STAKES)
    drawing = stage.figure(
        "stakes",
        stakes_title(all_stakes, stage.market),
        t("money.stakes.subtitle", quarter=stage.outcome.quarters[-1]),
        winners_losers(stage.style, len(STAKES), rivals, SHORT),
        money_tables.winners_losers(stage.outcome, stage.market, stage.style),
    )
    measures = tuple(
        counted(t(f"chart.stakes.{i}"), unit) for i, unit in enumerate(("share", "RMB bn/quarter"))
    )
    quarter, notes = stage.outcome.quarters[-1], money_notes.of_winners_losers(stage.market)
    return replace(drawing, measures=measures, quarter=quarter, **notes)


def stakes_title(all_stakes: Sequence[Stake], market: Market) -> str:
    """Say what sellers of both kinds earn more or less, and which rival a plan hits most."""
    sellers = (
        _earned(who, stake) for who, stake in zip(("sme", "brand"), all_stakes, strict=False)
    )
    both = t("finding.comma").join(sellers)
    sentence = t("finding.semicolon").join((both, _hit(all_stakes[len(STAKES) :], market)))
    return sentence[:1].upper() + sentence[1:]


def _earned(who: str, stake: Stake) -> str:
    after, name = stake.after, t(f"money.who.{who}")
    if not stake.sign:
        return t("money.earn.unclear", who=name)
    change = percent_change(abs(after.central), after.low, after.high).value.lstrip("+")
    return t("money.earn.more" if stake.sign > 0 else "money.earn.less", who=name, change=change)


def _hit(rivals: Sequence[Stake], market: Market) -> str:
    """Name the rival that loses most; failing one, the rival that gains most."""
    for sign, key in ((-1, "money.rival.loses"), (1, "money.rival.gains")):
        moved = [rival for rival in rivals if rival.sign == sign]
        if moved:
            most = max(moved, key=lambda rival: abs(rival.after.central))
            after = most.after
            amount = money_change(abs(after.central), after.low, after.high).value.lstrip("+")
            return t(key, who=named(market.platforms[most.platform]), amount=amount)
    return t("money.rival.unclear")


def subsidy_figure(stage: Stage, bundles: Sequence[Bundle]) -> Figure:
    """Draw RMB 1 bn as big-ticket and as small orders, with what visitors do."""
    unit = a_mark(max(bundle.orders.central for bundle in bundles))
    counts = {bundle.ticket: people(bundle.orders.central) for bundle in bundles}
    level = stage.outcome.level("dau")
    drawing = stage.figure(
        "billion",
        t("money.billion.title", **counts) + t("finding.semicolon") + _bring(bundles, level),
        t("money.billion.subtitle", mark=_mark(unit), quarter=stage.outcome.quarters[-1]),
        subsidy_mix(stage.style, PICTURE),
        money_tables.subsidy_mix(bundles, unit, level),
    )
    return replace(drawing, **money_notes.of_bundles(bundles))


def a_mark(orders: float) -> float:
    """Orders that a mark stands for, million: 1, 2 or 5 and noughts, so that a tray holds them."""
    least = orders / (WIDE * HIGH)
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)


def _mark(unit: float) -> str:
    return t("format.million", value=f"{unit:g}") if language() == LANGUAGES[0] else people(unit)


def _bring(bundles: Sequence[Bundle], level: float) -> str:
    """Write which of the orders bring daily visitors, and how many; ``level`` is what changes."""
    told = [bundle for bundle in bundles if bundle.visitors.is_clear]
    clear = {bundle.ticket: _visitors(bundle, level) for bundle in told}
    if len(clear) == 1:
        return t(f"money.bring.only.{next(iter(clear))}", change=next(iter(clear.values())))
    if not clear:
        return t("money.bring.none")
    changes = [t(f"money.bring.{ticket}", change=change) for ticket, change in clear.items()]
    return t("money.bring.both", changes=t("finding.comma").join(changes))


def _visitors(bundle: Bundle, level: float) -> str:
    effect = bundle.visitors
    return people_change(effect.central, effect.low, effect.high, level=level).value


def returns_figure(stage: Stage, returns: Sequence[MarginalReturn]) -> Figure:
    """Draw what one more RMB bn a quarter buys in each lever, best first."""
    table: pa.Table = money_tables.marginal_returns(returns, stage.outcome)
    best = returns[0]
    title = t("money.yields.none")
    if best.price:
        title = t(
            "money.yields.title",
            lever=money_tables.lever_name(best.lever),
            price=money_tables.price(best.price).value,
        )
    drawing = stage.figure(
        "yields",
        title,
        t("money.yields.subtitle", quarter=stage.outcome.quarters[-1]),
        marginal_returns(stage.style, len(returns), HEAD + ROW * len(returns)),
        table,
    )
    measures = tuple(counted(t(f"measure.{name}"), METRICS[name]) for name in PANELS)
    quarter, notes = stage.outcome.quarters[-1], money_notes.of_returns()
    return replace(drawing, measures=measures, quarter=quarter, **notes)
