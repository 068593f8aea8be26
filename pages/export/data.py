"""The data of a chart as CSV: measure, unit and quarter in words, nothing that only draws it."""

from codecs import BOM_UTF8
from typing import Any

import pandas as pd

from models.scenario.csv.cells import guarded
from pages.charts.figure import Figure
from pages.labels.catalogue import catalogue, t

PLACES = {
    *("panel", "row", "col", "column", "order", "key", "part", "start", "end", "line", "option"),
    *("end_text", "label", "label_text", "text", "detail", "upper", "upper_text", "lower"),
    *("lower_text", "solid", "bridge", "dashed", "fill", "stroke", "ink", "align", "dx", "dy"),
    *("strength", "sign", "today", "today_text", "title", "measure", "range", "stop"),
}
"""Columns that place, colour or repeat marks in words; what they draw stands in the others."""


def csv_of(figure: Figure) -> bytes:
    """Write the figures of a chart for a spreadsheet: UTF-8 with a byte-order mark.

    No text runs there as a formula.
    """
    frame = figure.table.to_pandas()
    own = {"measure", "detail"} if "measure" in frame else set()
    kept = [name for name in frame if name in own or _tells(name, frame[name])]
    exported = frame[kept].copy()
    scales = pd.Series(1.0, index=frame.index)
    if figure.measures:
        places = frame.get("panel", pd.Series(0, index=frame.index)).astype(int)
        measures = [figure.measures[place] for place in places]
        # The file has the unit that the chart is labelled with, which depends on the language.
        scales = pd.Series([measure.scale for measure in measures], index=frame.index)
        exported.insert(0, "unit", [measure.unit for measure in measures])
        exported.insert(0, "measure", [measure.title for measure in measures])
    elif not own:
        exported.insert(0, "measure", figure.subtitle)
    if figure.quarter and "quarter" not in exported:
        exported.insert(0, "quarter", figure.quarter)
    for name in kept:
        if pd.api.types.is_float_dtype(exported[name]):
            exported[name] = exported[name] * scales
        elif not pd.api.types.is_numeric_dtype(exported[name]):
            exported[name] = [
                guarded(cell) if isinstance(cell, str) else cell for cell in exported[name]
            ]
    exported["measure"] = exported["measure"].map(guarded)
    heads = {name: _head(str(name)) for name in exported}
    return BOM_UTF8 + exported.rename(columns=heads).to_csv(index=False).encode()


def _tells(name: str, column: "pd.Series[Any]") -> bool:
    """Tell a column of figures or names from one of places, which whole numbers always are."""
    is_place = name in PLACES or name.endswith("colour")
    return not is_place and not pd.api.types.is_integer_dtype(column)


def _head(name: str) -> str:
    keys = (f"column.{name}", f"chart.{name}", f"assumptions.line.{name}")
    return next((t(key) for key in keys if key in catalogue()), name)
