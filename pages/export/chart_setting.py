"""How charts are set: the size of letters, the room around a plot, the words inside."""

from dataclasses import dataclass

from pages.charts.style import Style
from pages.export.typeface import wrapped
from pages.figures.pack.pack_model import Chart
from pages.labels.catalogue import t

INKS = Style(own="#000000")
"""Inks of slides and pages, whose ground is light; colours of groups come with what is drawn."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What differs between a slide and a page.

    Attributes
    ----------
    letters, dense : int
        Size of letters, points, and that of the names of many rows.
    widest : float
        Points after which the name of a row goes on in a line below.
    margins : tuple of float
        Room left of, above, right of and below a plot over time, inches.
    names_ends : bool
        Whether lines over time bear their names at their ends.
    dates : int
        Most quarters that an axis names.
    steps : int
        Most steps between the ends of bars that stand beside their names.
    """

    letters: int
    dense: int
    widest: float
    margins: tuple[float, float, float, float]
    names_ends: bool
    dates: int
    steps: int


SLIDE = Setting(
    letters=12,
    dense=11,
    widest=200.0,
    margins=(0.6, 0.4, 1.1, 0.36),
    names_ends=True,
    dates=13,
    steps=6,
)
"""Charts of a slide, read from the far end of a table."""

PAGE = Setting(
    letters=8,
    dense=8,
    widest=175.0,
    margins=(0.42, 0.27, 0.24, 0.25),
    names_ends=False,
    dates=4,
    steps=2,
)
"""Charts of a printed page, several beside each other."""


def two_lines(name: str, text: str, setting: Setting = SLIDE) -> str:
    """Put a figure below its name, as it stands on the axis; a long name has lines of its own."""
    lines = wrapped(name, setting.letters, setting.widest)
    return "\n".join([*lines, *([text] if text else [])])


def heading(chart: Chart) -> str:
    """Name the measure and its unit."""
    return t("axis.title", title=chart.title, unit=chart.unit)
