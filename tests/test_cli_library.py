"""`python cli.py library`: what each subcommand answers, its exit status, and who wins."""

import json

import pytest
from click.testing import CliRunner

import cli
from models.inputs import DATA, read_scenarios
from models.library import close_libraries
from models.scenario.csv.scenario_file import write_bytes
from tests.library.sample_plans import plan

NAME = "=1+1"


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("TWO_ROADS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TWO_ROADS_DATABASE_URL", raising=False)
    yield
    close_libraries()


@pytest.fixture
def file(tmp_path):
    def write(*plans):
        path = tmp_path / "plans.csv"
        path.write_bytes(write_bytes(plans))
        return path

    return write


def run(*arguments, status=0):
    result = CliRunner().invoke(cli.main, ["library", *map(str, arguments)])
    assert result.exit_code == status, result.output
    return result


def told(*arguments, status=0):
    return json.loads(run(*arguments, "--json", status=status).stdout)


def small(name=NAME, traffic=0.5):
    return plan(name, traffic, draws=20, horizon=4)


def test_a_plan_through_its_life(file, tmp_path):
    assert told("save", file(small()), "--author", "王芳", "--message", "first") == [
        {"name": NAME, "revision": 1}
    ]
    assert told("save", file(small(traffic=0.6)), "--onto", 1)[0]["revision"] == 2
    (entry,) = told("list")
    assert entry.keys() == {
        "name", "owner", "revision", "saved", "author", "message", "archived"
    }  # fmt: skip
    assert (entry["owner"], entry["revision"], entry["archived"]) == ("王芳", 2, False)
    assert told("tag", NAME, "board")["revision"] == 2
    first, second = reversed(told("history", NAME))
    assert first.keys() == {
        "revision", "saved", "author", "message", "tags", "model", "parameters", "market"
    }  # fmt: skip
    assert (first["message"], second["tags"]) == ("first", ["board"])
    (row,) = told("diff", NAME, 1, 2)["rows"]
    assert (row["row"], row["a"], row["b"]) == ("taobao_traffic_share", 0.5, 0.6)
    assert told("restore", NAME, "--revision", 1)["revision"] == 3
    told("branch", NAME, "B")
    told("comment", "B", "too dear", "--on", "subsidy_budget")
    shown = told("show", "B", "-o", tmp_path / "b.csv")
    assert [note["text"] for note in shown["comments"]] == ["too dear"]
    assert shown["today"]["same"]
    assert read_scenarios(tmp_path / "b.csv")[0].steps == small().steps
    told("rename", "B", "C")
    told("archive", "C")
    assert [one["name"] for one in told("list", "--archived")] == ["C"]
    told("unarchive", "C")
    told("own", "C", "Bob", "--private")
    assert [one["name"] for one in told("list")] == [NAME]
    assert {one["name"] for one in told("list", "--as", "Bob")} == {NAME, "C"}
    told("backup", "-o", tmp_path / "all.db")
    assert told("forget", "Bob")["plans"] == 1
    told("restore-backup", tmp_path / "all.db")
    assert told("export", NAME, "C", "-o", tmp_path / "both.csv")["plans"] == 2
    assert told("import", tmp_path / "both.csv") == []


def test_who_saved_in_between_is_named_and_nothing_is_written(file):
    run("save", file(small()), "--author", "Bob")
    run("save", file(small(traffic=0.6)), "--author", "Eve", "--onto", 1)
    mine = file(small(traffic=0.7), small("Other"))
    result = run("save", mine, "--onto", 1, status=1)
    assert "revision 2 by Eve" in result.output
    assert "taobao_traffic_share 2023Q2: 0.7 -> 0.6" in result.output
    conflict = told("save", mine, "--onto", 1, status=1)["conflict"]
    assert (conflict["revision"], conflict["author"], conflict["onto"]) == (2, "Eve", 1)
    assert [one["name"] for one in told("list")] == [NAME]
    assert told("save", mine, "--onto", 0, status=1)["conflict"]["name"] == NAME


def test_results_are_those_of_the_projection(file):
    run("save", file(small()))
    result = CliRunner().invoke(cli.main, ["project", str(file(small())), "--json"])
    figures = json.loads(result.stdout)
    dau = [f["value"] for f in figures if f["metric"] == "dau" and f["statistic"] == "central"
           and f["platform"] == "taotian"]  # fmt: skip
    shown = {one["metric"]: one for one in told("show", NAME)["results"]}
    assert shown["dau"]["central"] == pytest.approx(sum(dau[-4:]) / 4, rel=1e-9)


def test_what_is_refused_has_status_1_and_no_trace(file, tmp_path):
    for arguments in (
        ("show", "X"), ("history", "X"), ("restore", "X", "--revision", 1), ("tag", "X", "t"),
        ("rename", "X", "Y"), ("comment", "X", "t"), ("archive", "X"), ("own", "X", "Bob"),
        ("forget", "Bob"), ("export", "X", "-o", tmp_path / "x.csv"),
        ("restore-backup", tmp_path / "none.db"), ("save", tmp_path / "none.csv"),
    ):  # fmt: skip
        result = run(*arguments, status=1)
        assert "Traceback" not in result.output
        assert result.output.strip()
    assert not (tmp_path / "x.csv").exists()
    run("restore", NAME, status=2)


def test_the_files_of_the_product_can_be_kept(tmp_path):
    source = DATA / "scenarios" / "2023Q1" / "return-to-taobao.csv"
    run("save", source)
    run("export", "return to taobao", "-o", tmp_path / "out.csv")
    assert read_scenarios(tmp_path / "out.csv")[0].steps == read_scenarios(source)[0].steps
