"""Instant commerce in pictures: orders and profit of the three services, and whom they bring."""

from collections.abc import Sequence
from dataclasses import replace

from models.analysis.instant.services import Services
from models.analysis.outcome import Path
from models.notation import OWN, SERVICE_METRICS
from models.vintage import Market
from pages.charts.figure import Figure
from pages.charts.panels import Panel, paths
from pages.charts.style import Style
from pages.figures import outcome_tables, provenance
from pages.figures.instant_words import service_names
from pages.figures.outcome_figures import TALL, Stage, counted
from pages.labels.catalogue import t
from pages.labels.format import fixed, money_scale, people_change, shared_decimals


def instant_figures(stage: Stage, found: Services) -> tuple[Figure, Figure]:
    """Orders a day with the visitors who come for food; profit with those who come to shop."""
    orders = _figure(stage, found, "orders", found.orders, found.food_visitors)
    profit = _figure(stage, found, "profit", found.profit, found.shoppers)
    return (
        replace(orders, title=_orders_title(found, stage.outcome.level("dau"))),
        replace(profit, title=_profit_title(found, stage.market)),
    )


def _figure(
    stage: Stage, found: Services, kind: str, of_services: Sequence[Path], visitors: Path
) -> Figure:
    """Draw a panel a service, and one of visitors below them."""
    market, name = stage.market, f"instant.{kind}"
    unit = SERVICE_METRICS[f"service_{kind}"]
    whom = t(f"figure.{name}.visitors")
    titles = [*service_names(market), whom]
    units = [unit] * len(of_services) + ["million"]
    colours = [*_colours(market, stage.style), stage.style.own]
    panels = tuple(
        Panel(
            title=_with_unit(*words),
            unit=words[1],
            colour=colour,
            signed=words[0] == whom,
            level=stage.outcome.level("dau"),
        )
        for *words, colour in zip(titles, units, colours, strict=True)
    )
    drawn = [*of_services, visitors]
    figure = stage.figure(
        name,
        "",
        t(f"figure.{name}.subtitle"),
        paths(stage.style, panels, TALL),
        outcome_tables.over_time(found.vintage, found.quarters, drawn, panels, stage.style),
    )
    measures = tuple(counted(*pair) for pair in zip(titles, units, strict=True))
    place = {"orders": "orders", "profit": "margin"}[kind]
    notes = provenance.of_services(market, place, t(f"figure.{name}.source"))
    return replace(figure, measures=measures, **notes)


def _with_unit(title: str, unit: str) -> str:
    return t("axis.title", title=title, unit=t(f"axis.{unit}"))


def _colours(market: Market, style: Style) -> list[str]:
    """Colours of the platforms; a service of no platform is drawn in the colour of text."""
    assert market.instant is not None
    known = {
        platform.id: platform.colour_dark if style.dark else platform.colour
        for platform in market.platforms
    }
    return [known.get(service, style.ink("text")) for service in market.instant.services]


def _orders_title(found: Services, visitors_today: float) -> str:
    if not found.moved:
        return t("figure.instant.orders.idle")
    own = found.orders[OWN]
    changes = (
        (float(own.plan[-1]) - own.today, own.today),
        (float(found.food_visitors.plan[-1]), visitors_today),
    )
    orders, visitors = (
        people_change(*[change] * 3, level=level).value for change, level in changes
    )
    return t("figure.instant.orders.title", orders=orders, visitors=visitors)


def _profit_title(found: Services, market: Market) -> str:
    if not found.moved:
        return t("figure.instant.profit.idle")
    names = [t("figure.instant.profit.own"), *service_names(market)[1:]]
    told = (
        t("figure.instant.profit.one", name=name, arrow=_arrow(path))
        for name, path in zip(names, found.profit, strict=True)
    )
    return t("figure.instant.profit.title", services=t("finding.comma").join(told))


def _arrow(path: Path) -> str:
    """Today's profit and that of the last quarter, whole, their unit shown elsewhere."""
    pair = (path.today, float(path.plan[-1]))
    scaled = [money_scale() * value for value in pair]
    return " → ".join(fixed(value, min(0, shared_decimals(scaled))) for value in scaled)
