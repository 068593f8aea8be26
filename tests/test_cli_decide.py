"""``cli.py`` drivers, compare, optimise, goal and frontier: shapes, status, the same numbers."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from cli import main
from models.inputs import load_market, load_parameters, read_scenarios
from models.projection import project
from tests.every import every
from tests.models.worlds import year
from tests.one_search import one_search

pytestmark = pytest.mark.slow

FILE = """scenario,lever,quarter,value
Wide,market,,2023Q1
Wide,draws,,30
Wide,horizon,,6
Wide,taobao_traffic_share,2023Q2,0.52
Wide,subsidy_budget,2023Q2,8
Low,market,,2023Q1
Low,draws,,30
Low,horizon,,6
Low,ad_load,2023Q3,1.2
"""
ONE = "\n".join(line for line in FILE.splitlines() if not line.startswith("Low")) + "\n"
BEST = ("--maximise", "dau", "--at", "2024Q1", "--market", "2023Q1", "--free", "subsidy_budget")


@pytest.fixture
def plans(tmp_path):
    path = tmp_path / "plans.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def one(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text(ONE, encoding="utf-8")
    return path


def run(*arguments, status=0):
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result.output


def central(plan, metric):
    ours = project(load_market(plan.market), load_parameters(), plan, draws=0)
    return year(ours.central(metric))


def drawn(plan, metric):
    return (
        project(load_market(plan.market), load_parameters(), plan).draws(metric)[-4:].mean(axis=0)
    )


def test_drivers_gives_one_object_a_scenario_metric_and_quarter(plans):
    answer = json.loads(run("drivers", plans, "--draws", 4, "--json"))
    assert len(answer) == 2 * 4
    for one in answer:
        assert {"scenario", "metric", "quarter", "baseline", "total", "contributions", "rivals",
                "interaction"} <= one.keys()  # fmt: skip
        total = one["baseline"] + sum(one["contributions"].values()) + one["rivals"]
        assert total == pytest.approx(one["total"], rel=1e-12)
    wide = next(one for one in answer if (one["scenario"], one["metric"]) == ("Wide", "dau"))
    assert wide["total"] == pytest.approx(central(read_scenarios(plans)[0], "dau"), rel=1e-9)
    assert wide["quarter"] == "2024Q3"


def test_drivers_as_text_tells_interaction_and_rivals(plans):
    text = run("drivers", plans, "--metric", "dau", "--at", "2023Q4")
    assert "interaction" in text
    assert "rivals' answer" in text
    assert "2030Q1" in run("drivers", plans, "--at", "2030Q1", status=2)


def test_compare_gives_levers_and_kpis(plans):
    answer = json.loads(run("compare", plans, "--json"))
    assert {row["lever"] for row in answer["levers"]} == {
        "taobao_traffic_share", "subsidy_budget", "ad_load",
    }  # fmt: skip
    wide, low = read_scenarios(plans)
    kpi = next(k for k in answer["kpis"] if (k["metric"], k["quarter"]) == ("dau", "2024Q3"))
    assert (kpi["a"], kpi["b"]) == ("Wide", "Low")
    difference = central(wide, "dau") - central(low, "dau")
    assert kpi["difference"] == pytest.approx(difference, rel=1e-9)
    assert kpi["p10"] <= kpi["p90"]
    ours, theirs = (drawn(plan, "dau") for plan in (wide, low))
    assert kpi["p_a_beats_b"] == pytest.approx(np.mean(ours > theirs))
    assert "P(higher)" in run("compare", plans, "--metric", "dau")


def test_a_file_against_itself_is_a_draw(one):
    answer = json.loads(run("compare", one, one, "--json"))
    assert answer["levers"] == []
    assert {k["b"] for k in answer["kpis"]} == {"Wide (2)"}
    for kpi in answer["kpis"]:
        assert (kpi["difference"], kpi["p10"], kpi["p90"]) == (0.0, 0.0, 0.0)
        assert kpi["p_a_beats_b"] == 0.5


def test_one_scenario_cannot_be_compared(one):
    assert "two to eight" in run("compare", one, status=1)


def test_optimise_writes_a_plan_that_keeps_the_floor_and_another_method_finds_none_better(tmp_path):
    output = tmp_path / "best.csv"
    question = ("optimise", *BEST, "--floor", "ebita=baseline-5%", "--check")
    with one_search():
        answer = json.loads(run(*question, "-o", output, "--json"))
        text = run(*question)
    assert answer["feasible"] is True
    assert {"objective", "start", "best", "plan", "constraints", "starts"} <= answer.keys()
    assert answer["best"] > answer["start"]
    assert set(answer["plan"]) == {"subsidy_budget"}
    assert answer["starts"]["n"] == 3
    (limit,) = [c for c in answer["constraints"] if c["name"].startswith("ebita")]
    assert limit["binding"]
    assert limit["shadow_price"] > 0
    (plan,) = read_scenarios(output)
    run_ = project(load_market("2023Q1"), load_parameters(), plan, draws=0)
    at = run_.quarters.index("2024Q1")
    assert year(run_.central("ebita")[: at + 1]) >= limit["bound"] * (1 - 1e-6)
    assert year(run_.central("dau")[: at + 1]) == pytest.approx(answer["best"], rel=1e-9)
    assert answer["check"]["agrees"] is True
    assert answer["check"]["gain"] <= 1e-6 * answer["best"]
    assert "nothing better" in text


def test_optimise_says_when_there_is_no_plan(tmp_path):
    output = tmp_path / "best.csv"
    question = ("optimise", *BEST, "--floors-at-end", "--floor", "revenue=500")
    with one_search():
        answer = json.loads(run(*question, "-o", output, "--json", status=1))
        text = run(*question, status=1)
    assert answer["feasible"] is False
    assert answer["nearest"]["misses"][0]["by"] > 0
    assert not output.exists()
    assert "no plan keeps all limits" in text


def test_optimise_as_text_tells_limits_costs_and_what_is_locked():
    text = run("optimise", *BEST, "--floor", "revenue@every=baseline", "--lock", "ad_load=1")
    for word in (
        "at the margin, 0.01",
        "Against no change",
        "Locked unless freed",
        "starts end within",
    ):
        assert word in text


def test_optimise_starts_from_a_file_and_keeps_its_other_levers(one, tmp_path):
    output = tmp_path / "best.csv"
    run("optimise", "--maximise", "revenue", "--at", "2024Q1", "--from", one,
        "--free", "subsidy_budget", "-o", output)  # fmt: skip
    (plan,) = read_scenarios(output)
    assert ("taobao_traffic_share", 0.52) in {(s.lever, s.value) for s in plan.steps}
    assert plan.horizon == 6


@every(
    ("options", "status", "word"),
    [
        (("--at", "2023Q1"), 2, "2023Q2"),
        (("--maximise", "dua"), 2, "no metric"),
        (("--floor", "revenue>3"), 2, "METRIC=baseline"),
        (("--floor", "revenue=baseline5%"), 2, "METRIC=baseline"),
        (("--lock", "ad_load"), 2, "NAME=NUMBER"),
        (("--move", "ad_load=0.1", "--move", "ad_load=0.2"), 2, "twice"),
        (("--free", "consumer_confidence"), 1, "nobody sets it"),
        (("--risk", "probability"), 1, "target"),
        (("--floor", "revenue@2023Q1=3"), 1, "horizon"),
        (("--budget", "-1"), 1, "0 or more"),
        (("--budget", "inf"), 2, "finite number"),
        (("--target", "nan"), 2, "finite number"),
        (("--maximise", "dau=2"), 2, "takes no weight"),
        (("--maximise", "dau=-1"), 2, "more than 0"),
        (("--phases", "4"), 2, "1<=x<=3"),
    ],
)
def test_what_optimise_cannot_read_is_refused_in_words(options, status, word):
    given = dict(zip(BEST[::2], BEST[1::2], strict=True))
    base = [f for pair in given.items() if pair[0] != options[0] for f in pair]
    assert word in run("optimise", *base, *options, status=status)


def test_goal_reaches_or_says_so(tmp_path):
    output = tmp_path / "goal.csv"
    question = ("--lever", "subsidy_budget", "--metric", "dau", "--at", "2024Q1",
                "--market", "2023Q1")  # fmt: skip
    answer = json.loads(run("goal", *question, "--reach", 390, "-o", output, "--json"))
    assert answer["reached"] is True
    (plan,) = read_scenarios(output)
    ours = project(load_market("2023Q1"), load_parameters(), plan, draws=0)
    at = ours.quarters.index("2024Q1")
    assert year(ours.central("dau")[: at + 1]) == pytest.approx(390, rel=1e-9)
    none = json.loads(run("goal", *question, "--reach", 3900, "--json", status=1))
    assert (none["reached"], none["roots"], none["best"]) == (False, [], 60.0)
    assert "no setting" in run("goal", *question, "--reach", 3900, status=1)


def test_frontier_gives_plans_in_order(tmp_path):
    output = tmp_path / "frontier.csv"
    answer = json.loads(
        run(
            "frontier",
            "--x",
            "dau",
            "--y",
            "revenue",
            "--at",
            "2024Q1",
            "--market",
            "2023Q1",
            "--free",
            "taobao_traffic_share",
            "--free",
            "ad_load",
            "--points",
            5,
            "-o",
            output,
            "--json",
        )
    )
    points = answer["points"]
    assert len(points) >= 3
    assert [p["x"] for p in points] == sorted(p["x"] for p in points)
    assert [p["y"] for p in points] == sorted((p["y"] for p in points), reverse=True)
    assert len(read_scenarios(output)) == len(points)


def test_goal_is_asked_for_a_finite_number():
    question = ("--lever", "subsidy_budget", "--metric", "dau", "--at", "2024Q1")
    assert "finite number" in run("goal", *question, "--reach", "nan", status=2)


def test_frontier_tells_every_phase(tmp_path):
    output = tmp_path / "frontier.csv"
    options = ("--x", "dau", "--y", "revenue", "--at", "2024Q1", "--market", "2023Q1",
               "--free", "subsidy_budget", "--free", "ad_load", "--phases", 2,
               "--points", 3)  # fmt: skip
    points = json.loads(run("frontier", *options, "-o", output, "--json"))["points"]
    levers = load_market("2023Q1").levers
    for point, plan in zip(points, read_scenarios(output), strict=True):
        for lever, target in point["plan"].items():
            path = plan.schedule(levers)[lever]
            ends = (target[0][1], target[-1][1]) if isinstance(target, list) else (target, target)
            assert ends == (path[0], path[-1])


def test_compare_without_draws_gives_no_odds_and_names_the_futures(plans):
    answer = json.loads(run("compare", plans, "--draws", 0, "--json"))
    odds = [k["p_a_beats_b"] for k in answer["kpis"] if k["difference"] != 0.0]
    assert odds
    assert set(odds) == {None}
    assert answer["compared_on"] == {"draws": 0, "seed": 0}
    assert "0 draws" in run("compare", plans, "--draws", 0, "--metric", "dau")


def test_drivers_of_a_plan_that_moves_nothing_has_nothing_to_divide(tmp_path):
    path = tmp_path / "idle.csv"
    path.write_text("scenario,lever,quarter,value\nIdle,market,,2023Q1\nIdle,rivals,,passive\n")
    answer = json.loads(run("drivers", path, "--draws", 4, "--json"))
    assert all(one["contributions"] == {} and one["rivals"] == 0.0 for one in answer)
