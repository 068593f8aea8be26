"""Draw the charts of the pack as native ones, in the look of the screen."""

import re
from collections.abc import Callable
from math import ceil, floor, log10
from typing import Any

from pptx.chart.chart import Chart as Native
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from pages.charts.style import NO_CHANGE_COLOUR
from pages.export import chart_over_time as over_time
from pages.export import chart_xml as xml
from pages.export.chart_columns import AREAS, LOOKS, data_of, pair_roles
from pages.export.chart_setting import INKS, SLIDE, Setting, heading
from pages.figures.pack.pack_model import Chart

LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"

_FEW = 7
"""Rows beyond which letters are those of many rows."""

_FINEST = 6
"""Most decimals of an axis."""

_TEXT, _QUIET, _GRID = (INKS.ink(name) for name in ("text", "quiet", "grid"))
_TYPES = {
    "bands": XL_CHART_TYPE.AREA_STACKED,
    "steps": XL_CHART_TYPE.BAR_STACKED,
    "swings": XL_CHART_TYPE.BAR_STACKED,
    "answers": XL_CHART_TYPE.BAR_CLUSTERED,
    "seen": XL_CHART_TYPE.BAR_CLUSTERED,
    "chances": XL_CHART_TYPE.LINE,
}


def draw(place: Any, chart: Chart) -> Any:  # noqa: ANN401
    """Put a chart into its placeholder of a slide; give the frame that holds it."""
    frame = place.insert_chart(_TYPES[chart.kind], data_of(chart))
    _dress(frame.chart, chart, (frame.width / Inches(1), frame.height / Inches(1)), SLIDE)
    return frame


def draw_alone(chart: Chart, size: tuple[float, float], setting: Setting) -> tuple[Any, bytes]:
    """Draw a chart of no slide, ``size`` inches wide and high; give its XML and its workbook."""
    data = data_of(chart, setting)
    space = parse_xml(data.xml_bytes(_TYPES[chart.kind]))
    _dress(Native(space, None), chart, size, setting)
    xml.unframed(space)
    return space, data.xlsx_blob


def _dress(native: Native, chart: Chart, size: tuple[float, float], setting: Setting) -> None:
    _frame(native, chart, setting)
    _OF_KIND[chart.kind](native, chart, setting)
    if chart.kind in ("bands", "chances"):
        over_time.dress(native, chart, size, setting)
    xml.typeface(native, LATIN, EAST_ASIAN)


def _frame(native: Native, chart: Chart, setting: Setting) -> None:
    """Set type, axes and grid."""
    size = Pt(setting.letters)
    native.has_legend = False
    native.font.size = size
    native.font.color.rgb = _rgb(_QUIET)
    native.has_title = True
    words = native.chart_title.text_frame
    words.text = heading(chart)
    letters = words.paragraphs[0].runs[0].font
    letters.size, letters.bold, letters.color.rgb = size, False, _rgb(_QUIET)
    native.chart_title.include_in_layout = False
    xml.heading_left(native)
    value, category = native.value_axis, native.category_axis
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.rgb = _rgb(_GRID)
    value.major_gridlines.format.line.width = Pt(0.75)
    value.format.line.fill.background()
    value.tick_labels.font.size = size
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = (
        _axis_format(chart),
        False,
    )
    value.major_tick_mark = category.major_tick_mark = XL_TICK_MARK.NONE
    category.format.line.color.rgb = _rgb(NO_CHANGE_COLOUR)
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    xml.level(value)


def _axis_format(chart: Chart) -> str:
    """Have the decimals that tell ticks apart: none on a long axis, more on a short one."""
    is_share = "%" in chart.number_format
    largest = max((abs(x) for one in chart.series for x in one.values if x is not None), default=0)
    size = 100.0 * largest if is_share else largest
    known = 0 if size >= (10.0 if is_share else 5.0) else 1 - floor(log10(size or 1.0))
    return re.sub(
        r"0\.(0+)",
        lambda found: _decimals(known and max(known, len(found[1]))),
        chart.number_format,
    )


def _decimals(count: int) -> str:
    return f"0.{'0' * min(count, _FINEST)}" if count else "0"


def _bands(native: Native, chart: Chart, _: Setting) -> None:
    """Paint eight and five futures in ten in two tints, and draw the lines over them."""
    own = next(one.colour for one in chart.series if one.role == "plan")
    series = native._chartSpace.chart.plotArea.sers
    for one, look in zip(series, _tints(own), strict=False):
        xml.fill(one, look)
    looks = {
        AREAS: xml.outline(NO_CHANGE_COLOUR, 1.75, "dash"),
        AREAS + 1: xml.outline(own, 2.5),
        AREAS + 2: xml.outline(_TEXT, 2.25),
    }
    for index, look in looks.items():
        xml.fill(series[index], look)
    xml.lines_of(native, AREAS)


def _tints(own: str) -> tuple[str, ...]:
    return (xml.NOTHING, xml.solid(own, 18), xml.solid(own, 38), xml.solid(own, 18))


