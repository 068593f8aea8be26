"""Prices of a visitor, as the specification tells them of two plans of 2023 (section 11)."""

import numpy as np
import pytest

from models.analysis.visitor_price import (
    against_no_change,
    gains,
    last_visitor,
    own_paths,
    visitor_earns,
)
from models.projection import project
from models.scenario import Step
from tests.models.worlds import scenario

RETURN = {
    "taobao_traffic_share": 0.48,
    "subsidy_budget": 9,
    "high_ticket_share": 0.2,
    "sme_support": 3,
    "fee_waiver": 0.001,
    "content_investment": 2.5,
    "reporting_layers": 5,
    "centralisation": 0.35,
    "kpi_consumer_gmv": 0.1,
    "kpi_consumer_revenue": 0.1,
    "kpi_consumer_users": 0.8,
    "kpi_group_gmv": 0.2,
    "kpi_group_revenue": 0.2,
    "kpi_group_users": 0.6,
    "steps": (Step(lever="taobao_traffic_share", quarter="2023Q4", value=0.52),),
}
HARVEST = {"taobao_traffic_share": 0.42, "ad_load": 1.3, "subsidy_budget": 4}


def change(market, parameters, plan):
    """Year three against no change: users, sales, revenue; profit, value, worth; price."""
    asked, idle = (scenario(rivals="follow", **levers) for levers in (plan, {}))
    runs = [project(market, parameters, one, draws=0, plain=True) for one in (asked, idle)]
    year = [
        {name: run.central(name)[8:].sum() for name in ("dau", "gmv", "revenue", "ebita")}
        for run in runs
    ]
    shares = [year[0][name] / year[1][name] - 1 for name in ("dau", "gmv", "revenue")]
    profit = year[0]["ebita"] - year[1]["ebita"]
    whole = [runs[0].central(name) - runs[1].central(name) for name in ("value", "worth")]
    paths = (own_paths(run.followed) for run in runs)
    return shares, [profit, *whole], gains(market, parameters, asked, *paths).price


@pytest.mark.parametrize(
    ("plan", "shares", "money", "price"),
    [
        (RETURN, [0.035, 0.038, -0.016], [-33.0, -188, -75], 2670),
        (HARVEST, [-0.037, -0.046, 0.032], [13.2, 75, -47], 980),
    ],
)
def test_the_plans_of_2023_come_to_what_the_specification_says(
    market2023, parameters, plan, shares, money, price
):
    found = change(market2023, parameters, plan)
    assert found[0] == pytest.approx(shares, abs=6e-4)
    assert found[1] == pytest.approx(money, abs=0.6)
    assert found[2] == pytest.approx([price], abs=6)


def test_a_visitor_earns_less_than_either_plan_asks_for(market2023, parameters):
    assert visitor_earns(market2023, parameters) == pytest.approx(550, abs=5)


def test_prices_have_an_entry_a_draw_and_are_empty_where_nothing_moves(market2023, parameters):
    plan = scenario(rivals="follow", draws=300, horizon=4, ad_load=1.3)
    found = against_no_change(market2023, parameters, plan, 256).price
    assert found.shape == (257,)
    assert (found > 0).mean() > 0.9  # visitors lost and profit gained: it pays below
    idle = against_no_change(market2023, parameters, scenario(horizon=4), 2).price
    assert np.isnan(idle).all()
    last = last_visitor(market2023, parameters, scenario(rivals="follow", horizon=20))
    assert last == pytest.approx(2600, rel=0.05)
