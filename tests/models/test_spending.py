"""One lever pays for another: total spend stays, ranges hold, and what is left is said."""

from hypothesis import given
from hypothesis import strategies as st

from models.analysis.spending import SPENDING, fund, sources, total_spend, unfunded
from models.levers import LEVERS
from tests.models.worlds import baseline

TODAY = baseline("2024Q3")
PLANS = st.fixed_dictionaries(
    {name: st.floats(LEVERS[name].low, LEVERS[name].high) for name in SPENDING}
).map(lambda moved: TODAY | moved)


@given(PLANS)
def test_a_transfer_keeps_every_promise(values):
    for lever, wanted in unfunded(values, TODAY).items():
        assert wanted <= values[lever] - TODAY[lever] + 1e-8
        for source in sources(values, TODAY, lever):
            transfer = fund(values, TODAY, lever, source)
            after = values | {source: transfer.left}
            assert 0 < transfer.amount <= wanted
            assert LEVERS[source].rule(transfer.left) is None
            assert abs(total_spend(values) - total_spend(after) - transfer.amount) < 1e-8
            assert abs(total_spend(after) - transfer.total) < 1e-8
            assert total_spend(after) >= total_spend(TODAY) - 1e-8
            assert transfer.is_whole or transfer.left == LEVERS[source].low


def test_an_increase_comes_back_to_todays_total():
    values = TODAY | {"subsidy_budget": TODAY["subsidy_budget"] + 1.5}
    transfer = fund(values, TODAY, "subsidy_budget", "overseas_investment")
    assert (transfer.wanted, transfer.amount, transfer.left) == (1.5, 1.5, 0.5)
    assert transfer.total == total_spend(TODAY)


def test_a_source_gives_no_more_than_it_has():
    values = TODAY | {"subsidy_budget": TODAY["subsidy_budget"] + 5.0}
    transfer = fund(values, TODAY, "subsidy_budget", "overseas_investment")
    assert (transfer.amount, transfer.left, transfer.is_whole) == (2.0, 0.0, False)


def test_nothing_is_asked_for_where_total_spend_has_not_risen():
    assert not unfunded(TODAY, TODAY)
    assert not unfunded(TODAY | {"sme_support": 4.0, "overseas_investment": 1.0}, TODAY)


def test_levers_that_have_not_risen_are_offered_first():
    values = TODAY | {"subsidy_budget": 12.0, "sme_support": 4.0}
    assert next(iter(sources(values, TODAY, "subsidy_budget"))) == "content_investment"
    assert list(sources(values, TODAY, "subsidy_budget"))[-1] == "sme_support"
