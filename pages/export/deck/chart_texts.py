"""Words inside charts."""

from pages.figures.pack.pack_model import Chart
from pages.labels.catalogue import t


def two_lines(name: str, text: str) -> str:
    """Put a figure below its name, as it stands on the axis."""
    return f"{name}\n{text}" if text else name


def heading(chart: Chart) -> str:
    """Name the measure and its unit."""
    return t("axis.title", title=chart.title, unit=chart.unit)
