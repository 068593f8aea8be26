"""Stacked panels on one time axis: what was, what comes without and with the plan.

One row of the data is one panel and quarter, with the columns of `COLUMNS`. All panels are one
view, each with its own stretch of the vertical range: a single time axis serves them all, the
chart takes the width it is given, and the browser keeps the view when the numbers change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import altair as alt

from pages.charts.amounts import axis_width, tooltip, written
from pages.charts.axes import of_its_own, pixel, quarters, spacer
from pages.charts.style import LABEL_SIZE, LINE_WIDTH, NO_CHANGE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = (
    "panel",
    "quarter",
    "today",
    "past",
    "no_change",
    "plan",
    "low_80",
    "high_80",
    "low_50",
    "high_50",
    "upper",
    "upper_text",
    "upper_colour",
    "lower",
    "lower_text",
    "lower_colour",
)
"""Columns of the data; ``upper`` and ``lower`` place the two labels at the end of the lines."""

_HEADROOM = 26
_GAP = 10
_LABELS_WIDTH = 142


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One measure: its title, its unit as `models.notation.METRICS` spells it, its colour.

    ``signed`` is for changes, which are written with their sign; ``reported`` is for measures of
    which quarters before today are known.
    """

    title: str
    unit: str
    colour: str
    signed: bool = False
    reported: bool = False


@cache
def paths(style: Style, panels: tuple[Panel, ...], height: int) -> Spec:
    """Build the chart of ``panels``, numbered from 0 in the column ``panel``.

    ``height`` is that of the whole chart in pixels; titles are in the language of ``style``.
    """
    stack = [_Stretch(style, panels, i).chart() for i in range(len(panels))]
    chart = alt.layer(
        *stack,
        _today_word(style),
        spacer(_LABELS_WIDTH),
        data=alt.NamedData(name="main"),
        resolve=of_its_own(scale="y", axis="y"),
    )
    return finish(chart, style, height)


class _Stretch:
    """The marks of one panel in its stretch of the vertical range."""

    def __init__(self, style: Style, panels: tuple[Panel, ...], index: int) -> None:
        self.style, self.panel, self.index = style, panels[index], index
        self.top = f"height * {index / len(panels)}"
        self.foot = f"height * {(index + 1) / len(panels)} - {_GAP}"
        self.inside = f"{self.top} + {_HEADROOM}"

    def chart(self) -> alt.LayerChart:
        """Bands below, then lines, then words; the invisible hover targets on top.

        What the marks share is said once, for the panel: a small specification travels faster.
        """
        colour, text = self.panel.colour, self.style.ink("text")
        marks = [
            self._rule(),
            self._band("low_80", "high_80", 0.15),
            self._band("low_50", "high_50", 0.22),
            _line("no_change", NO_CHANGE, 1.75, dash=[5, 4]),
            _line("plan", colour, LINE_WIDTH),
            *([_line("past", text, LINE_WIDTH)] if self.panel.reported else []),
            self._point(),
            _label("upper", "bottom"),
            _label("lower", "top"),
            self._heading(),
            *self._hover(),
        ]
        panel = alt.layer(*marks).encode(x=quarters(), y=self._shared_y())
        return panel.transform_filter(f"datum.panel == {self.index}")

    def _shared_y(self) -> alt.Y:
        """Scale and axis: thin grid, three labels, a width that no number can change."""
        width = axis_width(self.style)
        stretch: Any = [{"expr": self.foot}, {"expr": self.inside}]
        axis = alt.Axis(
            title=None,
            orient="left",
            grid=True,
            tickCount=3,
            minExtent=width,
            maxExtent=width,
            labelExpr=written(self.style, self.panel.unit, signed=self.panel.signed),
        )
        scale = alt.Scale(range=stretch, zero=False, nice=False, padding=2)
        return alt.Y(field="plan", type="quantitative", scale=scale, axis=axis)

    def _rule(self) -> alt.Chart:
        """Part what is known from what is projected."""
        mark = alt.Chart().mark_rule(color=self.style.ink("quiet"), strokeWidth=1)
        ends: Look = {"y": pixel(self.inside), "y2": pixel(self.foot)}
        return mark.encode(**ends).transform_filter("datum.today")

    def _band(self, low: str, high: str, opacity: float) -> alt.Chart:
        mark = alt.Chart().mark_area(color=self.panel.colour, opacity=opacity, aria=False)
        return mark.encode(y=_y(low), y2=alt.Y2(field=high))

    def _point(self) -> alt.Chart:
        """Mark today's figure, which is all the past there is when none was published."""
        mark = alt.Chart().mark_circle(size=40, opacity=1, color=self.style.ink("text"))
        return mark.encode(y=_y("past")).transform_filter("datum.today")

    def _hover(self) -> Iterator[alt.Chart]:
        """Offer the figures of a quarter, to come or past, under the pointer."""
        yield self._told("quarter", "plan", "no_change", "low_80", "high_80")
        if self.panel.reported:
            before = self._told("quarter", "past").encode(y=_y("past"))
            yield before.transform_filter("!datum.today")

    def _told(self, *names: str) -> alt.Chart:
        rows = {name: t(f"chart.{name}") for name in names}
        told = tooltip(self.style, self.panel.unit, rows, signed=self.panel.signed)
        return alt.Chart().mark_circle(size=500, opacity=0).encode(tooltip=told)

    def _heading(self) -> alt.Chart:
        """Say what the panel measures, and in which unit, above its left end."""
        look: Look = {"fontSize": LABEL_SIZE, "fontWeight": 600, "color": self.style.ink("text")}
        left = -axis_width(self.style)
        mark = alt.Chart().mark_text(align="left", baseline="top", dx=left, **look)
        place: Look = {"x": alt.value(0), "y": pixel(f"{self.top} + 4")}
        title = alt.value(self.panel.title)
        return mark.encode(text=title, **place).transform_filter("datum.today")


def _y(field: str) -> alt.Y:
    """Another column on the scale of the panel."""
    return alt.Y(field=field, type="quantitative")


def _line(field: str, colour: str, width: float, dash: Sequence[float] = ()) -> alt.Chart:
    look: Look = {"color": colour, "strokeWidth": width}
    if dash:
        look["strokeDash"] = dash
    return alt.Chart().mark_line(**look).encode(y=_y(field))


def _label(place: str, baseline: Literal["top", "bottom"]) -> alt.Chart:
    """Name a line at its end; the upper label stands above its line, the lower below."""
    look: Look = {"dx": 7, "fontSize": LABEL_SIZE, "limit": _LABELS_WIDTH - 7}
    mark = alt.Chart().mark_text(align="left", baseline=baseline, aria=False, **look)
    return mark.encode(
        y=_y(place),
        text=alt.Text(field=f"{place}_text", type="nominal"),
        color=alt.Color(field=f"{place}_colour", type="nominal", scale=None),
    )


def _today_word(style: Style) -> alt.Chart:
    """Name the rule once, at its foot."""
    look: Look = {"fontSize": 11, "color": style.ink("quiet")}
    mark = alt.Chart().mark_text(align="left", baseline="bottom", dx=5, **look)
    word = mark.encode(
        x=quarters(), y=pixel(f"height - {_GAP} - 2"), text=alt.value(t("chart.today"))
    )
    return word.transform_filter("datum.today && datum.panel == 0")
