"""Hold, taper or stop: what the three services do, and which price of a visitor decides."""

import numpy as np
import pytest

from models.analysis.instant.food_prices import food_visitor_earns, leads
from models.analysis.instant.services import services
from models.errors import ModelError
from models.inputs import DATA, load_market, read_scenarios
from models.projection import project
from tests.every import every
from tests.models.worlds import scenario

WAR = load_market("2025Q3")
HOLD, TAPER, STOP = PLANS = [
    read_scenarios(DATA / "scenarios" / "2025Q3" / f"{name}-the-war.csv")[0]
    for name in ("hold", "taper", "stop")
]
OWN, MEITUAN, JD = range(3)


@pytest.fixture(scope="module")
def stopped(parameters):
    run = project(WAR, parameters, STOP, plain=True, metrics=("dau", "shopping_dau", *SERVED))
    still = project(WAR, parameters, HOLD, plain=True, metrics=("dau", "shopping_dau", *SERVED))
    return run, still


SERVED = ("service_orders", "service_profit", "service_subsidy", "instant_orders", "instant_ebita")


def moved(runs, metric, place=OWN):
    """Change by quarter that stopping makes."""
    run, still = runs
    return run.central(metric, place) - still.central(metric, place)


def test_stopping_gives_our_orders_to_the_others_until_they_stop_too(stopped):
    assert (moved(stopped, "service_orders", OWN) < 0).all()
    assert (moved(stopped, "service_orders", MEITUAN) > 0).all()
    others = moved(stopped, "service_orders", JD)
    assert others[0] > 0 > others[1:].max()  # its subsidy falls most, a quarter after ours
    together = sum(moved(stopped, "service_orders", place) for place in range(3))
    assert (together < 0).all()


def test_stopping_mends_the_profit_of_all_three_ours_at_once(stopped):
    assert (moved(stopped, "service_profit", OWN) > 0).all()
    for place in (MEITUAN, JD):
        change = moved(stopped, "service_profit", place)
        assert change[0] < 0 < change[1:].min()  # more orders at a loss, until they follow down


def test_the_others_follow_down_a_quarter_later_and_never_below_peace(stopped):
    for place in (MEITUAN, JD):
        assert moved(stopped, "service_subsidy", place)[0] == 0
        paid = stopped[0].central("service_subsidy", place)[1:]
        assert (WAR.instant.peace[place] < paid).all()
        assert (paid < WAR.instant.subsidy[place]).all()


def test_rivals_that_stand_still_go_on_paying(parameters):
    plan = scenario("2025Q3", instant_subsidy=1, horizon=4)
    run = project(WAR, parameters, plan, plain=True, metrics=SERVED)
    for place in (MEITUAN, JD):
        np.testing.assert_array_equal(
            run.central("service_subsidy", place), WAR.instant.subsidy[place]
        )


def test_stopping_loses_visitors_of_whom_hardly_one_shops(stopped):
    visitors, shoppers = moved(stopped, "dau"), moved(stopped, "shopping_dau")
    assert visitors[-1] < -40
    assert (np.abs(shoppers) < 0.02 * np.abs(visitors)).all()


def test_services_of_platforms_are_those_of_the_quarterly_metrics(stopped):
    for metric, of_platform in (
        ("service_orders", "instant_orders"),
        ("service_profit", "instant_ebita"),
    ):
        for place, platform in ((OWN, 0), (JD, WAR.platform_ids.index("jd"))):
            served = stopped[0].central(metric, place)
            np.testing.assert_array_equal(served, stopped[0].central(of_platform, platform))


def test_the_prices_at_which_the_three_change_places(parameters):
    stop, taper, hold = leads(WAR, parameters, PLANS, plain=True)
    assert (stop.plan, taper.plan, hold.plan) == (2, 1, 0)
    assert [one.until.central for one in (stop, taper)] == pytest.approx([2300, 5000], rel=0.03)
    assert hold.until is None
    assert food_visitor_earns(WAR, parameters) == pytest.approx(58, rel=0.1)


@pytest.mark.parametrize(("price", "best"), [(60, 2), (2000, 2), (3500, 1), (5500, 0)])
def test_worth_itself_puts_the_three_in_that_order(parameters, price, best):
    from dataclasses import replace

    assumed = (("food_visitor_value", float(price)),)
    runs = (project(WAR, parameters, replace(plan, assumptions=assumed), draws=0) for plan in PLANS)
    worths = [float(run.central("worth")) for run in runs]
    assert int(np.argmax(worths)) == best


def test_a_range_holds_the_central_price_and_a_plan_that_never_leads_is_left_out(parameters):
    few = [PLANS[0], scenario("2025Q3", rivals="follow", draws=40, instant_entrance=0.9), STOP]
    stop, hold = leads(WAR, parameters, few, draws=40)
    assert (stop.plan, hold.plan) == (2, 0)
    assert stop.until.low < stop.until.central < stop.until.high


def test_services_are_told_against_no_change_with_ranges(parameters):
    told = services(WAR, parameters, scenario("2025Q3", draws=50, horizon=4, instant_subsidy=3))
    assert told.moved
    assert [path.today for path in told.orders] == pytest.approx(WAR.instant.orders)
    assert [path.today for path in told.profit] == pytest.approx([-37, -14, -10], abs=0.01)
    for path in (*told.orders, *told.profit, told.food_visitors):
        assert path.plan.shape == (4,)
        assert (path.low_80 <= path.high_80).all()
    assert told.food_visitors.today == 0
    assert told.food_visitors.plan[-1] < 0


@every("vintage", ["2008Q4", "2022Q1"])
def test_a_market_without_instant_commerce_has_no_services(vintage, parameters):
    assert services(load_market(vintage), parameters, scenario(vintage, draws=1)) is None
    with pytest.raises(ModelError, match="no food visitor"):
        food_visitor_earns(load_market(vintage), parameters)
