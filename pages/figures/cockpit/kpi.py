"""The three figures of the answer, the two roads beside them, and a strip of four more.

One piece of HTML, because its size must not change with its numbers. Gain and loss differ by
sign and fill, never by hue: hues belong to platforms.
"""

from html import escape

import numpy as np

from models.analysis.outcome import Outcome
from models.analysis.spending import is_overseas
from models.inputs import load_market
from models.notation import METRICS
from pages.figures import provenance
from pages.figures.cockpit.fills import FILLS
from pages.figures.cockpit.roads import roads
from pages.labels.catalogue import t
from pages.labels.format import Change, figure, fixed, money_change, percent_change
from pages.labels.html import measured, source

STRIP = ("gmv", "dac", "aac", "seller_income_sme")

_CLEAR_FALL = -0.0005


def cards(outcome: Outcome, *, thin: bool = False) -> str:
    """Lay out the three figures and, beside them, what each of the two roads gains or loses.

    From a ``thin`` fan the value is told by its central figure alone: the far end of the horizon
    weighs most in it, and few draws say little about its range.
    """
    value = _money("value", outcome)
    ebita_text = t("kpi.value", change=value.value if thin else value)
    three = (
        _card("dau", outcome, _percent("dau", outcome)),
        _card("revenue", outcome, _percent("revenue", outcome), dip(outcome)),
        _card("ebita", outcome, _money("ebita", outcome), ebita_text),
    )
    return f'<div class="cards">{"".join(three)}{roads(outcome)}</div>'


def strip(outcome: Outcome) -> str:
    """Lay out sales, buyers and small sellers' income in one line, each with its source."""
    cells = "".join(_cell(name, outcome, _percent(name, outcome)) for name in STRIP)
    return f'<p class="strip">{cells}</p>'


def of_group(outcome: Outcome) -> str:
    """Write the group's profit where a plan spends overseas, which the domestic one leaves out."""
    if not is_overseas(outcome.planned):
        return ""
    return f"{t('kpi.group_ebita')} {_money('group_ebita', outcome)}"


def group_cell(outcome: Outcome) -> str:
    """Give what `of_group` tells as HTML with its source, for the line below the finding.

    The strip is full, and one figure more in it would push down all that stands below.
    """
    if not is_overseas(outcome.planned):
        return ""
    return _cell("group_ebita", outcome, _money("group_ebita", outcome))


def _card(name: str, outcome: Outcome, change: Change, detail: str = "") -> str:
    level = figure(outcome.levels[name].plan, METRICS[name])
    quarter = t("kpi.quarter", quarter=outcome.quarters[-1])
    if not outcome.planned:
        change, detail = Change(value=t("kpi.no_change"), interval=""), ""
    quiet = " · ".join(filter(None, (change.interval, quarter)))
    return (
        f'<section class="card" data-metric="{name}"><h2>{_named(name, outcome, detail)}</h2>'
        f'<p class="level"><b>{escape(level)}</b>'
        f'<span class="{FILLS[outcome.sign(name)]}">{escape(change.value)}</span></p>'
        f'<p class="small">{escape(quiet)}</p></section>'
    )


def _named(name: str, outcome: Outcome, detail: str) -> str:
    """Name a figure, with the way to what it is; its mark tells all that is known of it."""
    lines = [detail, *provenance.known(name, outcome, load_market(outcome.vintage))]
    label = t("source.label", what=t(name))
    mark = source("i", label, filter(None, lines), f"kpi-{name}")
    return f"{measured(name, t(name))} {mark}"


def _cell(name: str, outcome: Outcome, change: Change) -> str:
    if not outcome.planned:
        change = Change(value=t("kpi.no_change"), interval="")
    return (
        f'<span data-metric="{name}">{measured(name, t(f"kpi.{name}"))} '
        f"<b>{escape(change.value)}</b> {escape(change.interval)} {_mark(name, outcome)}</span>"
    )


def _mark(name: str, outcome: Outcome) -> str:
    return provenance.mark(name, outcome, load_market(outcome.vintage))


def _percent(name: str, outcome: Outcome) -> Change:
    effect = outcome.relative[name]
    return percent_change(effect.central, effect.low, effect.high)


def _money(name: str, outcome: Outcome) -> Change:
    effect = outcome.change[name]
    return money_change(effect.central, effect.low, effect.high, level=outcome.level(name))


def dip(outcome: Outcome) -> str:
    """Write where revenue is surely lowest against no change, and when it is back."""
    path, high = outcome.changes["revenue"].plan, outcome.changes["revenue"].high_80
    lowest = int(np.argmin(path))
    if path[lowest] > _CLEAR_FALL or high[lowest] >= 0.0:
        return ""
    change = f"{fixed(100 * float(path[lowest]), 1, sign=True)}%"
    after = [q for q, x in zip(outcome.quarters[lowest:], path[lowest:], strict=True) if x >= 0]
    back = t("kpi.back", quarter=after[0]) if after else t("kpi.not_back")
    return t("kpi.lowest", change=change, quarter=outcome.quarters[lowest], back=back)
