"""Value, worth and prices of a visitor beside each other (E25)."""

from dataclasses import replace

import numpy as np
import pytest

from models.analysis.plan_worth import plan_worth, verdict, worth_of
from models.analysis.study import study
from models.analysis.visitor_price import Gains
from models.market.worth import BEYOND, MOST_DRAWS
from models.projection import project
from models.simulation.appraisal import NEEDED, extended
from tests.models.worlds import scenario

CUT = scenario(rivals="follow", horizon=4, draws=12, subsidy_budget=3.0)


@pytest.fixture(scope="module")
def cut(market2023, parameters):
    return plan_worth(market2023, parameters, CUT)


def test_worth_is_nothing_at_the_break_even_price(cut, market2023, parameters):
    """At its own break-even price a plan that moves shoppers alone neither pays nor costs."""
    assert cut.verdict == "below"
    assert cut.break_even is not None
    at_it = replace(CUT, assumptions=(("visitor_value", cut.break_even.central),))
    even = plan_worth(market2023, parameters, at_it, draws=0)
    assert even.shopper == cut.break_even.central
    assert even.worth.central == pytest.approx(0.0, abs=1e-6)
    assert even.value.central == pytest.approx(cut.value.central, rel=1e-9)


def test_value_and_chance_are_those_of_the_projections(cut, market2023, parameters):
    plan, idle = (project(market2023, parameters, one) for one in (CUT, replace(CUT, steps=())))
    change = plan.draws("value") - idle.draws("value")
    assert cut.chance_value == pytest.approx((change > 0.0).mean())
    assert cut.value.central == pytest.approx(plan.central("value") - idle.central("value"))
    assert cut.later == pytest.approx(float(plan.central("terminal_share")))
    assert cut.draws == 12


def test_more_draws_than_counted_change_nothing(market2023, parameters):
    few, many = (
        plan_worth(market2023, parameters, replace(CUT, horizon=1, draws=count))
        for count in (256, 300)
    )
    assert few == many


def test_an_outcome_tells_the_worth_of_its_own_run(market2023, parameters):
    plan = replace(CUT, draws=300)
    told = study(market2023, parameters, plan).worth
    assert told == plan_worth(market2023, parameters, plan)
    assert told.draws == MOST_DRAWS


def test_a_run_goes_on_as_one_of_all_those_quarters_does_to_the_bit(market2023, parameters):
    """With more draws than are followed as with those alone."""
    followed = project(market2023, parameters, replace(CUT, draws=300)).followed
    long = {
        "quarters": CUT.horizon + BEYOND,
        "planned": extended(CUT.schedule(market2023.levers)),
        "draws": MOST_DRAWS,
        "metrics": NEEDED,
    }
    expected = project(market2023, parameters, CUT, **long).paths
    assert followed.keys() == expected.keys() == NEEDED
    for name, path in expected.items():
        assert np.array_equal(followed[name], path), name


@pytest.mark.parametrize(
    ("gained", "price", "said"),
    [
        (-10.0, 900.0, "above"),
        (10.0, 900.0, "below"),
        (10.0, -900.0, "any"),
        (-10.0, -900.0, "none"),
        (10.0, float("nan"), "unmoved"),
    ],
)
def test_a_plan_pays_where_signs_say_so(gained, price, said):
    assert verdict(gained, price) == said


def test_no_change_moves_nobody_and_is_worth_nothing(market2023, parameters):
    idle = plan_worth(market2023, parameters, replace(CUT, steps=()), draws=2)
    assert (idle.verdict, idle.break_even) == ("unmoved", None)
    assert (idle.value.central, idle.worth.central) == (0.0, 0.0)


def test_draws_that_move_nobody_leave_the_price_of_the_central_run(market2023, parameters):
    """With few draws that may be all of them; NaN is never the end of a range."""
    some = np.zeros(3)
    for price in ([900.0, np.nan, np.nan], [900.0]):
        gains = Gains(value=some, worth=some, later=some, price=np.array(price))
        even = worth_of(market2023, parameters, CUT, gains).break_even
        assert even is not None
        assert (even.low, even.central, even.high) == (900.0, 900.0, 900.0)
