"""A backtest as JSON and as a table of text."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

import pandas as pd

from models.calibration.series import Series
from models.notation import quarter_name
from models.validation.backtest import Backtest, ForecastScore, beside, scored

_PERCENT = 100.0


def as_json(test: Backtest) -> dict[str, object]:
    """Give origins, scores by series and horizon, and the pool; errors are shares, not percent.

    ``mape`` and ``coverage_80`` are those of `project`, levers as they moved, ``mape_forecast`` of
    the forecast alone. A series that the simulator does not have is under ``apart``, outside the
    pool, and has only the latter. A pooled horizon without any figure is null. Under ``vintages``
    every later figure is counted.
    """
    coverage = {name: test.coverage(name) for name in test.vintages}
    return {
        "origins": [quarter_name(origin) for origin in test.origins],
        "series": list(_rows(test, scored())),
        "apart": list(_rows(test, beside())),
        "pooled": {
            "all": _asdict(test.score()),
            "longest": _asdict(test.score(horizon=test.horizon)),
        },
        "vintages": {name: {"n": n, "coverage_80": held} for name, (n, held) in coverage.items()},
        "notes": list(test.notes),
    }


def _rows(test: Backtest, series: Iterable[Series]) -> Iterator[dict[str, object]]:
    for name in (one.name for one in series):
        for horizon in range(1, test.horizon + 1):
            if score := test.score([name], horizon):
                yield {"series": name, "horizon": horizon, **asdict(score)}


def _asdict(score: ForecastScore | None) -> dict[str, object] | None:
    return asdict(score) if score else None


def as_table(test: Backtest) -> str:
    """Lay the scores out for a terminal, percent, a line a series and the pool last."""
    lines = [_line(s.name, test.score([s.name])) for s in scored()]
    lines += [_line(f"pooled, {h} ahead", test.score(horizon=h)) for h in _horizons(test)]
    lines += [_line("pooled", test.score())]
    lines += [_line(f"{s.name} (apart)", test.score([s.name])) for s in beside()]
    frame = pd.DataFrame([line for line in lines if line])
    scores = frame.to_string(index=False, float_format="{:.1f}".format, na_rep="-")
    return "\n".join([scores, *_held(test)])


def _held(test: Backtest) -> Iterator[str]:
    """Write how often the ranges of each vintage held, all later figures counted."""
    names = (*test.vintages, *([None] if test.vintages else []))
    for name in names:
        count, held = test.coverage(name)
        yield f"80% ranges from {name or 'all of them'}: {held:.0%} of {count} later figures"


def _horizons(test: Backtest) -> range:
    return range(1, test.horizon + 1)


def _line(name: str, score: ForecastScore | None) -> dict[str, object] | None:
    if not score:
        return None
    return {
        "series": name,
        "n": score.n,
        "project %": _percent(score.mape),
        "forecast %": _percent(score.mape_forecast),
        "naive %": _percent(score.mape_naive),
        "ETS %": _percent(score.mape_ets),
        "skill %": _percent(score.skill),
        "coverage %": _percent(score.coverage_80),
        "verdict": "worse than last year's quarter" if score.skill < 0 else "",
    }


def _percent(share: float | None) -> float | None:
    return None if share is None else _PERCENT * share
