"""Figures of the page that compares: the heat map and the lines over time."""

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa

from models.analysis.compare.field import Field
from models.analysis.effects import effect
from models.analysis.outcome import IN_MONEY
from models.analysis.spending import is_overseas
from models.inputs import fingerprint
from models.notation import Array
from models.projection import UNITS
from pages.charts import heat as heat_chart
from pages.charts import trajectories as lines_chart
from pages.charts.axes import apart
from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.components.cockpit.figures import CHANGE_UNITS
from pages.components.decide import decide_words as words
from pages.labels.catalogue import t

COLUMNS = (
    *("dau", "dac", "gmv", "revenue", "ebita", "group_ebita", "value"),
    *("merchants_sme", "merchants_brand"),
)
"""Measures of the heat map."""

_ROW, _HEAD, _LINES = 44, 26, 250
_LABEL = 15.0


def told(found: Field, metrics: Iterable[str]) -> list[str]:
    """Leave the group's profit out where no plan spends overseas: there it adds nothing."""
    overseas = is_overseas(step.lever for one in found.scenarios for step in one.steps)
    return [name for name in metrics if overseas or name != "group_ebita"]


def heat_map(found: Field, idle: int, style: Style) -> Figure:
    """Draw every plan's change against no change, which is plan number ``idle``."""
    plans = [i for i in range(len(found.names)) if i != idle]
    rows = [row for place, i in enumerate(plans) for row in _cells(found, i, idle, place)]
    height = _HEAD + _ROW * len(plans)
    return _figure(
        found,
        "compare.heat",
        _heat_title(found, plans, idle),
        t("compare.heat.subtitle", quarter=found.quarters[-1]),
        heat_chart.heat(style, len(plans), len(told(found, COLUMNS)), height),
        pa.Table.from_pylist(rows),
        style,
    )


def _cells(found: Field, plan: int, idle: int, place: int) -> list[dict[str, object]]:
    rows = []
    for column, metric in enumerate(told(found, COLUMNS)):
        sizes = [abs(_gap(found, metric, i, idle)[0]) for i in range(len(found.names))]
        gap = effect(_gap(found, metric, plan, idle))
        value = words.change_or_ratio(metric, gap, found.of(metric)[idle][0])
        cells = (
            place,
            found.names[plan],
            column,
            t(f"compare.column.{metric}"),
            gap.sign,
            abs(gap.central) / (max(sizes) or 1.0),
            value.value,
            str(value),
        )
        rows.append(dict(zip(heat_chart.COLUMNS, cells, strict=True)))
    return rows


def _gap(found: Field, metric: str, plan: int, idle: int) -> Array:
    figures = found.of(metric)
    return figures[plan] - figures[idle]


def _heat_title(found: Field, plans: Sequence[int], idle: int) -> str:
    """Name the plan that brings most visitors and the one that keeps most profit."""
    best = {
        metric: found.names[max(plans, key=lambda i: _gap(found, metric, i, idle)[0])]
        for metric in ("dau", "ebita")
    }
    key = "one" if best["dau"] == best["ebita"] else "two"
    return t(f"compare.heat.title.{key}", users=best["dau"], profit=best["ebita"])


def panel(found: Field, metric: str, front: int, against: int, idle: int, style: Style) -> Figure:
    """Draw one measure of all plans over time, two of them in front."""
    unit = CHANGE_UNITS[metric]
    paths = found.paths[metric][:, :, 0]
    changes = paths - paths[idle] if metric in IN_MONEY else paths / paths[idle] - 1.0
    plans = [i for i in range(len(found.names)) if i != idle]
    ends = dict(zip(plans, _labels([changes[i, -1] for i in plans]), strict=True))
    rows = []
    for place, i in enumerate(plans):
        part = "front" if i == front else "against" if i == against else "other"
        series = zip(found.quarters, changes[i].tolist(), strict=True)
        for t_, (quarter, change) in enumerate(series):
            name = found.names[i] if t_ == len(found.quarters) - 1 else ""
            label = ends[i] if name else None
            cells = (quarter, place, found.names[i], part, change, label, name)
            rows.append(dict(zip(lines_chart.COLUMNS, cells, strict=True)))
    return _figure(
        found,
        f"compare.{metric}",
        words.measure(metric),
        t(f"compare.lines.{'share' if unit == 'share' else 'money'}"),
        lines_chart.trajectories(style, unit, len(plans), _LINES),
        pa.Table.from_pylist(rows),
        style,
    )


def _labels(ends: Sequence[float]) -> list[float]:
    """Keep the names at the ends of lines apart, in the unit of the axis."""
    span = float(np.ptp([*ends, 0.0])) or 1.0
    return apart(ends, span * _LABEL / _LINES)


def _figure(
    found: Field,
    name: str,
    title: str,
    subtitle: str,
    spec: dict[str, object],
    table: pa.Table,
    style: Style,
) -> Figure:
    market = found.scenarios[0].market
    return Figure(
        name=name,
        title=title,
        subtitle=subtitle,
        footer=t("compare.footer", market=market, model=fingerprint(market)),
        spec=spec,
        table=table,
        style=style,
    )


def units() -> tuple[str, ...]:
    """Name the measures drawn over time."""
    return tuple(name for name in CHANGE_UNITS if name in UNITS)
