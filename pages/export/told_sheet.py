"""Drawing what a page tells beside its charts: paragraphs, tables, dots, pictures."""

from collections.abc import Collection, Sequence
from io import BytesIO

from PIL import Image as Pixels

from pages.export.sheet import LINE_HEIGHT, Picture
from pages.export.told import Block, Cell, Chip, Dots, Image, Range, Table, Text, Told
from pages.labels.catalogue import t

_SIZES = {"head": 20, "plain": 19, "quiet": 15}
_CELL, _SMALL, _HEAD = 16, 13, 14
_PAD, _APART, _COLUMN = 7, 10, 22
_WIDEST = 330
"""Pixels that words of a cell take before they are broken."""
_SCALE, _DOT, _GRADE = 260, 15, 12


Place = tuple[float, float, float, float]
"""Left, top, width and foot."""


def draw(sheet: Picture, blocks: Sequence[Block], place: Place) -> float:
    """Draw blocks below each other into left, top, width and foot; give the foot of the last.

    Of a table that is too long the rows that fit are drawn, and the others are counted.
    """
    x, y, width, foot = place
    for number, block in enumerate(blocks):
        y += _APART if number else 0
        if isinstance(block, Text):
            y = _text(sheet, block, x, y, width)
        elif isinstance(block, Table):
            y = _table(sheet, block, (x, y, width, foot))
        elif isinstance(block, Dots):
            y = _dots(sheet, block, x, y, width)
        else:
            y = _image(sheet, block, (x, y, width, foot))
    return y


def tell(sheet: Picture, told: Told, place: Place) -> float:
    """Draw what is told into its place, its grade in the corner; give its foot."""
    x, y, width, foot = place
    if not told.grade:
        return draw(sheet, told.blocks, place)
    sheet.mark(told.grade, x + width - _GRADE, y + 1.4 * _GRADE, _GRADE)
    return draw(sheet, told.blocks, (x, y, width - 3 * _GRADE, foot))


def breadth(sheet: Picture, block: Block) -> float:
    """Tell how wide a block would like to be."""
    if isinstance(block, Table):
        return sum(_natural(sheet, block)) + _COLUMN * len(block.rows[:1] and block.rows[0])
    return 0.0


def _text(sheet: Picture, block: Text, x: float, y: float, width: float) -> float:
    ink = "quiet" if block.kind == "quiet" else "text"
    size = _SIZES[block.kind]
    return sheet.lines(block.text, x, y, size, width, bold=block.kind == "head", ink=ink) + 4


