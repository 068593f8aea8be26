"""What is no number is refused by name and never told as a finding."""

import numpy as np
import pytest

from models.analysis.outcome import Effect
from models.errors import ModelError
from models.inputs import load_market, load_parameters
from models.projection import project, summarise
from models.scenario import Scenario, Step
from models.simulation.finite import refuse_gaps


def test_a_path_with_a_gap_is_refused_by_metric_platform_and_quarter():
    market, path = load_market("2023Q1"), np.ones((3, 5, 4))
    refuse_gaps({"gmv": path}, market)
    path[1, 2, 3] = np.nan
    with pytest.raises(ModelError, match="gmv of douyin in 2023Q3: 1 of 4 draws"):
        refuse_gaps({"gmv": path}, market)
    refuse_gaps({"brand_revenue_share": path}, market)


def test_a_statistic_leaves_no_draw_out():
    path = np.array([1.0, 2.0, np.nan, 4.0])
    for name in ("mean", "p10", "p50", "p90"):
        assert np.isnan(summarise(path, name))


def test_an_effect_that_is_no_number_is_not_no_difference():
    with pytest.raises(ModelError, match="nothing can be concluded"):
        _ = Effect(central=0.0, low=np.nan, high=np.nan).sign


def test_a_year_without_festivals_keeps_sales_however_strong_they_are_assumed():
    plan = Scenario(
        name="none", market="2023Q1", draws=300, assumptions=(("festival_lift", 0.5),),
        steps=(Step(lever="festival_intensity", quarter="2023Q2", value=0.0),),
    )  # fmt: skip
    run = project(load_market("2023Q1"), load_parameters(), plan)
    assert (run.draws("gmv") > 0).all()
    assert (run.draws("orders") > 0).all()
