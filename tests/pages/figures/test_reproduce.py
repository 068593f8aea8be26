"""The lines that an export holds give its numbers: they are run as they stand."""

import shlex
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

from models.documents.plan_document import with_plan
from models.inputs import load_market, load_parameters
from models.projection import project
from models.scenario.csv.scenario_file import write_bytes
from pages.figures.reproduce import lines_of_file, lines_of_plan, terminal_line
from pages.labels.names import slug
from tests.conftest import ROOT
from tests.every import some
from tests.pages.stages import plan_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g/></svg>'
NAMES = ["Plan", "'; rm -rf ~; echo $HOME `id` \"", "=1+1", "<b>重返淘宝</b> 😀"]


def plan(name=NAMES[1]):
    made = plan_of(horizon=4, draws=20, seed=7)
    assumed = (("habit_persistence", 0.9),)
    return replace(made, name=name, assumptions=assumed, conduct=(("pdd:lag", 2.0),))


def numbers(scenario, draws):
    market = load_market(scenario.market)
    return project(market, load_parameters(), scenario, draws=draws).to_frame()


def run(lines):
    space = {}
    exec(lines, space)
    return space["plan"], space["numbers"]


@pytest.mark.parametrize("name", NAMES)
def test_the_lines_with_the_plan_in_them_give_its_numbers(name):
    made, found = run(lines_of_plan(plan(name), 10))
    assert made == replace(plan(name), draws=10)
    assert found.equals(numbers(plan(name), 10))


@pytest.mark.slow
@pytest.mark.parametrize("draws", some([20, 10], 10))  # other than those of the plan
def test_the_lines_of_a_document_give_its_numbers(draws, tmp_path):
    file = str(tmp_path / f"a 'quoted' {slug(NAMES[3])}.svg")
    (tmp_path / file).write_bytes(with_plan(SVG, write_bytes([plan()])))
    made, found = run(lines_of_file(file, plan(), draws))
    assert made == plan()
    assert found.equals(numbers(plan(), draws))
    python, *words = shlex.split(terminal_line(file, plan(), draws))
    assert python == "python"
    output = tmp_path / "numbers.csv"
    subprocess.run([sys.executable, *words, "-o", output], cwd=ROOT, check=True)
    written = pd.read_csv(output)
    keys = ["quarter", "platform", "metric", "statistic"]
    both = written.merge(found, on=keys, validate="one_to_one")
    assert len(both) == len(found)
    assert both["value_x"].equals(both["value_y"])
