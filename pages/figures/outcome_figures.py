"""The figures of the Cockpit: which metrics, under which words, in which colours.

Nothing here needs a browser; the terminal draws the same figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cached_property

from models.analysis.outcome import TRADE, Outcome, Path
from models.fingerprint import fingerprint
from models.levers import LEVERS
from models.notation import METRICS, OWN, SIGNED
from models.scenario import Scenario
from models.scenario.conduct import shared_posture
from models.scenario.digest import plan_digest
from models.vintage import Market, Platform, Side
from pages.charts.effect_charts import rivals
from pages.charts.figure import Figure, Measure
from pages.charts.libraries import pa
from pages.charts.panels import LEVERS_DRAWN, Panel, delivery, paths
from pages.charts.style import Spec, Style
from pages.figures import outcome_tables, provenance
from pages.figures.conduct_words import together
from pages.labels.catalogue import language, named, t
from pages.labels.format import MONEY_UNITS, money_change, money_scale, percent_change

_PERCENT = 100.0
TALL, REASON, SHORT = 440, 328, 320
"""Heights of charts, pixels."""

CHANGE_UNITS = {name: METRICS[name] if name in SIGNED else "share" for name in TRADE}
"""Units in which the traded three are told as changes."""


def style_of(market: Market, *, dark: bool = False) -> Style:
    """Style of ``market``'s figures in the language in use."""
    return Style(own=_colour(market.platforms[OWN], dark=dark), language=language(), dark=dark)


def _colour(thing: Platform | Side, *, dark: bool) -> str:
    return thing.colour_dark if dark else thing.colour


def counted(title: str, unit: str) -> Measure:
    """Name a measure for a file, and scale the model's ``unit`` to the one in words."""
    scale = money_scale() if unit in MONEY_UNITS else _PERCENT if unit == "share" else 1.0
    return Measure(title=title, unit=t(f"unit.{unit}"), scale=scale)


