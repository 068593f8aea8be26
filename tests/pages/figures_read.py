"""Figures in the texts of a page, and which of them have too many digits or too little size."""

import re
from html import unescape

import pyarrow as pa

from models.analysis.outcome import NEGLIGIBLE
from models.inputs import DATA
from tests.pages.page_texts import digits, nodes, texts

FIGURE = re.compile(
    r"(?<![\d.,\w])[\d,]*\d(?:\.\d+)?(?=\s?(?:bn|m|%|亿|万亿|万|points|个百分点)(?![A-Za-z\d]))"
)
"""A number with a unit behind it: no year, no count, no digest."""

PAIR = re.compile(r"(?<=[\s+−])([\d,]*\d(?:\.\d+)?) / [+−]?([\d,]*\d(?:\.\d+)?)")
"""Two payoffs of the game; their unit stands in the head of the table."""

_SIGNED, _UNIT = r"[+−]", r"(bn|m|亿|万亿|万)(?![A-Za-z\d])"
LEVEL = re.compile(rf"(?<![\d.,\w+−])([\d,]*\d(?:\.\d+)?)\s?{_UNIT}")
CHANGE = re.compile(rf"({_SIGNED})([\d,]*\d(?:\.\d+)?)(\s?){_UNIT}")
SIZES = {"m": 1e6, "bn": 1e9, "万": 1e4, "亿": 1e8, "万亿": 1e12}
KINDS = {"m": "p", "bn": "r", "万": "p", "亿": "rp", "万亿": "r"}
"""What a unit counts: people or RMB; 亿 counts both as a level, and RMB as a change."""

ROUNDED = 0.9
"""A level and its change are rounded."""

BARE = re.compile(r"<td[^>]*>[+−]?([\d,]+(?:\.\d+)?)(?=<)")
"""A cell of a table that is a number, its unit elsewhere."""

RANGE = re.compile(r"\[[−\d][^\]]*\]")
NUMBER = re.compile(r"[\d,]*\d(?:\.\d+)?")
NONE = re.compile(r"0\.0+")
QUOTED = {
    number
    for file in sorted(DATA.rglob("*.toml"))
    for number in NUMBER.findall(file.read_text("utf-8"))
}
"""What the data say in the words of their sources is not rounded."""


def at_fault(text):
    """Figures of a text with a fourth digit, and those of which no digit is left.

    The end of a range may be nought; it has the decimals of the other end.
    """
    ends = [number for span in RANGE.findall(text) for number in NUMBER.findall(span)]
    body = RANGE.sub("", text)
    figures = [*FIGURE.findall(body), *(one for pair in PAIR.findall(body) for one in pair)]
    long = [one for one in (*figures, *ends) if digits(one) > 3 and one not in QUOTED]
    return [*long, *filter(NONE.fullmatch, figures)]


def too_small(row):
    """Changes of a row that are below half a thousandth of the level that stands beside them."""
    body, least = RANGE.sub("", row), {}
    for number, unit in LEVEL.findall(body):
        size = _value(number, unit)
        for kind in KINDS[unit]:
            least[kind] = min(least.get(kind, size), size)
    return [
        f"{sign}{number}{space}{unit}"
        for sign, number, space, unit in CHANGE.findall(body)
        if _value(number, unit) < ROUNDED * NEGLIGIBLE * least.get(KINDS[unit][0], 0.0)
    ]


def _value(number, unit):
    return float(number.replace(",", "")) * SIZES[unit]


def faults_on(app, drawn):
    """Give every figure at fault of an open page and of the charts that it drew, with its text."""
    words = written_on(app, drawn)
    wrong = [(at_fault(text), text) for text in words]
    wrong += [(too_small(text), text) for text in rows_on(app)]
    wrong += [(cell, "a cell of a table") for cell in cells_on(app)]
    return [f"{fault} in {text[:200]}" for fault, text in wrong if fault]


def written_on(app, drawn):
    """Give every text of an open page, and of the charts that it drew."""
    return [*words_on(app), *frames_on(app), *(text for one in drawn for text in words_of(one))]


def words_of(figure):
    yield from (figure.title, figure.subtitle)
    for name, kind in zip(figure.table.column_names, figure.table.schema.types, strict=True):
        if pa.types.is_string(kind):
            yield from filter(None, figure.table[name].to_pylist())


def rows_on(app):
    """Every row of a table, every card and every line of text, on a line of its own."""
    for node in nodes(app._tree):
        kind = getattr(node, "type", "")
        for _, text in texts(getattr(node, "proto", None), kind):
            for row in re.split("</?(?:tr|section|p|li|h\\d)[^>]*>", text):
                yield unescape(re.sub("<[^>]*>", " ", row))


def words_on(app):
    for node in nodes(app._tree):
        kind = getattr(node, "type", "")
        for _, text in texts(getattr(node, "proto", None), kind):
            yield unescape(re.sub("<[^>]*>", " ", text))


def cells_on(app):
    """Cells of tables that are a number with more than three digits."""
    for node in nodes(app._tree):
        kind = getattr(node, "type", "")
        for _, text in texts(getattr(node, "proto", None), kind):
            yield from (cell for cell in BARE.findall(text) if digits(cell) > 3)


def frames_on(app):
    """Every cell of every data frame that is text."""
    for frame in app.dataframe:
        for _, column in frame.value.items():
            yield from (cell for cell in column if isinstance(cell, str))
