"""The workbook of a plan: its numbers with live formulas for the arithmetic of the headlines.

XlsxWriter stores the value of each formula, so that viewers that do not compute show it too. Texts
stay texts: a name that looks like a formula or a link is neither.
"""

from collections.abc import Mapping
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell as cell_name
from xlsxwriter.worksheet import Worksheet

from pages.export.workbook_quarters import Places, line_chart, quarters, year_cells
from pages.export.workbook_styles import Styles, heads, tall, title
from pages.figures.pack.pack_book import Book, Line, Waterfall
from pages.figures.pack.pack_facts import HEADS
from pages.figures.reproduce import lines_of_file, terminal_line
from pages.labels.catalogue import in_language, t

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
"""Nothing is obeyed that a text looks like; what is no number stops the writing."""

SHEETS = ("summary", "quarters", "inputs", "parts", "tables", "assumptions")

_A4 = 9
_TOP = 7
_ACROSS, _CHART = 140, 355
"""Width of the summary in characters, and of one of its charts in pixels."""

_LONGEST_FOOTER = 200
_COLUMNS = ("no_change", "plan", "change", "relative", "low_80", "high_80")


def workbook(book: Book, file: str = "book.xlsx") -> bytes:
    """Write the workbook; ``file`` is its name, under which it opens as the plan again."""
    data = BytesIO()
    with in_language(book.pack.language), Workbook(data, OPTIONS) as target:
        styles = Styles(target, book.pack.colour, book.pack.language)
        sheets = {name: _sheet(target, name, book) for name in SHEETS}
        places = quarters(sheets["quarters"], book, styles)
        _summary(target, sheets["summary"], book, styles, places)
        _reproduce(sheets["inputs"], _inputs(sheets["inputs"], book, styles), book, styles, file)
        _parts(sheets["parts"], book, styles)
        _tables(sheets["tables"], book, styles)
        _assumptions(sheets["assumptions"], book, styles)
        target.set_calc_mode("auto")
    return data.getvalue()


def _sheet(target: Workbook, name: str, book: Book) -> Worksheet:
    """Add a sheet that prints in breadth, one page wide, its footer below."""
    sheet = target.add_worksheet(t(f"book.{name}"))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    # An ampersand begins a code in footers, which may have 255 characters.
    sheet.set_footer(f"&L&8{book.pack.footer[:_LONGEST_FOOTER].replace('&', '&&')}&R&8&P/&N")
    return sheet


def _summary(
    target: Workbook,
    sheet: Worksheet,
    book: Book,
    styles: Styles,
    places: Places,
) -> None:
    pack = book.pack
    answer, first = pack.section("answer"), pack.section("title")
    title(sheet, styles, pack.scenario.name, first.lines["meta"])
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 8, 14)
    for row, text in ((3, answer.title), (4, answer.lines.get("verdict", ""))):
        sheet.merge_range(row, 0, row, 8, "", styles.finding)
        sheet.write_string(row, 0, text, styles.finding)
        tall(sheet, row, [text, ""], [_ACROSS, 1.0])
    names = [t("book.metric"), t("book.unit"), *(t(f"book.head.{name}") for name in _COLUMNS)]
    heads(sheet, styles, _TOP - 1, [*names, t("book.grade")], 2)
    sheet.freeze_panes(_TOP, 1)
    row = _TOP
    for line in (*book.lines, *book.whole):
        _headline(sheet, row, line, styles, year_cells(book, places))
        row += 1
    quiet = (t("book.period", quarter=book.quarters[-1], count=book.year), t("book.whole"))
    for text in (*quiet, t("book.ranges"), pack.footer, t("book.opens")):
        row += 1
        sheet.write_string(row, 0, text, styles.quiet)
    for place, metric in enumerate(HEADS):
        drawn = line_chart(target, book, metric, places)
        sheet.insert_chart(row + 2, 0, drawn, {"x_offset": 10 + place * _CHART, "y_offset": 0})


def _headline(
    sheet: Worksheet,
    row: int,
    line: Line,
    styles: Styles,
    years: Mapping[tuple[str, str], str],
) -> None:
    """Write a metric over the year: levels from the sheet of quarters, the change by formula."""
    sheet.write_string(row, 0, line.name, styles.text)
    sheet.write_string(row, 1, line.unit, styles.quiet)
    still, plan = cell_name(row, 2), cell_name(row, 3)
    made = {"change": f"={plan}-{still}", "relative": f"={plan}/{still}-1"} if line.rows else {}
    for column, kind in enumerate(_COLUMNS, 2):
        value, formula = line.year.get(kind), made.get(kind) or years.get((line.key, kind))
        form = styles.number("0.0%" if kind == "relative" else line.number_format)
        if value is not None and formula:
            sheet.write_formula(row, column, formula, form, value)
        elif value is not None:
            sheet.write_number(row, column, value, form)
    sheet.write_string(row, 8, line.grade, styles.right)