def _dots(sheet: Picture, block: Dots, x: float, y: float, width: float) -> float:
    """Draw the chance, ten dots a line."""
    step = min(width / 10, 3.2 * _DOT)
    ink = block.colour or sheet.style.ink("quiet")
    for number in range(block.count):
        line, place = divmod(number, 10)
        look = {"fill": ink if number < block.reached else "none", "stroke": ink}
        sheet.dot(x + _DOT + place * step, y + _DOT + 4 + line * step, _DOT, stroke_width=2, **look)
    return y + 8 + step * -(-block.count // 10)


def _image(sheet: Picture, block: Image, place: Place) -> float:
    """Fit a picture into its place, a thin frame around it."""
    x, y, width, foot = place
    wide, high = Pixels.open(BytesIO(block.png)).size
    size = min(width / wide, (foot - y) / high)
    sheet.image(block.png, x, y, wide * size, high * size)
    sheet.box(x, y, wide * size, high * size, fill="none", stroke=sheet.style.ink("grid"))
    return y + high * size


def _natural(sheet: Picture, table: Table) -> list[float]:
    """Tell how wide each column would like to be."""
    columns = zip(*table.rows, strict=True)
    heads = [*table.heads] or [""] * len(table.rows[0])
    return [
        max(_head_width(sheet, head), *(_cell_width(sheet, cell) for cell in cells))
        for head, cells in zip(heads, columns, strict=True)
    ]


def _head_width(sheet: Picture, head: str) -> float:
    """Tell how wide the longest word of a head is: heads are broken between words."""
    words = head.split() or [""]
    return max(max(sheet.wide(word, _HEAD, bold=True) for word in words), min(
        sheet.wide(head, _HEAD, bold=True), 110))  # fmt: skip


def _cell_width(sheet: Picture, cell: Cell) -> float:
    if cell.range:
        return _SCALE
    texts = [sheet.wide(cell.text, _CELL, bold=cell.bold), sheet.wide(cell.below, _SMALL)]
    chips = sum(_chip_width(sheet, chip) + 8 for chip in cell.chips)
    return min(max(*texts, chips) + (18 if cell.dot else 0), _WIDEST) + 1


def _widths(sheet: Picture, table: Table, width: float) -> list[float]:
    """Give every column its breadth: what it would like, or its part of what there is."""
    wanted = _natural(sheet, table)
    free = width - _COLUMN * (len(wanted) - 1)
    if table.words:
        return [min(wanted[0], free / 3), free - min(wanted[0], free / 3)]
    if sum(wanted) > free:
        return [one * free / sum(wanted) for one in wanted]
    wanted[0] += min(free - sum(wanted), 120)
    more = min((free - sum(wanted)) / len(wanted), 70)
    return [one + more for one in wanted]


def _table(sheet: Picture, table: Table, place: Place) -> float:
    x, y, width, foot = place
    if not table.rows:
        return y
    widths = _widths(sheet, table, width)
    right = x + sum(widths) + _COLUMN * (len(widths) - 1)
    if any(table.heads):
        heads = [Cell(text=head, bold=True) for head in table.heads]
        scales = {place for place, cell in enumerate(table.rows[0]) if cell.range}
        y = _row(sheet, heads, x, y, widths, size=_HEAD, ink="quiet", at_left=scales)
        _rule(sheet, x, right, y)
    for number, cells in enumerate(table.rows):
        high = _row(Picture(sheet.style, 1, 1), cells, x, y, widths) - y
        left = len(table.rows) - number
        room = _SMALL * LINE_HEIGHT + _PAD if left > 1 else 0.0
        if y + high + room > foot:
            return sheet.lines(t("picture.more", count=left), x, y, _HEAD, width, ink="quiet")
        y = _row(sheet, cells, x, y, widths, is_words=table.words)
        _rule(sheet, x, right, y)
    return y


def _rule(sheet: Picture, left: float, right: float, y: float) -> None:
    sheet.box(left, y, right - left, 1, fill=sheet.style.ink("grid"))


def _row(
    sheet: Picture,
    cells: Sequence[Cell],
    x: float,
    y: float,
    widths: Sequence[float],
    *,
    size: float = _CELL,
    ink: str = "text",
    is_words: bool = False,
    at_left: Collection[int] = (),
) -> float:
    """Draw a row; names stand at the left, figures at the right; give its foot."""
    foot = y + size * LINE_HEIGHT
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        at_right = number > 0 and not is_words and number not in at_left
        foot = max(foot, _cell(sheet, cell, (x, y + _PAD / 2, width), size, ink, at_right=at_right))
        x += width + _COLUMN
    return foot + _PAD


def _cell(
    sheet: Picture,
    cell: Cell,
    place: tuple[float, float, float],
    size: float,
    ink: str,
    *,
    at_right: bool,
) -> float:
    x, y, width = place
    if cell.range:
        _scale(sheet, cell.range, x, y + 0.95 * size, width)
        return y + size * LINE_HEIGHT
    if cell.dot:
        sheet.dot(x + 6, y + size * 0.85, 6, fill=cell.dot)
        x, width = x + 18, width - 18
    end = x + width if at_right else x
    for text, letters, of_ink, bold in (
        (cell.text, size, ink, cell.bold),
        (cell.below, _SMALL, "quiet", False),
    ):
        for line in sheet.broken(text, letters, width + 1, bold=bold):
            y += letters * LINE_HEIGHT
            anchor = "end" if at_right else "start"
            sheet.line(line, end, y, letters, bold=bold, ink=of_ink, anchor=anchor)
    return _chips(sheet, cell.chips, x, y, width) if cell.chips else y


def _scale(sheet: Picture, told: Range, x: float, y: float, width: float) -> None:
    """Draw the model's range and centre, and what was seen, on a line of their own scale."""
    own, ink = sheet.style.own, sheet.style.ink("text")

    def tick(place: float, high: float, colour: str, thick: float) -> None:
        sheet.box(x + place * width - thick / 2, y - high / 2, thick, high, fill=colour)

    if told.nought is not None:
        tick(told.nought, 22, sheet.style.ink("quiet"), 1)
    if told.low is not None and told.high is not None:
        wide = (told.high - told.low) * width
        sheet.box(x + told.low * width, y - 2.5, wide, 5, fill=own, fill_opacity=0.35)
    if told.centre is not None:
        sheet.dot(x + told.centre * width, y, 5, fill=own)
    if told.seen is not None:
        tick(told.seen, 20, ink, 3.5)


def _chip_width(sheet: Picture, chip: Chip) -> float:
    return sheet.wide(chip.text, _HEAD, bold=chip.look == "source") + 16


def _chips(sheet: Picture, chips: Sequence[Chip], x: float, y: float, width: float) -> float:
    """Draw names in boxes, in lines: filled, tinted, dashed, or quiet without a box."""
    own, high, left = sheet.style.own, _HEAD * 1.7, x
    y += 3
    for chip in chips:
        wide = _chip_width(sheet, chip)
        if left > x and left + wide > x + width:
            left, y = x, y + high + 5
        looks: dict[str, dict[str, object]] = {
            "source": {"fill": own, "stroke": own},
            "direct": {"fill": own, "fill_opacity": 0.12, "stroke": own},
            "remembered": {"fill": "none", "stroke": own, "stroke_dasharray": "4 3"},
            "aside": {"fill": "none", "stroke": "none"},
        }
        sheet.box(left, y, wide, high, **looks[chip.look])
        ink = {"source": "ground", "aside": "quiet"}.get(chip.look, "text")
        foot = y + high / 2 + 0.36 * _HEAD
        sheet.line(chip.text, left + 8, foot, _HEAD, bold=chip.look == "source", ink=ink)
        left += wide + 6
    return y + high
