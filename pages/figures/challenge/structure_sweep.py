"""Worth of the plan by degree of integration, where coordination and adaptation differ too."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from models.analysis.structure.best_integration import GRID, Sweep
from models.analysis.structure.comparison import AIM, Way
from models.analysis.structure.structures import TODAY, Structure
from models.notation import UNITS
from pages.charts.axes import apart
from pages.charts.figure import Figure
from pages.charts.scatter import DEGREES_COLUMNS, degrees
from pages.figures.challenge.structure_figures import HEIGHT, Drawing, structure_name
from pages.labels.catalogue import t
from pages.labels.format import setting

_APART = 0.07
"""Part of the height that labels at the ends stand apart."""

_TEXTS = ("kind", "name", "label", "end_text", "end_colour")


def integration(
    on: Drawing,
    swept: Mapping[str, Sweep],
    structures: Sequence[Structure],
    ways: Sequence[Way],
) -> Figure:
    """Draw what the plan is worth at every degree of integration, and where it is worth most."""
    best = {name: one.best for name, one in swept.items()}
    degree = {name: setting(one[AIM], "share") for name, one in best.items()}
    others = {name: setting(best["set"][name], "share") for name in ("value", "gmv")}
    return on.figure(
        "integration",
        t(
            "structure.sweep",
            degree=degree["set"],
            together=degree["together"],
            apart=degree["apart"],
        ),
        t("structure.sweep_below", **others),
        degrees(on.style, UNITS[AIM], t("structure.sweep.axis"), HEIGHT),
        _table(on, swept, structures, ways),
    )


def _table(
    on: Drawing, swept: Mapping[str, Sweep], structures: Sequence[Structure], ways: Sequence[Way]
) -> pa.Table:
    paths = {name: one.change[AIM] for name, one in swept.items()}
    height = float(np.ptp(np.concatenate([*paths.values()]))) or 1.0
    ends = apart([float(path[-1]) for path in paths.values()], _APART * height)
    rows: list[dict[str, object]] = []
    for (name, path), end in zip(paths.items(), ends, strict=True):
        words = t(f"structure.sweep.{name}")
        line = [
            {"kind": name, "name": words, "setting": float(at), "figure": float(value)}
            for at, value in zip(GRID, path, strict=True)
        ]
        colour = on.style.words_in(on.style.own) if name == "set" else on.style.ink("quiet")
        line[-1] |= {"end": end, "end_text": words, "end_colour": colour}
        rows += line
    rows += _points(on, paths["set"], structures, ways)
    schema = pa.schema(
        [(name, pa.string() if name in _TEXTS else pa.float64()) for name in DEGREES_COLUMNS]
    )
    empty = dict.fromkeys(DEGREES_COLUMNS)
    return pa.Table.from_pylist([empty | row for row in rows], schema=schema)


def _points(
    on: Drawing, path: np.ndarray, structures: Sequence[Structure], ways: Sequence[Way]
) -> list[dict[str, object]]:
    """Mark the structures by their own worth, the plan as it stands and the best degree."""
    planned = on.scenario.schedule(on.market.levers)["centralisation"]
    rows: list[dict[str, object]] = []
    for one, way in zip(structures, ways, strict=True):
        degree = planned[-1] if one.centralisation is None else one.centralisation
        rows.append(
            {
                "kind": "plan" if one.name == TODAY.name else "structure",
                "name": structure_name(one.name),
                "setting": float(degree),
                "figure": way.change[AIM].central,
            }
        )
    top = int(np.argmax(path))
    best = {
        "kind": "best",
        "name": t("structure.sweep.best"),
        "label": setting(float(GRID[top]), "share"),
    }
    return [*rows, {**best, "setting": float(GRID[top]), "figure": float(path[top])}]
