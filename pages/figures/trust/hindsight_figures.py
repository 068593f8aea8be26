"""The figures of Trust → Accuracy: a forecast of the past against what came, a series each."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from models.calibration.actuals import Actuals
from models.calibration.series import SERIES
from models.fingerprint import fingerprint
from models.inputs import load_market
from models.notation import OWN, quarter_name
from models.validation.backtest import HIGH, LOW
from models.validation.benchmarks import seasonal_naive
from models.validation.engine import EngineForecast
from models.validation.forecast import Forecast
from pages.charts.axes import apart
from pages.charts.figure import Figure
from pages.charts.line_charts import HINDSIGHT_COLUMNS, hindsight
from pages.charts.style import NO_CHANGE_COLOUR, Style
from pages.figures.outcome_figures import style_of
from pages.labels.catalogue import t
from pages.labels.format import money

HEIGHT = 240
QUARTERS_BEFORE = 8
_CLOSE = 0.02
_QUARTILES = (0.25, 0.75)


Said = Forecast | EngineForecast


def figures(
    actuals: Actuals, alone: Forecast, engine: EngineForecast | None, *, dark: bool
) -> list[Figure]:
    """Draw every series that is forecast: by the engine where it has it, else by the forecast."""
    style = style_of(load_market(), dark=dark)
    own = engine.series if engine else ()
    names = [*own, *(name for name in alone.series if name not in own)]
    return [
        _figure(actuals, name, engine if engine and name in own else alone, alone, style)
        for name in names
    ]


def _figure(actuals: Actuals, name: str, forecast: Said, alone: Forecast, style: Style) -> Figure:
    rows = _rows(actuals, forecast, name, style)
    if forecast is not alone:
        median = alone.central[alone.series.index(name)]
        for row, value in zip(rows[QUARTERS_BEFORE + 1 :], median, strict=True):
            row["alone"] = float(value)
    return Figure(
        name=f"hindsight-{'-'.join(name.lower().split())}",
        title=_title(name, rows),
        subtitle=t(
            "accuracy.chart.subtitle" if forecast is alone else "accuracy.chart.engine",
            origin=quarter_name(forecast.origin),
        ),
        footer=_footer(forecast.origin),
        spec=hindsight(style, _colour(name, style), HEIGHT),
        table=pa.Table.from_pylist(rows, schema=_SCHEMA),
        style=style,
        **_provenance(actuals, name, forecast.origin),
    )


def _colour(name: str, style: Style) -> str:
    """Colour of the platform, or of the own group for its storefronts together."""
    market = load_market()
    series = next(series for series in SERIES if series.name == name)
    wanted = series.platform.lower()
    platform = next((p for p in market.platforms if p.id == wanted), market.platforms[OWN])
    return platform.colour_dark if style.dark else platform.colour


def _rows(actuals: Actuals, forecast: Said, name: str, style: Style) -> list[dict[str, Any]]:
    place, origin, horizon = forecast.series.index(name), forecast.origin, forecast.horizon
    reported = actuals.levels[name]
    known = actuals.known_at(origin).levels[name]
    naive = seasonal_naive(known, origin, horizon)
    lines = {
        "forecast": forecast.central,
        "low_80": forecast.quantile(LOW),
        "high_80": forecast.quantile(HIGH),
        "low_50": forecast.quantile(_QUARTILES[0]),
        "high_50": forecast.quantile(_QUARTILES[1]),
    }
    rows: list[dict[str, Any]] = []
    for quarter in range(origin - QUARTERS_BEFORE, origin + horizon + 1):
        ahead = quarter - origin
        row: dict[str, Any] = {"quarter": quarter_name(quarter), "origin": ahead == 0}
        row["past" if ahead <= 0 else "came"] = reported.get(quarter)
        if ahead == 0:
            row |= dict.fromkeys((*lines, "naive", "came"), reported.get(quarter))
        elif ahead > 0:
            row |= {line: float(values[place, ahead - 1]) for line, values in lines.items()}
            row["naive"] = naive[ahead - 1]
        rows.append(row)
    _label_ends(rows, _colour(name, style), style)
    return rows


def _label_ends(rows: list[dict[str, Any]], colour: str, style: Style) -> None:
    """Label what came, the forecast and last year's quarter, apart enough to be read."""
    values = [
        x for row in rows for x in (row.get("past"), row.get("high_80"), row.get("low_80")) if x
    ]
    gap = (max(values) - min(values)) / 9
    inks = {"came": style.ink("text"), "forecast": colour, "naive": NO_CHANGE_COLOUR}
    ends = {
        name: float(seen[-1])
        for name in inks
        if (seen := [row[name] for row in rows[QUARTERS_BEFORE + 1 :] if row.get(name)])
    }
    placed = zip(ends, apart(list(ends.values()), gap), strict=True)
    for row, (name, at) in zip(reversed(rows), placed, strict=False):
        row |= {
            "end": at,
            "end_text": t(f"accuracy.end.{name}"),
            "end_colour": style.words_in(inks[name]),
        }


def _title(name: str, rows: Sequence[dict[str, Any]]) -> str:
    """Write how the last figure that came compares with the forecast and its range."""
    series = t(f"accuracy.series.{name}")
    came = [row for row in rows[QUARTERS_BEFORE + 1 :] if row.get("came")]
    if not came:
        last = rows[-1]
        place = {"quarter": last["quarter"], "forecast": money(last["forecast"])}
        return t("accuracy.title.ahead", series=series, **place)
    held = sum(row["low_80"] <= row["came"] <= row["high_80"] for row in came)
    last = came[-1]
    error = last["came"] / last["forecast"] - 1.0
    side = "close" if abs(error) < _CLOSE else "above" if error > 0 else "below"
    return t(
        f"accuracy.title.{side}",
        series=series,
        error=f"{_CLOSE if side == 'close' else abs(error):.0%}",
        quarter=last["quarter"],
        held=held,
        count=len(came),
    )


def _provenance(actuals: Actuals, name: str, origin: int) -> dict[str, Any]:
    """Grade of the weakest figure, how many there are of each, and what each line is."""
    grades = list(actuals.grades[name].values())
    lines = tuple(
        t("accuracy.grades", grade=g, meaning=t(f"grade.{g}"), count=grades.count(g))
        for g in sorted(set(grades))
    )
    how = t("accuracy.how", origin=quarter_name(origin))
    return {"notes": (how, t("accuracy.source"), *lines), "grade": max(grades)}


def _footer(origin: int) -> str:
    date = datetime.now(UTC).date().isoformat()
    model = fingerprint(load_market().vintage)
    return t("accuracy.footer", origin=quarter_name(origin), date=date, model=model)


_SCHEMA = pa.schema(
    [
        (name, pa.bool_() if name == "origin" else pa.string() if text else pa.float64())
        for name in HINDSIGHT_COLUMNS
        for text in [name == "quarter" or name.endswith(("_text", "_colour"))]
    ]
)
