"""What a page tells beside its charts, read back from the HTML that it shows.

The HTML is ours: each foreign text in it is escaped, and a page has no other words. What is folded
away, and what only a pointer or a voice finds, is left out.
"""

import re
from base64 import b64decode
from collections.abc import Callable, Collection, Iterator

from lxml.html import HtmlElement, fragments_fromstring

from pages.export.told import Block, Cell, Chip, Dots, Image, Range, Table, Text

_BLOCKS = {
    *("div", "p", "table", "ul", "ol", "li", "dl", "section", "details", "summary", "img"),
}
_HEADS = {"h1", "h2", "h3", "h4"}
_LEFT_OUT = {"headline", "unseen", "told", "source", "scale"}
_QUIET = {"words", "quiet-note", "sides", "quarter", "heads"}
_FEW = 3
"""Paragraphs, the head among them, that there is room for above a chart."""

_MARKS = {"nought": "nought", "told-dot": "centre", "seen-mark": "seen"}
_LEFT, _WIDTH, _COLOUR = (re.compile(f"{name}:([^;%]+)") for name in ("left", "width", "--own"))


def blocks_of(html: str) -> list[Block]:
    """Read what a page shows: paragraphs, tables, dots, pictures, in their order."""
    parts = fragments_fromstring(html)
    return [block for part in parts if not isinstance(part, str) for block in _blocks(part)]


def is_worth_a_slide(html: str) -> bool:
    """Tell whether a part stands alone: a table, dots, a picture, or words under a head."""
    return any(not isinstance(one, Text) or one.kind == "head" for one in blocks_of(html))


def leads(html: str) -> bool:
    """Tell whether a part leads to the chart after it: a head and a few words, and no more."""
    blocks = blocks_of(html)
    return len(blocks) <= _FEW and all(isinstance(one, Text) for one in blocks)


def _classes(element: HtmlElement) -> set[str]:
    return set(element.get("class", "").split())


def _is_left_out(element: HtmlElement) -> bool:
    return element.tag in ("style", "script") or bool(_classes(element) & _LEFT_OUT)


def _blocks(element: HtmlElement, within: Collection[str] = ()) -> Iterator[Block]:
    if not isinstance(element.tag, str) or _is_left_out(element):
        return
    known: dict[str, Callable[[HtmlElement], Block]] = {
        "seen-told": _seen_told,
        "chain": _chain,
        "chain-legend": _legend,
        "twenty": _dots,
    }
    for kind in known.keys() & _classes(element):
        yield known[kind](element)
        return
    read: dict[str, Callable[[HtmlElement], Block]] = {
        "table": _table,
        "dl": _definitions,
        "img": _image,
    }
    if element.tag in read:
        yield read[element.tag](element)
    elif any(child.tag in _BLOCKS | _HEADS for child in element):
        for child in element.iterchildren("summary" if element.tag == "details" else None):
            yield from _blocks(child, _classes(element))
    elif text := text_of(element):
        kind = "quiet" if _classes(element).union(within) & _QUIET else "plain"
        yield Text(text=text, kind="head" if element.tag in _HEADS else kind)


def text_of(element: HtmlElement) -> str:
    """Give the words of an element in one line, without what is left out."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not _is_left_out(child):
            apart = " " if child.tag in {*_BLOCKS, "small", "em", "span", "strong"} else ""
            yield apart
            yield from _texts(child)
            yield apart
        yield child.tail or ""


def _cell(element: HtmlElement, *, bold: bool = False) -> Cell:
    """Read a cell; its small type goes below, a dot of its own colour before it."""
    small = [text_of(one) for one in element.iter("small")]
    dots = [one.get("style", "").rpartition(":")[2] for one in element.iter("i")
            if "dot" in _classes(one)]  # fmt: skip
    for one in list(element.iter("small")):
        one.drop_tree()
    return Cell(text=text_of(element), below=" ".join(small), bold=bold, dot=next(iter(dots), ""))


def _table(element: HtmlElement) -> Table:
    *_, heads = element.iterfind("thead/tr")
    strong = {"chosen", "cautious", "holds"}
    rows = [
        [_cell(cell, bold=bool(strong & (_classes(row) | _classes(cell)))) for cell in row]
        for row in element.iterfind("tbody/tr")
    ]
    return Table(heads=[text_of(head) for head in heads], rows=rows)


def _definitions(element: HtmlElement) -> Table:
    terms, meanings = element.iterfind("dt"), element.iterfind("dd")
    rows = [
        [_cell(term, bold=True), _cell(meaning)]
        for term, meaning in zip(terms, meanings, strict=True)
    ]
    return Table(heads=[], rows=rows, words=True)


def _image(element: HtmlElement) -> Image:
    return Image(png=b64decode(element.get("src").partition(",")[2]))


def _dots(element: HtmlElement) -> Dots:
    marks = list(element.iterfind("i"))
    reached = sum("reached" in _classes(mark) for mark in marks)
    colour = _COLOUR.findall(element.get("style", ""))
    own = next((one for one in colour if one.startswith("#")), "")
    return Dots(reached=reached, count=len(marks), colour=own)


def _chain(element: HtmlElement) -> Table:
    """Read the chain from lever to figure, a row a stage."""
    rows = []
    for stage in element:
        head, told = stage
        chips = [_chip(one) for one in told if "chip" in _classes(one)]
        words = [text_of(one) for one in told if "chip" not in _classes(one)]
        first, others = " ".join(words[:1]), " ".join(words[1:])
        rows.append([_cell(head), Cell(text=first, below=others, chips=chips)])
    return Table(heads=[], rows=rows, words=True)


def _legend(element: HtmlElement) -> Table:
    """Read what the looks of names in the chain mean."""
    return Table(heads=[], rows=[[Cell(), Cell(chips=[*map(_chip, element)])]], words=True)


def _chip(element: HtmlElement) -> Chip:
    (look,) = _classes(element) - {"chip"}
    return Chip(text=text_of(element), look=look)


def _seen_told(element: HtmlElement) -> Table:
    """Read findings, a row each: what was seen against what the model told."""
    heads, *lines = element
    return Table(
        heads=[text_of(head) for head in heads],
        rows=[_finding(line.find("summary")) for line in lines],
    )


def _finding(summary: HtmlElement) -> list[Cell]:
    name, scale, *others = summary
    return [_cell(name), Cell(range=_range(scale)), *map(_cell, others)]


def _range(scale: HtmlElement) -> Range:
    places: dict[str, float] = {}
    for mark in scale:
        (kind,) = _classes(mark)
        left = float(_LEFT.findall(mark.get("style"))[0]) / 100
        if kind == "told-range":
            wide = float(_WIDTH.findall(mark.get("style"))[0]) / 100
            places |= {"low": left, "high": left + wide}
        else:
            places[_MARKS[kind]] = left
    return Range(**places)
