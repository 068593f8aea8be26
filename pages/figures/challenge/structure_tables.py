"""Structures as rows of one table, what the choice hangs on, and agreed orders of KPIs."""

from collections.abc import Callable, Sequence
from dataclasses import astuple
from html import escape

from models.analysis.outcome import Effect, Outcome
from models.analysis.structure.best_integration import Hinge
from models.analysis.structure.comparison import AIM, Way, surely_best
from models.analysis.structure.structure_delivery import Delivered
from models.analysis.structure.structures import TODAY, Structure
from models.notation import UNITS
from models.vintage import Market
from pages.figures.challenge.structure_figures import Deliveries, structure_name
from pages.figures.html_tables import capital, figure, table
from pages.labels.catalogue import t
from pages.labels.format import NOTHING, Change, fixed, money_change, people_change, setting
from pages.labels.html import Html, html, measured, words

LevelOf = Callable[[str], float]
"""From a metric to what changes, as `Outcome.level`."""

_DELIVERED = ("local", "cross", "effectiveness", "dip")
_TOLD = ("dau", "gmv", "ebita", "value", AIM)
AT_FIRST = ("dau", "revenue", "ebita")
LATER = ("dau", "gmv", "revenue", "ebita", "value", AIM)


def structures(
    deliveries: Deliveries,
    ways: Sequence[Way],
    chosen: Structure,
    market: Market,
    plan: Outcome,
    quarter: str,
) -> str:
    """Lay the structures out, a row each: how they deliver, what they make of the plan.

    ``plan`` is the plan as it stands, as the Cockpit tells it.
    """
    best = surely_best(ways).name
    heads = [t("structure.choose"), *(t(f"structure.row.{name}") for name in _DELIVERED)]
    heads += [_metric(name) for name in _TOLD] + [t("structure.row.ahead")]
    rows = "".join(
        _structure(deliveries[way.name], way, way.name == best, chosen, market, plan)
        for way in ways
    )
    title = t("structure.table")
    below = t("structure.table_below", quarter=quarter)
    return words(title, below) + _wrapped(heads, rows, title)


def _structure(
    one: Delivered, way: Way, is_best: bool, chosen: Structure, market: Market, plan: Outcome
) -> str:
    mark = f"<em>{escape(t('structure.best_mark'))}</em>" if is_best else ""
    below = f"<small>{escape(_degree(one, market))}</small>"
    head = f'<th scope="row">{escape(structure_name(way.name))}{mark}{below}</th>'
    texts = [
        _quarters(one.until["local"]),
        _quarters(one.until["cross"]),
        _percent(one.effectiveness[-1] - 1.0),
        _percent(-one.dip),
        *(change_of(name, way, plan) for name in _TOLD),
        NOTHING if way.name == TODAY.name else f"{way.ahead:.0%}",
    ]
    cells = "".join(f"<td>{escape(text)}</td>" for text in texts)
    kind = ' class="chosen"' if way.name == chosen.name else ""
    return f"<tr{kind}>{head}{cells}</tr>"


def _degree(one: Delivered, market: Market) -> str:
    """Write integration and layers of a structure, in the form that the levers have."""
    integration, layers = (
        one.planned[name][-1] if name in one.planned else market.levers[name]
        for name in ("centralisation", "reporting_layers")
    )
    value = setting(float(integration), "share")
    return t("structure.integration_of", value=value, layers=f"{layers:g}")


def _wrapped(heads: Sequence[str], rows: str, label: str) -> str:
    columns = "".join(f'<th scope="col">{html(head)}</th>' for head in heads)
    return (
        f'<table class="figures structures" aria-label="{escape(label)}"><thead><tr>{columns}</tr>'
        f"</thead><tbody>{rows}</tbody></table>"
    )


def hinge_table(found: Sequence[Hinge], level_of: LevelOf) -> str:
    """Lay out what would be best if one strength were another, a row a strength."""
    heads = ["", t("structure.hinge.best"), t("structure.hinge.worth"), t("structure.hinge.degree")]
    rows = [(_strength(one), _hinge_cells(one, level_of(AIM))) for one in found]
    title = t("structure.hinges")
    return words(title, t("structure.hinges_below")) + table(heads, rows, title)


