"""`python cli.py market`: what it prints and writes, and its exit status."""

import json

from click.testing import CliRunner

import cli
from models.inputs import DATA, read_market_file
from tests.models.analysis.test_own_market import FULL, HEAD


def run(*arguments):
    return CliRunner().invoke(cli.main, ["market", *map(str, arguments)])


def figures(tmp_path, text=FULL):
    path = tmp_path / "figures.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_number_is_printed_with_value_grade_and_source(tmp_path):
    output = tmp_path / "mine.toml"
    result = run("--from", figures(tmp_path), "-o", output, "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["market"], told["from"], told["full"], told["lacking"]) == (
        "2025Q4", "2025Q3", True, []
    )  # fmt: skip
    assert all(
        one.keys() == {"place", "value", "unit", "grade", "source", "how"}
        for one in told["figures"]
    )
    assert {gap["figure"] for gap in told["carried"]} >= {
        "Douyin 2025 GMV",
        "Taobao 2025Q4 DAU_avg",
    }
    market = read_market_file(output)
    assert market.vintage == "2025Q4"
    assert {one["place"]: one["value"] for one in told["figures"]}.items() <= {
        number.path: number.value for number in market.numbers
    }.items()


def test_a_quarter_with_gaps_says_so_in_words(tmp_path):
    short = f"{HEAD}Taotian,2025Q4,CMR,102600,RMB mn,reported\n"
    result = run("--from", figures(tmp_path, short))
    assert result.exit_code == 0
    assert "lacks Kuaishou 2025Q4 ecommerce_GMV, PDD 2025Q4" in result.stdout
    assert "platforms.taotian.variable_cost, grade D: as in 2025Q3" in result.stdout


def test_what_cannot_be_is_refused_and_nothing_is_written(tmp_path):
    bad = figures(tmp_path, FULL.replace("102600,RMB mn", "102600,RMB bn"))
    result = run("--from", bad, "-o", tmp_path / "x.toml")
    assert result.exit_code == 1
    assert "line 2, column value" in result.stderr
    assert not (tmp_path / "x.toml").exists()
    good = figures(tmp_path)
    for name, rule in (("mine", "bears the name of its quarter"), ("2025Q3", "make data")):
        source = ["--from", good if name == "mine" else DATA / "actuals" / "quarterly.csv"]
        result = run(*source, "-o", DATA / "markets" / f"{name}.toml")
        assert result.exit_code == 1
        assert rule in result.stderr
    assert run("--from", tmp_path / "none.csv").exit_code == 1
    assert run().exit_code == 2
    assert run("--from", good, "--quarter", "2025").exit_code == 2
