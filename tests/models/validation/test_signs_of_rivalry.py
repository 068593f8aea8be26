"""What rivals take back, where deals come from and what is no free lunch: signs (g) to (o)."""

from functools import lru_cache
from itertools import product

import numpy as np
import pytest

from models.levers import LEVERS
from models.market.rivals import Conduct
from models.projection import project
from models.scenario import Step
from tests.models.side_by_side import plain_runs
from tests.models.worlds import scenario


@pytest.fixture(scope="module")
def run(parameters, market2023):
    """Central run of a plan, season off; against the same without a plan where asked."""

    def ran(plain=True, horizon=12, **levers):
        return once(scenario(horizon=horizon, **levers), plain)

    @lru_cache(maxsize=256)
    def once(plan, plain):
        return project(market2023, parameters, plan, plain=plain, draws=0)

    return ran


def gained(run, still, metric, quarters=slice(4, 8)):
    return (run.central(metric) - still.central(metric))[quarters].sum()


@pytest.mark.parametrize("added", [5, 10, 20, 40])
@pytest.mark.parametrize("high", [0.0, 0.4, 1.0])
def test_g_rivals_take_back_a_part(run, added, high):
    share = (2 + added * high) / (5 + added)
    plan = {"subsidy_budget": 5 + added, "high_ticket_share": share}
    still = run()
    alone, answered = (run(rivals=rivals, **plan) for rivals in ("passive", "follow"))
    for metric, least in (("gmv", 0.04), ("dau", 0.05)):
        taken = 1 - gained(answered, still, metric) / gained(alone, still, metric)
        if metric == "gmv" or high <= 0.4:
            assert least < taken < 0.6, metric


def test_g_what_rivals_take_back_falls_once_their_caps_bind(run):
    still = run()
    taken, spent = [], []
    for added in (20, 30, 40):
        plan = {"subsidy_budget": 5 + added, "high_ticket_share": 2 / (5 + added)}
        alone, answered = (run(rivals=rivals, **plan) for rivals in ("passive", "follow"))
        taken.append(1 - gained(answered, still, "gmv") / gained(alone, still, "gmv"))
        spent.append(answered.central("subsidy", 1)[-1])
    assert spent[0] < spent[1] == pytest.approx(0.03 * 850) == pytest.approx(spent[2])
    assert taken[1] > taken[2]


def test_g_rivals_answer_in_the_class_attacked_and_never_disarm(parameters, market2023, run):
    from dataclasses import replace

    from models.market.coefficients import Coefficients
    from models.simulation.baseline import build
    from models.simulation.rival_responses import answers
    from models.simulation.state import initial

    values = {name: np.array([value]) for name, value in parameters.central().items()}
    base = build(market2023, Coefficients(values), season=False)
    state = initial(base)
    seen = replace(state.seen[0], attack=np.array([[5.0], [0.0]]))
    found = answers(replace(state, seen=(seen, *state.seen[1:])), "follow", base).budget
    assert (found[:, 0] > base.rivals.budget[:, 0]).all()
    assert (found[:, 1] == base.rivals.budget[:, 1]).all()
    for posture in ("follow", "best-reply"):
        cut = run(rivals=posture, subsidy_budget=0)
        for rival in range(1, 5):
            assert (cut.central("subsidy", rival) >= market2023.subsidy[rival].sum() - 1e-9).all()


@pytest.mark.slow
def test_i_more_subsidy_at_any_app_never_shrinks_the_market(parameters, market2023, run):
    still = run()
    total = still.paths["gmv"][:, :, 0].sum(axis=1)
    for budget, share in product((6, 10, 30), (0.0, 0.4, 1.0)):
        if share * budget >= 2 and (1 - share) * budget >= 3:
            moved = run(subsidy_budget=budget, high_ticket_share=share)
            assert moved.paths["gmv"][0, :, 0].sum() >= total[0]
    only = [Conduct(posture="passive")] * 4
    for place in range(4):
        conduct = list(only)
        conduct[place] = Conduct(posture="follow", matching=1.0, defence=0.0)
        plan = scenario(subsidy_budget=15, high_ticket_share=0.2)
        moved, idle = (
            project(market2023, parameters, plan, plain=True, conduct=tuple(ways))
            for ways in (conduct, only)
        )
        both = [one.paths["gmv"][1, :, 0].sum() for one in (moved, idle)]
        assert both[0] >= both[1]


@pytest.mark.slow
def test_i_small_subsidies_earn_sales_and_have_no_kink(run):
    still = run()
    for share in (0.0, 0.4, 1.0):
        more = run(subsidy_budget=10, high_ticket_share=(2 + 5 * share) / 10)
        assert (more.central("gmv") >= still.central("gmv")).all()
    for metric in ("gmv", "dau"):
        up, down = (
            (run(subsidy_budget=5 + step).central(metric) - still.central(metric)) / step
            for step in (0.01, -0.01)
        )
        np.testing.assert_allclose(up, down, rtol=0.05)
    small = run(subsidy_budget=6, high_ticket_share=2 / 6)
    year = gained(small, still, "gmv", slice(0, 4)) / gained(small, still, "subsidy", slice(0, 4))
    assert 1.5 < year < 4


def test_j_a_year_without_festivals_loses_sales_profit_and_visitors(run):
    still, none = run(plain=False), run(plain=False, festival_intensity=0)
    for metric in ("gmv", "ebita", "dau"):
        assert gained(none, still, metric, slice(0, 4)) < 0


def back(lever, value, quarter="2026Q1"):
    return Step(lever=lever, quarter=quarter, value=value)


