"""The sheet of the workbook that holds every metric by quarter, and the formulas between them."""

from collections.abc import Iterator, Mapping
from typing import cast

from xlsxwriter import Workbook
from xlsxwriter.chart_line import ChartLine
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell as cell_name
from xlsxwriter.worksheet import Worksheet

from pages.charts.style import NO_CHANGE_COLOUR
from pages.export.workbook_styles import Styles, heads, title
from pages.figures.pack.pack_book import Book, Line
from pages.labels.catalogue import t

Places = Mapping[tuple[str, str], int]
"""Row of each metric and kind of number."""

_NAME, _FIRST, _TOP = 2, 3, 4
"""Columns of the kind of number and of the first quarter; the first row of numbers."""

MADE = ("change", "relative")
"""Rows that are made of those above them."""


def quarters(sheet: Worksheet, book: Book, styles: Styles) -> Places:
    """Write every metric by quarter and over the year; give the row of each."""
    last = _FIRST + len(book.quarters)
    title(sheet, styles, t("book.quarters.title"), t("book.quarters.below"))
    year = t("book.year", count=book.year)
    names = [t("book.metric"), t("book.unit"), t("book.run"), *book.quarters, year]
    heads(sheet, styles, _TOP - 1, names, _FIRST)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 14)
    sheet.set_column(_NAME, _NAME, 25)
    sheet.set_column(_FIRST, last - 1, 10)
    sheet.set_column(last, last, 13)
    sheet.freeze_panes(_TOP, _FIRST)
    sheet.repeat_rows(_TOP - 1)
    sheet.fit_to_pages(1, 1)  # else one metric alone stands on a second page
    places = dict(_places(book))
    for line in book.lines:
        _line(sheet, book, line, styles, places)
    return places


def year_cells(book: Book, places: Places) -> Mapping[tuple[str, str], str]:
    """Name the cells of the year for the formulas of other sheets."""
    last = _FIRST + len(book.quarters)
    return {
        key: f"='{t('book.quarters')}'!{cell_name(row, last)}"
        for key, row in places.items()
        if not key[1].endswith("80")
    }


def line_chart(target: Workbook, book: Book, metric: str, places: Places) -> ChartLine:
    """Draw a metric with and without the plan, from the cells of the sheet of quarters."""
    line = next(one for one in book.lines if one.key == metric)
    last = _FIRST + len(book.quarters) - 1
    name = t("book.quarters")
    chart = cast("ChartLine", target.add_chart({"type": "line"}))
    looks = {
        "no_change": {"color": NO_CHANGE_COLOUR, "dash_type": "dash", "width": 1.5},
        "plan": {"color": book.pack.colour, "width": 2.25},
    }
    for kind, look in looks.items():
        row = places[metric, kind]
        chart.add_series(
            {
                "name": t(f"book.row.{kind}"),
                "categories": [name, _TOP - 1, _FIRST, _TOP - 1, last],
                "values": [name, row, _FIRST, row, last],
                "line": look,
            }
        )
    chart.set_title({"name": f"{line.name} ({line.unit})", "name_font": {"size": 10}})
    chart.set_legend({"position": "bottom", "font": {"size": 8}})
    chart.set_y_axis({"num_font": {"size": 8}, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"num_font": {"size": 8}, "interval_unit": 4})
    chart.set_size({"width": 345, "height": 230})
    return chart


def _places(book: Book) -> Iterator[tuple[tuple[str, str], int]]:
    """Give each row of numbers its place, a blank row between metrics."""
    row = _TOP
    for line in book.lines:
        for kind in line.rows:
            yield (line.key, kind), row
            row += 1
        row += 1


def _line(sheet: Worksheet, book: Book, line: Line, styles: Styles, places: Places) -> None:
    top = places[line.key, "no_change"]
    sheet.write_string(top, 0, line.name, styles.bold)
    sheet.write_string(top, 1, line.unit, styles.quiet)
    last = _FIRST + len(book.quarters)
    for kind, values in line.rows.items():
        row = places[line.key, kind]
        form = styles.number("0.0%" if kind == "relative" else line.number_format)
        sheet.write_string(row, _NAME, t(f"book.row.{kind}"), styles.text)
        for column, value in enumerate(values, _FIRST):
            _cell(sheet, (row, column), _formula(line, kind, column, places), value, form)
        if kind in MADE:
            made = _formula(line, kind, last, places)
            _cell(sheet, (row, last), made, line.year[kind], form)
        elif not kind.endswith("80"):
            ends = cell_name(row, last - book.year), cell_name(row, last - 1)
            mean = f"=AVERAGE({ends[0]}:{ends[1]})"
            _cell(sheet, (row, last), mean, line.year[kind], form)


def _cell(
    sheet: Worksheet, place: tuple[int, int], formula: str | None, value: float, form: Format
) -> None:
    """Write a number, or the formula that gives it with the number as its stored value."""
    if formula:
        sheet.write_formula(*place, formula, form, value)
    else:
        sheet.write_number(*place, value, form)


def _formula(line: Line, kind: str, column: int, places: Places) -> str | None:
    """Give what a cell computes: a sum of parts, plan less no change, or that as a share."""
    if kind in MADE:
        plan, still = (cell_name(places[line.key, one], column) for one in ("plan", "no_change"))
        return f"={plan}-{still}" if kind == "change" else f"={plan}/{still}-1"
    if line.sum_of:
        return "=" + "+".join(cell_name(places[part, kind], column) for part in line.sum_of)
    return None
