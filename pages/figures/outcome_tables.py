"""From an outcome to the data of the charts: Arrow tables, words and colours included.

Arrow goes to the browser as it is; a data frame would be converted on every move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from models.analysis.outcome import Effect, Outcome, Path
from models.levers import LEVERS
from models.notation import OWN, Array
from models.vintage import Market
from pages.charts.effect_charts import RIVALS_COLUMNS
from pages.charts.libraries import pa
from pages.charts.panels import DELIVERY_COLUMNS, PATHS_COLUMNS, Panel
from pages.charts.style import Style
from pages.labels.catalogue import named, t
from pages.labels.format import (
    MONEY_UNITS,
    figure,
    money_arrow,
    money_change,
    money_scale,
    money_size,
    people_change,
    percent_change,
)

_PERCENT = 100.0


def over_time(
    vintage: str,
    quarters: Sequence[str],
    series: Sequence[Path],
    panels: Sequence[Panel],
    style: Style,
    past: Sequence[Mapping[str, float]] = (),
    lost: Effect | None = None,
) -> pa.Table:
    """Rows of `pages.charts.panels.paths`: ``panels`` in their order, today's quarter first.

    ``past`` holds what was reported before, by quarter, a mapping a panel; it comes last. ``lost``
    is the total of what is shaded.
    """
    columns: dict[str, list[object]] = {name: [] for name in PATHS_COLUMNS}
    count = len(quarters)
    for number, (path, panel) in enumerate(zip(series, panels, strict=True)):
        columns["panel"] += [number] * (count + 1)
        columns["quarter"] += [vintage, *quarters]
        columns["today"] += [True] + [False] * count
        columns["past"] += [path.today] + [None] * count
        for name in ("no_change", "plan", "low_80", "high_80", "low_50", "high_50"):
            columns[name] += [path.today, *getattr(path, name).tolist()]
        for name, value in _ends(path, panel, style).items():
            columns[name] += [None] * count + [value]
        told = _inside(path, panel, [vintage, *quarters], lost, first=not number)
        for name, values in told.items():
            columns[name] += values
    for number, reported in enumerate(past):
        for quarter, value in reported.items():
            row = {"panel": number, "quarter": quarter, "today": False, "past": value}
            for name, column in columns.items():
                column.append(row.get(name))
    return pa.table({name: pa.array(column, _TYPES[name]) for name, column in columns.items()})


_TYPES = {
    name: "int8" if name == "panel" else "bool" if name == "today" else "float64"
    for name in PATHS_COLUMNS
}
_TYPES |= {
    name: "string"
    for name in PATHS_COLUMNS
    if name in ("quarter", "festival") or name.endswith(("_text", "_colour"))
}


def _ends(path: Path, panel: Panel, style: Style) -> dict[str, object]:
    """Label both lines at their end, the higher one above itself, the other below."""
    plan, idle = float(path.plan[-1]), float(path.no_change[-1])
    ours, theirs = t("chart.plan"), t("chart.no_change")
    labels = [
        (plan, f"{ours} {_written(plan, panel)}", style.words_in(panel.colour)),
        (idle, theirs if panel.signed else f"{theirs} {_written(idle, panel)}", style.ink("quiet")),
    ]
    upper, lower = labels if plan >= idle else labels[::-1]
    names = ("", "_text", "_colour")
    return {
        f"{place}{name}": value
        for place, label in (("upper", upper), ("lower", lower))
        for name, value in zip(names, label, strict=True)
    }


def _inside(
    path: Path, panel: Panel, quarters: Sequence[str], total: Effect | None, *, first: bool
) -> dict[str, list[object]]:
    """Give what stands inside a panel, a value a quarter: what is lost, its total, a band's name.

    Losses are shaded where the panel is; the ``first`` one names the band and Double 11.
    """
    count = len(quarters)
    empty: list[object] = [None] * count
    told = {name: list(empty) for name in ("lost", "note", "note_text", "festival")}
    if panel.shaded:
        lost = np.minimum(path.plan, 0.0)
        told["lost"] = [0.0, *lost.tolist()]
        if total and (words := _total_lost(total, panel.level, count - 1)):
            deepest = 1 + int(np.flatnonzero(lost < 0.0)[np.count_nonzero(lost < 0.0) // 2])
            told["note"][deepest] = float(lost[deepest - 1]) / 2.0
            told["note_text"][deepest] = words
    elif first and panel.signed and path.high_80[-1] > path.low_80[-1]:
        middle = 1 + (count - 1) // 2
        edges = (path.high_50[middle - 1], path.high_80[middle - 1])
        told["note"][middle] = float(sum(edges)) / 2.0
        told["note_text"][middle] = t("chart.band")
    festivals = [place for place, quarter in enumerate(quarters) if place and quarter[4:] == "Q4"]
    if first and festivals:
        place = festivals[len(festivals) // 2]
        told["festival"][place] = quarters[place]
    return told


def _total_lost(lost: Effect, level: float, count: int) -> str:
    """Say how much is lost in all with its range; nothing where no digit of it is left."""
    if not money_size(lost.central, level=level)[0]:
        return ""
    told = money_change(-lost.central, -lost.high, -lost.low, level=level)
    return t("chart.lost", total=told.value.lstrip("+"), range=told.interval, count=count)


def _written(value: float, panel: Panel) -> str:
    if not panel.signed:
        return figure(value, panel.unit)
    if panel.unit == "share":
        return percent_change(value, value, value).value
    write = people_change if panel.unit == "million" else money_change
    return write(value, value, value, level=panel.level).value


def rival_responses(outcome: Outcome, market: Market, style: Style) -> pa.Table:
    """Rows of `pages.charts.effect_charts.rivals`: a platform each, own group first."""
    rows, coloured = [], {OWN, most_answering(outcome)}
    for answer in outcome.rival_responses:
        platform, after = market.platforms[answer.platform], answer.after
        colour = platform.colour_dark if style.dark else platform.colour
        cells = (
            answer.platform,
            named(platform),
            answer.before,
            after.central,
            after.low,
            after.high,
            money_arrow(answer.before, after.central),
            colour if answer.platform in coloured else style.ink("quiet"),
        )
        rows.append(dict(zip(RIVALS_COLUMNS, cells, strict=True)))
    return pa.Table.from_pylist(rows)


def most_answering(outcome: Outcome) -> int:
    """Give the rival whose own sales its answer changes most; the own group where none answers."""
    moved = {one.platform: abs(one.after.central - one.before) for one in outcome.rival_responses}
    most = max((place for place in moved if place != OWN), key=lambda place: moved[place])
    return most if moved[most] else OWN


class Delivering(Protocol):
    """Levers planned and delivered by quarter, (T,), as an `Outcome` holds them."""

    @property
    def vintage(self) -> str:
        """Quarter of today."""

    @property
    def quarters(self) -> tuple[str, ...]:
        """Quarters to come."""

    @property
    def planned(self) -> Mapping[str, Array]:
        """Targets."""

    @property
    def delivered(self) -> Mapping[str, Array]:
        """What the organisation does."""

    @property
    def baseline(self) -> Mapping[str, float]:
        """Settings of today."""


def deliveries(outcome: Delivering) -> pa.Table:
    """Rows of `pages.charts.panels.delivery`, of which only the first levers are drawn."""
    quarters = [outcome.vintage, *outcome.quarters]
    tables = []
    for panel, name in enumerate(outcome.planned):
        unit, today = LEVERS[name].unit, outcome.baseline[name]
        scale = _PERCENT if unit == "share" else money_scale() if unit in MONEY_UNITS else 1.0
        series = (outcome.planned[name], outcome.delivered[name])
        planned, delivered = (np.concatenate([[today], path]) * scale for path in series)
        cells = (
            [panel] * len(quarters),
            [t("axis.title", title=t(name), unit=t(f"unit.{unit}"))] * len(quarters),
            quarters,
            [True] + [False] * len(outcome.quarters),
            [today * scale] * len(quarters),
            planned,
            delivered,
        )
        tables.append(pa.table(dict(zip(DELIVERY_COLUMNS, cells, strict=True))))
    return pa.concat_tables(tables)
