"""What is observed of the past, and how far it may lie from the model."""

from dataclasses import replace

import numpy as np
import pytest

from models.calibration.actuals import read_actuals
from models.calibration.discrepancy import covariance
from models.calibration.history import read_history
from models.calibration.observation import Observation
from models.calibration.refit import past
from models.inputs import actuals_bytes, load_market, read_rows, read_table
from models.notation import quarter_number
from tests.every import every

SETTINGS = read_table("calibration.toml")
ACTUALS = read_actuals(actuals_bytes())
HISTORY = past(ACTUALS)
FIRST = quarter_number(SETTINGS["market"]) + 1


def history_of(actuals):
    tables = {name: read_rows(f"actuals/{name}.csv") for name in ("annual", "quarterly")}
    return read_history(SETTINGS, load_market(SETTINGS["market"]), actuals, tables)


def seen(**changes):
    plain = {
        "series": "CMR",
        "platform": 0,
        "metric": "gmv",
        "quarters": (0,),
        "value": 0.0,
        "error": 0.0,
    }
    return Observation(**plain | changes)


def of_series(name, history=HISTORY):
    return [o for o in history.observations if o.series == name]


def test_history_ends_with_the_figures():
    assert HISTORY.quarters[-1] == "2025Q3"
    assert len(HISTORY.values) == len(HISTORY.observations)
    assert np.isfinite(HISTORY.values).all()


@every("series", [s["name"] for s in SETTINGS["series"]])
def test_every_quarter_of_a_series_is_one_observation(series):
    assert [o.quarters for o in of_series(series)] == [(q,) for q in range(14)]


def test_quarters_of_the_headline_add_up_to_the_reported_half_years():
    levels = dict(zip(range(14), (o.value for o in of_series("CMR")), strict=True))
    for first, total in ACTUALS.halves.items():
        if FIRST <= first < FIRST + 9:
            pair = sum(np.exp(levels[first - FIRST + i]) for i in range(2))
            assert pair == pytest.approx(total, rel=1e-12)


def test_a_half_year_stands_in_for_quarters_that_are_missing():
    gone = {FIRST + 4, FIRST + 5}  # 2023Q2 and 2023Q3
    levels = {n: {q: x for q, x in v.items() if q not in gone} for n, v in ACTUALS.levels.items()}
    observations = of_series("CMR", history_of(replace(ACTUALS, levels=levels)))
    assert [o.quarters for o in observations if len(o.quarters) == 2] == [(4, 5)]
    assert len(observations) == 13


def test_figures_after_a_shorter_history_are_left_out():
    last = FIRST + 3
    levels = {n: {q: x for q, x in v.items() if q <= last} for n, v in ACTUALS.levels.items()}
    short = history_of(replace(ACTUALS, levels=levels))
    assert len(short.quarters) == 4
    assert {o.series for o in short.observations} == {s["name"] for s in SETTINGS["series"]}


def test_lockdown_and_plan_lie_within_the_history():
    assert SETTINGS["lockdown"] in HISTORY.quarters
    assert {step.quarter for step in HISTORY.scenario.steps} <= set(HISTORY.quarters)


def test_whitening_undoes_the_covariance():
    identity = np.eye(len(HISTORY.values))
    white = HISTORY.whiten(identity)
    total = covariance(HISTORY.observations, SETTINGS)
    assert white @ total @ white.T == pytest.approx(identity, abs=1e-9)


def test_only_the_movement_of_a_series_without_a_level_counts():
    jd = np.array([o.series == "JD net revenue" for o in HISTORY.observations], dtype=float)
    cmr = np.array([o.series == "CMR" for o in HISTORY.observations], dtype=float)
    size = {
        name: (HISTORY.whiten(0.05 * shift[:, None]) ** 2).sum()
        for name, shift in (("jd", jd), ("cmr", cmr))
    }
    assert size["jd"] < 1e-3
    assert size["cmr"] > 0.1


def test_the_season_of_a_series_says_nothing_about_the_markets_own_quarter():
    start, settings = seen(quarters=(3,)), SETTINGS | {"level_sd": 0.0}  # 2023Q1 against 2022Q1
    assert covariance([start], settings) == pytest.approx(0.0, abs=1e-15)
    assert covariance([seen(quarters=(2,))], settings) > 0.004


def test_a_step_of_the_basis_is_shared_by_the_quarters_after_it():
    before, after, later = (seen(quarters=(q,)) for q in (3, 4, 8))  # CMR breaks in 2023Q2
    plain = covariance([seen(quarters=(q,), series="other") for q in (3, 4, 8)], SETTINGS)
    assert covariance([before, after, later], SETTINGS) - plain == pytest.approx(
        1e-4 * np.array([[0, 0, 0], [0, 1, 1], [0, 1, 1]]), abs=1e-15
    )
