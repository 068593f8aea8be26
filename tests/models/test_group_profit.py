"""The profit of the group: the domestic and the overseas one together, in every draw."""

import pytest
from numpy.testing import assert_allclose

from models.inputs import load_market, load_parameters, vintages
from models.projection import project
from tests.models.worlds import scenario


@pytest.mark.slow
def test_the_group_earns_what_both_parts_earn_in_every_draw_and_market():
    for vintage in vintages():
        plan = scenario(vintage, draws=20, horizon=3, overseas_investment=4, subsidy_budget=5)
        run = project(load_market(vintage), load_parameters(), plan)
        together = run.path("ebita") + run.path("overseas_ebita")
        assert_allclose(run.path("group_ebita"), together, rtol=1e-12)
        frame = run.to_frame()
        own = frame[frame.metric == "group_ebita"].platform.unique()
        assert list(own) == [run.market.platform_ids[0]]


def test_overseas_spend_costs_the_group_and_not_the_domestic_profit():
    plan, idle = (
        scenario("2024Q3", draws=5, horizon=4, **m) for m in ({"overseas_investment": 9}, {})
    )
    ours, none = (project(load_market("2024Q3"), load_parameters(), one) for one in (plan, idle))
    for name in ("ebita", "value"):
        assert_allclose(ours.path(name), none.path(name), rtol=1e-12)
    assert (ours.path("group_ebita")[0] < none.path("group_ebita")[0]).all()
