"""Cut the typeface of Chinese pictures out of Noto Sans CJK; run by hand, never by the app.

    python data/build_fonts.py NotoSansCJK-Regular.ttc NotoSansCJK-Bold.ttc

Needs fonttools and brotli, which nothing else here does; the tests read the list of characters.
Debian's package fonts-noto-cjk has both files.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
FAMILY = "Two Roads Sans SC"
"""A name of our own: no font of the machine can take its place, and the licence asks for one."""

SIMPLIFIED = 2
"""Number of the simplified Chinese face in the collection."""

WORDS = ("pages/labels/labels.csv", "data/markets/*.toml", "data/scenarios/**/*.csv")
SIGNS = "–—‘’“”…•·×÷±−≈≠≤≥→←↑↓↔○●◆■□▲▼✓√∞°′″€£¥§©®™ÄÖÜäöüßéèêçñσαβγρν\u00a0"  # noqa: RUF001
WIDE = [*range(0x3000, 0x3020), *range(0xFF01, 0xFF5F), 0xFFE5]
"""Chinese punctuation and letters of full width."""

_PLACES = range(0xA1, 0xFF)
"""Both bytes of a sign of GB 2312."""


def words() -> set[int]:
    """Code points that the program itself writes."""
    paths = (path for pattern in WORDS for path in HERE.parent.glob(pattern))
    text = "".join(path.read_text(encoding="utf-8-sig") for path in paths)
    plain = [*range(0x20, 0x7F), *map(ord, SIGNS), *WIDE]
    return set(plain) | {ord(c) for c in re.findall(r"[^\x00-\x7f]", text)}


def gb2312() -> set[int]:
    """Code points of all 7,445 signs of GB 2312, so of nearly every name of a plan."""
    pairs = (bytes([row, cell]) for row in _PLACES for cell in _PLACES)
    signs = (pair.decode("gb2312", errors="ignore") for pair in pairs)
    return {ord(sign) for sign in signs if len(sign) == 1}


def cut(source: Path, style: str, unicodes: Iterable[int]) -> "TTFont":
    """Write the face ``style`` with the glyphs of ``unicodes``."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(
        hinting=False, name_IDs=[0, 7, 13, 14], notdef_outline=True,
        drop_tables=["vhea", "vmtx", "VORG", "BASE", "GPOS", "GSUB", "DSIG"],
    )  # fmt: skip
    font = TTFont(source, fontNumber=SIMPLIFIED)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=unicodes)
    cutter.subset(font)
    _rename(font, style)
    font.save(_path(style, "otf"))
    return font


def _path(style: str, kind: str) -> Path:
    return FONTS / f"two-roads-sans-sc-{style.lower()}.{kind}"


def _rename(font: "TTFont", style: str) -> None:
    full = f"{FAMILY} {style}"
    plain = full.replace(" ", "")
    names = {1: FAMILY, 2: style, 3: f"{plain}-1", 4: full, 6: f"{plain[: -len(style)]}-{style}"}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    inner = font["CFF "].cff
    inner.fontNames = [names[6]]
    inner.topDictIndex[0].FullName = full
    inner.topDictIndex[0].FamilyName = FAMILY


def main() -> None:
    """Cut both faces for pictures, and pack the regular one for the browser."""
    regular, bold = map(Path, sys.argv[1:])
    cut(bold, "Bold", words() | gb2312())
    font = cut(regular, "Regular", words() | gb2312())
    font.flavor = "woff2"
    font.save(_path("Regular", "woff2"))


if __name__ == "__main__":
    main()
