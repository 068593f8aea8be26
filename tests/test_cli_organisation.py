"""The verb of the organisation: its numbers are those of the page, its strengths are apart."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from cli import main
from models.analysis.structure.comparison import AIM, COMPARED
from models.analysis.structure.kpi_orders import AGREED_ORDERS
from models.analysis.structure.strengths import FAMILIES, Strengths
from models.analysis.structure.structures import NAMED
from models.inputs import read_scenarios
from pages.compute.questions import challenge_questions as questions
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

PLAN = ROOT / "data" / "scenarios" / "2023Q1" / "return-to-taobao.csv"
FEW = ("--draws", 60)


def call(*arguments):
    return CliRunner().invoke(main, ["organisation", *map(str, arguments)])


def answer(*arguments):
    output = call(PLAN, *(arguments or FEW), "--json")
    assert output.exit_code == 0, output.output
    (told,) = json.loads(output.output)
    return told


@pytest.fixture(scope="module")
def told():
    return answer()


def test_the_terminal_says_what_the_page_says(told):
    plan = replace(read_scenarios(PLAN)[0], draws=FEW[1])
    ways = questions.structures_compared(plan, NAMED, Strengths())
    orders = questions.orders_compared(plan, Strengths())
    swept = questions.integration_swept(plan, Strengths())["set"]
    hinges = questions.structure_hinges(plan, NAMED, Strengths())
    for way, row in zip(ways, told["structures"], strict=True):
        assert way.name == row["structure"]
        assert way.ahead == row["p_worth_more"]
        for metric in COMPARED:
            effect = way.change[metric]
            ends = {"central": effect.central, "p10": effect.low, "p90": effect.high}
            assert row["change"][metric] == pytest.approx(ends, rel=1e-9)
    assert [row["order"] for row in told["kpi_orders"][1:]] == [*AGREED_ORDERS]
    for way, row in zip(orders, told["kpi_orders"], strict=True):
        assert row["against_plan"][AIM]["central"] == pytest.approx(way.gain[AIM].central)
    assert told["best_integration"] == swept.best
    assert [row["structure"] for row in told["hangs_on"]] == [one.structure for one in hinges]


def test_the_two_strengths_pull_apart(told):
    degrees = {
        (family, size): answer(f"--{family}", size, "--draws", 0)["best_integration"][AIM]
        for family, size in (
            ("coordination", "weak"),
            ("coordination", "strong"),
            ("adaptation", "weak"),
            ("adaptation", "strong"),
        )
    }
    middle = told["best_integration"][AIM]
    assert degrees["coordination", "weak"] < middle < degrees["coordination", "strong"]
    assert degrees["adaptation", "strong"] < middle < degrees["adaptation", "weak"]
    hangs = {(row["family"], row["size"]): row["integration"] for row in told["hangs_on"]}
    assert degrees.items() <= hangs.items()


def test_a_table_is_printed_for_people():
    output = call(PLAN, "--draws", 0, "--adaptation", "strong")
    assert output.exit_code == 0
    assert "adaptation strong" in output.output
    assert all(one.name in output.output for one in NAMED)
    assert all(family in output.output for family in FAMILIES)
    assert "35%" in output.output


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    file = tmp_path / "bad.csv"
    file.write_text("scenario,lever\n", encoding="utf-8")
    assert call(file).exit_code == 1
    assert call(PLAN, "--business", "huge").exit_code == 2
