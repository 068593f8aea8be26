"""What must not change an answer: chunks, order, seeds elsewhere, a longer horizon."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from models.inputs import load_market
from models.notation import BLOCK
from models.projection import project
from tests.models.worlds import scenario

MANY = BLOCK + 40
PLAN = {"subsidy_budget": 12, "taobao_traffic_share": 0.52, "sme_support": 3}


@pytest.fixture(scope="module")
def market():
    return load_market("2024Q3")


@pytest.fixture(scope="module")
def run(market, parameters):
    return project(market, parameters, plan(draws=MANY))


def plan(**settings):
    return scenario("2024Q3", rivals="follow", **{"draws": 60, **settings}, **PLAN)


def test_more_draws_extend_the_sample_and_change_no_draw(market, parameters, run):
    fewer = project(market, parameters, plan(draws=60))
    for metric in ("gmv", "dau", "ebita"):
        assert_array_equal(fewer.draws(metric), run.draws(metric)[:, :60])


def test_the_central_run_is_the_same_alone_and_in_an_ensemble(market, parameters, run):
    alone = project(market, parameters, plan(), draws=0)
    for metric in run.paths:
        assert_array_equal(alone.paths[metric][..., 0], run.paths[metric][..., 0])


def test_blocks_are_only_bookkeeping(market, parameters, run):
    """The last bits agree whether draws run in blocks, all at once, or one by one."""
    from models.market.coefficients import Coefficients
    from models.simulation.baseline import build
    from models.simulation.draw_blocks import shock_block, without_season
    from models.simulation.run import empty_run, simulate
    from models.simulation.setting import Setting
    from models.simulation.stored_paths import load_forecast_paths

    drawn = parameters.draw(MANY, 0, dict(market.parameters))
    noise = shock_block(5, 12, 0, MANY, 0, paths=load_forecast_paths(market))
    pick = slice(BLOCK - 2, BLOCK - 1)
    drawn = without_season(drawn, parameters.central(dict(market.parameters)))
    base = build(market, Coefficients({k: v[pick] for k, v in drawn.items()}), season=True)
    one = empty_run(12, 5, 1)
    simulate(
        base,
        plan().schedule(market.levers),
        Setting(posture="follow", season=True, growth=True),
        noise.some(slice(BLOCK - 1, BLOCK)),
        one,
    )
    for metric in ("gmv", "dau", "aac", "ebita", "merchants_sme"):
        assert_array_equal(one.metrics[metric][:, 0, 0], run.draws(metric)[:, BLOCK - 2])


def test_more_draws_begin_with_the_draws_of_fewer(market, parameters, run):
    more = project(market, parameters, plan(draws=2 * BLOCK + 40, horizon=4))
    for metric in ("gmv", "aac"):
        assert_array_equal(more.draws(metric)[:, :MANY], run.draws(metric)[:4])


def test_a_longer_horizon_changes_no_earlier_quarter(market, parameters):
    short = project(market, parameters, plan(horizon=6))
    long = project(market, parameters, plan(horizon=9))
    assert_array_equal(short.draws("dau"), long.draws("dau")[:6])


def test_same_seed_same_bits_and_another_seed_another_answer(market, parameters):
    first, again = (project(market, parameters, plan(seed=3)) for _ in range(2))
    assert_array_equal(first.paths["gmv"], again.paths["gmv"])
    other = project(market, parameters, plan(seed=4))
    assert (first.draws("gmv") != other.draws("gmv")).any()
    assert_array_equal(first.central("gmv"), other.central("gmv"))


def test_seed_zero_is_a_seed(market, parameters):
    assert_array_equal(
        project(market, parameters, plan(seed=0)).paths["dau"],
        project(market, parameters, plan(), seed=0).paths["dau"],
    )


def test_an_assumption_equal_to_the_central_value_changes_nothing(market, parameters):
    central = parameters.central(dict(market.parameters))["habit_weight"]
    assumed = project(market, parameters, plan(assumptions=(("habit_weight", central),)))
    usual = project(market, parameters, plan())
    np.testing.assert_allclose(assumed.paths["gmv"], usual.paths["gmv"], rtol=1e-12)


def test_steps_in_any_order_are_one_plan(market, parameters):
    one = plan()
    other = replace(one, steps=tuple(reversed(one.steps)))
    assert one == other
    assert_array_equal(
        project(market, parameters, one).paths["gmv"],
        project(market, parameters, other).paths["gmv"],
    )
