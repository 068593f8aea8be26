"""What python-pptx has no words for: lines and areas in one chart, ranges at bars."""

from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.chart.chart import Chart as Native
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NS = f'xmlns:c="{C}" xmlns:a="{A}"'


def element(text: str) -> etree._Element:
    """Parse an element whose tags begin with ``c:`` and ``a:``."""
    return parse_xml(f"<c:root {_NS}>{text}</c:root>")[0]


def lines_of(native: Native, first: int) -> None:
    """Draw the series from ``first`` on as lines over the areas, on the same axes."""
    area = native._chartSpace.chart.plotArea.find(qn("c:areaChart"))
    ids = [one.get("val") for one in area.findall(qn("c:axId"))]
    drawn = element(
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        '<c:marker val="1"/>' + "".join(f'<c:axId val="{one}"/>' for one in ids) + "</c:lineChart>"
    )
    for series in area.findall(qn("c:ser"))[first:]:
        drawn.insert(len(drawn) - len(ids) - 1, _as_line(series))
    area.addnext(drawn)


def _as_line(series: etree._Element) -> etree._Element:
    """Give a series the marker that a line must have; an area has none."""
    before = series.find(qn("c:spPr"))
    if before is None:
        before = series.find(qn("c:tx"))
    before.addnext(element('<c:marker><c:symbol val="none"/></c:marker>'))
    series.append(element('<c:smooth val="0"/>'))
    return series


def fill(series: etree._Element, look: str) -> None:
    """Give a series its shape properties, the content of ``c:spPr``."""
    for old in series.findall(qn("c:spPr")):
        series.remove(old)
    series.find(qn("c:tx")).addnext(element(f"<c:spPr>{look}</c:spPr>"))


def point_fill(series: etree._Element, index: int, look: str) -> None:
    """Give one bar of a series a look of its own."""
    point = element(
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{look}</c:spPr></c:dPt>"
    )
    tags = ("tx", "spPr", "invertIfNegative", "dPt")
    before = [one for tag in tags for one in series.findall(qn(f"c:{tag}"))]
    before[-1].addnext(point)


def solid(colour: str, alpha: int = 100, *, line: str = "") -> str:
    """Paint with a colour, ``#RRGGBB``, so many per cent of it; ``line`` outlines."""
    see = f'<a:alpha val="{alpha * 1000}"/>' if alpha < 100 else ""
    rgb = colour.lstrip("#")
    edge = outline(line) if line else "<a:ln><a:noFill/></a:ln>"
    return f'<a:solidFill><a:srgbClr val="{rgb}">{see}</a:srgbClr></a:solidFill>{edge}'


def outline(colour: str, width: float = 1.5, dash: str = "solid") -> str:
    """Draw the edge alone; ``width`` in points."""
    rgb = colour.lstrip("#")
    return (
        f'<a:ln w="{int(width * 12700)}" cap="flat"><a:solidFill><a:srgbClr val="{rgb}"/>'
        f'</a:solidFill><a:prstDash val="{dash}"/><a:round/></a:ln>'
    )


NOTHING = "<a:noFill/><a:ln><a:noFill/></a:ln>"


def ranges(series: etree._Element, minus: Sequence[float], plus: Sequence[float], ink: str) -> None:
    """Draw a range at every bar, so much below and above its end; one that is there keeps its look.

    Nothing is drawn where somebody has taken the ranges away: ``ink`` is then empty.
    """
    bars = series.find(qn("c:errBars"))
    if bars is None and not ink:
        return
    if bars is None:
        bars = element(
            '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
            f"<c:plus/><c:minus/><c:spPr>{outline(ink, 1.25)}</c:spPr></c:errBars>"
        )
        series.find(qn("c:cat")).addprevious(bars)
    for tag, values in (("plus", plus), ("minus", minus)):
        bars.find(qn(f"c:{tag}"))[:] = [element(_literal(values))]


