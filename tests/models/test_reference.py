"""The 31 reference scenarios, every row to a relative 1e-6 or an absolute 1e-9."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.inputs import load_market, load_parameters, read_scenarios
from models.projection import project

REFERENCE = Path(__file__).parents[1] / "reference"


@pytest.fixture(scope="module")
def expected():
    return pd.read_csv(REFERENCE / "trajectories.csv")


SCENARIOS = read_scenarios(REFERENCE / "scenarios.csv")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.name)
def test_reference_trajectories(scenario, expected):
    run = project(load_market(scenario.market), load_parameters(), scenario, plain=True)
    keys = ["quarter", "platform", "metric"]
    wanted = expected[expected.scenario == scenario.name].set_index(keys)["value"]
    result = run.to_frame().set_index(keys)["value"].reindex(wanted.index)
    assert len(wanted) == 1702
    error = np.abs(result - wanted)
    worst = (error - np.maximum(1e-6 * np.abs(wanted), 1e-9)).sort_values()
    assert worst.iloc[-1] <= 0, f"{worst.index[-1]}: {result[worst.index[-1]]}"
