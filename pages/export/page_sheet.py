"""Any page as one picture: its finding above, its charts with their grades, what it tells beside.

Letters are as large as on a slide: a chart is drawn as on the screen and enlarged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.export import told_sheet
from pages.export.page import HEIGHT, SCALE, WIDTH
from pages.export.sheet import LINE_HEIGHT, Picture, fitting, to_png
from pages.export.told import Text, Told
from pages.export.told_sheet import Place
from pages.labels.catalogue import in_language, t

MOST = 6
"""Charts that one picture holds; a page with more is presented or printed."""

_MARGIN, _GAP = 48, 36
_INSIDE = WIDTH - 2 * _MARGIN
_FOOTER = 14
_TITLE, _SUBTITLE = {1: 22, 2: 19, 3: 17}, {1: 16, 2: 15, 3: 14}
"""Sizes of words above a chart by the number of columns."""

_ZOOM = {1: 1.5, 2: 1.35, 3: 1.2}
_STRETCH = 1.5
"""How much higher than on the screen a chart may be drawn, where there is room."""

_HALF = 0.42
"""Part of the width that what is told takes beside charts."""

_CHARTS = 0.5
"""Least part of the height that charts take where a wide table stands below them."""

_SCALES = (1.4, 1.2, 1.0, 0.85)
_LEAST_SCALE = 0.85
"""How large what is told may stand: as on a slide, and least as large as can be read there."""

Span = tuple[float, float]
"""Top and foot."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PageSheet:
    """What stands on a page: its sentence, the lines below, charts, and what it tells beside them.

    ``more`` belongs to the sentence, ``below`` says when and how sure; ``footer`` names plan, date
    and model.
    """

    finding: str
    below: str
    style: Style
    more: str = ""
    figures: Sequence[Figure] = ()
    told: Sequence[Told] = ()
    footer: str = field(default="")


def sheet_png(page: PageSheet) -> bytes:
    """Draw ``page`` at twice its size."""
    return to_png(sheet_svg(page), SCALE)


def sheet_svg(page: PageSheet) -> bytes:
    """Draw ``page`` as vectors, with its texts as texts; it ends where its parts end."""
    with in_language(page.style.language):  # a process of its own knows no reader
        return _drawn(page)


def _drawn(page: PageSheet) -> bytes:
    sheet = Picture(page.style, WIDTH, HEIGHT)
    title = sheet.balanced(page.finding, 30, _INSIDE, bold=True)
    y = sheet.lines(page.finding, _MARGIN, _MARGIN * 0.6, 30, title, bold=True)
    y = sheet.lines(page.more, _MARGIN, y + 4, 19, _INSIDE) if page.more else y
    y = sheet.lines(page.below, _MARGIN, y + 3, 16, _INSIDE, ink="quiet") + _GAP / 2
    shown = page.figures[:MOST]
    grades = [*(figure.grade for figure in shown), *(one.grade for one in page.told)]
    marked = t("picture.grades") if any(grades) else ""
    words = joined([page.footer, *(figure.footer for figure in shown), marked])
    high = len(sheet.broken(words, _FOOTER, _INSIDE)) * _FOOTER * LINE_HEIGHT
    foot = HEIGHT - _MARGIN / 2 - high - _FOOTER
    end = min(foot, _parts(sheet, shown, page.told, (y, foot))) + _FOOTER + high
    sheet.foot(words, _MARGIN, end, _FOOTER, _INSIDE)
    sheet.cut(end + _MARGIN / 2)
    return sheet.svg()


def joined(footers: Sequence[str]) -> str:
    """Put what footers say into one, each part of them once."""
    parts = (part for footer in footers for part in footer.split(_BETWEEN) if part)
    return _BETWEEN.join({part.casefold(): part for part in parts}.values())


_BETWEEN = " · "


def _parts(sheet: Picture, figures: Sequence[Figure], told: Sequence[Told], span: Span) -> float:
    """Place charts and words, tables beside charts where they are narrow; give the lowest foot."""
    top, foot = span
    if not figures:
        return _enlarged(sheet, told, span)
    if not told:
        return _charts(sheet, figures, (_MARGIN, top, _INSIDE, foot))
    half = _HALF * _INSIDE
    if _is_beside(sheet, told, half, foot - top):
        left = _charts(sheet, figures, (_MARGIN, top, _INSIDE - half - _GAP, foot), columns=1)
        return max(left, _column(sheet, told, (WIDTH - _MARGIN - half, top, half, foot)))
    return _stacked(sheet, figures, told, span)


