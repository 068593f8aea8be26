"""The rolling origins as a stored table: simulating them takes half a minute, reading them none."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields

from models.notation import quarter_name, quarter_number
from models.validation.backtest import HORIZON, Backtest, Point

FILE = "backtest.csv"
DIGITS = 8

ROLLING, LONG = "rolling", "vintage"
_NAMES = [field.name for field in fields(Point)]
_TEXT, _WHOLE = ("series",), ("horizon",)


def as_csv(test: Backtest) -> bytes:
    """Write every point, a row each; those from a vintage to the last figure below the others."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ["kind", *_NAMES], lineterminator="\n")
    writer.writeheader()
    for kind, points in ((ROLLING, test.points), (LONG, test.long)):
        writer.writerows({"kind": kind, **_row(point)} for point in points)
    return text.getvalue().encode()


def read_backtest(rows: Iterable[Mapping[str, str]]) -> Backtest:
    """Read what `as_csv` wrote."""
    points: dict[str, list[Point]] = {ROLLING: [], LONG: []}
    for row in rows:
        points[row["kind"]].append(_point(row))
    return Backtest(
        origins=tuple(sorted({point.origin for point in points[ROLLING]})),
        horizon=HORIZON,
        points=tuple(points[ROLLING]),
        long=tuple(points[LONG]),
        notes=(),
    )


def _row(point: Point) -> dict[str, str]:
    row = {
        name: f"{value:.{DIGITS}g}" if isinstance(value, float) else str(value)
        for name, value in asdict(point).items()
        if value is not None
    }
    return row | {"origin": quarter_name(point.origin)}


def _point(row: Mapping[str, str]) -> Point:
    numbers = {
        name: float(row[name]) if row[name] else None
        for name in _NAMES
        if name not in (*_TEXT, *_WHOLE, "origin")
    }
    return Point(
        series=row["series"],
        origin=quarter_number(row["origin"]),
        horizon=int(row["horizon"]),
        **numbers,  # type: ignore[arg-type]
    )
