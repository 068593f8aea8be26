"""Verbs read the year to a quarter or it alone, and tell what plans are worth (E25, E32)."""

import json

import pytest

from models.inputs import load_market, load_parameters, read_scenarios
from models.projection import project
from tests.test_cli_decide import one, plans, run

__all__ = ["one", "plans"]


def test_a_quarter_alone_is_read_alone(one, tmp_path):
    question = ("--lever", "subsidy_budget", "--metric", "dau", "--quarter", "2024Q1",
                "--market", "2023Q1", "--reach", 390)  # fmt: skip
    output = tmp_path / "goal.csv"
    run("goal", *question, "-o", output)
    (plan,) = read_scenarios(output)
    ours = project(load_market("2023Q1"), load_parameters(), plan, draws=0)
    assert ours.central("dau")[3] == pytest.approx(390, rel=1e-9)
    (plan,) = read_scenarios(one)
    by_name = {}
    for option in ("--at", "--quarter"):
        texts = run("drivers", one, "--metric", "dau", option, "2024Q2", "--draws", 0, "--json")
        by_name[option] = json.loads(texts)[0]["total"]
    path = project(load_market("2023Q1"), load_parameters(), plan, draws=0).central("dau")
    assert by_name["--quarter"] == pytest.approx(path[4], rel=1e-12)
    assert by_name["--at"] == pytest.approx(path[1:5].mean(), rel=1e-12)


def test_a_year_and_a_quarter_alone_exclude_each_other(one):
    both = ("--at", "2024Q1", "--quarter", "2024Q1")
    assert "give one of them" in run("drivers", one, *both, status=2)
    assert "give one of them" in run("compare", one, one, *both, status=2)


def test_a_whole_horizon_takes_no_quarter(one):
    for option in ("--at", "--quarter"):
        question = ("--lever", "subsidy_budget", "--metric", "worth", "--reach", 1, option)
        assert "whole horizon" in run("goal", *question, "2024Q1", "--market", "2023Q1", status=1)
        named = ("--metric", "value", option, "2024Q2")
        assert "whole horizon" in run("drivers", one, *named, status=1)


def test_compare_tells_what_each_plan_is_worth(plans):
    answer = json.loads(run("compare", plans, "--draws", 8, "--no-flips", "--json"))
    wide = next(row for row in answer["worth"] if row["scenario"] == "Wide")
    assert (wide["visitor_value"], wide["food_visitor_value"]) == (1600, 100)
    assert wide["value"]["p10"] <= wide["value"]["central"] <= wide["value"]["p90"]
    assert wide["pays"] in {"above", "below", "any", "none", "unmoved"}
    assert 400 < wide["visitor_earns"] < 700
    assert wide["draws"] == 8
    text = run("compare", plans, "--draws", 8, "--no-flips")
    assert "break-even" in text
    assert "last visitor" in text
