"""A backtest as JSON and as a table of text."""

from collections.abc import Iterator
from dataclasses import asdict

import pandas as pd

from models.calibration.series import APART, POOLED
from models.notation import quarter_name
from models.validation.backtest import Backtest, ForecastScore

_PERCENT = 100.0


def as_json(test: Backtest) -> dict[str, object]:
    """Give origins, scores by series and horizon, and the pool; errors are shares, not percent.

    A series that stands apart is under ``apart``, outside the pool. A pooled horizon without
    any figure is null.
    """
    return {
        "origins": [quarter_name(origin) for origin in test.origins],
        "series": list(_rows(test, [series.name for series in POOLED])),
        "apart": list(_rows(test, [series.name for series in APART])),
        "pooled": {
            "all": _asdict(test.score()),
            "longest": _asdict(test.score(horizon=test.horizon)),
        },
        "notes": list(test.notes),
    }


def _rows(test: Backtest, names: list[str]) -> Iterator[dict[str, object]]:
    for name in names:
        for horizon in range(1, test.horizon + 1):
            if score := test.score([name], horizon):
                yield {"series": name, "horizon": horizon, **asdict(score)}


def _asdict(score: ForecastScore | None) -> dict[str, object] | None:
    return asdict(score) if score else None


def as_table(test: Backtest) -> str:
    """Lay the scores out for a terminal, percent, a line a series and the pool last."""
    lines = [_line(s.name, test.score([s.name])) for s in POOLED]
    lines += [_line(f"pooled, {h} ahead", test.score(horizon=h)) for h in _horizons(test)]
    lines += [_line("pooled", test.score())]
    lines += [_line(f"{s.name} (apart)", test.score([s.name])) for s in APART]
    frame = pd.DataFrame([line for line in lines if line])
    return frame.to_string(index=False, float_format="{:.1f}".format, na_rep="-")


def _horizons(test: Backtest) -> range:
    return range(1, test.horizon + 1)


def _line(name: str, score: ForecastScore | None) -> dict[str, object] | None:
    if not score:
        return None
    ets = score.mape_ets
    return {
        "series": name,
        "n": score.n,
        "MAPE %": _PERCENT * score.mape,
        "naive %": _PERCENT * score.mape_naive,
        "ETS %": None if ets is None else _PERCENT * ets,
        "skill %": _PERCENT * score.skill,
        "coverage %": _PERCENT * score.coverage_80,
        "verdict": "worse than last year's quarter" if score.skill < 0 else "",
    }