def _stacked(sheet: Picture, figures: Sequence[Figure], told: Sequence[Told], span: Span) -> float:
    """Place charts above words, which get what charts leave and at most their part."""
    top, foot = span
    columns = len(figures) if len(told) == len(figures) else 2
    most = (1.0 - _CHARTS) * (foot - top)
    low = _rows(_scratch(sheet), told, (0.0, HEIGHT), columns)
    scale = max(_LEAST_SCALE, min(1.0, most / low)) if low else 1.0
    rest = min(low * scale, most)
    end = _charts(sheet, figures, (_MARGIN, top, _INSIDE, foot - rest - _GAP / 2)) + _GAP / 2
    with sheet.enlarged(0, end, scale):
        return end + scale * _rows(sheet, told, (0.0, (foot - end) / scale), columns, scale)


def _scratch(sheet: Picture) -> Picture:
    return Picture(sheet.style, WIDTH, HEIGHT)


def _enlarged(sheet: Picture, told: Sequence[Told], span: Span) -> float:
    """Place what is told on a page without charts, as large as it fits."""
    top, foot = span
    for scale in _SCALES:
        if _rows(_scratch(sheet), told, (0.0, 9 * HEIGHT), 2, scale) * scale <= foot - top:
            break
    with sheet.enlarged(0, top, scale):
        return top + scale * _rows(sheet, told, (0.0, (foot - top) / scale), 2, scale)


def _is_beside(sheet: Picture, told: Sequence[Told], width: float, high: float) -> bool:
    """Tell whether all that is told fits beside charts, and holds more than words."""
    blocks = [block for one in told for block in one.blocks]
    narrow = all(told_sheet.breadth(sheet, block) <= width for block in blocks)
    rich = any(not isinstance(block, Text) for block in blocks)
    return narrow and rich and _column(_scratch(sheet), told, (0.0, 0.0, width, HEIGHT)) < high


def _column(sheet: Picture, told: Sequence[Told], place: Place) -> float:
    x, y, width, foot = place
    for one in told:
        y = told_sheet.tell(sheet, one, (x, y, width, foot)) + _GAP / 2
    return y - _GAP / 2


def _rows(
    sheet: Picture, told: Sequence[Told], span: Span, columns: int, scale: float = 1.0
) -> float:
    """Place what is told row by row: some beside each other where all are narrow."""
    y, foot = span
    left, inside, low = _MARGIN / scale, _INSIDE / scale, y
    for row in _grouped(sheet, told, columns, inside):
        if y >= foot - _GAP:
            break
        count = columns if len(row) > 1 else 1
        wide = (inside - _GAP * (count - 1)) / count
        places = [(left + n * (wide + _GAP), y, wide, foot) for n in range(len(row))]
        low = max(told_sheet.tell(sheet, one, at) for one, at in zip(row, places, strict=True))
        y = low + _GAP / 2
    return low


def _grouped(
    sheet: Picture, told: Sequence[Told], columns: int, inside: float
) -> Iterator[list[Told]]:
    part = (inside - _GAP * (columns - 1)) / columns
    waiting: list[Told] = []
    for one in told:
        if any(told_sheet.breadth(sheet, block) > part for block in one.blocks):
            yield from filter(None, (waiting, [one]))
            waiting = []
            continue
        waiting.append(one)
        if len(waiting) == columns:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _charts(sheet: Picture, figures: Sequence[Figure], place: Place, columns: int = 0) -> float:
    """Lay charts out in rows of up to three, all of one width; give the lowest foot."""
    left, top, width, foot = place
    columns = columns or {1: 1, 2: 2, 4: 2}.get(len(figures), 3)
    rows = ceil(len(figures) / columns)
    wide = (width - _GAP * (columns - 1)) / columns
    high = (foot - top - _GAP * (rows - 1)) / rows
    ends, y = [top], top
    for number, figure in enumerate(figures):
        column = number % columns
        y = max(ends) + _GAP if number and not column else y
        ends.append(_chart(sheet, figure, (left + column * (wide + _GAP), y, wide, high), columns))
    return max(ends)


def _chart(sheet: Picture, figure: Figure, place: Place, columns: int) -> float:
    x, y, wide, high = place
    below = sheet.graded(figure.title, figure.grade, x, y, _TITLE[columns], wide)
    below = sheet.lines(figure.subtitle, x, below, _SUBTITLE[columns], wide, ink="quiet") + 10
    natural = float(figure.spec.get("height", high))
    zoom = fitting(figure, wide, min(_ZOOM[columns], max(1.0, (y + high - below) / natural)))
    high = min(y + high - below, natural * zoom * _STRETCH)
    sheet.chart(figure, x, below, wide, high, zoom)
    return below + high
