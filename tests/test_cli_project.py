"""``cli.py project``: the terminal door to a projection."""

import io
import json
from codecs import BOM_UTF8
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from cli import main
from models.inputs import load_market, load_parameters, read_scenarios
from models.projection import project
from tests.every import every

FILE = """scenario,lever,quarter,value
Wide,market,,2023Q1
Wide,draws,,40
Wide,horizon,,6
Wide,taobao_traffic_share,2023Q2,0.52
=Wide,market,,2024Q3
=Wide,draws,,20
"""


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["project", *map(str, arguments)])


@pytest.mark.slow
def test_a_file_becomes_a_tidy_csv_with_the_numbers_of_the_api(plan, tmp_path):
    output = tmp_path / "out.csv"
    result = run(plan, "-o", output)
    assert result.exit_code == 0, result.output
    frame = pd.read_csv(output)
    assert list(frame.columns) == [
        "scenario", "quarter", "platform", "metric", "statistic", "value", "unit",
        "baseline", "change", "change_p10", "change_p90",
    ]  # fmt: skip
    assert set(frame.scenario) == {"Wide", "'=Wide"}
    scenario = read_scenarios(plan)[0]
    own = project(load_market("2023Q1"), load_parameters(), scenario).to_frame()
    written = frame[frame.scenario == "Wide"].reset_index(drop=True)
    np.testing.assert_array_equal(written["value"], own["value"])
    assert output.read_bytes().startswith(BOM_UTF8)


@pytest.mark.slow
def test_the_csv_tells_no_change_and_the_range_of_the_difference(plan, tmp_path):
    output = tmp_path / "out.csv"
    assert run(plan, "-o", output).exit_code == 0
    frame = pd.read_csv(output)
    frame = frame[frame.scenario == "Wide"]
    scenario = read_scenarios(plan)[0]
    market, parameters = load_market("2023Q1"), load_parameters()
    mine = project(market, parameters, scenario)
    idle = project(market, parameters, replace(scenario, steps=()))
    central = frame[frame.statistic == "central"].set_index(["quarter", "platform", "metric"])
    moved = False
    for metric in ("dau", "revenue", "ebita"):
        gap = mine.draws(metric) - idle.draws(metric)
        for t, quarter in enumerate(mine.quarters):
            row = central.loc[(quarter, market.platform_ids[0], metric)]
            assert row["baseline"] == idle.central(metric)[t]
            assert row["change"] == pytest.approx(row["value"] - row["baseline"], abs=1e-9)
            assert row["change_p10"] == pytest.approx(np.quantile(gap[t], 0.1), abs=1e-9)
            assert row["change_p90"] == pytest.approx(np.quantile(gap[t], 0.9), abs=1e-9)
            moved |= row["change_p10"] < row["change"] != 0.0
    assert moved
    assert frame[frame.statistic != "central"][["baseline", "change"]].isna().all(axis=None)


def test_plain_is_the_reference_setting(plan, tmp_path):
    output = tmp_path / "out.csv"
    assert run(plan, "--plain", "-o", output).exit_code == 0
    frame = pd.read_csv(output)
    assert set(frame.statistic) == {"central"}
    idle = frame[(frame.scenario == "'=Wide") & (frame.metric == "gmv")]
    assert (idle.groupby("platform")["value"].agg(np.ptp) < 1e-9).all()


def test_options_replace_settings_of_the_file(plan):
    result = run(plan, "--horizon", 3, "--rivals", "passive", "--draws", 0, "--json")
    frame = pd.DataFrame(json.loads(result.output))
    assert set(frame.statistic) == {"central"}
    assert frame[frame.scenario == "Wide"]["quarter"].max() == "2023Q4"
    short = run(plan, "--draws", 0, "--horizon", 3, "--rivals", "follow", "--json").output
    assert pd.read_json(io.StringIO(short))["value"].sum() != frame["value"].sum()


def test_the_table_shows_headlines(plan):
    output = run(plan).output
    for word in ("dau", "revenue", "ebita", "p10", "p90", "2024Q3"):
        assert word in output


@every(
    ("arguments", "status", "word"),
    [
        (["--horizon", "0"], 2, "1<=x<=40"),
        (["--horizon", "41"], 2, "41"),
        (["--market", "2031Q1"], 2, "2024Q3"),
        (["--rivals", "hostile"], 2, "best-reply"),
        (["--draws", "100001"], 2, "100000"),
        (["--market", "2008Q4"], 1, "2008Q4"),
        (["-o", "no/such/folder/x.csv"], 1, "no/such/folder"),
    ],
)
def test_bad_settings_say_what_is_allowed(plan, arguments, status, word):
    result = run(plan, *arguments)
    assert result.exit_code == status
    assert word in result.output
    assert "Traceback" not in result.output


def test_a_refused_file_lists_its_problems(tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("scenario,lever,quarter,value\nA,ad_load,2024Q4,9\n", encoding="utf-8")
    result = run(bad)
    assert result.exit_code == 1
    assert "line 2" in result.output
    assert "from 0.2 to 3" in result.output
    assert run(tmp_path / "missing.csv").exit_code == 1
