"""A figure of a plan is the same wherever it stands: every page and verb that tells it.

What pages tell is computed by the functions that they call; three plans differ in market, in how
rivals answer, in the number of levers and in what is assumed.
"""

import json
import re
from dataclasses import astuple, replace

import numpy as np
import pytest
from click.testing import CliRunner

from cli import main
from models.analysis.assumption import assumption_effects, run_four
from models.analysis.compare.contests import contests
from models.analysis.compare.field import field
from models.analysis.drivers.drivers import drivers
from models.analysis.effects import effect
from models.analysis.optimise.goals import Goal, Task
from models.analysis.optimise.optimise import optimise
from models.analysis.risk.sensitivity import sensitivity
from models.analysis.rivalry.takeback import react
from models.analysis.rivalry.wargame import ANSWERS, play_game
from models.analysis.structure.strengths import Strengths
from models.analysis.structure.structure_delivery import DELIVERED, delivered
from models.analysis.structure.structures import TODAY
from models.analysis.study import study
from models.inputs import load_market, load_parameters
from models.projection import project
from models.scenario.csv.scenario_file import write_bytes
from pages.charts import heat
from pages.compute.questions.decide_questions import DRIVER_MEASURES
from pages.figures.challenge.rivals_figures import picture, plain, shown, title
from pages.figures.challenge.rivals_tables import before_after
from pages.figures.challenge.structure_figures import delivery_title
from pages.figures.cockpit.drivers_figure import drivers_figure
from pages.figures.cockpit.kpi import _money, _percent
from pages.figures.decide.compare_figures import COLUMNS, IN_MONEY, columns, heat_map
from pages.figures.outcome_figures import Stage, style_of
from tests.pages.stages import plan_of

pytestmark = pytest.mark.slow

DRAWS = 30
PLANS = {
    "one lever": plan_of({"subsidy_budget": 14.0}, draws=DRAWS),
    "three levers, best reply": plan_of(
        {"subsidy_budget": 9.0, "ad_load": 1.2, "sme_support": 3.0},
        "2023Q1",
        draws=DRAWS,
        rivals="best-reply",
        seed=3,
    ),
    "assumed otherwise": replace(
        plan_of({"taobao_traffic_share": 0.55, "subsidy_budget": 7.0}, draws=DRAWS),
        assumptions=(("rival_matching", 0.9),),
    ),
}


@pytest.fixture(scope="module", params=PLANS)
def plan(request):
    return PLANS[request.param]


@pytest.fixture(scope="module")
def ground(plan):
    return load_market(plan.market), load_parameters()


@pytest.fixture(scope="module")
def outcome(plan, ground):
    """What the Cockpit tells, the yardstick of all others."""
    return study(*ground, plan)


@pytest.fixture(scope="module")
def reaction(plan, ground):
    return react(*ground, plan)


@pytest.fixture(scope="module")
def why(plan, ground):
    divided = drivers(*ground, plan, metrics=(*DRIVER_MEASURES, "value"))
    return {metric: divided.at(metric) for metric in divided.total}


def same(one, other):
    np.testing.assert_allclose(astuple(one), astuple(other), rtol=1e-9, atol=1e-11)


def test_rivals_tells_the_change_and_the_answer_of_the_cockpit(outcome, reaction):
    for metric, figures_of in reaction.figures.items():
        same(figures_of.after, outcome.change[metric])
        if metric in outcome.relative:
            same(figures_of.relative[1], outcome.relative[metric])
    own = outcome.rival_responses[0]
    assert reaction.figures["gmv"].before.central == pytest.approx(own.before)
    same(reaction.figures["gmv"].after, own.after)


def test_why_tells_the_change_of_the_cockpit_and_the_answer_of_rivals(outcome, reaction, why):
    for metric, breakdown in why.items():
        same(breakdown.effect, outcome.change[metric])
        same(breakdown.rivals, reaction.figures[metric].answer)
        levers = sum(one.central for one in breakdown.contributions.values())
        assert levers == pytest.approx(reaction.figures[metric].before.central, abs=1e-9)
        if len(breakdown.contributions) == 1:
            same(next(iter(breakdown.contributions.values())), reaction.figures[metric].before)


def test_compare_tells_the_change_of_the_cockpit(plan, ground, outcome):
    idle = replace(plan, name="No change", steps=())
    comparison = field(*ground, (idle, plan))
    for call in contests(comparison):
        if call.metric in outcome.change:
            difference = call.difference
            turned = replace(
                difference, central=-difference.central, low=-difference.high, high=-difference.low
            )
            same(turned, outcome.change[call.metric])
    drawn = heat_map(comparison, [outcome], style_of(ground[0]))
    for row, metric in zip(drawn.table.to_pylist(), columns(comparison, COLUMNS), strict=True):
        card = _money if metric in IN_MONEY else _percent
        assert row[heat.COLUMNS[-1]] == str(card(metric, outcome))
        assert row["sign"] == outcome.sign(metric)


def test_assumptions_tells_the_change_of_the_cockpit(plan, ground, outcome):
    weighed = assumption_effects(run_four(*ground, plan)).splits
    for metric, split in weighed.items():
        under_yours = split.decision.central + split.interaction.central
        assert under_yours == pytest.approx(outcome.change[metric].central)
        if not plan.assumptions:
            same(split.decision, outcome.change[metric])


def test_organisation_and_risk_tell_the_central_change_of_the_cockpit(plan, ground, outcome):
    card = delivered(*ground, plan, [TODAY], {"medium": Strengths()})["today", "medium"]
    for metric, change in card.change.items():
        assert change == pytest.approx(outcome.change[metric].central)
    swing = sensitivity(*ground, plan, "ebita", against_no_change=True, leading=0)
    assert swing.central == pytest.approx(outcome.change["ebita"].central)