def _strength(one: Hinge) -> str:
    size = t(f"structure.size.{one.size}")
    return t("structure.hinge.of", family=t(f"structure.family.{one.family}"), size=size.lower())


def _hinge_cells(one: Hinge, level: float) -> list[str]:
    is_plan = one.structure == TODAY.name
    worth = NOTHING if is_plan else money_change(*[one.worth] * 3, level=level).value
    return [structure_name(one.structure), worth, setting(one.integration, "share")]


def order_table(ways: Sequence[Way], chosen: str, quarter: str, level_of: LevelOf) -> str:
    """Lay out what each agreed order brings and costs against the plan as it stands."""
    early, late = t("structure.orders.first"), t("structure.orders.last", quarter=quarter)
    groups = [(early, len(AT_FIRST)), (late, len(LATER))]
    spans = "".join(
        f'<th scope="colgroup" colspan="{count}">{escape(text)}</th>' for text, count in groups
    )
    heads = [_metric(name) for name in (*AT_FIRST, *LATER)] + [t("structure.row.ahead")]
    columns = "".join(f'<th scope="col">{html(head)}</th>' for head in heads)
    rows = "".join(_order(way, way.name == chosen, level_of) for way in ways[1:])
    title = t("structure.orders")
    below = t("structure.orders_below", quarter=quarter)
    return (
        f'{words(title, below)}<table class="figures structures" aria-label="{escape(title)}">'
        f"<thead><tr><td></td>{spans}<td></td></tr><tr><td></td>{columns}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _order(way: Way, is_chosen: bool, level_of: LevelOf) -> str:
    cells = [_effect(name, way.at_first[name], level_of) for name in AT_FIRST]
    cells += [_effect(name, way.gain[name], level_of) for name in LATER]
    row = "".join(f"<td>{cell}</td>" for cell in (*cells, f"{way.ahead:.0%}"))
    kind = ' class="chosen"' if is_chosen else ""
    return f'<tr{kind}><th scope="row">{escape(order_name(way.name))}</th>{row}</tr>'


def order_name(order: str) -> str:
    """Name of an agreed order in the language in use."""
    return t(f"structure.order.{order}")


def order_finding(way: Way, level_of: LevelOf) -> str:
    """Write what an agreed order brings and what it costs, from the signs of its effects."""
    told = {name: _change(name, way.gain[name], level_of) for name in LATER}
    parts = []
    for key, sign in (("brings", 1), ("costs", -1)):
        texts = [
            t("structure.order.part", measure=t(f"measure.{name}"), change=told[name].value)
            for name in LATER
            if way.gain[name].central * sign > 0.0 and not told[name].is_none
        ]
        if texts:
            parts.append(t(f"structure.order.{key}", parts=t("finding.comma").join(texts)))
    text = t("finding.semicolon").join(parts) or t("structure.order.nothing")
    return t("structure.order.finding", order=order_name(way.name), text=text)


def change_of(metric: str, way: Way, plan: Outcome) -> str:
    """Write the change of a figure against no change, in the digits of the Cockpit."""
    own = plan.change[metric]
    effect = Effect(central=way.change[metric].central, low=own.low, high=own.high)
    return _change(metric, effect, plan.level).value


def _change(metric: str, effect: Effect, level_of: LevelOf) -> Change:
    change = people_change if UNITS[metric] == "million" else money_change
    return change(*astuple(effect), level=level_of(metric))


def _effect(metric: str, effect: Effect, level_of: LevelOf) -> Html:
    change = _change(metric, effect, level_of)
    return figure(change.value, change.interval)


def _metric(name: str) -> Html:
    return measured(name, capital(t(f"measure.{name}")))


def _quarters(count: int | None) -> str:
    return t("structure.longer") if count is None else t("structure.quarters", count=count)


def _percent(value: float) -> str:
    return f"{fixed(100.0 * float(value), 1, sign=True)}%"
