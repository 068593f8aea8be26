"""The reader of files: markets good and bad, vintages, scenario files."""

import re
from pathlib import Path

import numpy as np
import pytest

from models import inputs
from models.errors import MarketError, ParameterError, ScenarioError
from models.inputs import latest, load_market, load_parameters, read_market_file, vintages
from models.projection import project
from models.scenario import Scenario
from models.vintage.market_reader import read_market
from tests.every import every

RANGES = load_parameters().allowed_ranges
GOOD = (inputs.MARKETS / "2023Q1.toml").read_text(encoding="utf-8")


def edited(pattern, replacement, text=GOOD):
    """Change the first match of a pattern, which must be there."""
    changed, count = re.subn(pattern, replacement, text, count=1, flags=re.MULTILINE)
    assert count, pattern
    return changed


def in_table(table, pattern, replacement, text=GOOD):
    """Change the first match below the header of one table."""
    head, header, rest = text.partition(f"\n[{table}]\n")
    assert header, table
    return head + header + edited(pattern, replacement, rest)


def refusal(text):
    with pytest.raises(MarketError) as error:
        read_market(text, "m.toml", RANGES)
    return str(error.value)


def test_vintages_ascend_and_the_latest_is_the_default():
    assert vintages()[-3:] == ("2023Q4", "2024Q3", "2025Q3")
    assert latest() == "2025Q3"
    assert load_market() is load_market(None)
    assert load_market().vintage == latest()


def test_loading_is_done_once():
    assert load_market("2023Q1") is load_market("2023Q1")
    assert load_parameters() is load_parameters()


@every("name", ["2099Q1", "2023q1", "", "../recipes/2023Q1", "2023Q1.toml"])
def test_an_unknown_vintage_names_the_known_ones(name):
    with pytest.raises(MarketError, match=f"no market {name!r}; choose one of 2008Q4, .*2024Q3"):
        load_market(name)


def test_the_own_group_gives_three_numbers_as_levers():
    market = load_market("2023Q1")
    levers = market.levers
    assert market.subsidy[0] == pytest.approx([2.0, 3.0])
    assert market.traffic_share[0] == levers["taobao_traffic_share"]
    assert market.refund_leniency[0] == levers["refund_leniency"]
    assert market.gmv[0].tolist() == [860.0, 860.0]
    assert market.dau[1].tolist() == [110.0, 241.0]
    assert market.basket[:, 0, 1].tolist() == [85.0, 42.0, 62.0, 75.0, 50.0]
    assert market.nests == (0, 0, 1, 0, 1)


ERA = "\n[parameters]\n{} = {{ value = {}, unit = '{}', grade = 'D', source = 'us' }}\n"

PAST = (
    "\n[history.{}]\n{} = {{ value = {}, unit = 'RMB bn/quarter', grade = 'A', source = 'us' }}\n"
)

