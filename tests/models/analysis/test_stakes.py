"""Who wins, who loses: the numbers of the projections, paired, before and after the answer."""

import numpy as np
import pytest

from models.analysis.outcome import STAKES
from models.analysis.study import study
from models.inputs import load_market, load_parameters
from models.notation import OWN
from models.projection import project
from tests.models.worlds import year
from tests.pages.stages import plan_of

DRAWS = 100


@pytest.fixture(scope="module")
def all_stakes():
    scenario = plan_of(draws=DRAWS)
    return study(load_market(scenario.market), load_parameters(), scenario).stakes


def runs(**options):
    market, parameters = load_market(), load_parameters()
    return [
        project(market, parameters, s, **options)
        for s in (plan_of(draws=DRAWS), plan_of({}, draws=DRAWS))
    ]


def test_sellers_come_first_then_every_rival(all_stakes):
    sellers = [(name, OWN) for name in STAKES]
    rivals = [("ebita", a) for a in range(1, len(load_market().platforms))]
    assert [(stake.metric, stake.platform) for stake in all_stakes] == sellers + rivals


def test_after_is_the_answered_projection_draw_by_draw(all_stakes):
    plan, idle = runs()
    for stake in all_stakes:
        ours, base = (year(run.path(stake.metric, stake.platform)) for run in (plan, idle))
        change = ours - base if stake.metric == "ebita" else ours / base - 1.0
        assert stake.after.central == pytest.approx(change[0], rel=1e-9)
        low, high = np.quantile(change[1:], [0.1, 0.9])
        assert (stake.after.low, stake.after.high) == pytest.approx((low, high))
        assert stake.sign == (1 if low > 0 else -1 if high < 0 else 0)


def test_before_is_the_central_run_with_rivals_standing_still(all_stakes):
    plan, idle = runs(rivals="passive", draws=0)
    for stake in all_stakes:
        ours, base = (year(run.central(stake.metric, stake.platform)) for run in (plan, idle))
        change = ours - base if stake.metric == "ebita" else ours / base - 1.0
        assert stake.before == pytest.approx(change, rel=1e-9)


def test_nobody_wins_or_loses_without_a_plan():
    outcome = study(load_market(), load_parameters(), plan_of({}, draws=20))
    assert all(
        (stake.sign, stake.before, stake.after.central) == (0, 0, 0) for stake in outcome.stakes
    )


def test_more_traffic_to_small_sellers_helps_them_at_the_brands_cost(all_stakes):
    signs = {stake.metric: stake.sign for stake in all_stakes if stake.platform == OWN}
    assert signs["seller_income_sme"] == signs["merchants_sme"] == 1
    assert signs["seller_income_brand"] == signs["merchants_brand"] == -1
