"""Accounting identities of the specification under extreme levers, postures and shocks."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.calibration.trace import moments
from models.levers import LEVERS
from models.market.coefficients import Coefficients
from models.notation import DAYS
from models.scenario import POSTURES
from models.simulation import baseline
from models.validation.laws import laws, worst_errors

DRAWS, QUARTERS = 16, 20
ROUNDING = 2e-13
"""What section 6 (vi) says that rounding leaves of an identity under such plans."""


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
    base = baseline.build(market2023, Coefficients(parameters.draw(DRAWS, seed)), season=True)
    years = [extreme_targets(rng, market2023.levers) for _ in range(0, QUARTERS, 4)]
    paths = {name: np.repeat([year[name] for year in years], 4) for name in LEVERS}
    run = list(moments(base, paths, posture, QUARTERS, seed=seed, shock=3.0))
    tolerances = {law.name: law.tolerance for law in laws() if law.kind == "identity"}
    for name, error in worst_errors(run, tolerances).items():
        # A bump of RMB 1 m is found again in sales of 1,000 bn, a billion times as much.
        closest = tolerances[name] if name == "bumps" else ROUNDING
        assert error <= min(tolerances[name], closest), name
    for moment in run:
        assert (moment.played.visits.per_head > 0).all()
        assert (moment.after.instant_habit > 0).all()


def test_3_sales_are_buyers_times_frequency_times_basket(market2023, parameters):
    base = baseline.build(market2023, Coefficients(parameters.draw(3, 1)), season=True)
    for moment in moments(base, market2023.levers, "follow", 4, shock=0.0):
        shown, people = moment.shown, market2023.population
        head = moment.played.orders_per_head
        orders = np.einsum("s,asd->ad", people, head) / 1e3
        frequency = orders * 1e3 / shown["quarterly_buyers"]
        basket = shown["gmv"] / shown["orders"]
        assert_allclose(shown["quarterly_buyers"] * frequency * basket / 1e3, shown["gmv"])
        daily = np.einsum("s,asd->ad", people, moment.played.visits.per_head) * DAYS / 1e3
        assert_allclose(moment.played.visits.total.sum(axis=1), daily)


def test_7_debt_is_what_was_created_less_what_was_repaid(market2023, central):
    base = baseline.build(market2023, central, season=False)
    targets = market2023.levers | {"subsidy_budget": 20.0}
    created = repaid = 0.0
    for moment in moments(base, targets, "passive", 12, shock=0.0):
        created = created + central.pull_forward * moment.played.programme.extra[0]
        repaid = repaid + moment.before.debt[0] * 0.65
        assert_allclose(moment.after.debt[0], created - repaid, rtol=1e-9)
