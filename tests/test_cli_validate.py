"""`python cli.py validate`: replies, exit status, odd file names, nothing raw on the terminal."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

import cli
from tests.conftest import ROOT
from tests.every import every

GOOD = "scenario,lever,quarter,value\nBase,market,,2023Q1\nBase,ad_load,2023Q2,1.1\n"
BAD = "scenario,lever,quarter,value\nBase,market,,2023Q1\nBa\x1b[31mse,ad_load,2023Q2,1\n"


@pytest.fixture
def files(tmp_path):
    """A folder with a file that is fine, one that is not, one too large and a folder."""
    (tmp_path / "good.csv").write_text(GOOD)
    (tmp_path / "bad.csv").write_text(BAD)
    with (tmp_path / "huge.csv").open("wb") as huge:
        huge.truncate(10**9)  # sparse: a reader that takes it whole would show
    (tmp_path / "folder.csv").mkdir()
    return tmp_path


def validate(*arguments):
    return CliRunner().invoke(cli.main, ["validate", *map(str, arguments)])


def test_one_file_gives_an_object(files):
    result = validate(files / "good.csv", "--json")
    expected = {"ok": True, "scenarios": 1, "rows": 2, "problems": [], "notes": []}
    assert json.loads(result.stdout) == expected
    assert result.exit_code == 0


def test_a_refused_file_gives_its_problems(files):
    result = validate(files / "bad.csv", "--json")
    answer = json.loads(result.stdout)
    assert (answer["ok"], answer["scenarios"], answer["rows"]) == (False, 0, 2)
    [problem] = answer["problems"]
    assert (problem["line"], problem["column"]) == (3, "scenario")
    assert "U+001B" in problem["message"]
    assert result.exit_code == 1


def test_several_files_give_a_list_in_the_order_given(files):
    names = ("bad.csv", "good.csv", "missing.csv", "huge.csv", "folder.csv", "good.csv")
    result = validate("--json", *(files / name for name in names))
    answers = json.loads(result.stdout)
    assert [answer["ok"] for answer in answers] == [False, True, False, False, False, True]
    assert result.exit_code == 1
    assert "No such file" in answers[2]["problems"][0]["message"]
    assert "5,000,000" in answers[3]["problems"][0]["message"]
    assert all(p["line"] is None for a in answers[2:5] for p in a["problems"])
    assert result.stdout.isascii()


def test_the_text_says_the_same_without_control_characters(files):
    result = validate(files / "good.csv", files / "bad.csv", files / "missing\x07\u202e.csv")
    assert result.exit_code == 1
    assert "good.csv: 1 scenario(s) in 2 rows" in result.stdout
    assert "line 3, column scenario:" in result.stdout
    assert all(line.isprintable() for line in result.stdout.splitlines())


def test_no_file_is_wrong_usage():
    assert validate().exit_code == 2
    assert validate("--colour").exit_code == 2
    assert validate("--help").exit_code == 0


@pytest.mark.slow
def test_any_file_name_and_any_terminal_will_do(files):
    """Bytes that are no UTF-8, line ends and blanks in a name; a terminal without Chinese."""
    names = [b"\xff\xfe.csv", b"a\nb: c.csv", "回归 淘宝.csv".encode(), b"$(id)`id`.csv"]
    paths = [os.path.join(os.fsencode(files), name) for name in names]  # noqa: PTH118
    for path, text in zip(paths, (GOOD, GOOD, BAD.replace("Ba", "基"), GOOD), strict=True):
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(text.encode())
    command = [sys.executable, "cli.py", "validate", *paths]
    run = {"cwd": ROOT, "capture_output": True, "timeout": 120, "check": False}
    output = subprocess.run(command, env=os.environ | {"PYTHONIOENCODING": "latin-1"}, **run)
    assert (output.returncode, output.stderr) == (1, b"")
    assert output.stdout.count(b"1 scenario(s) in 2 rows") == 3
    answers = json.loads(validate(*map(os.fsdecode, paths), "--json").stdout)
    assert [answer["ok"] for answer in answers] == [True, True, False, True]


@pytest.mark.slow
@every("verb", [("backtest",), ("laws",), ("project", "good.csv"), ("validate", "good.csv")])
def test_without_a_market_a_verb_says_so(files, verb):
    places = {"TWO_ROADS_MARKETS": str(files / "none"), "TWO_ROADS_HOME": str(files / "none")}
    command = [sys.executable, ROOT / "cli.py", *verb]
    environment = os.environ | places | {"PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        command, cwd=files, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "no market file" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
