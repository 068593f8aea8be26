"""Targets, futures, signs and regret of the stress test."""

from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from models.analysis.futures import MATCHING, draw_futures, no_change, project_in
from models.analysis.risk.box import inside
from models.analysis.risk.regret import rank, regrets
from models.analysis.risk.signposts import OBSERVED, first_sign
from models.analysis.risk.stress import stress
from models.analysis.targets import Target, parse_target
from models.errors import ScenarioError
from models.market.rivals import Conduct
from models.projection import project
from models.scenario import Scenario, Step
from tests.every import every

pytestmark = pytest.mark.slow

PUSH = Scenario(
    name="push",
    market="2023Q1",
    horizon=6,
    steps=(Step(lever="subsidy_budget", quarter="2023Q2", value=12.0),),
)
COUNT = 1500


@every(
    ("text", "target"),
    [
        ("revenue=61.5", Target(metric="revenue", bound=61.5)),
        ("dau>=390", Target(metric="dau", bound=390.0)),
        ("dau=baseline", Target(metric="dau", bound=1.0, is_relative=True)),
        ("ebita=baseline-5%", Target(metric="ebita", bound=0.95, is_relative=True)),
        (
            "gmv>=baseline+2.5%@2023Q4",
            Target(metric="gmv", bound=1.025, quarter="2023Q4", is_relative=True),
        ),
        ("subsidy<=14", Target(metric="subsidy", bound=14.0, is_ceiling=True)),
        ("overseas_cash=-3", Target(metric="overseas_cash", bound=-3.0)),
    ],
)
def test_targets_are_read(text, target):
    assert parse_target(text) == target


@every(
    ("text", "named"),
    [
        ("revenue", "written like"),
        ("revenue=", "written like"),
        ("revenue=nan", "written like"),
        ("revenue=1e3", "written like"),
        ("revenue=6%", "written like"),
        ("happiness=3", "is one of"),
        ("revenue=3@Q4", "written like"),
        ("", "written like"),
    ],
)
def test_what_is_no_target_is_refused(text, named):
    with pytest.raises(ScenarioError, match=named):
        parse_target(text)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text):
    with suppress(ScenarioError):
        assert parse_target(text).metric


def test_a_ratio_of_a_loss_is_less_of_a_loss():
    better = Target(metric="ebita", bound=1.1, is_relative=True)
    assert better.met(np.array([-8.0]), np.array([-10.0])).all()
    assert not better.met(np.array([-9.5]), np.array([-10.0])).any()


@pytest.fixture(scope="module")
def futures(market2023, parameters):
    return draw_futures(market2023, parameters, PUSH, COUNT)


def test_futures_extend_and_never_change(futures, market2023, parameters):
    fewer = draw_futures(market2023, parameters, PUSH, 300)
    for name, values in fewer.inputs.items():
        assert_array_equal(values, futures.inputs[name][:300])
    assert futures.count == COUNT
    assert all(len(values) == COUNT for values in futures.inputs.values())


def test_rivals_answers_are_spread_evenly(futures, market2023):
    for rival in market2023.platform_ids[1:]:
        answers = futures.inputs[MATCHING + rival]
        assert_allclose(np.quantile(answers, [0.1, 0.5, 0.9]), [0.1, 0.5, 0.9], atol=0.05)


def test_a_future_is_that_projection(futures, market2023, parameters):
    """Same draws, same shocks, the answers of that future."""
    paths = project_in(futures, market2023, parameters, PUSH, ["dau"])["dau"]
    for place in (0, 7):
        conduct = tuple(Conduct(matching=float(row[place])) for row in futures.matching)
        run = project(market2023, parameters, PUSH, draws=8, conduct=conduct)
        assert_allclose(paths[:, 0, place], run.draws("dau")[:, place], rtol=1e-9)


@pytest.fixture(scope="module")
def stress_test(market2023, parameters):
    targets = [parse_target("dau=baseline+1%"), parse_target("ebita=baseline-20%")]
    return stress(market2023, parameters, PUSH, targets, count=COUNT)


