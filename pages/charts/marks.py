"""The grammar of charts: lines, bands, bars, ranges, dots, words, and the rule at nothing.

Each function gives one layer of a chart, and `draw` puts layers together. What a mark leaves out
it takes from the chart around it. ``where`` is the condition under which a row is drawn; other
keywords are channels or properties of the mark, by their names in Vega-Lite:

- a place or a text is a column, by its name, or a value: ``x="low"``, ``x=pixel("width")``;
- a colour is an ink, ``#RRGGBB``, or the column that holds one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pages.charts.amounts import tooltip
from pages.charts.axes import pixel
from pages.charts.libraries import alt
from pages.charts.style import LABEL_SIZE, LINE_WIDTH, NO_CHANGE_COLOUR, Look, Spec, Style, finish

MarkKind = Literal["area", "bar", "circle", "line", "point", "rect", "rule", "text", "tick"]

PICK = "pick"
"""Name of the selection of a chart whose marks can be clicked."""

_COLUMNS: dict[str, Any] = {
    "x": lambda field: alt.X(field=field, type="quantitative"),
    "y": lambda field: alt.Y(field=field, type="quantitative"),
    "x2": lambda field: alt.X2(field=field),
    "y2": lambda field: alt.Y2(field=field),
    "text": lambda field: alt.Text(field=field, type="nominal"),
    "color": lambda field: alt.Color(field=field, type="nominal", scale=None),
    "fill": lambda field: alt.Fill(field=field, type="nominal", scale=None),
    "stroke": lambda field: alt.Stroke(field=field, type="nominal", scale=None),
}


def mark(kind: MarkKind, *, where: str = "", **look: Any) -> alt.Chart:  # noqa: ANN401
    """Give one layer of marks of a ``kind`` of Vega-Lite: rule, tick, rect."""
    channels = {name: value for name, value in look.items() if _is_channel(name, value)}
    properties = {name: value for name, value in look.items() if name not in channels}
    encoded: Any = {name: _channel(name, value) for name, value in channels.items()}
    encoding = alt.FacetedEncoding(**encoded)
    return alt.Chart(mark=alt.MarkDef(kind, **properties), encoding=encoding, **_only(where))


def _channel(name: str, value: Any) -> Any:  # noqa: ANN401
    """Name the class of a channel: Altair would try all it has on each value, for milliseconds."""
    if isinstance(value, str):
        return _COLUMNS[name](value)
    if isinstance(value, dict):  # of `alt.value` or `alt.datum`
        kind = "Value" if "value" in value else "Datum"
        return getattr(alt, f"{name.capitalize()}{kind}")(**value)
    return value


def _is_channel(name: str, value: object) -> bool:
    """Tell what is read from the data or placed by a value from what all marks share."""
    if isinstance(value, str):
        return name in _COLUMNS and not value.startswith("#")
    return name in {*_COLUMNS, "tooltip"} or isinstance(value, alt.SchemaBase)


def lines(y: str, color: str, width: float = LINE_WIDTH, **look: Any) -> alt.Chart:  # noqa: ANN401
    """Join a column from row to row."""
    return mark("line", y=y, color=color, strokeWidth=width, **look)


def bands(low: str, high: str, color: str, opacity: float = 0.15, **look: Any) -> alt.Chart:  # noqa: ANN401
    """Fill what lies between two columns; not read aloud, for the points under the pointer are."""
    return mark("area", y=low, y2=high, color=color, opacity=opacity, aria=False, **look)


def bars(start: str, end: object, size: float, **look: Any) -> alt.Chart:  # noqa: ANN401
    """Lay a bar of ``size`` pixels from one column to another, or to a value.

    A kind that no row is of leaves an empty group, so bars are not read aloud; their figures are.
    """
    look = {"opacity": 1, "aria": False} | look
    return mark("bar", orient="horizontal", x=start, x2=end, size=size, **look)


def ranges(low: str, high: str, width: float, color: str, **look: Any) -> alt.Chart:  # noqa: ANN401
    """Draw a line from one column across to another."""
    return mark("rule", x=low, x2=high, strokeWidth=width, color=color, **look)


def dots(size: float, **look: Any) -> alt.Chart:  # noqa: ANN401
    """Set a filled point of ``size`` square pixels."""
    return mark("point", size=size, **({"filled": True, "opacity": 1} | look))


def hollow(style: Style) -> Look:
    """Look of a dot in the own colour that is filled only where ``clear``: where not about zero."""
    filled = alt.condition("datum.clear", alt.value(style.own), alt.value(style.ink("ground")))
    return {"fill": filled, "stroke": style.own, "strokeWidth": 2.5}


def words(text: object, color: str, **look: Any) -> alt.Chart:  # noqa: ANN401
    """Write a column, or a value that is the same for all."""
    usual: Look = {"align": "left", "baseline": "middle", "fontSize": LABEL_SIZE}
    return mark("text", text=text, color=color, **(usual | look))


def names(style: Style, width: int, **look: Any) -> alt.Chart:  # noqa: ANN401
    """Write the column ``name`` in a margin of ``width`` pixels on the left."""
    usual: Look = {"text": "name", "color": style.ink("text"), "x": pixel(-width)}
    return words(**(usual | {"limit": width - 8} | look))


def figures(style: Style, width: int, text: str = "text", **look: Any) -> alt.Chart:  # noqa: ANN401
    """Write a column of figures in a margin of ``width`` pixels on the right."""
    usual: Look = {"x": pixel(f"width + {width}"), "limit": width, "color": style.ink("text")}
    return words(text, align="right", **(usual | look))


def end_labels(width: int, place: str = "end", **look: Any) -> alt.Chart:  # noqa: ANN401
    """Name lines at their ends: ``place`` is a column, with those of its text and its colour."""
    usual: Look = {"color": f"{place}_colour", "dx": 7, "limit": width - 7}
    return words(f"{place}_text", y=place, **(usual | look))


def zero(**look: Any) -> alt.Chart:  # noqa: ANN401
    """Draw the rule at nothing, across rows."""
    return mark("rule", x=alt.datum(0), color=NO_CHANGE_COLOUR, strokeWidth=1.5, aria=False, **look)


def no_change() -> alt.Chart:
    """Draw the rule at nothing along the quarters: the course without a plan."""
    return mark("rule", y=alt.datum(0), color=NO_CHANGE_COLOUR, strokeWidth=1.5, strokeDash=[5, 4])


def hover(
    style: Style,
    unit: str,
    rows: dict[str, str],
    size: float = 500,
    *,
    signed: bool = False,
    **look: Any,  # noqa: ANN401
) -> alt.Chart:
    """Offer figures under the pointer: ``rows`` maps columns to words, as in `tooltip`."""
    cells = tooltip(style, unit, rows, signed=signed)
    return mark("circle", size=size, opacity=0, tooltip=cells, **look)


def clicks() -> alt.Parameter:
    """Select, by its column ``key``, the mark that was clicked last."""
    return alt.selection_point(name=PICK, fields=["key"], on="click", clear="dblclick")


def shared(layers: Sequence[alt.Chart], where: str = "", **places: Any) -> alt.LayerSpec:  # noqa: ANN401
    """Lay marks on each other; what they share is said once, for a short specification.

    A part of a specification, not `alt.layer`, which copies all that it lays, several times over.
    """
    encoding = alt.SharedEncoding(**places)
    return alt.LayerSpec(layer=list(layers), encoding=encoding, **_only(where))


def _only(where: str) -> dict[str, Any]:
    return {"transform": [alt.FilterTransform(filter=where)]} if where else {}


def draw(
    style: Style,
    height: int,
    *layers: alt.Chart | alt.LayerSpec,
    left: int | None = None,
    right: int | None = None,
    own: str = "",
    plot: int = 140,
) -> Spec:
    """Build the specification of ``layers``, read from the data named ``main``.

    ``left`` and ``right`` are pixels held free beside the plot, whatever stands there: without a
    mark that always overhangs most, the plot would grow and shrink with the length of its labels.
    Each layer has the axes and scales named in ``own``, x or y, for itself. ``plot`` is the least
    breadth at which the plot between them can be read, pixels; a narrower screen scrolls the chart.
    """
    edges = [] if left is None else [_edge(f"-{left}")]
    edges += [] if right is None else [_edge(f"width + {right}")]
    apart: Any = dict.fromkeys(own, "independent")
    parts: Any = {"resolve": alt.Resolve(scale=apart, axis=apart)} if own else {}
    data = alt.NamedData(name="main")
    chart = alt.TopLevelLayerSpec(layer=[*layers, *edges], data=data, **parts)
    return finish(chart, style, height) | {"usermeta": {"least": (left or 0) + (right or 0) + plot}}


def _edge(place: str) -> alt.Chart:
    return mark("rule", x=pixel(place), y=alt.value(0), y2=alt.value(1), opacity=0, aria=False)
