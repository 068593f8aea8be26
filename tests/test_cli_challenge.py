"""The verbs of Challenge: shapes of the JSON, the numbers of the model, refusals."""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.testing import assert_allclose

from cli import main
from models.analysis.futures import draw_futures
from models.analysis.risk.box import BoxRule, inside
from models.inputs import load_market, load_parameters, read_scenarios
from models.projection import project
from tests.conftest import ROOT
from tests.every import every

pytestmark = pytest.mark.slow

PLANS = ROOT / "data" / "scenarios" / "2023Q1"
RETURN, HARVEST = (str(PLANS / f"{name}.csv") for name in ("return-to-taobao", "harvest-tmall"))


def call(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def answer(*arguments):
    output = call(*arguments, "--json")
    assert output.exit_code == 0, output.output
    return json.loads(output.output)


@pytest.fixture(scope="module")
def war():
    return answer("wargame", RETURN, HARVEST, "--draws", 20)


def test_the_game_has_the_agreed_shape(war):
    assert set(war) == {
        "players", "strategies", "payoffs", "nash", "quantal_response", "quantal",
        "minimax_regret",
    }  # fmt: skip
    assert set(war["quantal"]) == {"precision", "contraction", "converged"}
    assert war["quantal"]["converged"] is True
    us, them = war["players"]
    assert war["strategies"][us] == ["no change", "Return to Taobao", "Harvest Tmall"]
    assert len(war["payoffs"]) == 3 * len(war["strategies"][them])
    for player in (us, them):
        odds = war["quantal_response"][player]
        assert list(odds) == war["strategies"][player]
        assert_allclose(sum(odds.values()), 1.0)
        assert war["minimax_regret"][player] in war["strategies"][player]


def test_equilibria_follow_from_the_payoffs_printed(war):
    us, them = war["players"]
    paid = {(c["profile"][us], c["profile"][them]): c["payoff"] for c in war["payoffs"]}
    for (plan, reply), payoff in paid.items():
        ours = max(paid[other, reply][us] for other in war["strategies"][us])
        theirs = max(paid[plan, other][them] for other in war["strategies"][them])
        holds = payoff[us] == ours and payoff[them] == theirs
        assert ({us: plan, them: reply} in war["nash"]) == holds


def test_one_rival_plays_where_the_others_are_held():
    held = [f"--hold={name}=passive" for name in ("douyin", "jd", "kuaishou")]
    result = answer("wargame", RETURN, "--draws", 5, *held, "--lag", "pdd=3", "--cap", "pdd=20")
    assert result["players"] == ["taotian", "pdd"]
    output = call("wargame", RETURN, "--draws", 5, *held)
    assert "Nash" in output.output
    assert "contraction" in output.output


def test_plans_of_one_name_are_told_apart(tmp_path):
    rows = "X,market,,2023Q1\nX,horizon,,4\nX,sme_support,2023Q2,3\n"
    for name in ("A", "A (2)", "no change"):
        text = "scenario,lever,quarter,value\n" + rows.replace("X,", f"{name},")
        (tmp_path / f"{name}.csv").write_text(text)
    files = [tmp_path / f"{name}.csv" for name in ("A", "A", "A (2)", "no change")]
    result = answer("wargame", *files, "--draws", 1)
    us = result["players"][0]
    names = result["strategies"][us]
    assert names == ["no change", "A", "A (3)", "A (2)", "no change (2)"]
    assert_allclose(sum(result["quantal_response"][us].values()), 1.0)


def test_of_several_files_a_refusal_names_the_one(tmp_path):
    (tmp_path / "bad.csv").write_text("scenario,lever,quarter,value\nA,joy,2023Q2,3\n")
    output = call("wargame", RETURN, tmp_path / "bad.csv")
    assert output.exit_code == 1
    assert all("bad.csv: " in line for line in output.output.splitlines())


@every(
    ("option", "said"),
    [
        ("--hold=amazon=passive", "pdd, douyin"),
        ("--hold=pdd=angry", "fee-cut"),
        ("--lag=pdd=5", "1 to 3"),
        ("--lag=pdd=soon", "1 to 3"),
        ("--cap=pdd=-1", "0 to 60"),
        ("--strength=pdd=nan", "0 to 3"),
    ],
)
def test_what_no_rival_can_do_is_refused(option, said):
    output = call("wargame", RETURN, "--draws", 2, option)
    assert output.exit_code == 1
    assert said in output.output


def test_sensitivity_has_the_agreed_shape():
    result = answer(
        "sensitivity", RETURN, "--metric", "revenue", "--samples", 32, "--parameters", 3
    )
    assert set(result) == {"metric", "quarter", "tornado", "sobol"}
    assert (result["metric"], result["quarter"]) == ("revenue", "2026Q1")
    assert set(result["tornado"][0]) == {"parameter", "low", "high"}
    leading = [row["parameter"] for row in result["tornado"][:3]]
    assert {row["parameter"] for row in result["sobol"]} == set(leading)
    for row in result["sobol"]:
        assert row["first_low"] <= row["first_high"]
        assert row["total_low"] <= row["total"] <= row["total_high"]


def test_sensitivity_refuses_a_quarter_beyond_the_plan_and_an_unknown_metric():
    for option in ("--at", "--quarter"):
        assert call("sensitivity", RETURN, "--metric", "dau", option, "2040Q1").exit_code == 1
    assert call("sensitivity", RETURN, "--metric", "joy").exit_code == 2


def test_a_figure_of_the_whole_horizon_has_no_quarter():
    sums = call("sensitivity", RETURN, "--metric", "value", "--at", "2023Q3")
    bound = call("stress", RETURN, "--require", "value=800@2023Q3", "--futures", 100)
    for each in (sums, bound):
        assert each.exit_code == 1
        assert "whole horizon" in each.output


def test_the_sentence_says_the_numbers_of_the_box():
    """Coverage, density and ends are those of the box, counted here on the same futures."""
    result = answer("stress", RETURN, "--require", "dau=baseline+4%", "--futures", 2000)
    assert set(result) == {"futures", "missed", "coverage", "density", "box", "sentence"}
    for name in ("missed", "coverage", "density"):
        assert f"{result[name]:.0%}" in result["sentence"]
    for rule in result["box"]:
        ends = [end for end in (rule["low"], rule["high"]) if end is not None]
        assert all(f"{end:g}" in result["sentence"] for end in ends)
    (plan,) = read_scenarios(RETURN)
    market, parameters = load_market(plan.market), load_parameters()
    inputs = draw_futures(market, parameters, plan, 2000).inputs
    rules = tuple(
        BoxRule(
            name=rule["parameter"],
            low=-np.inf if rule["low"] is None else rule["low"],
            high=np.inf if rule["high"] is None else rule["high"],
        )
        for rule in result["box"]
    )
    mass = inside(rules, inputs, 2000).mean()
    assert_allclose(result["coverage"] * result["missed"], result["density"] * mass)


def test_several_targets_and_none_in_reach():
    output = call("stress", RETURN, "--require", "dau=1", "--require", "gmv=1", "--futures", 300)
    assert "all of 300 futures" in output.output
    none = answer("stress", RETURN, "--require", "dau=99999", "--futures", 300)
    assert (none["missed"], none["coverage"], none["box"]) == (1.0, None, [])


@every(("target", "status"), [("dau", 2), ("dau=much", 2), ("joy=3", 2), ("dau=3@2040Q1", 1)])
def test_what_is_no_target_is_refused(target, status):
    output = call("stress", RETURN, "--require", target, "--futures", 100)
    assert output.exit_code == status
    assert "found" in output.output


def test_stress_needs_a_target_and_takes_no_more_futures_than_memory():
    assert call("stress", RETURN).exit_code == 2
    assert call("stress", RETURN, "--require", "dau=1", "--futures", 100_001).exit_code == 2


def test_an_ensemble_is_summed_up():
    result = answer("ensemble", RETURN, "--runs", 1500, "--cores", 1, "--metric", "dau")
    assert result["runs"] == 1500
    (row,) = result["figures"]
    (plan,) = read_scenarios(RETURN)
    draws = project(load_market(plan.market), load_parameters(), plan, draws=1500).draws("dau")
    assert_allclose(row["mean"], draws[-1].mean(), rtol=1e-9)
    assert abs(row["p50"] - np.median(draws[-1])) <= 2 * row["quantile_error"]


def test_a_scheduler_that_is_not_there_is_refused():
    output = call("ensemble", RETURN, "--runs", 10, "--scheduler", "tcp://127.0.0.1:1")
    assert output.exit_code == 1
    assert "Dask" in output.output or "no scheduler" in output.output
