"""The KPIs of Taobao, Tmall and the group in one triangle: who is paid for what."""

import pyarrow as pa

from models.analysis.structure.alignment import CORNERS, Alignment, TrianglePlace, together
from models.vintage import Side
from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.charts.triangle import COLUMNS, triangle
from pages.figures.challenge.structure_figures import HEIGHT, Drawing
from pages.labels.catalogue import named, t
from pages.labels.format import fixed

_WORDS = {"gmv": ("right", -10, 6), "revenue": ("left", 10, 6), "users": ("center", 0, -14)}
"""Where the words of a corner stand: alignment and distance in pixels."""

_TEXT = ("kind", "text", "colour", "align")


def kpis(on: Drawing, today: Alignment, planned: Alignment) -> Figure:
    """Draw where the KPIs of the three units stand, today as rings and with the plan as dots."""
    words = {
        "conflict": fixed(planned.conflict, 2),
        "misalignment": fixed(planned.misalignment, 2),
    }
    return on.figure(
        "kpis",
        t(f"structure.kpis.{_finding(planned)}", **words),
        t("structure.kpis_below", **words),
        triangle(on.style, HEIGHT),
        _rows(on, today, planned),
    )


def _finding(planned: Alignment) -> str:
    """Name the sentence that is true: all agree, the group differs, or the units do."""
    if planned.agrees:
        return "aligned"
    return "group" if planned.units_agree else "apart"


def _rows(on: Drawing, today: Alignment, planned: Alignment) -> pa.Table:
    corners = [*CORNERS.items()]
    rows: list[dict[str, object]] = []
    for (_, a), (_, b) in zip(corners, [*corners[1:], corners[0]], strict=True):
        rows.append({"kind": "edge", "x": a[0], "y": a[1], "x2": b[0], "y2": b[1]})
    for name, (x, y) in corners:
        align, dx, dy = _WORDS[name]
        words = {"text": t(f"structure.corner.{name}"), "align": align, "dx": dx, "dy": dy}
        rows.append({"kind": "corner", "x": x, "y": y, **words})
    names, colours = _units(on)
    for before, after in zip(today.places, planned.places, strict=True):
        rows += _moved(before, after, colours[after.unit])
    for group in together(planned.places):
        rows.append(_label(group, names, colours))
    schema = pa.schema([(name, pa.string() if name in _TEXT else pa.float64()) for name in COLUMNS])
    return pa.Table.from_pylist([dict.fromkeys(COLUMNS) | row for row in rows], schema=schema)


def _moved(before: TrianglePlace, after: TrianglePlace, colour: str) -> list[dict[str, object]]:
    here = {"x": before.x, "y": before.y, "colour": colour}
    move = {"kind": "move", "x2": after.x, "y2": after.y}
    return [here | move, {"kind": "before", **here}]


def _label(
    group: tuple[TrianglePlace, ...], names: dict[str, str], colours: dict[str, str]
) -> dict[str, object]:
    """Draw the units that stand in one place as one dot with all their names."""
    one = group[-1]
    return {
        "kind": "unit",
        "x": one.x,
        "y": one.y,
        "text": t("structure.unit.all")
        if len(group) == len(names)
        else t("finding.comma").join(names[place.unit] for place in group),
        "colour": colours[one.unit],
        "align": "center" if len(group) > 1 else "left",
        "dx": 0 if len(group) > 1 else 12,
        "dy": 20 if len(group) > 1 else 0,
    }


def _units(on: Drawing) -> tuple[dict[str, str], dict[str, str]]:
    """Name and colour of each unit: the two storefronts' owners, and the group."""
    sides = dict(zip(("consumer", "industry"), on.market.sides, strict=True))
    names = {unit: t(f"structure.unit.{unit}", side=named(side)) for unit, side in sides.items()}
    colours = {unit: _colour(side, on.style) for unit, side in sides.items()}
    return names | {"group": t("structure.unit.group")}, colours | {"group": on.style.own}


def _colour(side: Side, style: Style) -> str:
    return side.colour_dark if style.dark else side.colour
