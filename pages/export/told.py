"""What a page tells beside its charts, in the forms in which a picture draws it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Text:
    """A paragraph; ``kind`` is head, plain or quiet."""

    text: str
    kind: str = "plain"


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A name in a box; ``look`` is source, direct, remembered or aside, the strongest first."""

    text: str
    look: str


@dataclass(frozen=True, kw_only=True)
class Range:
    """Marks on a scale of their own, in parts of its width; nothing where there is none."""

    nought: float | None = None
    low: float | None = None
    high: float | None = None
    centre: float | None = None
    seen: float | None = None


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell of a table: its words, smaller ones below, and what may stand in their place."""

    text: str = ""
    below: str = ""
    bold: bool = False
    dot: str = ""
    chips: Sequence[Chip] = ()
    range: Range | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of cells under their heads; figures stand at the right, unless all is ``words``."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    words: bool = False


@dataclass(frozen=True, kw_only=True)
class Dots:
    """A chance as dots: so many of all, in the colour of the own group or without."""

    reached: int
    count: int
    colour: str


@dataclass(frozen=True, kw_only=True)
class Image:
    """A picture of pixels."""

    png: bytes


Block = Text | Table | Dots | Image


@dataclass(frozen=True, kw_only=True)
class Told:
    """What stands together on a page without a chart; ``grade`` is that of its weakest number."""

    blocks: Sequence[Block]
    grade: str = ""