@dataclass(frozen=True, kw_only=True, eq=False)
class Stage:
    """One outcome with what it stands under, and a method for each figure of it.

    ``date`` is the day that pictures bear, ISO 8601.
    """

    market: Market
    scenario: Scenario
    outcome: Outcome
    style: Style
    date: str

    def all(self) -> list[Figure]:
        """Every figure that there is something to draw for."""
        figures = (
            self.trajectory(changes=True),
            self.rivals(),
            self.sides(),
            self.revenue(),
            self.sellers(),
            self.delivery(),
        )
        return [figure for figure in figures if figure]

    def figure(self, name: str, title: str, subtitle: str, spec: Spec, table: pa.Table) -> Figure:
        """Put words, provenance and style to a chart."""
        return Figure(
            name=name,
            title=title,
            subtitle=subtitle,
            footer=self._footer,
            spec=spec,
            table=table,
            style=self.style,
        )

    @cached_property
    def _footer(self) -> str:
        """Provenance that goes into every picture."""
        return t(
            "figure.footer",
            name=self.scenario.name,
            plan=plan_digest(self.scenario),
            market=self.market.vintage,
            rivals=together(self.scenario, self.market),
            date=self.date,
            model=fingerprint(self.market.vintage),
        )

    def trajectory(self, *, changes: bool = False) -> Figure:
        """Visitors, revenue and profit on one time axis, as levels or as changes."""
        units = {name: CHANGE_UNITS[name] if changes else METRICS[name] for name in TRADE}
        series = self.outcome.changes if changes else self.outcome.paths
        figure = self._over_time("trajectory", REASON, series, units, signed=changes)
        if changes:
            return replace(figure, subtitle=t("figure.trajectory.change_bands"))
        past = [t(f"finding.{name}") for name in TRADE if self.market.history.get(name)]
        if not past:
            return figure
        key = "figure.trajectory.reported" if len(past) == len(TRADE) else "figure.trajectory.some"
        return replace(figure, subtitle=t(key, names=t("finding.comma").join(past)))

    def changes_told(self) -> tuple[str, str, tuple[str, ...]]:
        """Title, subtitle and notes of the trajectory of changes, without a drawing of it."""
        titles = {metric: t(f"metric.{metric}") for metric in CHANGE_UNITS}
        notes = provenance.of_lines(titles, self.outcome, self.market)["notes"]
        title = self._title_over_time("trajectory", titles)
        return title, t("figure.trajectory.change_bands"), notes

    def rivals_told(self) -> tuple[str, tuple[str, ...]]:
        """Title and notes of the rivals' figure, without a drawing of it."""
        return self._rivals_title(), provenance.of_sales(self.market)["notes"]

    def sides(self) -> Figure:
        """Sales of the two storefronts."""
        names = [named(side) for side in self.market.sides]
        return self._levels("sides", ("gmv_sme", "gmv_brand"), self._side_colours(), names)

    def revenue(self) -> Figure:
        """Revenue by source."""
        return self._levels("revenue", ("ad_revenue", "commission"))

    def sellers(self) -> Figure:
        """Sellers of both kinds."""
        metrics = ("merchants_sme", "merchants_brand")
        return self._levels("sellers", metrics, self._side_colours())

    def _side_colours(self) -> list[str]:
        return [_colour(side, dark=self.style.dark) for side in self.market.sides]

    def _levels(
        self,
        name: str,
        metrics: Sequence[str],
        colours: Sequence[str] = (),
        titles: Sequence[str] = (),
    ) -> Figure:
        units = {metric: METRICS[metric] for metric in metrics}
        return self._over_time(name, SHORT, self.outcome.paths, units, colours, titles)

    def _over_time(
        self,
        name: str,
        height: int,
        series: Mapping[str, Path],
        units: Mapping[str, str],
        colours: Sequence[str] = (),
        titles: Sequence[str] = (),
        *,
        signed: bool = False,
    ) -> Figure:
        """Draw the metrics that ``units`` names, each in its unit, in a panel of its own."""
        style, outcome = self.style, self.outcome
        colours = colours or [style.own] * len(units)
        titles = titles or [t(f"metric.{metric}") for metric in units]
        past = [{} if signed else self.market.history.get(metric, {}) for metric in units]
        panels = tuple(
            Panel(
                title=provenance.with_unit(title, metric, unit),
                unit=unit,
                colour=colour,
                signed=signed,
                level=outcome.level(metric),
                reported=bool(reported),
                shaded=signed and metric == "ebita",
            )
            for (metric, unit), title, colour, reported in zip(
                units.items(), titles, colours, past, strict=True
            )
        )
        drawn = [series[metric] for metric in units]
        drawing = self.figure(
            name,
            self._title_over_time(name, units),
            t(f"figure.{name}.subtitle"),
            paths(style, panels, height),
            outcome_tables.over_time(
                outcome.vintage, outcome.quarters, drawn, panels, style, past, outcome.lost
            ),
        )
        named_metrics = dict(zip(units, titles, strict=True))
        known = [metric for metric, reported in zip(units, past, strict=True) if reported]
        notes = provenance.of_lines(named_metrics, outcome, self.market, known)
        measures = tuple(
            counted(title, unit) for title, unit in zip(titles, units.values(), strict=True)
        )
        return replace(drawing, measures=measures, **notes)

    def _title_over_time(self, name: str, metrics: Iterable[str]) -> str:
        if not self.outcome.planned:
            return t(f"figure.{name}.idle")
        return t(f"figure.{name}.title", **self._told(metrics))

    def _told(self, metrics: Iterable[str]) -> dict[str, str]:
        """Change of each metric at the last quarter, under its name; profit in money."""
        change, relative = self.outcome.change, self.outcome.relative
        texts = {name: percent_change(*astuple(relative[name])).value for name in metrics}
        if "ebita" in texts:
            level = self.outcome.level("ebita")
            texts["ebita"] = money_change(*astuple(change["ebita"]), level=level).value
        unclear = t("figure.unclear")
        return {name: text if self.outcome.sign(name) else unclear for name, text in texts.items()}

    def rivals(self) -> Figure:
        """Sales of every platform before and after the answer."""
        drawing = self.figure(
            "rivals",
            self._rivals_title(),
            t("figure.rivals.subtitle", quarter=self.outcome.quarters[-1]),
            rivals(self.style, REASON),
            outcome_tables.rival_responses(self.outcome, self.market, self.style),
        )
        gmv = (counted(t("measure.gmv"), METRICS["gmv"]),)
        quarter = self.outcome.quarters[-1]
        return replace(drawing, measures=gmv, quarter=quarter, **provenance.of_sales(self.market))

    def _rivals_title(self) -> str:
        if not self.outcome.planned:
            return t("figure.rivals.idle")
        own = self.outcome.rival_responses[OWN]
        before, after = (
            money_change(
                value, own.after.low, own.after.high, level=self.outcome.level("gmv")
            ).value
            for value in (own.before, own.after.central)
        )
        still = shared_posture(self.scenario, self.market) == "passive"
        return t(
            "figure.rivals.still" if still else "figure.rivals.title", before=before, after=after
        )

    def delivery(self) -> Figure | None:
        """Levers as planned and as delivered; None while nothing is moved."""
        moved = list(self.outcome.planned)
        if not moved:
            return None
        hidden = len(moved) - LEVERS_DRAWN
        more = t("figure.delivery.more", count=hidden) if hidden > 0 else ""
        drawing = self.figure(
            "delivery",
            t("figure.delivery.title"),
            t("figure.delivery.subtitle") + more,
            delivery(self.style, min(len(moved), LEVERS_DRAWN), SHORT),
            outcome_tables.deliveries(self.outcome),
        )
        # The chart's data are in the units of the screen already.
        measures = tuple(
            Measure(title=t(name), unit=t(f"unit.{LEVERS[name].unit}"))
            for name in moved[:LEVERS_DRAWN]
        )
        notes = provenance.of_levers(moved[:LEVERS_DRAWN], self.market)
        return replace(drawing, measures=measures, **notes)