def _inputs(sheet: Worksheet, book: Book, styles: Styles) -> int:
    """Write settings and targets; give the row below."""
    title(sheet, styles, t("book.inputs.title"), t("book.inputs.below"))
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 4, 18)
    row = 3
    for name, value in book.settings:
        sheet.write_string(row, 0, name, styles.text)
        if isinstance(value, str):
            sheet.write_string(row, 1, value, styles.text)
        else:
            sheet.write_number(row, 1, value, styles.whole)
        row += 1
    names = ("lever", "unit", "since", "today", "plan")
    heads(sheet, styles, row + 1, [t(f"book.input.{name}") for name in names], 2)
    row += 2
    for one in book.inputs:
        for column, text in enumerate((one.name, one.unit, one.quarter)):
            sheet.write_string(row, column, text, styles.right if column > 1 else styles.text)
        for column, number in ((3, one.today), (4, one.value)):
            sheet.write_number(row, column, number, styles.number(one.number_format))
        row += 1
    return row


def _reproduce(sheet: Worksheet, row: int, book: Book, styles: Styles, file: str) -> None:
    plan = book.pack.scenario
    row += 1
    sheet.write_string(row, 0, t("book.reproduce"), styles.bold)
    code = lines_of_file(file, plan, plan.draws).splitlines()
    for text in (terminal_line(file, plan, plan.draws), "", *code):
        row += 1
        sheet.write_string(row, 0, text, styles.code)


def _parts(sheet: Worksheet, book: Book, styles: Styles) -> None:
    """Write the waterfalls one below the other; each change and each sum is a formula."""
    title(sheet, styles, t("book.parts.title"), t("book.parts.below"))
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 3, 14)
    sheet.set_column(4, 4, 40)
    row = 3
    for one in book.waterfalls:
        row = _waterfall(sheet, row, one, styles) + 2
    if not book.waterfalls:
        sheet.write_string(row, 0, t("pack.parts.none"), styles.text)


def _waterfall(sheet: Worksheet, row: int, one: Waterfall, styles: Styles) -> int:
    sheet.write_string(row, 0, f"{one.title} ({one.unit})", styles.bold)
    names = (t("book.step"), t("pack.from"), t("pack.to"), t("book.row.change"))
    heads(sheet, styles, row + 1, [*names, t("book.step.text")], 1)
    form, first = styles.number("#,##0.000"), row + 2
    row = first
    for bar in one.bars:
        sheet.write_string(row, 0, bar.name, styles.bold if bar.is_total else styles.text)
        sheet.write_number(row, 1, bar.start, form)
        sheet.write_number(row, 2, bar.end, form)
        formula = f"={cell_name(row, 2)}-{cell_name(row, 1)}"
        sheet.write_formula(row, 3, formula, form, bar.end - bar.start)
        sheet.write_string(row, 4, bar.text, styles.right)
        row += 1
    sheet.write_string(row, 0, t("book.sum"), styles.quiet)
    last = cell_name(row - 2, 3)
    total = sum(bar.end - bar.start for bar in one.bars[:-1])
    sheet.write_formula(row, 3, f"=SUM({cell_name(first, 3)}:{last})", form, total)
    return row


def _tables(sheet: Worksheet, book: Book, styles: Styles) -> None:
    """Write the tables as the board reads them, in words."""
    title(sheet, styles, t("book.tables.title"), t("book.tables.below"))
    widths = (40.0, *[24.0] * 7)
    sheet.set_column(0, 0, widths[0])
    sheet.set_column(1, 7, widths[1])
    row = 3
    for table in book.tables:
        sheet.write_string(row, 0, table.title, styles.bold)
        heads(sheet, styles, row + 1, table.heads, len(table.heads))
        row += 2
        for cells in table.rows:
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text, styles.wrapped)
            tall(sheet, row, cells, widths)
            row += 1
        row += 1


def _assumptions(sheet: Worksheet, book: Book, styles: Styles) -> None:
    title(sheet, styles, t("book.assumptions.title"), t("book.assumptions.below"))
    names = ("name", "unit", "low", "value", "high", "grade", "source", "key")
    heads(sheet, styles, 3, [t(f"book.assumption.{name}") for name in names], len(names))
    widths = (52.0, 16.0, 11.0, 11.0, 11.0, 8.0, 70.0, 30.0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(4, 1)
    sheet.repeat_rows(3)
    sheet.autofilter(3, 0, 3 + len(book.assumptions), len(names) - 1)
    for row, one in enumerate(book.assumptions, 4):
        sheet.write_string(row, 0, one.name, styles.bold if one.is_own else styles.wrapped)
        sheet.write_string(row, 1, one.unit, styles.quiet)
        for column, number in enumerate((one.low, one.value, one.high), 2):
            sheet.write_number(row, column, number, styles.number("#,##0.####"))
        sheet.write_string(row, 5, one.grade, styles.centred)
        sheet.write_string(row, 6, one.source, styles.wrapped)
        sheet.write_string(row, 7, one.key, styles.quiet)
        tall(sheet, row, (one.name, *[""] * 5, one.source), widths)
