"""``cli.py ledger``: a decision from guess to split, and what is refused."""

import json

import pytest
from click.testing import CliRunner

from cli import main
from models.inputs import DATA, load_market, load_parameters, read_scenarios
from models.library import database
from models.library.opening import close_libraries
from models.projection import project

PARTS = ("execution", "rivals", "model", "equations")
PLAN = DATA / "scenarios" / "2023Q1" / "return-to-taobao.csv"
MOVED = DATA / "scenarios" / "2023Q1" / "all-at-once.csv"
NAME = "Return to Taobao"
GUESS = ("--quarter", "2023Q4", "--low", "85", "--central", "91", "--high", "97")


@pytest.fixture(autouse=True)
def _own_database(tmp_path, monkeypatch):
    monkeypatch.setenv(database.ADDRESS, f"sqlite:///{tmp_path}/library.db")
    yield
    close_libraries()


def run(*arguments, status=0):
    done = CliRunner().invoke(main, ["ledger", *map(str, arguments)])
    assert done.exit_code == status, done.output
    return done.output if status else done.stdout


def told(*arguments):
    return json.loads(run(*arguments, "--json"))


def figures(tmp_path, value):
    path = tmp_path / "came.csv"
    path.write_text(f"platform,period,metric,value,unit\nTaotian,2023Q4,CMR,{value!r},RMB bn\n")
    return path


@pytest.mark.slow
def test_a_decision_from_guess_to_split(tmp_path):
    guessed = told("guess", PLAN, *GUESS, "--by", "Ann")
    assert (guessed["guess"], guessed["forecast"], guessed["frozen"]) == (91, None, None)
    frozen = told("freeze", NAME.lower(), "--why", "users first")
    (plan,), (moved,) = read_scenarios(PLAN), read_scenarios(MOVED)
    said = [
        float(project(load_market("2023Q1"), load_parameters(), one, draws=0).central("revenue")[2])
        for one in (plan, moved)
    ]
    assert frozen["forecast"] == pytest.approx(said[0], rel=1e-9)
    came = told("outcome", NAME, "--actuals", figures(tmp_path, said[1] + 2.0), "--moved", MOVED)
    assert came["miss"] == pytest.approx(came["actual"] - came["forecast"], rel=1e-12)
    assert came["miss"] == pytest.approx(sum(came[name] for name in PARTS), abs=1e-9)
    assert came["execution"] == pytest.approx(said[1] - said[0], rel=1e-9)
    assert came["model"] == pytest.approx(2.0, abs=1e-9)
    assert came["rivals"] == came["equations"] == 0.0
    assert told("list") == [came] == [told("show", NAME)]
    assert "forecasts held" in run("list")
    assert "users first" in run("show", NAME)


@pytest.mark.slow
def test_a_plan_is_frozen_without_a_guess(tmp_path):
    assert told("freeze", NAME, "--from", PLAN, "--metric", "dau")["quarter"] == "2024Q1"
    done = CliRunner().invoke(main, ["library", "save", str(MOVED)])
    assert done.exit_code == 0, done.output
    (saved,) = read_scenarios(MOVED)
    assert told("freeze", saved.name)["metric"] == "revenue"


@pytest.mark.slow
def test_the_example_needs_no_ledger():
    example = told("show", "--example")
    assert example["example"] is True
    assert example["miss"] == pytest.approx(sum(example[name] for name in PARTS), abs=1e-9)
    assert "example" in run("show", "--example")
    assert told("list") == []
    assert "ledger guess FILE" in run("list")


def test_what_is_refused_says_what_to_do(tmp_path):
    assert "no decision" in run("show", "nothing", status=1)
    run("show", status=2)
    assert "in the horizon" in run("guess", PLAN, *GUESS, "--quarter", "2030Q1", status=1)
    assert "three numbers in order" in run("guess", PLAN, *GUESS, "--low", "99", status=1)
    run("guess", PLAN, "--central", "91", status=2)
    told("guess", PLAN, *GUESS)
    assert "not frozen" in run("outcome", NAME, "--actuals", figures(tmp_path, 90.0), status=1)
    assert "no plan" in run("freeze", "nothing", status=1)
