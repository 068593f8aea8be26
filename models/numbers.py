"""The figures of projections as a CSV, the same from the terminal and from the browser."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from models.csv_cells import guarded
from models.text_rules import shown

if TYPE_CHECKING:
    import pandas as pd


class Framed(Protocol):
    """A projection, or the summary of one."""

    def to_frame(self) -> "pd.DataFrame":
        """Tidy frame."""


def numbers_frame(projections: Iterable[Framed]) -> "pd.DataFrame":
    """Tidy frame of several projections, one below the other, one of them in memory at a time."""
    import pandas as pd  # here, so that verbs that write no file start without it

    return pd.concat((each.to_frame() for each in projections), ignore_index=True)


def numbers_bytes(frame: "pd.DataFrame") -> bytes:
    """Write a tidy frame as CSV: UTF-8, every number the shortest text that reads back to it.

    Names of scenarios that a spreadsheet would run as a formula get one leading apostrophe.
    """
    safe = frame.assign(scenario=frame["scenario"].map(guarded))
    return safe.to_csv(index=False, lineterminator="\n").encode()


def records(frame: "pd.DataFrame") -> list[dict[str, object]]:
    """Rows for JSON: every float as it is, what is empty as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): cell for name, cell in row.items()} for row in plain.to_dict("records")]


HEADLINES = ("gmv", "revenue", "ebita", "value", "dau", "dac", "aac", "gmv_share")
"""Metrics that a terminal shows; a file holds all."""


def headline_table(frame: "pd.DataFrame") -> str:
    """Lay the headlines of the own group at the last quarter out as a table of text.

    The statistics stand side by side; every figure is rounded to five significant digits.
    """
    own = frame["platform"] == frame["platform"].iloc[0]
    last = frame["quarter"] == frame.groupby("scenario")["quarter"].transform("max")
    rows = frame[own & last & frame["metric"].isin(HEADLINES)]
    keys = ["scenario", "quarter", "metric", "unit"]
    wide = rows.pivot(index=keys, columns="statistic", values="value")
    order = rows[keys].drop_duplicates().apply(tuple, axis=1)
    statistics = rows["statistic"].drop_duplicates()
    wide = wide.loc[list(order), list(statistics)].reset_index()
    wide["scenario"] = wide["scenario"].map(shown)
    return wide.to_string(index=False, float_format="{:.5g}".format, na_rep="")