FAULTS = [
    (GOOD + PAST.format("gmv", "2023Q1", 1), r"gmv\.2023Q1: found '2023Q1'; .* up to 2022Q4, w"),
    (GOOD + PAST.format("gmv", "2022q4", 1), r"gmv\.2022q4: found '2022q4'; .* up to 2022Q4, w"),
    (GOOD + PAST.format("gmv", "2022Q2", 1), r"gmv: lacks 2, of which the first is 2022Q3; write"),
    (GOOD + PAST.format("sales", "2022Q4", 1), r"found the metric 'sales'; allowed are gmv, gmv_"),
    (GOOD + PAST.format("gmv", "2022Q4", -1), r"value = -1, but allowed is 0 to 100000 RMB bn"),
    (GOOD + PAST.format("dau", "2022Q4", 1), r"dau\.2022Q4: unit = 'RMB bn/quarter', but it is"),
    (edited(r"^sme = .*$", "sme = 860"), r"platforms\.taotian\.gmv\.sme: found 860, which is no"),
    (edited(r"value = 1720", "value = nan"), r"gmv\.total: value = nan is not a finite number"),
    (edited(r"value = 1720", "value = inf"), r"gmv\.total: value = inf is not a finite number"),
    (edited(r"value = 1720", 'value = "1720"'), r"value = '1720' is not a finite number"),
    (edited(r"value = 1720", "value = true"), r"value = True is not a finite number"),
    (edited(r"value = 1720", "value = -5"), r"value = -5, but allowed is above 0 to 100000 RMB bn"),
    (edited(r"value = 1720", "value = 0"), r"value = 0, but allowed is above 0 to 100000 RMB bn"),
    (edited(r"value = 1720", "value = 800"),
     r"gmv\.sme: value = 860 leaves nothing of the total 800"),
    (edited(r'unit = "million"', 'unit = "thousand"'),
     r"unit = 'thousand', but it is counted in 'million'; convert it"),
    (edited(r'"A"', '"E"'), r"grade = 'E' is not a grade; allowed are A reported, B derived"),
    (edited(r'source = "business brief"', 'source = " "'), r"source is empty"),
    (edited(r', source = "business brief" }', " }"), r"it lacks source; write it as"),
    (edited(r'grade = "C", ', 'grade = "C", note = "x", '), r"it holds 'note'; write it as"),
    (in_table("platforms.pdd.penetration", r"value = 0\.76", "value = 1.2"),
     r"platforms\.pdd\.penetration\.upper: value = 1\.2, but allowed is above 0"),
    (in_table("platforms.jd.dau", r"value = 95", "value = 900"),
     r"platforms\.jd\.dau\.lower: 842 million visitors a day, but this tier counts 620 million"),
    (edited(r"^\[population\]$", "[populace]"), r"population\.upper: is missing; it takes"),
    (edited(r"^\[overseas\]$", "[levers.overseas]"), r"overseas\.gmv: is missing"),
    (edited(r"^centralisation = ", "centralization = "),
     r"levers\.centralization: no number of this name belongs here; the closest is levers"),
    (edited(r"^ad_load = { value = 1", "ad_load = { value = 1.3"),
     r"levers\.ad_load: value = 1\.3, but allowed is exactly 1 ratio, by definition"),
    (edited(r"^kpi_group_gmv = { value = [0-9.]*", "kpi_group_gmv = { value = 0.5"),
     r"levers\.kpi_group_gmv: the three weights of kpi_group sum to 1\.16667, not to 1"),
    (edited(r"#1F4E9E", "blue"), r"found 'blue'; a colour is written like #1F4E9E"),
    (edited(r'^nest = "shelf"\n', ""), r"platforms\.taotian\.nest: is missing; write a text"),
    (edited(r'vintage = "2023Q1"', 'vintage = "2023"'),
     r"vintage: found '2023'; a vintage is a quarter"),
    (edited(r"^\[sides\.tmall\]$", "[other.tmall]"), r"sides: it takes two"),
    (edited(r"^\[platforms\.pdd\]$", "[platforms.PDD]"), r"an id has small letters"),
    (GOOD + ERA.format("habit", 1, "-"),
     r"parameters\.habit: no number of this name belongs here"),
    (GOOD + ERA.format("execution_delay", 1, "days"),
     r"unit = 'days', but it is counted in 'quarters'"),
    (GOOD + ERA.format("execution_delay", 0, "quarters"),
     r"parameters\.execution_delay: value = 0, but allowed is 1\.2e-06 to"),
    (GOOD[: len(GOOD) // 2], r"m\.toml: this is not TOML, perhaps cut short: "),
    ("", r"platforms: it takes the own group"),
    ("platforms = 3", r"platforms: found 3, which is no number with a source"),
    ("a = " + "[" * 5000, r"this is not TOML"),
]  # fmt: skip


@every(("text", "message"), FAULTS)
def test_a_faulty_market_is_refused_by_place(text, message):
    result = refusal(text)
    assert re.search(message, result)
    assert all(line.startswith("m.toml") for line in result.splitlines())


def test_a_fault_names_its_line_and_all_faults_are_told():
    text = edited(r"value = 1720", "value = -5", edited(r'"A"', '"E"'))
    result = refusal(text).splitlines()
    assert len(result) == 2
    lines = text.splitlines()
    at = [int(re.search(r"line (\d+)", fault)[1]) for fault in result]
    assert {lines[number - 1][:5] for number in at} == {"total"}


def test_more_annual_buyers_than_orders_have_no_solution():
    text = in_table("platforms.kuaishou.gmv", r"value = 225", "value = 0.0225")
    text = in_table("platforms.kuaishou.gmv", r"value = 150", "value = 0.0150", text)
    assert re.search(r"penetration\.lower: value = 0\.33: there are too few orders", refusal(text))


def test_visits_leave_room_for_the_outside_option():
    text = edited(r"^upper = { value = 430", "upper = { value = 186")
    assert re.search(r"population\.upper: all apps together have .* at most 1\.5", refusal(text))


def test_a_file_that_cannot_be_read_is_a_market_error(tmp_path):
    bad = tmp_path / "2025Q1.toml"
    for content in (b"\xff\xfe", b"vintage = '\xe9'"):
        bad.write_bytes(content)
        with pytest.raises(MarketError, match=r"2025Q1\.toml: cannot be read .* UTF-8"):
            read_market_file(bad)
    with pytest.raises(MarketError, match="cannot be read"):
        read_market_file(tmp_path / "none.toml")


@pytest.mark.parametrize("ending", [",stray", ',"stray'])
def test_a_row_with_a_stray_cell_or_quote_is_refused(tmp_path, monkeypatch, ending):
    table = (inputs.DATA / "parameters.csv").read_text(encoding="utf-8")
    (tmp_path / "parameters.csv").write_text(table.rstrip("\n") + ending, encoding="utf-8")
    monkeypatch.setattr(inputs, "DATA", tmp_path)
    with pytest.raises(ParameterError, match=r"parameters\.csv cannot be read"):
        inputs.load_priors.__wrapped__()


def test_a_market_bears_the_name_of_its_vintage(tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "MARKETS", tmp_path)
    (tmp_path / "2025Q1.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "notes.toml").write_text("", encoding="utf-8")
    assert vintages() == ()
    assert inputs.market_faults().keys() == {"2025Q1"}
    with pytest.raises(
        MarketError, match="vintage = '2023Q1', but a file bears its vintage's name"
    ):
        read_market_file(tmp_path / "2025Q1.toml")


def test_without_a_market_a_plan_is_refused_for_that_reason(tmp_path, monkeypatch):
    plan = inputs.DATA / "scenarios" / "2023Q1" / "return-to-taobao.csv"
    monkeypatch.setattr(inputs, "MARKETS", tmp_path)
    monkeypatch.setenv(inputs.market_files.HOME, str(tmp_path))
    (problem,) = inputs.read_scenario_file(plan).problems
    assert "no market file" in problem.message
    assert "bring one back" in problem.message


def test_history_is_told_by_metric_and_quarter_in_order_of_time():
    late = PAST.format("gmv", "2022Q4", 9)
    text = GOOD + late + late.splitlines()[-1].replace("2022Q4", "2022Q3").replace("9", "7")
    market = read_market(text, "m.toml", RANGES)
    assert list(market.history["gmv"].items()) == [("2022Q3", 7.0), ("2022Q4", 9.0)]
    loss = read_market(GOOD + PAST.format("ebita", "2022Q4", -3), "m.toml", RANGES)
    assert loss.history["ebita"] == {"2022Q4": -3.0}


def test_another_group_is_another_file():
    market = read_market(another_group(), "2030Q2.toml", RANGES)
    assert market.platform_ids == ("bazaar", "douyin", "kuaishou")
    assert market.nests == (0, 1, 1)
    assert [side.id for side in market.sides] == ["stalls", "galleries"]
    assert market.gmv.shape == (3, 2)
    plan = Scenario(name="still", market="2030Q2", horizon=4, draws=3)
    still = project(market, load_parameters(), plan, plain=True).central("gmv")
    assert still == pytest.approx(np.full(4, market.gmv[0].sum()), rel=1e-9)
    assert np.isfinite(project(market, load_parameters(), plan).draws("gmv")).all()


def another_group():
    """Write the market of a made-up group with two rivals, in two nests, without food."""
    blocks = [block for block in GOOD.split("\n\n") if "[history." not in block]
    kept = [b for b in blocks if not re.match(r"\[(platforms\.(pdd|jd)|instant)\b", b)]
    text = "\n\n".join(kept).replace("platforms.taotian", "platforms.bazaar")
    text = text.replace("sides.taobao", "sides.stalls").replace("sides.tmall", "sides.galleries")
    text = edited(r'vintage = "2023Q1"', 'vintage = "2030Q2"', text)
    return edited(r'nest = "shelf"', 'nest = "bazaars"', text)


def test_scenarios_come_from_a_file_or_every_problem_does(tmp_path):
    path = tmp_path / "plans.csv"
    path.write_text(
        "scenario,lever,quarter,value\nA,market,,2023Q1\nA,ad_load,2023Q2,1.2\nB,draws,,50\n",
        encoding="utf-8",
    )
    first, second = inputs.read_scenarios(path)
    assert (first.name, first.market, second.market) == ("A", "2023Q1", latest())
    assert inputs.read_scenarios(str(path)) == [first, second]
    path.write_text("scenario,lever,quarter,value\nA,ad_load,2024Q4,9\nA,assumption:x,,1\n")
    with pytest.raises(ScenarioError) as error:
        inputs.read_scenarios(path)
    assert [problem.line for problem in error.value.problems] == [2, 3]
    assert inputs.read_scenario_file(path).problems == error.value.problems


@every("path", ["nowhere.csv", ".", "a\0b", Path("x") / ("y" * 4000)])
def test_a_scenario_file_that_cannot_be_read_is_a_problem(path):
    reading = inputs.read_scenario_file(path)
    assert not reading.scenarios
    assert "the file cannot be read" in reading.problems[0].message


def test_assumptions_are_held_to_the_ranges_of_the_priors(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("scenario,lever,quarter,value\nA,assumption:habit_persistence,,1.5\n")
    (problem,) = inputs.read_scenario_file(path).problems
    assert "habit_persistence" in problem.message
    path.write_text("scenario,lever,quarter,value\nA,assumption:habit_persistence,,0.8\n")
    assert inputs.read_scenarios(path)[0].assumptions == (("habit_persistence", 0.8),)
