"""A plan as arrows: each lever from where it stands today to its target, on its own range."""

from __future__ import annotations

from functools import cache

from pages.charts.axes import rows
from pages.charts.libraries import alt
from pages.charts.marks import draw, figures, mark, names, shared
from pages.charts.style import Look, Spec, Style

ARROW_COLUMNS = (
    *("row", "name", "seen_low", "seen_high", "today", "plan", "up", "moves", "text", "effect"),
)
"""A row a lever; places are parts of its range, 0 to 1; ``up`` tells where the arrow points."""

_NAMES, _FIGURES, _EFFECT = 190, 300, 140


@cache
def arrows(style: Style, count: int, height: int) -> Spec:
    """Draw ``count`` levers: the range thin, what history has seen shaded, today's mark, the arrow.

    Beyond what history has seen, the arrow leaves the shade.
    """
    quiet = style.ink("quiet")
    scale = alt.Scale(domain=[0, 1], nice=False, zero=False, padding=8)
    x = alt.X(field="today", type="quantitative", axis=None, scale=scale)
    seen: Look = {"x": "seen_low", "x2": "seen_high", "color": quiet, "opacity": 0.22}
    marks = [
        mark("rule", x=alt.datum(0), x2=alt.datum(1), color=style.ink("grid"), aria=False),
        mark("bar", orient="horizontal", size=16, aria=False, **seen),
        mark("tick", x="today", size=20, thickness=2, color=quiet, orient="vertical", aria=False),
        mark("rule", x="today", x2="plan", color=style.own, strokeWidth=3, aria=False),
        *(_head(style, up=up) for up in (True, False)),
        names(style, _NAMES),
        figures(style, _FIGURES - _EFFECT),
        figures(style, _FIGURES, "effect"),
    ]
    return draw(style, height, shared(marks, x=x, y=rows(count)), left=_NAMES, right=_FIGURES)


def _head(style: Style, *, up: bool) -> alt.Chart:
    """Set the head of the arrow, to the right where the lever goes up."""
    where = f"datum.moves && datum.up == {str(up).lower()}"
    look: Look = {"color": style.own, "shape": "triangle-right" if up else "triangle-left"}
    return mark(
        "point", x="plan", size=150, filled=True, opacity=1, aria=False, where=where, **look
    )
