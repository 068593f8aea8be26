"""The 2025Q3 market: its recipe, and an implementation that shares no code with this one."""

import csv
from collections import defaultdict

import pytest

from models.inputs import latest, load_market, load_parameters, read_scenarios
from models.projection import project
from tests.conftest import ROOT

VINTAGE = "2025Q3"
REFERENCE = ROOT / "tests" / "reference"
ALIKE = {"rel": 0.01, "abs": 0.01}
"""Within 1%; JD earns nearly nothing, so that RMB 10 million count as nothing there."""


def expected():
    found = defaultdict(dict)
    with (REFERENCE / "market-2025Q3.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            place = row["quarter"], row["platform"], row["metric"]
            found[row["scenario"]][place] = float(row["value"])
    return found


EXPECTED = expected()
PLANS = {plan.name: plan for plan in read_scenarios(REFERENCE / "market-2025Q3-scenarios.csv")}


@pytest.mark.parametrize("name", EXPECTED)
def test_it_agrees_with_the_reference(name):
    market = load_market(VINTAGE)
    run = project(market, load_parameters(), PLANS[name], plain=True)
    platforms, quarters = market.platform_ids, list(run.quarters)
    assert len(EXPECTED[name]) == 105
    for (quarter, platform, metric), value in EXPECTED[name].items():
        path = run.central(metric, platforms.index(platform))
        assert path[quarters.index(quarter)] == pytest.approx(value, **ALIKE), (platform, metric)


def test_it_follows_its_recipe():
    market, before = load_market(VINTAGE), load_market("2024Q3")
    assert latest() == VINTAGE
    grown = market.gmv_total / before.gmv_total
    assert grown == pytest.approx([1.055, 1.08, 1.2, 1.1, 385.0 / 334.2], rel=1e-6)
    assert market.ad_rate[0] == pytest.approx([0.0199 * 1.0026, 0.0310 * 1.0026], rel=1e-3)
    assert market.ad_rate[4].tolist() == before.ad_rate[4].tolist()
    assert market.commission[0, 1] == pytest.approx(0.0240 * 1.0026, rel=1e-3)
    assert market.variable_cost[0] == pytest.approx(0.002221, rel=1e-3)
    assert market.dau.sum(axis=1) == pytest.approx([430, 380, 185, 120, 60])
    assert market.merchants.tolist() == before.merchants.tolist()
    assert market.subsidy[1:].sum(axis=1) / before.subsidy[1:].sum(axis=1) == pytest.approx(
        grown[1:]
    )


def test_the_war_is_in_the_result_and_peace_is_that_of_2023():
    food = load_market(VINTAGE).instant
    assert food.in_ebita
    assert food.peace.tolist() == load_market("2023Q1").instant.subsidy.tolist() == [1, 1, 0]
    assert food.levers == {"instant_subsidy": 5.4, "instant_entrance": 1.0}
    assert 0.091 * food.orders * (food.margin - food.subsidy) == pytest.approx([-37, -14, -10])


def test_its_history_stands_on_the_basis_of_its_quarter():
    history = load_market(VINTAGE).history
    assert history["revenue"]["2025Q2"] == pytest.approx(89.252)
    assert history["revenue"]["2024Q3"] == pytest.approx(70.364 * 1.016)
    assert history["ebita"]["2025Q2"] == pytest.approx(38.389)
    assert {min(history["ebita"]), min(history["revenue"])} == {"2023Q2"}
