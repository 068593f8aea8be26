"""`python cli.py calibrate` and `recovery`: files, replies, and no file by a failed fit."""

import csv
import json
from functools import cache

import pytest
from click.testing import CliRunner

import cli
from models.calibration import refit
from models.errors import ConvergenceError

FIGURES = "platform,period,metric,value,unit\n"
FILES = {"posterior.csv", "posterior_report.toml", "stored.csv"}


def run(*arguments):
    return CliRunner().invoke(cli.main, list(map(str, arguments)))


@pytest.mark.slow
def test_it_writes_draws_and_report_the_same_each_time_and_tells_what_moved(tmp_path, monkeypatch):
    """One calibration for words and JSON: that two have the same bits tests `test_refit`."""
    monkeypatch.setattr(refit, "calibrate", cache(refit.calibrate))
    result = run("calibrate", "-o", tmp_path)
    assert result.exit_code == 0, result.output
    assert {path.name for path in tmp_path.iterdir()} == FILES
    reply = json.loads(run("calibrate", "--json", "-o", tmp_path / "again").stdout)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    assert "Effective size" in result.stdout
    assert "Nothing was learned of: " in result.stdout
    assert reply["effective_size"] <= reply["candidates"]
    rows = list(csv.reader((tmp_path / "posterior.csv").read_text().splitlines()))
    assert rows[0] == [row["parameter"] for row in reply["parameters"]]
    assert len(rows) == 1001


@pytest.mark.parametrize(
    ("option", "text", "says"),
    [
        (
            "--actuals",
            "platform,period,metric,value,unit\nTaotian,2024Q3,CMR,-1,RMB mn\n",
            "line 2",
        ),
        ("--experiments", "lever,from\nad_load,1\n", "columns lever,from,to"),
        ("--experiments", "", "columns lever"),
    ],
)
def test_a_refused_file_leaves_what_is_stored(tmp_path, option, text, says):
    (tmp_path / "given.csv").write_text(text)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "posterior.csv").write_text("as it was")
    result = run("calibrate", option, tmp_path / "given.csv", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert says in result.stderr
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["posterior.csv"]
    assert (tmp_path / "out" / "posterior.csv").read_text() == "as it was"


def test_a_failed_fit_leaves_what_is_stored(tmp_path, monkeypatch):
    def fail(*_arguments):
        msg = "the calibration stopped after 9 evaluations without an answer"
        raise ConvergenceError(msg, None, 9)

    monkeypatch.setattr(refit, "find_mode", fail)
    (tmp_path / "posterior.csv").write_text("as it was")
    result = run("calibrate", "-o", tmp_path)
    assert result.exit_code == 1
    assert "without an answer" in result.stderr
    assert [p.read_text() for p in tmp_path.iterdir()] == ["as it was"]


def test_a_file_that_is_not_there_is_named(tmp_path):
    result = run("calibrate", "--experiments", tmp_path / "none.csv", "-o", tmp_path)
    assert result.exit_code == 1
    assert "name another file" in result.stderr


@pytest.mark.slow
def test_recovery_writes_coverage_by_parameter(tmp_path):
    reply = json.loads(run("recovery", "--runs", 2, "--json", "-o", tmp_path).stdout)
    rows = list(csv.DictReader((tmp_path / "recovery.csv").read_text().splitlines()))
    assert list(rows[0]) == ["parameter", "runs", "covered", "nominal"]
    assert [row["parameter"] for row in rows] == [r["parameter"] for r in reply["parameters"]]
    assert {row["runs"] for row in rows} == {"2"}
    assert "recovery," in (tmp_path / "stored.csv").read_text()
