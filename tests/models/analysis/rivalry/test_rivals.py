"""What rivals take back, and the game between plans and answers."""

from dataclasses import fields, replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.analysis.drivers.drivers import drivers
from models.analysis.ends import STILL, run_ends
from models.analysis.rivalry.takeback import BILLED, react
from models.analysis.rivalry.wargame import ANSWERS, NO_CHANGE, play_game, with_no_change
from models.errors import ScenarioError
from models.market.rivals import Conduct
from models.projection import project
from models.scenario import Scenario, Step
from tests.every import every
from tests.models.worlds import year

PDD = 1


def plan(name, **levers):
    steps = tuple(
        Step(lever=lever, quarter="2023Q2", value=value) for lever, value in levers.items()
    )
    return Scenario(name=name, market="2023Q1", steps=steps, draws=40)


PUSH = plan("push", subsidy_budget=12.0, sme_support=3.0)
HARVEST = plan("harvest", ad_load=1.3)


@pytest.fixture(scope="module")
def reaction(market2023, parameters):
    return react(market2023, parameters, PUSH, draws=30)


@pytest.mark.slow
def test_gain_and_parts_make_the_remainder(reaction):
    for figure in reaction.figures.values():
        parts = sum(part.central for part in figure.parts.values())
        assert_allclose(figure.before.central + parts, figure.after.central, atol=1e-9)


def test_before_and_after_are_those_of_the_projection(reaction, market2023, parameters):
    idle = replace(PUSH, steps=())
    for metric in ("gmv", "dau", "ebita"):
        for posture, side in (("passive", "before"), ("follow", "after")):
            change = [
                year(project(market2023, parameters, one, draws=0, rivals=posture).central(metric))
                for one in (PUSH, idle)
            ]
            value = getattr(reaction.figures[metric], side).central
            assert_allclose(value, change[0] - change[1], atol=1e-9)


def test_rivals_take_back_and_pay_for_it(reaction):
    gmv = reaction.figures["gmv"]
    assert all(part.central < 0 for part in gmv.parts.values())
    assert max(gmv.parts, key=lambda a: -gmv.parts[a].central) == PDD
    assert reaction.bills
    assert all(bill.subsidy.central > 0 > bill.profit.central for bill in reaction.bills)


def test_who_stands_still_has_no_part(market2023, parameters):
    one = replace(PUSH, rivals="passive", conduct=(("pdd", "follow"),))
    takebacks = react(market2023, parameters, one, metrics=["gmv"], draws=0)
    assert set(takebacks.figures["gmv"].parts) == {PDD}
    silent = react(
        market2023, parameters, replace(PUSH, rivals="passive"), metrics=["gmv"], draws=0
    )
    assert silent.figures["gmv"].before == silent.figures["gmv"].after


@pytest.mark.slow
def test_shares_and_answers_are_read_off_the_same_runs(market2023, parameters, reaction):
    asked, metrics = (market2023, parameters, replace(PUSH, draws=30)), ("gmv", "ebita")
    ends = {one: run_ends(*asked, (*metrics, *BILLED), 30, one) for one in (None, STILL)}
    handed = react(*asked, metrics=metrics, ends=ends)
    for metric in metrics:
        assert handed.figures[metric] == reaction.figures[metric]
    assert handed.cost == reaction.cost
    assert [one.subsidy for one in handed.bills] == [one.subsidy for one in reaction.bills]
    assert [one.value for one in handed.bills] == [None] * len(handed.bills)
    own, given = (drivers(*asked, metrics=metrics, ends=one) for one in (None, ends))
    assert [own.at(metric) for metric in metrics] == [given.at(metric) for metric in metrics]


