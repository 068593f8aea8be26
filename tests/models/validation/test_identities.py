"""Accounting identities of model.md section 7, under extreme levers, postures and shocks."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.calibration.trace import Moment
from models.levers import LEVERS
from models.market.coefficients import Coefficients
from models.market.shocks import Noise, draw_noise
from models.notation import DAYS
from models.scenario import POSTURES
from models.simulation import baseline, outputs
from models.simulation.calendar import calendars
from models.simulation.delivery import standing
from models.simulation.lever_delivery import shared
from models.simulation.quarter import Setting, next_state, play
from models.simulation.state import initial
from models.validation.identities import IDENTITIES

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


def moments_of(market, base, plans, posture, noise=None):
    """Play plans of four quarters each, and look at every quarter."""
    mood = np.array([[plans[t // 4]["consumer_confidence"]] for t in range(4 * len(plans))])
    before, state = standing(market.levers, base.p), initial(base)
    setting = Setting(posture=posture, season=True, growth=True)
    for t, calendar in enumerate(calendars(base, noise, mood, season=True, growth=True)):
        quarter = play(state, shared(plans[t // 4]), before, calendar, setting, base)
        after = next_state(state, quarter, base)
        shown = outputs.metrics(state, quarter, after, base)
        yield Moment(
            before=state, played=quarter, after=after, shown=shown, calendar=calendar, base=base
        )
        state = after


@pytest.mark.parametrize("posture", POSTURES)
@pytest.mark.parametrize("seed", range(8))
def test_identities_hold_under_extreme_levers(parameters, market2023, posture, seed):
    rng = np.random.default_rng(seed)
    base = baseline.build(market2023, Coefficients(parameters.draw(DRAWS, seed)), season=True)
    noise = draw_noise(QUARTERS, 5, 2, seed, 0)
    noise = Noise(utility=noise.utility[..., :DRAWS] * 3, macro=noise.macro[..., :DRAWS] * 3)
    plans = [extreme_targets(rng, market2023.levers) for _ in range(0, QUARTERS, 4)]
    for moment in moments_of(market2023, base, plans, posture, noise):
        broken = {n: error for n, law in IDENTITIES.items() if not (error := law(moment)) < 1e-9}
        assert not broken
        assert (moment.played.visits.per_head > 0).all()
        assert (moment.after.instant_habit > 0).all()


def test_3_sales_are_buyers_times_frequency_times_basket(market2023, parameters):
    base = baseline.build(market2023, Coefficients(parameters.draw(3, 1)), season=True)
    for moment in moments_of(market2023, base, [dict(market2023.levers)], "follow"):
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
    plans = [dict(market2023.levers) | {"subsidy_budget": 20.0}] * 3
    created = repaid = 0.0
    for moment in moments_of(market2023, base, plans, "passive"):
        created = created + central.pull_forward * moment.played.programme.extra[0]
        repaid = repaid + moment.before.debt[0] * 0.65
        assert_allclose(moment.after.debt[0], created - repaid, rtol=1e-9)