def _steps(native: Native, chart: Chart, setting: Setting) -> None:
    """Fill gains, outline losses, dot what is unclear; rivals keep their colours."""
    series = native._chartSpace.chart.plotArea.sers
    own = chart.colours[0] if chart.colours else chart.series[0].colour
    looks = {
        "gain": xml.solid(own, line=own),
        "loss": f'<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>{xml.outline(own)}',
        "unclear": f'<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f"{xml.outline(NO_CHANGE_COLOUR, 1.25, 'sysDot')}",
        "total": xml.solid(own, line=own),
    }
    xml.fill(series[0], xml.NOTHING)
    for place, look in enumerate(look for look in LOOKS for _ in range(2)):
        one = series[1 + place]
        xml.fill(one, looks[look])
        _coloured(one, chart, own, look)
    _rows(native, setting, gap=45, overlap=100)


def _coloured(series: Any, chart: Chart, own: str, look: str) -> None:  # noqa: ANN401
    for index, colour in enumerate(chart.colours):
        if colour != own and chart.looks[index] == look:
            white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
            xml.point_fill(series, index, f"{white}{xml.outline(colour)}")


def _rows(native: Native, setting: Setting, *, gap: int, overlap: int) -> None:
    """Lay bars from the top down, the values below."""
    plot = native.plots[0]
    plot.gap_width, plot.overlap = gap, overlap
    plot.vary_by_categories = False
    native.category_axis.reverse_order = True
    native.category_axis.crosses = XL_AXIS_CROSSES.MAXIMUM
    rows = len(list(native.plots[0].categories))
    letters = setting.letters if rows <= _FEW else setting.dense
    native.category_axis.tick_labels.font.size = Pt(letters)
    native.category_axis.tick_labels.font.color.rgb = _rgb(_TEXT)
    for series in native._chartSpace.chart.plotArea.sers:
        for flag in series.findall(qn("c:invertIfNegative")):
            flag.set("val", "0")


def _pairs(native: Native, chart: Chart, setting: Setting) -> None:
    """Set what is compared, outlined, beside the figure with its range, filled."""
    first, second = native._chartSpace.chart.plotArea.sers
    own = chart.colours[0] if chart.colours else chart.series[0].colour
    white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    is_answer = chart.kind == "answers"
    xml.fill(first, f"{white}{xml.outline(own)}" if is_answer else xml.solid(_TEXT))
    xml.fill(second, xml.solid(own, line=own))
    for index, colour in enumerate(chart.colours):
        xml.point_fill(first, index, f"{white}{xml.outline(colour)}")
        xml.point_fill(second, index, xml.solid(colour, line=colour))
    _rows(native, setting, gap=60, overlap=-5)
    native.has_legend = not is_answer  # where rows have colours of their own, words tell
    if native.has_legend:
        native.legend.position = XL_LEGEND_POSITION.BOTTOM
        native.legend.include_in_layout = False
    spans(native, chart, _QUIET, setting)


def spans(native: Native, chart: Chart, ink: str = "", setting: Setting = SLIDE) -> None:
    """Draw eight futures in ten at the second of two bars, on an axis that holds them.

    Without an ``ink`` only ranges that are there change.
    """
    series = native._chartSpace.chart.plotArea.sers[1]
    _, role = pair_roles(chart)
    middle, low, high = (chart.values(name) for name in (role, "low_80", "high_80"))
    minus = [(a or 0.0) - (b or 0.0) for a, b in zip(middle, low, strict=True)]
    plus = [(b or 0.0) - (a or 0.0) for a, b in zip(middle, high, strict=True)]
    xml.ranges(series, minus, plus, ink)
    known = [x for one in chart.series for x in one.values if x is not None]
    ends_of = round_scale(min(0.0, *known), max(0.0, *known), setting.steps)
    axis = native.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = ends_of


def round_scale(low: float, high: float, steps: int) -> tuple[float, float, float]:
    """Give the ends of an axis around ``low`` and ``high``, and its step: 1, 2 or 5 and noughts.

    ``steps`` is how many there are between the two, at most.
    """
    rough = (high - low or 1.0) / steps
    power = 10.0 ** floor(log10(rough))
    step = next(size * power for size in (1.0, 2.0, 5.0, 10.0) if size * power >= rough)
    return floor(low / step) * step, ceil(high / step) * step, step


def _chances(native: Native, chart: Chart, _: Setting) -> None:
    """Draw each target as a line, all of them together in front."""
    series = native._chartSpace.chart.plotArea.sers
    for place, (one, drawn) in enumerate(zip(chart.series, series, strict=True)):
        front = place == len(series) - 1
        xml.fill(drawn, xml.outline(one.colour, 2.75 if front else 1.75))
        for marker in drawn.findall(qn("c:marker")):
            drawn.remove(marker)
        drawn.find(qn("c:spPr")).addnext(xml.element('<c:marker><c:symbol val="none"/></c:marker>'))
    native.value_axis.minimum_scale, native.value_axis.maximum_scale = 0.0, 1.0


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#"))


_OF_KIND: dict[str, Callable[[Native, Chart, Setting], None]] = {
    "bands": _bands,
    "steps": _steps,
    "swings": _steps,
    "answers": _pairs,
    "seen": _pairs,
    "chances": _chances,
}
