"""Tables as the browser gets them: columns, each as short as what repeats in it allows.

`static/columns.js` unpacks them.
"""

import math
from typing import Any

import pyarrow as pa

DIGITS = 7
"""Significant digits of a number: finer than a pixel, and half as long."""


def packed(table: pa.Table) -> dict[str, Any]:
    """Pack ``table`` for JSON: ``rows``, their count, and ``columns`` by name.

    Raises
    ------
    ValueError
        A number is not finite; a place without one is null.
    """
    columns = {name: _column(table[name].to_pylist()) for name in table.column_names}
    return {"rows": table.num_rows, "columns": columns}


def _column(values: list[Any]) -> object:
    short = [_short(value) for value in values]
    distinct = list(dict.fromkeys(short))
    if len(distinct) == 1:
        return {"all": distinct[0]}
    if any(isinstance(value, str) for value in distinct) and 2 * len(distinct) < len(short):
        place = {value: at for at, value in enumerate(distinct)}
        return {"of": distinct, "at": [place[value] for value in short]}
    return short


def _short(value: object) -> object:
    if not isinstance(value, float):
        return value
    number = float(f"{value:.{DIGITS}g}")
    if not math.isfinite(number):
        msg = f"a chart got {value}, which is no number"
        raise ValueError(msg)
    return int(number) if number.is_integer() else number
