"""``cli.py`` in searches and comparisons: floors in time, totals beside, what is refused."""

import json

import numpy as np
import pytest

from models.inputs import load_market, load_parameters, read_scenarios
from models.projection import project
from models.scenario import Scenario
from models.simulation.appraisal import extended
from tests.every import every
from tests.models.worlds import year
from tests.one_search import one_search
from tests.test_cli_decide import one, plans, run

__all__ = ["one", "plans"]

SEARCH = ("--market", "2023Q1", "--free", "content_investment", "--free", "subsidy_budget")


def long_dau(plan):
    market = load_market(plan.market)
    count = plan.horizon + 20
    planned = extended(plan.schedule(market.levers))
    return project(
        market, load_parameters(), plan, quarters=count, draws=0, planned=planned
    ).central("dau")


@pytest.mark.slow
def test_floors_hold_every_year_and_in_the_last_simulated_one_unless_at_the_end(tmp_path):
    files = {True: tmp_path / "end.csv", False: tmp_path / "every.csv"}
    for at_end, path in files.items():
        flag = ("--floors-at-end",) if at_end else ()
        answer = json.loads(
            run("optimise", "--maximise", "ebita", *SEARCH, "--floor", "dau=baseline", *flag,
                "-o", path, "--json")
        )  # fmt: skip
        name = "dau floor 2026Q1" if at_end else "dau floor every"
        assert answer["constraints"][0]["name"] == name
    (end,), (always,) = (read_scenarios(files[key]) for key in (True, False))
    idle = long_dau(Scenario(name="idle", market="2023Q1"))
    spans = [slice(t - 4, t) for t in (*range(4, 13), 32)]
    least = [min(long_dau(p)[s].mean() / idle[s].mean() for s in spans) for p in (end, always)]
    assert least[1] >= 1 - 1e-6
    assert least[0] < 1 - 1e-6
    assert long_dau(end)[8:12].mean() >= idle[8:12].mean() * (1 - 1e-6)


@every(
    ("arguments", "word"),
    [
        (("optimise", *SEARCH, "--at", "2024Q1"), "worth is a figure of the whole horizon"),
        (("optimise", *SEARCH, "--quarter", "2024Q1"), "worth is a figure of the whole horizon"),
        (("optimise", *SEARCH, "--maximise", "value", "--at", "2024Q1"), "value is a figure"),
        (("optimise", *SEARCH, "--floor", "worth@2024Q1=3"), "worth is a figure"),
        (("frontier", *SEARCH, "--x", "worth", "--y", "value", "--at", "2024Q1"), "is a figure"),
    ],
)
def test_value_and_worth_take_no_quarter_in_a_search(arguments, word):
    assert word in run(*arguments, status=1)


@every(("metric", "option"), [("worth", "--at"), ("value", "--quarter")])
def test_value_and_worth_take_no_quarter_in_a_comparison(plans, metric, option):
    text = run("compare", plans, "--metric", metric, option, "2024Q1", status=1)
    assert f"{metric} is a figure of the whole horizon" in text


def test_totals_and_worst_years_stand_beside_a_comparison(plans):
    record = json.loads(run("compare", plans, "--draws", 0, "--no-flips", "--json"))
    for plan, told in zip(read_scenarios(plans), record["horizon"], strict=True):
        path = project(load_market("2023Q1"), load_parameters(), plan, draws=0).central("revenue")
        figure = told["metrics"]["revenue"]
        years = [year(path[:t]) for t in range(4, len(path) + 1)]
        assert figure["total"] == pytest.approx(path.sum(), rel=1e-12)
        assert figure["last_year"] == pytest.approx(years[-1], rel=1e-12)
        assert figure["worst_year"] == pytest.approx(min(years), rel=1e-12)
        assert told["metrics"]["dau"]["total"] is None
        assert "worth" not in told["metrics"]
    assert "worst year" in run("compare", plans, "--draws", 0, "--no-flips")


@pytest.mark.slow
def test_a_search_tells_totals_prices_and_warnings():
    base = ("optimise", "--market", "2023Q1", "--free", "subsidy_budget", "--maximise", "ebita")
    with one_search():
        record, text = json.loads(run(*base, "--json")), run(*base)
    assert record["plan"]["subsidy_budget"] == pytest.approx(0.0, abs=0.1)
    assert record["beyond_history"] == ["subsidy_budget"]
    assert record["history"][0]["seen"] == [2, 15]
    assert record["horizon"]["ebita"]["total"] > 12 * record["horizon"]["ebita"]["worst_year"]
    assert record["worth"]["break_even_visitor"]["central"] > 0
    for word in ("Profit alone counts no visitor", "beyond what history has seen, 2 to 15",
                 "worst year", "break-even price"):  # fmt: skip
        assert word in text


@pytest.mark.slow
def test_contradictory_limits_are_called_so(one):
    question = ("optimise", "--from", one, "--maximise", "dau", "--free", "subsidy_budget",
                "--floors-at-end", "--floor", "revenue=90", "--ceiling", "revenue=80")  # fmt: skip
    with one_search():
        assert "The limits contradict each other" in run(*question, status=1)
        record = json.loads(run(*question, "--json", status=1))
    assert record["feasible"] is False
    (pair,) = record["contradictions"]
    assert (pair["metric"], pair["at_least"], pair["at_most"]) == ("revenue", 90, 80)
    assert np.isfinite(record["nearest"]["misses"][0]["by"])


def test_a_goal_tells_total_worst_year_and_warning():
    question = ("goal", "--market", "2023Q1", "--lever", "subsidy_budget", "--metric", "gmv",
                "--reach", 2450)  # fmt: skip
    record = json.loads(run(*question, "--json"))
    figure = record["horizon"]["gmv"]
    assert figure["last_year"] == pytest.approx(2450, rel=1e-9)
    assert figure["worst_year"] < 2450 < figure["total"]
    assert record["beyond_history"] == ["subsidy_budget"]
    assert "Warning: subsidy_budget" in run(*question)