FREE_LUNCHES = {
    "refund-only with all tools": {"refund_leniency": 1.0, "seller_protection": 1.0},
    "units sold and bought back": {
        "noncore_units": 0,
        "steps": (back("noncore_units", 8, "2023Q4"),),
    },
    "an entrance alone": {"instant_subsidy": 0, "instant_entrance": 1.0},
}


def is_free(eaten, still):
    """Whether profit, users, sellers and value all gain by the last year."""
    better = [gained(eaten, still, metric, slice(8, 12)) > 0 for metric in ("ebita", "dau")]
    better.append(eaten.central("merchants_sme")[-1] > still.central("merchants_sme")[-1])
    better.append(eaten.central("value") > still.central("value"))
    return all(better)


@pytest.mark.parametrize("plan", FREE_LUNCHES)
def test_k_there_is_no_free_lunch(run, plan):
    assert not is_free(run(rivals="follow", **FREE_LUNCHES[plan]), run(rivals="follow"))


@pytest.mark.slow
def test_k_no_lever_moved_and_moved_back_within_the_last_year_is_free(run, market2023):
    moves = []
    for name, lever in LEVERS.items():
        usual = market2023.levers[name]
        ends = {lever.low, (lever.low + usual) / 2, (usual + lever.high) / 2, lever.high} - {usual}
        for value in () if name.startswith("kpi_") or lever.group == "environment" else ends:
            moves.append((back(name, float(value), "2025Q2"), back(name, float(usual))))
    still, plans = run(rivals="follow"), [scenario(rivals="follow", steps=move) for move in moves]
    free = [plan.scenario.steps for plan in plain_runs(plans) if is_free(plan, still)]
    assert not free


def test_l_food_brings_orders_and_visitors_and_costs_all_three(market2023, parameters, run):
    still, more = run(rivals="follow"), run(rivals="follow", instant_subsidy=2)
    for metric in ("instant_orders", "dau"):
        assert (more.central(metric) > still.central(metric)).all()
    for platform in (0, 3):
        assert (more.central("instant_ebita", platform) < still.central("instant_ebita", platform))[
            1:
        ].all()


def test_l_habit_keeps_more_than_half_of_what_a_year_brought(run):
    later = (Step(lever="instant_subsidy", quarter="2024Q2", value=2.0),)
    path = run(instant_subsidy=3, steps=later).central("instant_orders") - 18
    assert path[7] > 0.5 * path[3]


def test_m_a_reorganisation_in_every_quarter_costs_sales(run):
    still = run()
    steps = tuple(
        Step(lever="reorganisation", quarter=quarter, value=1.0) for quarter in still.quarters
    )
    lost = -gained(run(steps=steps), still, "gmv", slice(8, 12)) / (4 * 1720)
    assert 0.02 < lost < 0.08


@pytest.mark.parametrize("plan", [{}, {"taobao_traffic_share": 0.55, "subsidy_budget": 10}])
def test_m_more_layers_than_six_never_pay(run, plan):
    values = [run(reporting_layers=layers, **plan).central("value") for layers in (6, 7, 8, 10)]
    assert values == sorted(values, reverse=True)


CROSS = {"taobao_traffic_share": 0.55, "refund_leniency": 0.5, "lower_tier_investment": 4}


@pytest.mark.slow
def test_m_value_and_sales_want_about_the_same_structure():
    grid = np.linspace(0, 1, 11)

    def best(**plan):
        runs = plain_runs(scenario(rivals="follow", centralisation=c, **plan) for c in grid)
        by_value = grid[int(np.argmax([one.central("value") for one in runs]))]
        by_sales = grid[int(np.argmax([one.central("gmv")[-4:].mean() for one in runs]))]
        return by_value, by_sales

    quarrel = {
        "kpi_consumer_gmv": 0.1,
        "kpi_consumer_revenue": 0.1,
        "kpi_consumer_users": 0.8,
        "kpi_industry_gmv": 0.1,
        "kpi_industry_revenue": 0.8,
        "kpi_industry_users": 0.1,
    }
    none, cross, apart = best(), best(**CROSS), best(**quarrel)
    for found in (none, cross, apart):
        assert abs(found[0] - found[1]) <= 0.3 + 1e-9
    for more in (cross, apart):
        assert more[0] > none[0]
        assert more[1] > none[1]


def test_n_weak_confidence_helps_the_cheapest(run):
    weak, still = run(consumer_confidence=-1), run()
    assert (weak.central("gmv_share", 1) > still.central("gmv_share", 1)).all()


def test_n_an_entrance_without_deals_costs_value_and_brings_few(run):
    still, opened = run(), run(instant_entrance=1.0)
    assert opened.central("value") < still.central("value")
    assert (opened.central("dau") < 1.015 * still.central("dau")).all()
    fed = run(instant_subsidy=3, instant_entrance=1.0)
    assert (fed.central("shopping_dau") <= still.central("shopping_dau") + 1e-9).all()


def test_o_revenue_has_no_kink_in_the_split(run):
    still = run().central("revenue")
    left, right = (
        (run(taobao_traffic_share=share).central("revenue") - still) / (share - 0.45)
        for share in (0.449, 0.451)
    )
    np.testing.assert_allclose(left, right, rtol=0.25)


@pytest.mark.parametrize(("lever", "value"), [("subsidy_budget", 0.0), ("ad_load", 1.3)])
def test_o_a_cut_in_the_last_quarter_is_worth_little(run, lever, value):
    late = (Step(lever=lever, quarter="2026Q1", value=value),)
    still = run().central("value")
    early = run(**{lever: value}).central("value") - still
    last = run(steps=late).central("value") - still
    assert early > 0
    assert last <= 0.3 * early
