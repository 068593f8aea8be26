"""Replaying history: what a column of unknowns means to the model."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.calibration.actuals import read_actuals
from models.calibration.refit import past, unknowns_of
from models.calibration.replay import predicted, replay
from models.inputs import actuals_bytes
from models.levers import LEVERS
from models.market.choice import berry_inversion, nested_logit
from models.parameters.draws import SEASON

HISTORY = past(read_actuals(actuals_bytes()))
UNKNOWNS = unknowns_of(HISTORY)
SIZE = UNKNOWNS.size


def drawn(seed, count=3):
    return np.random.default_rng(seed).standard_normal((SIZE, count))


def test_the_parts_are_the_whole():
    z = drawn(0)
    assert np.array_equal(np.concatenate(UNKNOWNS.parts(z)), z)


def test_at_the_centre_nothing_is_moved_but_the_lockdown():
    z = np.zeros((SIZE, 1))
    assert not UNKNOWNS.appeal(z).any()
    assert UNKNOWNS.quality(z, UNKNOWNS.values(z)) == pytest.approx(0.0, abs=1e-12)
    assert UNKNOWNS.lockdown(z).sum() == pytest.approx(0.0, abs=1e-15)
    plan = HISTORY.scenario.schedule(HISTORY.market.levers)
    for name, path in UNKNOWNS.schedule(z).items():
        assert np.array_equal(path.ravel(), plan[name])


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000), correlation=st.floats(0.05, 0.75))
def test_the_appeal_is_that_of_visits_whatever_the_nests(seed, correlation):
    z, market = drawn(seed), HISTORY.market
    nesting = np.full(3, correlation)
    values = UNKNOWNS.values(z) | {"nest_correlation": nesting}
    share = (-np.log1p(-market.dau / market.population) / values["shopping_occasions"][0])[
        ..., None
    ]
    start = berry_inversion(share, market.nests, nesting)
    for quality, appeal in zip(UNKNOWNS.quality(z, values), UNKNOWNS.appeal(z), strict=True):
        chosen = nested_logit(start + quality, market.nests, nesting)
        odds = chosen.share / chosen.outside * (1.0 - share.sum(axis=0)) / share
        assert np.log(odds) == pytest.approx(np.repeat(appeal[:, None], 2, axis=1), abs=1e-9)


def test_columns_do_not_know_of_each_other():
    z = drawn(1)
    together = predicted(HISTORY.observations, replay(UNKNOWNS, z))
    alone = predicted(HISTORY.observations, replay(UNKNOWNS, z[:, 1:2]))
    assert together[:, 1:2] == pytest.approx(alone, rel=1e-12)


def test_levers_stay_within_their_range_however_uncertain():
    wild = 4.0 * np.ones((SIZE, 1))
    for name, path in UNKNOWNS.schedule(wild).items():
        assert (LEVERS[name].low <= path).all()
        assert (path <= LEVERS[name].high).all()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_parameters_are_admissible_and_seasons_cancel(seed):
    values = UNKNOWNS.values(drawn(seed, 20))
    for name in UNKNOWNS.free:
        if name not in SEASON:
            low, high = UNKNOWNS.parameters.allowed(name)
            assert ((low <= values[name]) & (values[name] <= high)).all()
    assert np.prod([values[name] for name in SEASON], axis=0) == pytest.approx(1.0, rel=1e-12)


def test_the_centre_of_the_unknowns_is_the_median_of_the_prior():
    values = UNKNOWNS.values(np.zeros((SIZE, 1)))
    for name in set(UNKNOWNS.free) - set(SEASON):
        prior = UNKNOWNS.parameters.table[name].prior
        assert values[name] == pytest.approx(prior.quantile(np.full(1, 0.5)), rel=1e-12)
