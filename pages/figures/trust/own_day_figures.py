"""What later figures change, in a sentence and a picture: the forecast before and after them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from models.analysis.moved_today import MovedMetric
from models.analysis.own_market import OwnMarket
from pages.charts.axes import apart
from pages.charts.figure import Figure
from pages.charts.line_charts import OUTLOOK_COLUMNS, outlook
from pages.charts.style import NO_CHANGE_COLOUR, Style
from pages.labels.catalogue import t
from pages.labels.format import figure, money_change, money_size, people_change

HEIGHT = 300
_LABELS_APART = 10
_UNMOVED = 0.005


def finding(moved: Sequence[MovedMetric], built: OwnMarket) -> str:
    """Write what the figures change in the first year of the new market: revenue, then profit."""
    revenue, profit = (next(one for one in moved if one.metric == m) for m in ("revenue", "ebita"))
    if not revenue.year:
        return t("own_day.finding.alone", market=built.market.vintage)
    ratio = revenue.after / revenue.before - 1.0
    key = "same" if abs(ratio) < _UNMOVED else "more" if ratio > 0 else "less"
    return t(
        f"own_day.finding.{key}",
        market=built.market.vintage,
        last=revenue.year[-1],
        by=f"{abs(ratio):.1%}",
        after=figure(revenue.after, revenue.unit),
        profit=_profit(profit),
    )


def _profit(moved: MovedMetric) -> str:
    sign, size = money_size(moved.after - moved.before, level=moved.before)
    return t(f"own_day.profit.{'same' if not sign else 'more' if sign > 0 else 'less'}", by=size)


def purpose(built: OwnMarket) -> str:
    """Say where the old forecast starts, and that nothing is taken yet."""
    return t("own_day.purpose", old=built.start, new=built.market.vintage)


def below(built: OwnMarket) -> str:
    """Write how much of the market was reported and how much is carried over."""
    grades = built.grades()
    counts = {grade: str(count) for grade, count in grades.items()}
    carried = {"carried": len(built.carried), "market": built.start}
    words = t("own_day.below", all=len(built.numbers), **carried, **counts)
    if built.lacking:
        return f"{words} {t('own_day.gaps', count=len(built.gaps))}"
    return words


def change(moved: MovedMetric) -> str:
    """Write by how much the first year of a metric moves."""
    by = moved.after - moved.before
    write = people_change if moved.unit == "million" else money_change
    return write(by, by, by, level=moved.before).value


def outlook_figure(moved: MovedMetric, built: OwnMarket, style: Style) -> Figure:
    """Draw a metric as it was reported, and its forecast before and after the figures."""
    name = t(f"assumptions.metric.{moved.metric}")
    title = t("own_day.title.alone", metric=name)
    if moved.year:
        title = t("own_day.title", change=change(moved), metric=name, last=moved.year[-1])
    return Figure(
        name="outlook",
        title=title,
        subtitle=t("own_day.subtitle", metric=name, unit=t(f"axis.{moved.unit}")),
        footer=t("own_day.footer", old=built.start, new=built.market.vintage),
        spec=outlook(style, moved.unit, HEIGHT),
        table=pa.Table.from_pylist(_rows(moved, built, style), schema=_SCHEMA),
        style=style,
    )


def _line(name: str) -> tuple[str, str, str]:
    """Columns of a forecast: its mean and the ends of its range."""
    return name, f"{name}_low", f"{name}_high"


def _rows(moved: MovedMetric, built: OwnMarket, style: Style) -> list[dict[str, Any]]:
    quarters = sorted({*moved.past, *moved.old.mean, *moved.new.mean})
    rows: list[dict[str, Any]] = []
    for quarter in quarters:
        row: dict[str, Any] = {"quarter": quarter, "origin": quarter == built.market.vintage}
        row["past"] = moved.past.get(quarter)
        for name, line in (("old", moved.old), ("new", moved.new)):
            told = line.mean.get(quarter), line.low.get(quarter), line.high.get(quarter)
            row |= dict(zip(_line(name), told, strict=True))
        # Each forecast starts from the last figure that it knew.
        for name, start in (("old", built.start), ("new", built.market.vintage)):
            row |= dict.fromkeys(_line(name), row["past"]) if quarter == start else {}
        rows.append(row)
    _label_ends(rows, style)
    return rows


def _label_ends(rows: list[dict[str, Any]], style: Style) -> None:
    """Label both forecasts at their ends, apart enough to be read."""
    inks: Mapping[str, str] = {"old": NO_CHANGE_COLOUR, "new": style.own}
    known = [row[name] for row in rows for name in ("new_low", "new_high", "past") if row.get(name)]
    gap = (max(known) - min(known)) / _LABELS_APART
    ends = {
        name: next(float(row[name]) for row in reversed(rows) if row[name] is not None)
        for name in inks
    }
    placed = zip(ends, apart(list(ends.values()), gap), strict=True)
    for row, (name, at) in zip(reversed(rows), placed, strict=False):
        row |= {
            "end": at,
            "end_text": t(f"own_day.end.{name}"),
            "end_colour": style.words_in(inks[name]),
        }


_SCHEMA = pa.schema(
    [
        (name, pa.bool_() if name == "origin" else pa.string() if text else pa.float64())
        for name in OUTLOOK_COLUMNS
        for text in [name == "quarter" or name.endswith(("_text", "_colour"))]
    ]
)
