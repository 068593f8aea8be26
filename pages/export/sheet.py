"""A page being drawn: words, boxes and charts on a ground, as one SVG."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree as ET

import vl_convert

from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.export import typeface

LINE_HEIGHT = 1.3
"""Height of a line in parts of its letters' size."""

_SVG = "http://www.w3.org/2000/svg"

ET.register_namespace("", _SVG)


class Picture:
    """One picture; all lengths are pixels, y runs downwards."""

    def __init__(self, style: Style, width: int, height: int) -> None:
        """Lay out the ground."""
        self.style = style
        size = {"width": str(width), "height": str(height)}
        self._root = ET.Element(f"{{{_SVG}}}svg", size | {"viewBox": f"0 0 {width} {height}"})
        self._add("rect", size | {"fill": style.ink("ground")})

    def _add(self, tag: str, look: Mapping[str, object]) -> ET.Element:
        return ET.SubElement(self._root, f"{{{_SVG}}}{tag}", {k: str(v) for k, v in look.items()})

    def line(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        bold: bool = False,
        ink: str = "text",
        anchor: str = "start",
    ) -> None:
        """Write one line; ``ink`` is a name of `Style.ink`, ``y`` the foot of the letters."""
        text = typeface.legible(text)
        look = {
            "x": f"{x:.1f}",
            "y": f"{y:.1f}",
            "font-family": typeface.family(text, self.style.language),
            "font-size": size,
            "font-weight": "bold" if bold else "normal",
            "text-anchor": anchor,
            "fill": self.style.ink(ink),
        }
        self._add("text", look).text = text

    def lines(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        width: float,
        *,
        bold: bool = False,
        ink: str = "text",
    ) -> float:
        """Write ``text`` below ``y``, broken to fit ``width``; give the foot of its last line."""
        for line in self.broken(text, size, width, bold=bold):
            y += size * LINE_HEIGHT
            self.line(line, x, y, size, bold=bold, ink=ink)
        return y

    def broken(self, text: str, size: float, width: float, *, bold: bool = False) -> Sequence[str]:
        """Break ``text`` into the lines that fit ``width``."""
        legible, language = typeface.legible(text), self.style.language
        return typeface.wrapped(legible, size, width, bold=bold, language=language)

    def wide(self, text: str, size: float, *, bold: bool = False) -> float:
        """Measure ``text`` as `line` writes it, in pixels."""
        return typeface.measured(typeface.legible(text), size, self.style.language, bold=bold)

    def balanced(self, text: str, size: float, width: float, *, bold: bool = False) -> float:
        """Give the least width in which ``text`` takes no more lines than in ``width``."""
        lines = len(self.broken(text, size, width, bold=bold))
        least = width
        while least > width / 2 and len(self.broken(text, size, least, bold=bold)) == lines:
            width, least = least, least - 4 * size
        return width

    @contextmanager
    def enlarged(self, x: float, y: float, scale: float) -> Iterator[None]:
        """Draw from a corner of its own at another scale."""
        root = self._root
        place = f"translate({x:.1f} {y:.1f}) scale({scale:.3f})"
        self._root = ET.SubElement(root, f"{{{_SVG}}}g", {"transform": place})
        yield
        self._root = root

    def cut(self, height: float) -> None:
        """End the picture at ``height``."""
        self._root.set("viewBox", f"0 0 {self._root.get('width')} {height:.0f}")
        for element in (self._root, self._root[0]):
            element.set("height", f"{height:.0f}")

    def graded(self, text: str, grade: str, x: float, y: float, size: float, width: float) -> float:
        """Write a bold title, the grade of its weakest figure at the end of the first line."""
        radius = 0.6 * size
        if grade:
            self.mark(grade, x + width - radius, y + size, radius)
        room = width - (3 * radius if grade else 0)
        even = self.balanced(text, size, room, bold=True)
        return self.lines(text, x, y, size, even, bold=True)

    def mark(self, grade: str, x: float, y: float, radius: float) -> None:
        """Draw a letter in a ring around ``x``, ``y``."""
        ring = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius:.1f}", "fill": "none"}
        self._add("circle", ring | {"stroke": self.style.ink("quiet")})
        size = 1.25 * radius
        self.line(grade, x, y + 0.36 * size, size, ink="quiet", anchor="middle")

    def foot(self, text: str, x: float, y: float, size: float, width: float) -> float:
        """Write quiet ``text`` in lines down to ``y``; give the foot of the first one."""
        lines = self.broken(text, size, width)
        top = y - size * LINE_HEIGHT * (len(lines) - 1)
        for number, line in enumerate(lines):
            self.line(line, x, top + number * size * LINE_HEIGHT, size, ink="quiet")
        return top

    def box(self, x: float, y: float, width: float, height: float, **look: object) -> None:
        """Draw a box with round corners; ``look`` holds properties of SVG, ``_`` for ``-``."""
        place = {
            "x": f"{x:.1f}",
            "y": f"{y:.1f}",
            "width": f"{width:.1f}",
            "height": f"{height:.1f}",
        }
        self._add("rect", place | {"rx": 6} | {k.replace("_", "-"): v for k, v in look.items()})

    def dot(self, x: float, y: float, radius: float, **look: object) -> None:
        """Draw a dot around ``x``, ``y``; ``look`` holds properties of SVG, ``_`` for ``-``."""
        place = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius:.1f}"}
        self._add("circle", place | {k.replace("_", "-"): v for k, v in look.items()})

    def image(self, png: bytes, x: float, y: float, width: float, height: float) -> None:
        """Place a picture of pixels."""
        place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}"}
        data = f"data:image/png;base64,{b64encode(png).decode()}"
        self._add("image", place | {"height": f"{height:.1f}", "href": data})

    def chart(
        self, figure: Figure, x: float, y: float, width: float, height: float, zoom: float = 1.0
    ) -> None:
        """Render the chart of ``figure``, without its words, to fill the place.

        Letters and lines are up to ``zoom`` times larger than on the screen, as the place allows.
        """
        zoom = fitting(figure, width, zoom)
        typeface.register()
        font = typeface.family("", self.style.language)
        spec = figure.spec | {
            "datasets": {"main": figure.table.to_pylist()},
            "width": width / zoom,
            "height": height / zoom,
            "autosize": {"type": "fit", "contains": "padding"},
            "config": {**figure.spec["config"], "font": font},
        }
        chart = ET.fromstring(vl_convert.vegalite_to_svg(_legible(spec)))
        chart.set("x", f"{x:.1f}")
        chart.set("y", f"{y:.1f}")
        for side in ("width", "height"):  # where the chart keeps a size of its own, that one
            chart.set(side, f"{float(chart.get(side, 0)) * zoom:.1f}")
        self._root.append(chart)

    def svg(self) -> bytes:
        """Write the page down as SVG."""
        return ET.tostring(self._root, encoding="utf-8", xml_declaration=True)


def fitting(figure: Figure, width: float, zoom: float) -> float:
    """Tell how far a chart can be enlarged in a width, up to ``zoom``; below 1 where it is wide."""
    least = float(figure.spec.get("usermeta", {}).get("least", 0.0))
    return min(zoom, width / (1.1 * least)) if least else zoom


def _legible(part: Any) -> Any:  # noqa: ANN401
    """Write every text of a specification in characters that we have."""
    if isinstance(part, dict):
        return {name: _legible(one) for name, one in part.items()}
    if isinstance(part, list):
        return [_legible(one) for one in part]
    return typeface.legible(part) if isinstance(part, str) else part


def to_png(svg: bytes, scale: float) -> bytes:
    """Turn vectors into pixels, ``scale`` of them a unit."""
    typeface.register()
    return bytes(vl_convert.svg_to_png(svg.decode("utf-8"), scale=scale))
