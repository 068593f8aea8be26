"""Accounting identities of model.md section 7, under extreme levers, postures and shocks."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.levers import LEVERS
from models.market.coefficients import Coefficients
from models.market.shocks import Noise, draw_noise
from models.notation import DAYS, PER_HEAD
from models.scenario import POSTURES
from models.simulation import baseline, outputs
from models.simulation.calendar import calendars
from models.simulation.delivery import standing
from models.simulation.lever_delivery import shared
from models.simulation.quarter import next_state, play
from models.simulation.state import initial

DRAWS, QUARTERS = 16, 20


def extreme_targets(rng, levers):
    """Every lever at its least, its most, its baseline or anywhere between; KPIs at corners."""
    targets = dict(levers)
    for name, lever in LEVERS.items():
        if not name.startswith("kpi_"):
            places = [lever.low, lever.high, levers[name], rng.uniform(lever.low, lever.high)]
            targets[name] = float(rng.choice(places))
    for unit in ("consumer", "industry", "group"):
        corner = np.eye(3)[rng.integers(3)] if rng.random() < 0.5 else rng.dirichlet(np.ones(3))
        for kpi, weight in zip(("gmv", "revenue", "users"), corner, strict=True):
            targets[f"kpi_{unit}_{kpi}"] = float(weight)
    return targets


@pytest.mark.parametrize("posture", POSTURES)
@pytest.mark.parametrize("seed", range(8))
def test_identities_hold_under_extreme_levers(parameters, market2023, posture, seed):
    rng = np.random.default_rng(seed)
    p = Coefficients(parameters.draw(DRAWS, seed))
    base = baseline.build(market2023, p, season=True)
    noise = draw_noise(QUARTERS, 5, 2, seed, 0)
    noise = Noise(utility=noise.utility[..., :DRAWS] * 3, macro=noise.macro[..., :DRAWS] * 3)
    plans = [extreme_targets(rng, market2023.levers) for _ in range(0, QUARTERS, 4)]
    mood = np.array([[plans[t // 4]["consumer_confidence"]] for t in range(QUARTERS)])
    before = standing(market2023.levers, p)
    state = initial(base)
    for t, calendar in enumerate(calendars(base, noise, mood, season=True, growth=True)):
        targets = plans[t // 4]
        quarter = play(state, shared(targets), before, calendar, posture, base)
        after = next_state(state, quarter, base)
        check(state, quarter, after, base)
        state = after


def check(state, quarter, after, base):
    market, visits, sold = base.market, quarter.visits, quarter.sold
    shown = outputs.metrics(state, quarter, after, base)
    # 1, 2: occasions and traffic are conserved
    shares = visits.per_head / base.p.shopping_occasions
    assert (shares > 0).all()
    assert_allclose(shares.sum(axis=0) + visits.outside, 1.0, rtol=1e-12)
    users = shown["dau"] * shown["visits_per_user"] * DAYS / PER_HEAD
    assert_allclose(visits.total.sum(axis=1), users, rtol=1e-12)
    # 3, 6, 11: sales add up however they are counted
    gmv = sold.gmv.sum(axis=1)
    assert_allclose(shown["gmv"], shown["gmv_sme"] + shown["gmv_brand"], rtol=1e-12)
    orders = sold.orders.sum(axis=1)
    frequency, basket = orders * 1e3 / shown["quarterly_buyers"], gmv / orders
    assert_allclose(shown["quarterly_buyers"] * frequency * basket / 1e3, gmv, rtol=1e-9)
    assert_allclose(shown["gmv_share"].sum(axis=0), 1.0, rtol=1e-12)
    assert_allclose(shown["orders"], orders, rtol=1e-12)
    # 4: revenue is ads and commission
    assert_allclose(shown["revenue"], shown["ad_revenue"] + shown["commission"], rtol=1e-9)
    # 5: a budget is spent or left over
    real = quarter.delivered.realised
    budget = real["subsidy_high_ticket"] + real["subsidy_low_ticket"]
    assert (quarter.deals.cost >= 0).all()
    assert (budget - shown["subsidy"][0] >= -1e-9 * np.maximum(budget, 1)).all()
    # 8: people
    population = market.population.sum()
    for metric in ("dau", "quarterly_buyers", "aac"):
        assert (shown[metric] <= population * (1 + 1e-12)).all()
    assert (shown["dac"] <= shown["quarterly_buyers"] * (1 + 1e-12)).all()
    assert (shown["quarterly_buyers"] <= shown["aac"]).all()
    # 9: signs
    assert (after.deal_habit >= 0).all()
    assert (after.deal_habit < after.habit).all()
    for positive in (after.habit, np.exp(after.sellers), sold.orders, sold.gmv):
        assert (positive > 0).all()
    assert (quarter.rival_depth >= 0).all()
    assert (quarter.rival_depth <= 0.05).all()
    for name, value in shown.items():
        if name != "brand_revenue_share":
            assert np.isfinite(value).all(), name


def test_7_debt_is_what_was_created_less_what_was_repaid(parameters, market2023, central):
    base = baseline.build(market2023, central, season=False)
    before = standing(market2023.levers, central)
    state, created, repaid = initial(base), 0.0, 0.0
    for calendar in calendars(base, None, np.zeros((12, 1)), season=False, growth=False):
        targets = market2023.levers | {"subsidy_budget": 20.0}
        quarter = play(state, shared(targets), before, calendar, "passive", base)
        extra = quarter.deals.extra[0]
        created = created + central.pull_forward * extra
        after = next_state(state, quarter, base)
        repaid = repaid + state.debt[0] * 0.6
        assert_allclose(after.debt[0], created - repaid, rtol=1e-9)
        state = after