def test_a_price_war_between_symmetric_rivals_leaves_shares_unchanged(market2023, parameters):
    """Two twins in one nest, the second matching in full: in the long run neither has won (9.15).

    Only the relative share is unchanged; both may win from staying away.
    """
    twins = twin_market(market2023)
    war = replace(plan("war", subsidy_budget=12.0), horizon=40)
    conduct = (Conduct(matching=1.0, defence=0.0),)
    run = project(twins, parameters, war, plain=True, conduct=conduct)
    share = run.central("gmv") / run.central("gmv", 1)
    assert share[:4].max() > 1.001
    assert abs(share[-1] - 1.0) < 0.03 * (share.max() - 1.0)
    assert_allclose(run.central("subsidy")[-1], run.central("subsidy", 1)[-1], rtol=1e-3)


def twin_market(market):
    """A market of our app and its double."""
    both = [0, 0]
    arrays = {
        field.name: value[both]
        for field in fields(market)
        if isinstance(value := getattr(market, field.name), np.ndarray)
        and len(value) == len(market.platforms)
    }
    double = replace(market.platforms[0], id="double", english="Double")
    return replace(market, platforms=(market.platforms[0], double), instant=None, **arrays)


@pytest.fixture(scope="module")
def war(market2023, parameters):
    return play_game(market2023, parameters, [PUSH, HARVEST], draws=20)


def test_no_change_joins_the_plans(war):
    assert war.plans == (NO_CHANGE, "push", "harvest")
    assert war.answers == tuple(ANSWERS)
    assert war.payoffs.shape == (2, 3, 5)


def test_a_plan_that_moves_something_is_not_called_no_change():
    plans = with_no_change([replace(PUSH, name="No change"), HARVEST])
    assert [(one.name, bool(one.steps)) for one in plans] == [
        *((NO_CHANGE, False), ("No change (2)", True), ("harvest", True)),
    ]


def test_payoffs_are_the_value_of_the_projection(war, market2023, parameters):
    way = (ANSWERS["match-half"],) * 4
    run = project(market2023, parameters, replace(PUSH, draws=20), conduct=way)
    paid = run.paths["value"][:, 0]
    assert_allclose(war.payoffs[:, 1, 1], [paid[0], paid[1:].sum()], rtol=1e-12)


def test_marks_follow_from_the_table(war):
    for i, j in war.cells:
        assert war.payoffs[0, i, j] == war.payoffs[0, :, j].max()
        assert war.payoffs[1, i, j] == war.payoffs[1, i].max()
    assert ((war.stability >= 0) & (war.stability <= 1)).all()
    ours, theirs = war.cautious
    assert war.regret[0][ours] == war.regret[0].min()
    assert war.regret[1][theirs] == war.regret[1].min()
    assert war.quantal.converged


def test_who_is_held_does_not_play(market2023, parameters):
    held = play_game(market2023, parameters, [PUSH], held=(2, 3, 4), draws=5)
    assert held.rivals == (PDD,)
    way = (ANSWERS["match-full"], *(Conduct(),) * 3)
    run = project(market2023, parameters, replace(PUSH, draws=5), conduct=way)
    assert_allclose(held.payoffs[1, 1, 2], run.paths["value"][PDD, 0], rtol=1e-12)


def test_order_of_plans_changes_no_payoff(war, market2023, parameters):
    turned = play_game(market2023, parameters, [HARVEST, PUSH], draws=20)
    assert_allclose(turned.payoffs[:, [0, 2, 1]], war.payoffs, rtol=1e-12)


@every(
    "other", [replace(HARVEST, horizon=8), replace(HARVEST, assumptions=(("habit_weight", 0.2),))]
)
def test_plans_on_other_ground_are_refused(market2023, parameters, other):
    with pytest.raises(ScenarioError, match="share their"):
        play_game(market2023, parameters, [PUSH, other], draws=2)


def test_a_game_against_nobody_is_refused(market2023, parameters):
    with pytest.raises(ScenarioError, match="one rival"):
        play_game(market2023, parameters, [PUSH], held=(1, 2, 3, 4), draws=2)
