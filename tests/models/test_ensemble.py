"""Many plans side by side equal each plan on its own, to the last bit."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from models.ensemble import project_all, project_futures, project_plans
from models.market.worth import BEYOND
from models.projection import project
from models.simulation.draw_blocks import shock_block, without_season
from models.simulation.stored_paths import load_forecast_paths
from tests.every import every
from tests.models.side_by_side import plain_runs
from tests.models.worlds import scenario

POSTURES = ("passive", "follow", "best-reply")
METRICS = ("dau", "gmv", "ebita", "aac", "effectiveness", "value", "worth")


def some_plans():
    return [
        scenario(name="idle"),
        scenario(name="split", taobao_traffic_share=0.55),
        scenario(name="money", subsidy_budget=12, high_ticket_share=0.1, ad_load=1.2),
        scenario(name="structure", centralisation=0.75, reorganisation=1, noncore_units=3),
        scenario(name="kpi", kpi_industry_gmv=0, kpi_industry_revenue=1, kpi_industry_users=0),
        scenario(name="mood", consumer_confidence=-1, festival_intensity=2, sme_support=4),
    ]


@pytest.mark.slow
@every("draws,rivals", zip((0, 3, 40), POSTURES, strict=True), later=product((0, 3, 40), POSTURES))
def test_plans_side_by_side_equal_plans_alone(market2023, parameters, draws, rivals):
    plans = some_plans()
    schedules = [plan.schedule(market2023.levers) for plan in plans]
    settings = {"draws": draws, "rivals": rivals}
    paths = project_plans(market2023, parameters, plans[0], schedules, metrics=METRICS, **settings)
    for place, plan in enumerate(plans):
        alone = project(market2023, parameters, plan, **settings)
        for metric in METRICS:
            assert_array_equal(paths[metric][place], alone.paths[metric], err_msg=metric)


@every("rivals,horizon", [("passive", 12), ("follow", 6)])
def test_plain_runs_side_by_side_equal_runs_alone(market2023, parameters, rivals, horizon):
    """What tests of signs and attacks read their figures from."""
    plans = [replace(plan, rivals=rivals, horizon=horizon) for plan in some_plans()]
    for plan, run in zip(plans, plain_runs(plans), strict=True):
        alone = project(market2023, parameters, plan, plain=True)
        assert run.paths.keys() == alone.paths.keys()
        for metric, path in alone.paths.items():
            assert_allclose(run.paths[metric], path, rtol=1e-12, err_msg=metric)


def test_order_and_number_of_plans_change_nothing(market2023, parameters):
    schedules = [plan.schedule(market2023.levers) for plan in some_plans()] * 3
    options = {"metrics": ("dau",), "draws": 90}
    forward = project_plans(market2023, parameters, scenario(), schedules, **options)["dau"]
    backward = project_plans(market2023, parameters, scenario(), schedules[::-1], **options)["dau"]
    assert_array_equal(forward, backward[::-1])
    assert_array_equal(forward[:6], forward[6:12])


def test_many_draws_take_the_plain_way(market2023, parameters):
    plan = scenario(subsidy_budget=9)
    schedules = [plan.schedule(market2023.levers)] * 2
    paths = project_plans(market2023, parameters, plan, schedules, metrics=("gmv",), draws=600)
    assert_array_equal(
        paths["gmv"][1], project(market2023, parameters, plan, draws=600).paths["gmv"]
    )


def test_futures_of_drawn_parameters_are_the_draws(market2023, parameters):
    plan = scenario(taobao_traffic_share=0.52, draws=30)
    values = parameters.draw(30, 0, dict(market2023.parameters))
    values = without_season(values, parameters.central(dict(market2023.parameters)))
    paths, quarters = load_forecast_paths(market2023), plan.horizon + BEYOND
    noise = shock_block(len(market2023.platforms), quarters, 0, 30, 0, paths=paths)
    chance = noise.some(slice(1, None))
    paths = project_futures(market2023, parameters, plan, values, metrics=METRICS, noise=chance)
    drawn = project(market2023, parameters, plan)
    for metric in METRICS:
        assert_array_equal(paths[metric], drawn.paths[metric][..., 1:], err_msg=metric)


def test_futures_left_alone_are_the_central_run(market2023, parameters):
    plan = scenario(ad_load=1.3)
    same = {"habit_weight": np.full(2, parameters.central()["habit_weight"])}
    paths = project_futures(market2023, parameters, plan, same, metrics=("revenue",))["revenue"]
    central = project(market2023, parameters, plan, draws=0).paths["revenue"]
    assert_array_equal(paths, np.repeat(central, 2, axis=-1))


def test_every_plan_under_every_column_equals_its_own_futures(market2023, parameters):
    plans, metrics = some_plans()[1:4], ("gmv", "effectiveness", "worth")
    values = {"habit_weight": np.linspace(0.2, 0.4, 400)}  # in groups of two plans and of one
    schedules = [plan.schedule(market2023.levers) for plan in plans]
    at = (market2023, parameters)
    together = project_all(*at, plans[0], schedules, values, metrics=metrics)
    for place, plan in enumerate(plans):
        alone = project_futures(*at, plan, values, metrics=metrics)
        for metric in metrics:
            assert_array_equal(together[metric][place], alone[metric], err_msg=metric)


def test_a_subset_of_metrics_is_the_same_numbers(market2023, parameters):
    plan = scenario(ad_load=1.3, draws=20)
    some = project(market2023, parameters, plan, metrics=("dau",))
    assert set(some.paths) == {"dau", "ebita"}
    whole = project(market2023, parameters, plan, metrics=("value",))
    assert set(whole.paths) == {"ebita", "value"}
    assert_array_equal(some.paths["dau"], project(market2023, parameters, plan).paths["dau"])