def test_all_together_is_no_more_likely_than_the_least(stress_test):
    assert stress_test.together <= min(stress_test.chances) + 1e-12
    assert stress_test.together >= sum(stress_test.chances) - 1.0 - 1e-12
    assert_allclose(stress_test.share_missed, stress_test.missed.mean())
    assert_allclose(stress_test.by_quarter[:, -1], stress_test.chances)


def test_the_box_is_counted_on_the_futures(stress_test):
    marks = inside(stress_test.box.rules, stress_test.inputs, COUNT)
    assert_allclose(
        stress_test.box.coverage, (marks & stress_test.missed).sum() / stress_test.missed.sum()
    )
    assert_allclose(stress_test.box.density, stress_test.missed[marks].mean())


def test_a_target_out_of_reach_and_one_in_hand(market2023, parameters):
    high, low = (
        stress(market2023, parameters, PUSH, [Target(metric="dau", bound=b)], count=200)
        for b in (9e9, 0.0)
    )
    assert (high.share_missed, low.share_missed) == (1.0, 0.0)
    assert high.box is low.box is high.signpost is low.signpost is None


def test_a_target_beyond_the_plan_is_refused(market2023, parameters):
    with pytest.raises(ScenarioError, match="2023Q2 to 2024Q3"):
        stress(market2023, parameters, PUSH, [parse_target("dau=3@2030Q1")], count=10)


def signs(quarters=6, futures=400):
    paths = np.random.default_rng(0).random((len(OBSERVED), quarters, 5, futures))
    return dict(zip(OBSERVED, paths, strict=True))


def test_the_first_clear_sign_is_found():
    paths, missed = signs(), np.arange(400) < 120
    paths["dau"][3:, 2] = np.where(missed, 0.0, 1.0)
    paths["revenue"][4:, 0] = np.where(missed, 1.0, 0.0)
    sign = first_sign(paths, missed, 6)
    assert (sign.metric, sign.platform, sign.quarter) == ("dau", 2, 3)
    assert sign.is_low
    assert sign.is_clear
    assert (sign.skill, sign.sure, sign.otherwise) == (1.0, 1.0, 0.0)


@every("way", (1.0, -1.0))
def test_the_only_future_that_misses_is_past_its_sign(way):
    paths, missed = signs(), np.arange(400) == 0
    for name in paths:
        paths[name][:, :, 0] = way * 95.6743
        paths[name][:, :, 1:] = way * 99.4321
    sign = first_sign(paths, missed, 6)
    assert (sign.sure, sign.otherwise) == (1.0, 0.0)


def test_a_weak_sign_says_so_and_none_comes_after_the_date():
    missed = np.arange(400) < 120
    assert not first_sign(signs(), missed, 4).is_clear
    assert first_sign(signs(), missed, 0) is None
    assert first_sign(signs(), np.zeros(400, bool), 4) is None


FIGURES = arrays(float, (3, 20), elements=st.integers(-50, 50).map(float))


@given(FIGURES)
def test_regret_is_what_the_best_would_have_added(figures):
    rows = {row.plan: row for row in rank("abc", figures)}
    for name, own in zip("abc", figures, strict=True):
        lost = [max(figures[:, d]) - own[d] for d in range(20)]
        assert_allclose(rows[name].usual, np.mean(lost))
        assert rows[name].worst == max(lost)
        assert_allclose(rows[name].high, np.quantile(lost, 0.9))
    assert sum(row.best for row in rows.values()) >= 1.0 - 1e-12


@given(FIGURES, st.permutations(range(3)))
def test_order_of_plans_does_not_matter(figures, order):
    straight = {row.plan: row for row in rank("abc", figures)}
    turned = {row.plan: row for row in rank([("abc")[i] for i in order], figures[list(order)])}
    assert straight == turned


def test_a_plan_has_no_regret_against_itself(futures, market2023, parameters):
    twice = [PUSH, replace(PUSH, name="again")]
    for row in regrets(futures, market2023, parameters, twice):
        assert (row.worst, row.best) == (0.0, 1.0)
    both = regrets(futures, market2023, parameters, [PUSH, no_change(replace(PUSH, name="idle"))])
    assert max(row.best for row in both) > 0.5
