"""Cut the Latin typeface of pictures out of the screen's; run by hand, never by the app.

    python data/build_latin_fonts.py SourceSansVF-Upright.ttf.woff2

The file is the one that Streamlit ships under ``static/static/media``. Needs fonttools and brotli,
which nothing else here does.
"""

import sys
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Two Roads Sans"
"""A name of our own: the licence reserves the original one."""

WEIGHTS = {"Regular": 400, "Bold": 700}
KEPT = [*range(0x20, 0x180), *range(0x0400, 0x0460), *range(0x2010, 0x2040), *range(0x0391, 0x03CA)]
"""Letters of Europe and of Russia, Greek ones and signs between words."""

SIGNS = "€™←↑→↓−≈≠≤≥∞√○●◆■▲▼✓"


def main() -> None:
    """Write both faces without hints and layout tables."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    for style, weight in WEIGHTS.items():
        font = instancer.instantiateVariableFont(TTFont(sys.argv[1]), {"wght": weight})
        options = subset.Options(
            hinting=False, name_IDs=[0, 7, 13, 14], notdef_outline=True,
            drop_tables=["GPOS", "GSUB", "GDEF", "STAT", "DSIG", "BASE"],
        )  # fmt: skip
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[*KEPT, *map(ord, SIGNS)])
        cutter.subset(font)
        plain = f"{FAMILY} {style}".replace(" ", "")
        bare = plain.removesuffix(style)
        names = {1: FAMILY, 2: style, 3: f"{plain}-1", 4: f"{FAMILY} {style}", 6: f"{bare}-{style}"}
        for number, text in names.items():
            font["name"].setName(text, number, 3, 1, 0x409)
        font["OS/2"].usWeightClass = weight
        font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
        font["head"].macStyle = int(style == "Bold")
        font.flavor = None
        font.save(FONTS / f"two-roads-sans-{style.lower()}.ttf")


if __name__ == "__main__":
    main()
