"""The central run lies in the middle of the band that its draws make."""

import numpy as np
import pytest

from models.inputs import load_market, load_parameters, vintages
from models.projection import project
from models.scenario import Scenario
from tests.every import every

pytestmark = pytest.mark.slow

METRICS = (
    "gmv", "revenue", "ebita", "dau", "dac", "aac", "gmv_sme", "gmv_brand", "ad_revenue",
    "commission", "merchants_sme", "merchants_brand", "gmv_share", "value",
)  # fmt: skip

MIDDLE = (0.2, 0.8)
DRAWS = 256


def places(scenario):
    """Where the central run stands in the band of eight draws in ten: 0 its low end, 1 its high."""
    run = project(load_market(scenario.market), load_parameters(), scenario)
    for metric in METRICS:
        low, high = np.quantile(run.draws(metric), [0.1, 0.9], axis=-1)
        if (high > low).all():  # a market of before has no commission
            yield metric, (run.central(metric) - low) / (high - low)


def outside(scenario):
    return [
        f"{scenario.market} {dict(scenario.assumptions)} {metric}: {np.round(place, 2)}"
        for metric, place in places(scenario)
        if not (np.min(place) >= MIDDLE[0] and np.max(place) <= MIDDLE[1])
    ]


def test_untouched_the_central_run_lies_in_the_middle_on_every_market():
    runs = [Scenario(name="today", market=market, draws=DRAWS) for market in vintages()]
    assert not [line for run in runs for line in outside(run)]


@every(
    "assumption",
    [
        ("nest_correlation", 0.6),
        ("nest_correlation", 0.2),
        ("habit_persistence", 0.85),
        ("growth_upper", 0.0),
        ("season_q4", 1.3),
        ("utility_shock_sd", 0.004),
        ("kpi_misalignment_loss", 0.5),
    ],
)
def test_an_assumption_moves_the_band_with_the_central_run(assumption):
    plan = Scenario(name="ours", market="2023Q1", assumptions=(assumption,), draws=DRAWS)
    assert not outside(plan)
