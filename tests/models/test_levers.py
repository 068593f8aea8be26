"""A lever is one row: what its row must say, and what its row promises."""

from dataclasses import replace

import numpy as np
import pytest

from models.inputs import load_market, load_parameters, vintages
from models.levers import KPI_UNITS, LEVERS, UNIT_OF_WEIGHT, Lever
from models.notation import METRICS, OWN, OWN_METRICS, quarter_number, quarters_after
from models.projection import project
from models.scenario import Scenario, Step
from models.simulation.baseline_terms import STOCKS
from pages.labels.catalogue import catalogue, refuse_unlabelled

MARKET = "2023Q1"
BASELINE = load_market(MARKET).levers
MONEY_LEVERS = [name for name, lever in LEVERS.items() if lever.spend]


def run(targets):
    first = quarters_after(MARKET, 1)[0]
    steps = tuple(Step(lever=name, quarter=first, value=v) for name, v in targets.items())
    plan = Scenario(name="-", market=MARKET, horizon=8, rivals="passive", steps=steps)
    return project(load_market(MARKET), load_parameters(), plan, draws=0)


@pytest.fixture(scope="module")
def idle():
    return run({})


def elsewhere(name):
    """Targets that take one lever to the farther end of its range; weights still sum to 1."""
    lever = LEVERS[name]
    far = max(lever.low, lever.high, key=lambda end: abs(end - BASELINE[name]))
    unit = KPI_UNITS.get(UNIT_OF_WEIGHT.get(name), (name,))
    return {member: far if member == name else (1 - far) / 2 for member in unit}


@pytest.mark.parametrize("name", LEVERS)
def test_every_lever_moves_some_metric(name, idle):
    moved = run(elsewhere(name))
    assert any(
        np.abs(moved.central(metric) - idle.central(metric)).max() > 1e-9
        for metric in (*METRICS, *OWN_METRICS)
    )


def costs(run):
    """What the domestic and the overseas profit lose to levers and subsidies, (T,), RMB bn."""
    market, shown = run.market, run.central
    earned = shown("revenue") - market.variable_cost[OWN] * shown("gmv") - market.fixed_cost[OWN]
    overseas = market.overseas["margin"] * market.overseas["take_rate"] * shown("overseas_gmv")
    abroad = overseas - shown("overseas_ebita")
    return {
        "deals": shown("subsidy"),
        "domestic": earned - shown("subsidy") - shown("ebita"),
        "overseas": abroad - abroad[0] + BASELINE["overseas_investment"],
    }


def delivered(run, name):
    parts = ("subsidy_high_ticket", "subsidy_low_ticket") if name == "subsidy_budget" else (name,)
    return sum(run.realised[part][:, 0] for part in parts)


@pytest.mark.parametrize("name", MONEY_LEVERS)
def test_every_lever_of_money_costs_what_is_delivered_of_it(name, idle):
    moved = run({name: BASELINE[name] + 2.0})
    spent = delivered(moved, name) - BASELINE[name]
    assert spent[-1] == pytest.approx(2.0, rel=0.05)
    for purse, path in costs(moved).items():
        wanted = spent if purse == LEVERS[name].spend else np.zeros(8)
        if purse == "overseas":  # its turnover is told at the start of the quarter
            wanted = wanted - wanted[0]
        np.testing.assert_allclose(path - costs(idle)[purse], wanted, atol=1e-9, err_msg=purse)


@pytest.mark.parametrize("missing", ["delivery", "search", "spend"])
def test_a_lever_that_leaves_something_open_is_refused_by_name(missing):
    word = {"delivery": "no delivery", "search": "no rule for the search", "spend": "no place"}
    with pytest.raises(ValueError, match=f"'sme_support' has {word[missing]}"):
        replace(LEVERS["sme_support"], **{missing: ""})


def test_a_row_that_says_nothing_tells_all_that_is_missing():
    with pytest.raises(ValueError, match=r"no delivery.*; no rule for the search"):
        Lever("new", "main", "share", 0, 1, 0.1)


def test_a_lever_without_a_label_is_refused_by_name():
    new = replace(LEVERS["sme_support"], name="new_lever")
    refuse_unlabelled(catalogue(), LEVERS.values())
    with pytest.raises(ValueError, match=r"'new_lever' has no label.*english and chinese"):
        refuse_unlabelled(catalogue(), [*LEVERS.values(), new])


def test_every_stock_has_a_parameter_that_says_what_is_left_of_it():
    stocks = {name: lever.stock for name, lever in LEVERS.items() if lever.stock}
    assert {*stocks} == {*STOCKS, "ai_investment"}
    for parameter in stocks.values():
        low, high = load_parameters().allowed(parameter)
        assert 0.0 <= low < high <= 1.0


@pytest.mark.parametrize("vintage", vintages())
def test_markets_from_before_a_lever_hold_traces_of_it_at_most(vintage):
    year = quarter_number(vintage) // 4
    for name, value in load_market(vintage).levers.items():
        lever = LEVERS[name]
        if year < lever.first:
            assert value - lever.low <= 0.05 * (lever.high - lever.low), name
