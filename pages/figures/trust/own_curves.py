"""Figures of the reader's own tests: the curve of each lever before and after."""

from typing import Any

import pyarrow as pa

from models.analysis.refit_preview import AT_END, Curve
from models.fingerprint import fingerprint
from models.inputs import load_market
from models.levers import LEVERS
from models.notation import UNITS
from pages.charts.figure import Figure
from pages.charts.line_charts import CURVE_COLUMNS, curve
from pages.charts.style import Style
from pages.labels.catalogue import catalogue, t
from pages.labels.format import figure, money_change, people_change

HEIGHT = 240
_EIGHT_IN_TEN = 1.2816
"""Standard errors to either side of a normal mean that hold eight in ten."""


def curve_figure(lift_curve: Curve, number: int, style: Style) -> Figure:
    """Draw one test; ``number`` tells it from the others on the page."""
    lift = lift_curve.lift
    unit, lever_unit = UNITS[lift.metric], LEVERS[lift.lever].unit
    at_end = [
        _change(float(band[1][AT_END]), unit, lift_curve.level)
        for band in (lift_curve.before, lift_curve.after)
    ]
    return Figure(
        name=f"curve-{number}",
        title=t("own.curve.title", lever=t(lift.lever), before=at_end[0], after=at_end[1]),
        subtitle=t(
            "own.curve.subtitle",
            metric=metric_name(lift.metric),
            quarters=lift.quarters,
            unit=_unit(unit),
        ),
        footer=t("own.curve.footer", model=fingerprint(load_market().vintage)),
        spec=curve(style, unit, lever_unit, _unit(lever_unit), HEIGHT),
        table=pa.Table.from_pylist(_rows(lift_curve), schema=_SCHEMA),
        style=style,
    )


def metric_name(metric: str) -> str:
    """Name a metric on screen; one that has no words of its own keeps its name in files."""
    keys = (f"assumptions.metric.{metric}", f"metric.{metric}", f"kpi.{metric}")
    return next((t(key) for key in keys if key in catalogue()), metric)


def _unit(unit: str) -> str:
    """Name a unit as it stands beside an axis, whose labels may carry a part of it."""
    keys = (f"axis.{unit}", f"unit.{unit}")
    return next((t(key) for key in keys if key in catalogue()), unit)


def _change(value: float, unit: str, level: float) -> str:
    if unit == "million":
        return people_change(value, value, value, level=level).value
    if unit.startswith("RMB bn"):
        return money_change(value, value, value, level=level).value
    return figure(value, unit)


def _rows(lift_curve: Curve) -> list[dict[str, Any]]:
    """Rows of `pages.charts.line_charts.curve`; that of the test's end bears what was measured."""
    rows: list[dict[str, Any]] = []
    for at, point in enumerate(lift_curve.points.tolist()):
        row: dict[str, Any] = {"setting": point}
        for name in ("before", "after"):
            low, middle, high = (float(x) for x in getattr(lift_curve, name)[:, at])
            row |= {name: middle, f"{name}_low": low, f"{name}_high": high}
        rows.append(row)
    lift, reach = lift_curve.lift, _EIGHT_IN_TEN * lift_curve.lift.error
    measured = {"measured": lift.effect, "measured_low": lift.effect - reach}
    rows[AT_END] |= {**measured, "measured_high": lift.effect + reach}
    return rows


_SCHEMA = pa.schema([(name, pa.float64()) for name in CURVE_COLUMNS])
