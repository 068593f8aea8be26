"""``cli.py``: a figure is read over a year, over one quarter alone, or over the whole horizon."""

import json

import pytest

from models.inputs import load_market, load_parameters, read_scenarios
from models.projection import project
from tests.test_cli_decide import ONE, run

pytestmark = pytest.mark.slow


@pytest.fixture
def one(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text(ONE, encoding="utf-8")
    return path


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
