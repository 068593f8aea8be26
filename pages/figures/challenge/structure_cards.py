"""Structures as cards, and one of them under weak, medium and strong effects."""

from collections.abc import Sequence
from html import escape

from models.analysis.outcome import Outcome
from models.analysis.structure.structure_delivery import Delivered
from models.analysis.structure.structures import SIZES, TODAY, Structure
from models.notation import HEADLINES, UNITS
from models.vintage import Market
from pages.figures.challenge.structure_figures import Deliveries, structure_name
from pages.figures.html_tables import capital, table
from pages.labels.catalogue import t
from pages.labels.format import fixed, money_change, people_change
from pages.labels.html import words


def cards(
    deliveries: Deliveries,
    every: Sequence[Structure],
    chosen: Structure,
    size: str,
    market: Market,
    plan: Outcome,
) -> str:
    """Lay the structures out as cards, the one that is looked at framed."""
    inner = "".join(_card(deliveries[one.name, size], one is chosen, market, plan) for one in every)
    return f'<div class="structures">{inner}</div>'


def _card(card: Delivered, is_chosen: bool, market: Market, plan: Outcome) -> str:
    one = card.structure
    integration, layers = (
        card.planned[name][-1] if name in card.planned else market.levers[name]
        for name in ("centralisation", "reporting_layers")
    )
    rows = {
        "local": _quarters(card.until["local"]),
        "cross": _quarters(card.until["cross"]),
        "effectiveness": _percent(card.effectiveness[-1] - 1.0),
        "dip": _percent(-card.dip),
        "recovery": _quarters(card.recovery) if card.dip else t("structure.none"),
        "dau": change_of("dau", card, plan),
    }
    facts = "".join(
        f"<dt>{escape(t(f'structure.row.{name}'))}</dt><dd>{escape(cell)}</dd>"
        for name, cell in rows.items()
    )
    kind = ' class="chosen"' if is_chosen else ""
    below = t("structure.integration_of", value=f"{integration:g}", layers=f"{layers:g}")
    return (
        f"<section{kind}><h3>{escape(structure_name(one.name))}</h3><p>{escape(below)}</p>"
        f"<dl>{facts}</dl></section>"
    )


def all_sizes(deliveries: Deliveries, chosen: Structure, plan: Outcome) -> str:
    """Lay out what the structure does under every size, beside today's."""
    names = [t(f"structure.size.{size}") for size in SIZES]
    heads = ["", *names, *(t("structure.today_under", size=name.lower()) for name in names)]
    columns = [deliveries[one.name, size] for one in (chosen, TODAY) for size in SIZES]
    rows = [
        (t("structure.row.effectiveness"), [_percent(c.effectiveness[-1] - 1.0) for c in columns]),
        (t("structure.row.dip"), [_percent(-c.dip) for c in columns]),
        (t("structure.row.load"), [_percent(c.drift["ad_load"]) for c in columns]),
        (t("structure.row.mix"), [_points(c.drift["high_ticket_share"]) for c in columns]),
        *(
            (capital(t(f"measure.{name}")), [change_of(name, c, plan) for c in columns])
            for name in HEADLINES
        ),
    ]
    title = t("structure.sizes", structure=structure_name(chosen.name))
    return words(title, t("structure.sizes_below")) + table(heads, rows, title)


def change_of(metric: str, card: Delivered, plan: Outcome) -> str:
    """Write the change of a headline against no change, in the digits of the Cockpit."""
    write = people_change if UNITS[metric] == "million" else money_change
    told = plan.change[metric]
    level = plan.level(metric)
    return write(card.change[metric], told.low, told.high, level=level).value


def _quarters(count: int | None) -> str:
    return t("structure.longer") if count is None else t("structure.quarters", count=count)


def _percent(value: float) -> str:
    return f"{fixed(100.0 * float(value), 1, sign=True)}%"


def _points(value: float) -> str:
    return t("structure.points", value=fixed(100.0 * value, 1, sign=True))
