"""What a refit would change, before it is adopted: true to the runs that it stands for."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.analysis.refit_preview import (
    AT_END,
    PREVIEW_METRICS,
    curves,
    effects,
    moved,
    preview,
    settings,
)
from models.calibration import refit
from models.experiments.lift import Lift, Setup
from models.inputs import load_market, load_parameters
from models.parameters import Learned, Posterior
from models.projection import project
from models.scenario import scenario_from_levers
from tests.every import every
from tests.models.worlds import year

pytestmark = pytest.mark.slow

MARKET, PARAMETERS = load_market(), load_parameters()
LIFT = Lift(
    lever="content_investment",
    start=1.5,
    end=4.0,
    metric="dau",
    platform="taotian",
    quarters=4,
    effect=3.2,
    error=0.8,
    quarter="2024Q4",
    is_total=False,
)
HEADER = b"lever,from,to,metric,platform,quarters,effect,standard_error,date,total_or_average\n"
TEST = HEADER + b"content_investment,1.5,4,dau,taotian,4,1.5,0.8,2024-04-01,average\n"


def plan(**options):
    options = {"draws": 50, "horizon": 4} | options
    return scenario_from_levers(
        "Plan", MARKET.vintage, {"subsidy_budget": 14.0}, MARKET.levers, **options
    )


def learned(name, ratio):
    return Learned(
        parameter=name,
        prior_low=0.1,
        prior_high=0.4,
        posterior_low=0.2,
        posterior_high=0.3,
        sd_ratio=ratio,
    )


def posterior(**ratios):
    names = tuple(ratios)
    draws = np.tile([PARAMETERS.table[name].central for name in names], (10, 1))
    rows = tuple(learned(name, ratio) for name, ratio in ratios.items())
    return Posterior(names=names, draws=draws, effective_size=10.0, candidates=10, summary=rows)


def test_the_largest_change_comes_first_and_a_wider_range_is_negative():
    changes = moved(PARAMETERS.priors, posterior(habit_weight=0.9, nest_correlation=1.4))
    assert [row.parameter for row in changes] == ["nest_correlation", "habit_weight"]
    assert changes[0].narrower == pytest.approx(-0.4)
    assert changes[1].narrower == pytest.approx(0.1)
    assert changes[1].before == (0.1, 0.4)
    assert changes[1].after == (0.2, 0.3)


def test_what_is_drawn_now_stands_before():
    now = PARAMETERS.priors.updated(posterior(habit_weight=0.8))
    (row,) = moved(now, posterior(habit_weight=0.4))
    assert row.before == (0.2, 0.3)
    assert row.narrower == pytest.approx(0.5)


def test_effects_are_those_of_the_projection():
    scenario = plan()
    by_metric = effects(MARKET, PARAMETERS, scenario)
    runs = [project(MARKET, PARAMETERS, of) for of in (scenario, replace(scenario, steps=()))]
    for metric in PREVIEW_METRICS:
        ours, idle = (year(run.path(metric)) for run in runs)
        assert by_metric[metric].central == pytest.approx(ours[0] - idle[0], rel=1e-9)
        assert by_metric[metric].low == pytest.approx(np.quantile((ours - idle)[1:], 0.1), rel=1e-9)


@every(("start", "end"), [(1.5, 4.0), (4.0, 1.5), (2.0, 10.0), (1.0, 0.0)])
def test_a_curve_starts_and_passes_where_the_test_does_and_stays_in_range(start, end):
    points = settings(replace(LIFT, start=start, end=end))
    assert points[0] == start
    assert points[AT_END] == end
    assert ((points >= 0.0) & (points <= 10.0)).all()


def test_a_curve_begins_at_nothing_and_is_narrower_where_more_is_known():
    setup = Setup(lift=LIFT, market=MARKET)
    sure = PARAMETERS.priors.updated(posterior(content_utility=0.01))
    (curve,) = curves([setup], PARAMETERS.priors, sure)
    assert_allclose(curve.before[:, 0], 0.0, atol=0)
    assert (np.diff(curve.before[1]) > 0).all()
    width = curve.before[2] - curve.before[0]
    assert (curve.after[2] - curve.after[0])[AT_END] < width[AT_END]


@pytest.mark.slow
def test_a_test_moves_what_it_measures_and_central_runs_stay(monkeypatch):
    monkeypatch.setattr(refit, "fit", partial(refit.fit, candidates=500))
    calibration = refit.calibrate(TEST)
    previewed = preview(MARKET, PARAMETERS, plan(), calibration)
    assert previewed.moved[0].parameter == "content_utility"
    assert previewed.moved[0].narrower > 0.1
    assert len(previewed.curves) == 1
    for now, then in previewed.effects.values():
        assert now.central == then.central
    untested = replace(calibration, tests=None)
    assert preview(MARKET, PARAMETERS, replace(plan(), steps=()), untested).effects == {}
