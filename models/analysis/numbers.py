"""The figures of projections as a CSV, the same from the terminal and from the browser."""

from codecs import BOM_UTF8
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from models.notation import metrics_of
from models.projection import Projection
from models.scenario.csv.cells import guarded
from models.text_rules import shown

if TYPE_CHECKING:
    import pandas as pd


CHANGES = ("baseline", "change", "change_p10", "change_p90")
"""Columns of `numbers_against` behind those of a projection; empty but beside ``central``."""


class Framed(Protocol):
    """A projection, or the summary of one."""

    def to_frame(self) -> "pd.DataFrame":
        """Tidy frame."""


def numbers_against(pairs: Iterable[tuple[Framed, Framed]]) -> "pd.DataFrame":
    """Tidy frame of plans, each with no change beside it and the difference draw by draw.

    Parameters
    ----------
    pairs : iterable of two projections
        Plan and no change under the same settings, draws and seed.

    Returns
    -------
    DataFrame
        The columns of `numbers_frame`, then those of `CHANGES` in the unit of the row: the
        central run of no change, the plan's difference from it, and the range of that
        difference over the draws, empty without draws and where only summaries are at hand.
    """
    import pandas as pd

    return pd.concat([_against(run, idle) for run, idle in pairs], ignore_index=True)


def _against(run: Framed, idle: Framed) -> "pd.DataFrame":
    frame = run.to_frame()
    central = frame["statistic"] == "central"
    # Both frames list metrics, quarters and platforms in one order.
    before = idle.to_frame()["value"].to_numpy()[central]
    columns = {"baseline": before, "change": frame.loc[central, "value"].to_numpy() - before}
    if isinstance(run, Projection) and isinstance(idle, Projection) and not central.all():
        gap = replace(
            run, paths={name: path - idle.paths[name] for name, path in run.paths.items()}
        )
        for end in ("p10", "p90"):
            columns[f"change_{end}"] = gap.to_frame([end])["value"].to_numpy()
    for name in CHANGES:
        frame[name] = float("nan")
        if name in columns:
            frame.loc[central, name] = columns[name]
    return frame


def numbers_frame(projections: Iterable[Framed]) -> "pd.DataFrame":
    """Tidy frame of several projections, one below the other, one of them in memory at a time."""
    import pandas as pd  # here, so that verbs that write no file start without it

    return pd.concat((each.to_frame() for each in projections), ignore_index=True)


def numbers_bytes(frame: "pd.DataFrame") -> bytes:
    """Write a tidy frame as CSV: UTF-8 with a byte-order mark, numbers that read back exactly.

    Names of scenarios that a spreadsheet would run as a formula get one leading apostrophe.
    """
    safe = frame.assign(scenario=frame["scenario"].map(guarded))
    return BOM_UTF8 + safe.to_csv(index=False, lineterminator="\n").encode()


def records(frame: "pd.DataFrame") -> list[dict[str, object]]:
    """Rows for JSON: every float as it is, what is empty as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): cell for name, cell in row.items()} for row in plain.to_dict("records")]


RECORD_METRICS = metrics_of(
    *(
        "users",
        "buyers",
        "sales",
        "revenue",
        "profit",
        "group_profit",
        "worth",
        "plan_worth",
        "share",
    )
)
"""Metrics that a terminal shows; a file holds all."""


def headline_table(frame: "pd.DataFrame") -> str:
    """Lay the headlines of the own group at the last quarter out as a table of text.

    The statistics stand side by side; every figure is rounded to five significant digits.
    """
    own = frame["platform"] == frame["platform"].iloc[0]
    last = frame["quarter"] == frame.groupby("scenario")["quarter"].transform("max")
    rows = frame[own & last & frame["metric"].isin(RECORD_METRICS)]
    keys = ["scenario", "quarter", "metric", "unit"]
    wide = rows.pivot(index=keys, columns="statistic", values="value")
    order = rows[keys].drop_duplicates().apply(tuple, axis=1)
    statistics = rows["statistic"].drop_duplicates()
    wide = wide.loc[list(order), list(statistics)].reset_index()
    wide["scenario"] = wide["scenario"].map(shown)
    return wide.to_string(index=False, float_format="{:.5g}".format, na_rep="")
