"""What all charts share: inks, fonts, the configuration, the two-letter names of tints.

A `Style` is hashable and is the key under which a specification is kept, so a chart is built
once for a language and a theme and never again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from models.notation import Array
from pages.charts.libraries import alt
from pages.labels.catalogue import LANGUAGES

Spec = dict[str, Any]
Look = dict[str, Any]
"""Properties of a mark."""

NO_CHANGE_COLOUR = "#8A94A6"
SCREEN_FONT = (
    "Source Sans, Liberation Sans, Arial, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, "
    "Two Roads Sans SC, sans-serif"
)
LINE_WIDTH = 2.5
LABEL_SIZE = 13
_INKS = {
    False: {"text": "#14213D", "quiet": "#5B667A", "grid": "#E3E7EE", "ground": "#FFFFFF"},
    True: {"text": "#E6EAF2", "quiet": "#A3ADBF", "grid": "#26304A", "ground": "#0E1420"},
}


READABLE = 4.5
"""Contrast of words with their ground at least, as WCAG 2.2 AA asks."""

_STEPS = 20
_TO_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


def _rgb(colour: str) -> Array:
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], dtype=float)


def _contrast(one: Array, other: Array) -> float:
    """Contrast of two colours, 1 to 21, by WCAG 2.2; each of three parts, 0 to 255."""
    parts = np.rint([one, other]) / 255.0
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    low, high = sorted(linear @ _TO_LUMINANCE)
    return float((high + 0.05) / (low + 0.05))


@dataclass(frozen=True, kw_only=True)
class Style:
    """Language of the axes, light or dark ground, and colour of the own group."""

    own: str
    language: str = LANGUAGES[0]
    dark: bool = False

    def ink(self, name: str) -> str:
        """Colour of ``text``, ``quiet`` text, ``grid`` or ``ground``."""
        return _INKS[self.dark][name]

    def words_in(self, colour: str) -> str:
        """Give ``colour``, such as that of a line, as words beside it are written.

        Words need more contrast than marks: the colour moves towards that of text until they have
        it.
        """
        text, ground = _rgb(self.ink("text")), _rgb(self.ink("ground"))
        mixed = _rgb(colour)
        for step in range(1, _STEPS + 1):
            if _contrast(mixed, ground) >= READABLE:
                break
            mixed = _rgb(colour) + (text - _rgb(colour)) * step / _STEPS
        return "#" + "".join(f"{round(part):02X}" for part in mixed)

    @property
    def money_scale(self) -> int:
        """What RMB bn is multiplied by on an axis: 1, or 10 where money is read in 亿."""
        return 1 if self.language == LANGUAGES[0] else 10


def config(style: Style, font: str = SCREEN_FONT) -> Spec:
    """Build the part of a specification that sets type, lines and ground."""
    quiet, grid = style.ink("quiet"), style.ink("grid")
    return {
        "font": font,
        "background": style.ink("ground"),
        "view": {"stroke": None},
        # Only marks that name their words tell them; the page's own default would show field names.
        "mark": {"tooltip": None},
        "axis": {
            "labelColor": quiet,
            "labelFontSize": LABEL_SIZE,
            "titleColor": quiet,
            "titleFontSize": LABEL_SIZE,
            "titleFontWeight": "normal",
            "gridColor": grid,
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
        },
        "text": {"color": style.ink("text"), "fontSize": LABEL_SIZE},
    }


def finish(chart: alt.TopLevelLayerSpec, style: Style, height: int) -> Spec:
    """Turn ``chart`` into the specification that browser and renderer take, without data."""
    # Tests hold it against the schema; here that would take as long as building it.
    parts = {"top_level": False, "data": chart.data, "datasets": {}}
    spec: Spec = chart.to_dict(validate=False, context=parts)
    # An object, because the browser adds to it.
    padding = dict.fromkeys(("left", "right", "top", "bottom"), 2)
    own = {"$schema": alt.SCHEMA_URL, "height": height, "config": config(style)}
    return spec | own | {"padding": padding}
