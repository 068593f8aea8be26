"""Words inside charts."""

from pages.export.typeface import wrapped
from pages.figures.pack.pack_model import Chart
from pages.labels.catalogue import t

LETTERS = 12
"""Size of letters, points."""

_WIDEST = 200.0
"""Points after which the name of a row goes on in a line below."""


def two_lines(name: str, text: str) -> str:
    """Put a figure below its name, as it stands on the axis; a long name has lines of its own."""
    lines = wrapped(name, LETTERS, _WIDEST)
    return "\n".join([*lines, *([text] if text else [])])


def heading(chart: Chart) -> str:
    """Name the measure and its unit."""
    return t("axis.title", title=chart.title, unit=chart.unit)
