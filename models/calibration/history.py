"""The past as the model sees it: a market, the levers that were moved, what was reported of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import linalg

from models.calibration.actuals import Actuals
from models.calibration.discrepancy import covariance
from models.calibration.observation import Observation
from models.notation import Array, quarter_name, quarter_number, quarters_after
from models.scenario import Scenario, Step
from models.vintage import Market

LEAST, MOST = 4, 20
"""Quarters of history that a fit may use."""

_PERCENT = 100.0


@dataclass(frozen=True, kw_only=True, eq=False)
class CalibrationHistory:
    """A market, the plan that history was, what was observed, and the settings of the fit."""

    market: Market
    scenario: Scenario
    observations: tuple[Observation, ...]
    settings: Mapping[str, Any]

    @cached_property
    def quarters(self) -> tuple[str, ...]:
        """Quarters of the history; the market's own is matched by construction."""
        return quarters_after(self.market.vintage, self.scenario.horizon)

    @cached_property
    def values(self) -> Array:
        """Reported logs, (n,)."""
        return np.array([seen.value for seen in self.observations])

    @cached_property
    def root(self) -> Array:
        """Lower Cholesky factor of the covariance of what lies between model and report, (n, n)."""
        return linalg.cholesky(covariance(self.observations, self.settings), lower=True)

    def whiten(self, misfit: Array) -> Array:
        """Turn misfits (n, D) into independent standard normal ones."""
        return linalg.solve_triangular(self.root, misfit, lower=True)


def read_history(
    settings: Mapping[str, Any],
    market: Market,
    actuals: Actuals,
    tables: Mapping[str, Iterable[Mapping[str, str]]],
) -> CalibrationHistory:
    """Gather what ``settings`` names: series of ``actuals`` and single figures of ``tables``."""
    first = quarter_number(market.vintage) + 1
    horizon = int(np.clip(actuals.last - first + 1, LEAST, MOST))
    known = actuals.known_at(first + horizon - 1)
    places = range(first, first + horizon)
    seen: list[Observation] = []
    for series in settings["series"]:
        terms = _terms(series, market)
        levels, grades = known.levels[series["name"]], actuals.grades[series["name"]]
        seen += [
            Observation(
                quarters=(q - first,),
                value=float(np.log(levels[q])),
                error=settings["errors"][grades[q]],
                **terms,
            )
            for q in places
            if q in levels
        ]
        seen += [
            Observation(
                quarters=(q - first, q + 1 - first),
                value=float(np.log(total)),
                error=settings["errors"]["A"],
                **terms,
            )
            for q, total in (known.halves.items() if series["name"] == "CMR" else ())
            if q in places and q + 1 in places
        ]
    seen += [
        observation
        for figure in settings["figure"]
        for observation in _figure(figure, market, first, horizon, tables[figure["file"]])
    ]
    return CalibrationHistory(
        market=market,
        scenario=_plan(settings, market, horizon),
        observations=tuple(seen),
        settings=settings,
    )


def _terms(series: Mapping[str, Any], market: Market) -> dict[str, Any]:
    given = {name: series[name] for name in ("take_sd", "basis_sd") if name in series}
    return {
        "series": series["name"],
        "platform": market.platform_ids.index(series["platform"]),
        "metric": series["metric"],
        **given,
    }


def _figure(
    figure: Mapping[str, Any],
    market: Market,
    first: int,
    horizon: int,
    rows: Iterable[Mapping[str, str]],
) -> list[Observation]:
    """Read one figure; none where the history is too short for it."""
    wanted = tuple(figure[name] for name in ("platform", "period", "metric"))
    row = next(r for r in rows if (r["platform"], r["period"], r["metric"]) == wanted)
    quarters, base = (
        tuple(quarter_number(q) - first for q in figure.get(name, ()))
        for name in ("quarters", "base")
    )
    if max(quarters) >= horizon:
        return []
    reported = float(row["value"])
    return [
        Observation(
            series=f"{figure['platform']} {figure['metric']} {figure['period']}",
            platform=market.platform_ids.index(figure["of"]),
            metric=figure["output"],
            quarters=quarters,
            base=base,
            value=float(np.log1p(reported / _PERCENT) if row["unit"] == "%" else np.log(reported)),
            error=figure["error"],
        )
    ]


def _plan(settings: Mapping[str, Any], market: Market, horizon: int) -> Scenario:
    last = quarter_name(quarter_number(market.vintage) + horizon)
    steps = (Step(lever=n, quarter=q, value=v) for n, q, v in settings["plan"] if q <= last)
    return Scenario(
        name="CalibrationHistory",
        market=market.vintage,
        horizon=horizon,
        rivals=settings["rivals"],
        steps=tuple(steps),
    )