def _literal(values: Sequence[float]) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>' for i, value in enumerate(values)
    )
    count = f'<c:ptCount val="{len(values)}"/>'
    return f"<c:numLit><c:formatCode>General</c:formatCode>{count}{points}</c:numLit>"


def name_at(series: etree._Element, index: int, ink: str, size: int, shift: float = 0.0) -> None:
    """Write the name of a line right of one of its points, so much below it."""
    moved = f'<c:x val="0"/><c:y val="{shift}"/>'
    layout = f"<c:layout><c:manualLayout>{moved}</c:manualLayout></c:layout>" if shift else ""
    for old in series.findall(qn("c:dLbls")):
        series.remove(old)
    off = "".join(
        f'<c:show{name} val="0"/>'
        for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    on = off.replace('<c:showSerName val="0"/>', '<c:showSerName val="1"/>')
    letters = (
        '<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{size * 100}" b="0"><a:solidFill><a:srgbClr val="{ink.lstrip("#")}"/>'
        "</a:solidFill></a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>"
    )
    labels = element(
        f'<c:dLbls><c:dLbl><c:idx val="{index}"/>{layout}<c:spPr><a:noFill/></c:spPr>{letters}'
        f'<c:dLblPos val="r"/>{on}</c:dLbl>{off}</c:dLbls>'
    )
    series.find(qn("c:cat")).addprevious(labels)


def typeface(native: Native, latin: str, east_asian: str) -> None:
    """Set the typefaces of all text of a chart that names none."""
    for font in native._chartSpace.iter(qn("a:defRPr"), qn("a:rPr")):
        for tag, face in (("latin", latin), ("ea", east_asian)):
            for old in font.findall(qn(f"a:{tag}")):
                font.remove(old)
            font.append(element(f'<a:{tag} typeface="{face}"/>'))


def unframed(space: etree._Element) -> None:
    """Leave out the ground and the frame that a chart of a page has unless it says so."""
    space.chart.addnext(element(f"<c:spPr>{NOTHING}</c:spPr>"))


def heading_left(native: Native) -> None:
    """Put the heading of a chart to its upper left corner, and let the plot keep its place."""
    found = native._chartSpace.chart.find(qn("c:title"))
    for old in found.findall(qn("c:layout")):
        found.remove(old)
    found.find(qn("c:tx")).addnext(_layout("", 0.0, 0.0))


def plot_at(native: Native, x: float, y: float, w: float, h: float) -> None:
    """Give the plot inside its axes a place, in parts of the chart."""
    area = native._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, _layout("inner", x, y, w, h))


def _layout(target: str, x: float, y: float, w: float = 0.0, h: float = 0.0) -> etree._Element:
    kind = f'<c:layoutTarget val="{target}"/>' if target else ""
    size = f'<c:w val="{w}"/><c:h val="{h}"/>' if w else ""
    return element(
        f'<c:layout><c:manualLayout>{kind}<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x}"/><c:y val="{y}"/>{size}</c:manualLayout></c:layout>'
    )


_LEVEL = "3000"
"""Rotation of labels in 60,000ths of a degree: at 0 LibreOffice breaks them or turns them askew."""


def level(axis: Any) -> None:  # noqa: ANN401
    """Keep the labels of an axis, whose letters have a size, level however close they are."""
    axis._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}").set("rot", _LEVEL)


def blanks_open(native: Native) -> None:
    """Leave a gap where a cell is empty, instead of a line to zero."""
    chart = native._chartSpace.chart
    for old in chart.findall(qn("c:dispBlanksAs")):
        chart.remove(old)
    chart.find(qn("c:plotVisOnly")).addnext(element('<c:dispBlanksAs val="gap"/>'))


def names_to(native: Native, old: int, new: int) -> None:
    """Move the names at the end of lines from one point to another."""
    for label in native._chartSpace.iter(qn("c:dLbl")):
        if (index := label.find(qn("c:idx"))).get("val") == str(old):
            index.set("val", str(new))
