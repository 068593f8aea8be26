"""One lever pays for another: no quarter costs more than today, ranges hold, the rest is said."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from models.analysis.spending import SPENDING, fund, sources, spend, together, unfunded
from models.inputs import load_market
from models.levers import LEVERS
from tests.every import every

MARKET = load_market("2024Q3")
TODAY = MARKET.levers
PACE = sum(TODAY[name] for name in SPENDING)
QUARTERS = 6
PLANS = st.fixed_dictionaries(
    {
        name: st.lists(
            st.floats(LEVERS[name].low, LEVERS[name].high), min_size=QUARTERS, max_size=QUARTERS
        ).map(np.array)
        for name in SPENDING
    }
)


def plan(quarters=QUARTERS, **moved):
    """Paths of the levers of money; a number holds in every quarter."""
    return {name: np.full(quarters, TODAY[name]) + moved.get(name, 0.0) for name in SPENDING}


@pytest.mark.slow
@settings(deadline=None)
@given(PLANS)
def test_a_transfer_keeps_every_promise(paths):
    for lever, wanted in unfunded(paths, TODAY).items():
        assert (wanted <= np.maximum(paths[lever] - TODAY[lever], 0.0) + 1e-8).all()
        for source, room in sources(paths, MARKET, lever).items():
            transfer = fund(paths, MARKET, lever, source)
            after = together(paths | {source: transfer.left})
            assert ((transfer.amount >= 0) & (transfer.amount <= wanted)).all()
            assert not any(LEVERS[source].rule(target) for target in transfer.left)
            assert_allclose(together(paths) - after, transfer.amount, atol=1e-8)
            assert (after >= np.minimum(PACE, together(paths)) - 1e-8).all()
            assert transfer.amount.sum() <= room + 1e-8
            assert_allclose(transfer.missing, (wanted - transfer.amount).sum(), atol=1e-6)
            exhausted = transfer.left == LEVERS[source].low
            assert (exhausted | (transfer.amount >= wanted - 1e-8)).all()


@every(
    ("path", "total", "year"),
    [
        ([0, 0, 12.5, 12.5, 12.5, 12.5, 0, 0], 50.0, 50.0),
        ([3, 1, 1, 1, 1, 4], 11.0, 7.0),
        ([2, 3], 5.0, 5.0),
    ],
)
def test_spend_is_read_over_the_horizon_and_its_dearest_year(path, total, year):
    spent = spend(np.array(path, float))
    assert (spent.total, spent.year) == (total, year)


def test_a_programme_that_is_over_before_the_last_quarter_wants_funding():
    programme = np.array([0.0, 1.0, 1.0, 1.0, 1.0, 0.0])
    paths = plan(ai_investment=programme)
    assert list(unfunded(paths, TODAY)) == ["ai_investment"]
    transfer = fund(paths, MARKET, "ai_investment", "subsidy_budget")
    assert_allclose(transfer.left, TODAY["subsidy_budget"] - programme)
    paid = spend(together(paths | {"subsidy_budget": transfer.left}))
    assert paid == spend(np.full(QUARTERS, PACE))


def test_money_moved_from_one_year_into_another_is_no_saving_of_that_year():
    early = np.array([2.0, 0.0, 0.0, 0.0, 0.0, -2.0])
    assert unfunded(plan(subsidy_budget=early), TODAY)["subsidy_budget"].tolist() == [
        2.0, 0.0, 0.0, 0.0, 0.0, 0.0,
    ]  # fmt: skip


def test_a_source_gives_no_more_than_it_has():
    transfer = fund(plan(subsidy_budget=5.0), MARKET, "subsidy_budget", "overseas_investment")
    assert transfer.amount.tolist() == [2.0] * QUARTERS
    assert transfer.left.tolist() == [0.0] * QUARTERS
    assert transfer.missing == 3.0 * QUARTERS


def test_nothing_is_asked_for_where_total_spend_has_not_risen():
    assert not unfunded(plan(), TODAY)
    assert not unfunded(plan(sme_support=1.0, overseas_investment=-1.0), TODAY)


def test_levers_that_have_not_risen_are_offered_first():
    paths = plan(subsidy_budget=3.0, sme_support=1.0)
    assert next(iter(sources(paths, MARKET, "subsidy_budget"))) == "content_investment"
    assert list(sources(paths, MARKET, "subsidy_budget"))[-1] == "sme_support"


def test_what_a_market_does_not_offer_pays_for_nothing():
    market = load_market("2008Q4")
    today = market.levers
    paths = {name: np.full(QUARTERS, today[name] + 1.0) for name in SPENDING}
    shut = {name for name in SPENDING if market.is_shut(name)}
    assert shut
    paths |= {name: np.full(QUARTERS, today[name]) for name in shut}
    assert not {*sources(paths, market, "subsidy_budget")} & shut
    for source in shut:
        transfer = fund(paths, market, "subsidy_budget", source)
        assert not transfer.amount.any()
        assert (transfer.left == today[source]).all()