def test_the_title_of_delivery_tells_when_the_slowest_lever_is_there(plan, ground, outcome):
    card = delivered(*ground, plan, [TODAY], {"medium": Strengths()})["today", "medium"]
    today = ground[0].levers
    missing = np.array([
        np.abs(planned - card.realised[name]) / np.max(np.abs(planned - today[name]))
        for name, planned in card.planned.items()
    ]).max(axis=0)  # fmt: skip
    [quarter] = re.findall(r"\d{4}Q\d", delivery_title(card, today, outcome.quarters))
    place = outcome.quarters.index(quarter)
    assert missing[place:].max() <= 1.0 - DELIVERED
    assert not place or missing[place - 1] > 1.0 - DELIVERED


def test_the_game_tells_the_value_of_the_cockpit_for_each_answer(plan, ground):
    war = play_game(*ground, [plan], draws=3)
    for place, way in enumerate(ANSWERS.values()):
        ours, idle = (
            project(*ground, one, draws=0, metrics=["value"], conduct=(way,) * 4).central("value")
            for one in (plan, replace(plan, steps=()))
        )
        assert war.changes[0, 1, place] == pytest.approx(ours - idle, abs=1e-9)
    assert war.draws == 3


def test_the_best_plan_tells_the_figures_that_the_cockpit_will_tell_of_it(plan, ground):
    market, parameters = ground
    at = outcome_quarters(plan)
    task = Task(
        scenario=plan,
        goal=Goal(weights=(("dau", 1.0),), at=at, risk="probability", target=405.0),
        free=("subsidy_budget",),
        draws=8,
    )
    answer = optimise(market, parameters, task)
    outcome = study(market, parameters, answer.scenario)
    for metric, promised in answer.effects.items():
        same(promised, outcome.change[metric])
    draws = project(market, parameters, answer.scenario).draws("dau")[-4:].mean(axis=0)
    assert answer.scenario.draws == DRAWS
    assert answer.best == pytest.approx((draws >= 405.0).mean())


def outcome_quarters(plan):
    return project(load_market(plan.market), load_parameters(), plan, draws=0).quarters[-1]


def test_the_terminal_tells_the_figures_of_the_pages(plan, outcome, why, tmp_path):
    idle = replace(plan, name="idle", steps=())
    file, none = tmp_path / "plan.csv", tmp_path / "idle.csv"
    file.write_bytes(write_bytes([plan]))
    none.write_bytes(write_bytes([idle]))
    names = [part for metric in DRIVER_MEASURES for part in ("--metric", metric)]
    for printed in asked("drivers", file, *names):
        on_page = why[printed["metric"]]
        assert printed["rivals"] == pytest.approx(on_page.rivals.central)
        ranges = [astuple(effect)[1:] for effect in on_page.contributions.values()]
        np.testing.assert_allclose(list(printed["ranges"].values()), ranges, rtol=1e-9, atol=1e-11)
        change = printed["total"] - printed["baseline"]
        assert change == pytest.approx(outcome.change[printed["metric"]].central)
    on_page = asked("compare", file, none, *names, "--no-flips")["kpis"]
    for printed in (one for one in on_page if one["quarter"] == outcome.quarters[-1]):
        effect_ = printed["difference"], printed["p10"], printed["p90"]
        np.testing.assert_allclose(effect_, astuple(outcome.change[printed["metric"]]), rtol=1e-9)


def asked(*arguments):
    output = CliRunner().invoke(main, [*map(str, arguments), "--json"])
    assert output.exit_code == 0, output.output
    return json.loads(output.output)


def test_titles_say_the_figures_of_the_bars(plan, ground, outcome, reaction, why):
    market = ground[0]
    style = style_of(market)
    for metric in ("gmv", "dau", "revenue", "ebita", "value"):
        figures_of = reaction.figures[metric]
        bars = picture(reaction, metric, plan, market, style).table.to_pylist()
        whole, *parts, rest = shown(figures_of)
        for bar, value in zip(bars, (whole, *parts, rest), strict=True):
            assert plain(figures_of, value).removeprefix("RMB ") == bar["text"].lstrip("+−")
            digits = [len(re.sub(r"\D", "", end).lstrip("0")) for end in bar["range"].split(",")]
            assert max(digits) <= 3
        assert plain(figures_of, whole) in title(figures_of, market)
        assert round(whole + sum(parts) - rest, 9) == 0
    stage = Stage(market=market, scenario=plan, outcome=outcome, style=style, date="2026-11-22")
    for metric in DRIVER_MEASURES:
        drawn = drivers_figure(stage, why[metric])
        bars = {row["name"]: row["text"].partition(" [")[0] for row in drawn.table.to_pylist()}
        assert bars["Plan in all"] in drawn.title
        numbers = drawn.title.split("(")[1:]
        for number in numbers:
            assert number.partition(")")[0] in bars.values()
    assert before_after(reaction).count("<tr>") == 12


def test_with_fewer_draws_for_parts_the_page_says_so_and_its_whole_is_the_plan_s():
    many = replace(PLANS["one lever"], draws=300)
    ground = load_market(many.market), load_parameters()
    takebacks = react(*ground, many, metrics=["gmv"])
    assert takebacks.draws == 256
    same(takebacks.figures["gmv"].after, effect(_change(ground, many)))
    drawn = picture(takebacks, "gmv", many, ground[0], style_of(ground[0]))
    assert "256 futures" in drawn.notes[-1]


def _change(ground, plan):
    both = (plan, replace(plan, steps=()))
    ours, idle = (project(*ground, one).path("gmv")[-4:].mean(axis=0) for one in both)
    return ours - idle
