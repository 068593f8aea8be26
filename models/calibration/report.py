"""A calibration as the files that are stored, as JSON and as a table of text."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, SupportsFloat

import numpy as np
import pandas as pd

from models.calibration.refit import Calibration
from models.calibration.replay import predicted, replay
from models.notation import Array

NARROWER, FURTHER = 0.95, 0.3
"""Nothing was learned of a parameter whose standard deviation is left above the first share of the
prior's, and whose mode lies within the second share of it from the centre."""

_DIGITS = 7


def files(calibration: Calibration) -> dict[str, bytes]:
    """Give the files of ``data/`` that a calibration writes, by name."""
    return {
        "posterior.csv": draws_text(calibration).encode(),
        "posterior_report.toml": report_text(calibration).encode(),
    }


def draws_text(calibration: Calibration) -> str:
    """Write the draws: a column a parameter, a row a draw."""
    rows = [",".join(f"{x:.{_DIGITS}g}" for x in draw) for draw in calibration.posterior.draws]
    return "\n".join([",".join(calibration.posterior.names), *rows, ""])


def report_text(calibration: Calibration) -> str:
    """Write the report as TOML; JSON's strings, numbers and lists are TOML's too."""
    report = as_json(calibration)
    tables = {name: report.pop(name) for name in ("parameters", "series", "tests", "quality")}
    lines = ["# Written by `python cli.py calibrate`; do not edit."]
    lines += [_pair(*item) for item in report.items()]
    for name, rows in tables.items():
        for row in rows:
            lines += ["", f"[[{name}]]", *(_pair(*item) for item in row.items())]
    return "\n".join([*lines, ""])


def _pair(name: str, value: object) -> str:
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"


def as_json(calibration: Calibration) -> dict[str, Any]:
    """Give the report: what moved, how well it fits, what stays unknown.

    ``effective_size`` counts draws out of ``candidates``. Of a series ``typical_miss`` is the mean
    distance between report and model at the mode, in logs, and ``misfit`` the root mean square of
    the whitened misfits: about 1 where the assumed errors are right. ``quality`` is the appeal of
    each app against the first market, logs of odds, that the decisions do not explain.
    """
    unknowns, posterior = calibration.unknowns, calibration.posterior
    return {
        "market": unknowns.history.market.vintage,
        "last_quarter": unknowns.history.quarters[-1],
        "seed": calibration.seed,
        "observations": len(unknowns.history.observations),
        "effective_size": _round(posterior.effective_size),
        "candidates": posterior.candidates,
        "evaluations": calibration.mode.evaluations,
        "says_nothing": _silent(calibration),
        "notes": list(calibration.notes),
        "parameters": list(_parameters(calibration)),
        "series": list(_series(calibration)),
        "tests": list(_tests(calibration)),
        "quality": list(_quality(calibration)),
    }


def _round(value: SupportsFloat) -> float:
    """Keep the digits that matter; the last bits are the machine's own."""
    return float(f"{float(value):.6g}")


def _silent(calibration: Calibration) -> list[str]:
    mode = dict(zip(calibration.unknowns.free, calibration.mode.z, strict=False))
    return [
        row.parameter
        for row in calibration.posterior.summary
        if row.sd_ratio > NARROWER and abs(mode[row.parameter]) < FURTHER
    ]


def _parameters(calibration: Calibration) -> Iterator[dict[str, Any]]:
    mode = calibration.unknowns.freed(calibration.mode.z[:, None], {})
    for row in calibration.posterior.summary:
        central = calibration.unknowns.parameters.table[row.parameter].central
        numbers = {k: _round(v) for k, v in asdict(row).items() if k != "parameter"}
        yield {
            "parameter": row.parameter,
            "central": central,
            "mode": _round(mode[row.parameter][0]),
            **numbers,
        }


def _series(calibration: Calibration) -> Iterator[dict[str, Any]]:
    history = calibration.unknowns.history
    z = calibration.mode.z[:, None]
    white = calibration.history.misfit(z)[:, 0]
    miss = (
        calibration.history.values
        - predicted(history.observations, replay(calibration.unknowns, z))[:, 0]
    )
    names = [seen.series for seen in history.observations]
    for name in dict.fromkeys(names):
        mine = np.array([other == name for other in names])
        # A series of which only the movement counts lies off by a constant.
        shifted = any(o.basis_sd > 0 for o in history.observations if o.series == name)
        yield {
            "series": name,
            "n": int(mine.sum()),
            "typical_miss": _round(_typical(miss[mine], shifted=shifted)),
            "misfit": _round(np.sqrt((white[mine] ** 2).mean())),
        }


def _typical(miss: Array, *, shifted: bool) -> float:
    return float(np.abs(miss - (np.median(miss) if shifted else 0.0)).mean())


def _tests(calibration: Calibration) -> Iterator[dict[str, Any]]:
    if not calibration.tests:
        return
    told_now = calibration.tests.predicted(calibration.mode.z[:, None])[:, 0]
    told_before = calibration.tests.predicted(np.zeros((calibration.unknowns.size, 1)))[:, 0]
    for setup, before, after in zip(calibration.tests.setups, told_before, told_now, strict=True):
        yield {
            "test": setup.lift.name,
            "quarter": setup.lift.quarter,
            "effect": setup.lift.effect,
            "standard_error": setup.lift.error,
            "told_before": _round(before),
            "told_after": _round(after),
        }


def _quality(calibration: Calibration) -> Iterator[dict[str, Any]]:
    appeal = calibration.unknowns.appeal(calibration.mode.z[:, None])[..., 0]
    for platform, path in zip(
        calibration.unknowns.history.market.platform_ids, appeal.T, strict=True
    ):
        yield {
            "platform": platform,
            "quarters": list(calibration.unknowns.history.quarters),
            "appeal": [_round(x) for x in path],
        }


def as_table(calibration: Calibration) -> str:
    """Lay the report out for a terminal."""
    report = as_json(calibration)
    share = report["effective_size"] / report["candidates"]
    head = (
        f"History {report['market']} to {report['last_quarter']}: {report['observations']} figures,"
        f" {len(report['parameters'])} free parameters. Effective size"
        f" {report['effective_size']:.0f} of {report['candidates']} candidates ({share:.0%})."
    )
    silent = ", ".join(report["says_nothing"]) or "none"
    return "\n\n".join(
        [
            head,
            _frame(report["parameters"]),
            f"Nothing was learned of: {silent}; and of every parameter that is not listed.",
            _frame(report["series"]),
            *([_frame(report["tests"])] if report["tests"] else []),
            _frame([_at_the_end(row) for row in report["quality"]]),
        ]
    )


def _at_the_end(row: Mapping[str, Any]) -> dict[str, Any]:
    """Show the appeal that no decision explains, in the last quarter."""
    return {
        "platform": row["platform"],
        "unexplained appeal, logs of odds, last quarter": row["appeal"][-1],
    }


def _frame(rows: list[dict[str, Any]]) -> str:
    return pd.DataFrame(rows).to_string(index=False, float_format="{:.3f}".format)
