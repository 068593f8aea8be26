"""Charts over time: room for their axes, quarters below, names at the ends of lines."""

from math import ceil

from pptx.chart.chart import Chart as Native
from pptx.oxml.ns import qn
from pptx.util import Pt

from pages.export import chart_xml as xml
from pages.export.chart_columns import AREAS
from pages.export.chart_setting import INKS, Setting
from pages.figures.pack.pack_model import Chart

_NEAR, _APART = 0.33, 0.1
"""Inches within which names at the ends of lines would touch, and by which they then give way."""

_YEAR = 4


def dress(native: Native, chart: Chart, size: tuple[float, float], setting: Setting) -> None:
    """Set axes and names of a chart that is ``size`` inches wide and high."""
    _axis(native, chart, setting)
    _room(native, size, setting)
    if setting.names_ends:
        _ends(native, chart, size[1], setting)


def _axis(native: Native, chart: Chart, setting: Setting) -> None:
    """Name the first quarter of every year, or of every few years, level."""
    area = native._chartSpace.chart.plotArea
    axis = area.find(qn("c:catAx"))
    # As far apart as if that many stood from one end of the axis to the other.
    years = ceil((len(chart.categories) - 1) / (_YEAR * (setting.dates - 1)))
    for tag in ("tickLblSkip", "tickMarkSkip"):
        for old in axis.findall(qn(f"c:{tag}")):
            axis.remove(old)
        skip = xml.element(f'<c:{tag} val="{_YEAR * years}"/>')
        axis.find(qn("c:noMultiLvlLbl")).addprevious(skip)
    for between in area.iter(qn("c:crossBetween")):
        between.set("val", "midCat")
    native.category_axis.tick_labels.font.size = Pt(setting.letters)
    xml.level(native.category_axis)
    xml.blanks_open(native)


def _room(native: Native, size: tuple[float, float], setting: Setting) -> None:
    """Keep the plot clear of its heading, its labels and the names at the right."""
    (wide, high), (left, top, right, below) = size, setting.margins
    xml.plot_at(
        native, left / wide, top / high, 1 - (left + right) / wide, 1 - (top + below) / high
    )


def _ends(native: Native, chart: Chart, high: float, setting: Setting) -> None:
    """Name the lines at their end; those that end close together one above the other.

    ``high`` is the height of the chart, inches.
    """
    series = native._chartSpace.chart.plotArea.sers
    named = {"plan": AREAS + 1, "no_change": AREAS}
    if chart.kind == "chances":
        named = {one.role: place for place, one in enumerate(chart.series)}
    by_role = {one.role: one for one in chart.series}
    last = {role: by_role[role].values[-1] or 0.0 for role in named}
    known = [x for one in chart.series for x in one.values if x is not None]
    span = max(0.0, *known) - min(0.0, *known)
    _, above, _, below = setting.margins
    near = span * _NEAR / (high - above - below)
    for role, place in named.items():
        others = [end for name, end in last.items() if name != role]
        is_front = role == "plan" or place == len(series) - 1
        shift = _shift(last[role], others, near, is_front=is_front) / high
        ink = by_role[role].colour if is_front else INKS.ink("quiet")
        xml.name_at(series[place], len(chart.categories) - 1, ink, setting.letters, shift)


def _shift(end: float, others: list[float], near: float, *, is_front: bool) -> float:
    """Say how far the name of a line stands below its end, inches."""
    close = [other for other in others if abs(other - end) <= near]
    if not close:
        return 0.0
    above = end > max(close) or (end == max(close) and is_front)
    return -_APART if above else _APART
