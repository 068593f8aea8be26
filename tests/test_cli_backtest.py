"""`python cli.py backtest`: the shape of its replies and its exit status."""

import json

import pytest
from click.testing import CliRunner

import cli
from models.validation import backtest
from tests.every import every

pytestmark = pytest.mark.slow

HEADER = "platform,period,metric,value,unit,kind,source,source_date,note\n"
KEYS = {"n", "mape", "mape_forecast", "mape_naive", "mape_ets", "coverage_80"}


def run(*arguments):
    return CliRunner().invoke(cli.main, ["backtest", *map(str, arguments)])


def test_json_has_the_shape_that_is_promised_and_a_table_shows_where_it_is_worse(monkeypatch):
    question, tests = ("--origin", "2022Q4", "--horizon", 2), []
    backtested = backtest.backtest

    def once(*asked):
        tests[:] = tests or [backtested(*asked)]
        return tests[0]

    monkeypatch.setattr(backtest, "backtest", once)
    result = run("--json", *question)
    answer = json.loads(result.stdout)
    assert answer["origins"] == ["2022Q4"]
    assert {row["series"] for row in answer["series"]} == {
        "CMR",
        "Pinduoduo online marketing",
        "Kuaishou GMV",
    }
    beside = {"Kuaishou online marketing", "JD net revenue", "Pinduoduo total"}
    assert {row["series"] for row in answer["apart"]} == beside
    assert all(row["mape"] is None for row in answer["apart"])
    assert all(row.keys() == KEYS | {"series", "horizon"} for row in answer["series"])
    assert [row["horizon"] for row in answer["series"]] == [1, 2] * 3
    assert answer["pooled"].keys() == {"all", "longest"}
    assert answer["pooled"]["all"].keys() == KEYS
    assert (answer["pooled"]["all"]["n"], answer["pooled"]["longest"]["n"]) == (6, 3)
    assert answer["vintages"] == {}  # 2022Q4 has no market of its own
    assert result.exit_code == 0
    table = run(*question).stdout
    assert "pooled" in table
    assert "skill %" in table


def test_a_file_may_hold_only_what_came_after_the_origin(tmp_path):
    later = tmp_path / "later.csv"
    later.write_text(HEADER + "Taotian,2025Q4,CMR,102600,RMB mn,reported,,,\n")
    result = run("--json", "--actuals", later, "--origin", "2025Q3")
    assert [(row["series"], row["n"]) for row in json.loads(result.stdout)["series"]] == [
        ("CMR", 1)
    ]


@every("origin", ["2025Q3", "1990Q1", "9999Q4"])
def test_nothing_to_score_is_refused(origin):
    result = run("--origin", origin)
    assert result.exit_code == 1
    assert "nothing to score" in result.stderr
    assert ("name a later origin" if origin == "1990Q1" else "name an earlier") in result.stderr


def test_a_bad_file_is_refused_by_line_and_column(tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text(HEADER + "Taotian,2025Q4,CMR,-1,RMB mn,,,,\n")
    result = run("--actuals", bad)
    assert result.exit_code == 1
    assert "line 2, column value" in result.stderr
    assert run("--actuals", tmp_path / "none.csv").exit_code == 1


@every("arguments", [("--origin", "2024"), ("--horizon", "0"), ("--horizon", "x")])
def test_wrong_usage(arguments):
    assert run(*arguments).exit_code == 2
