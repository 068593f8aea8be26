"""``cli.py demo``: a case from scenario file to table and pictures, no browser, no question."""

import csv
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from PIL import Image

import cli
from cli import DEMO, main
from models.inputs import read_scenarios
from models.notation import quarters_after
from models.scenario.csv.scenario_file import write_bytes
from pages.export import page
from pages.export.pictures import HEIGHT, WIDTH
from pages.terminal import pack

pytestmark = pytest.mark.slow


SMALL = {"draws": 40, "horizon": 4}
"""Whether a case is played shows in any number of draws and quarters."""

SCALE = 0.5
"""Pixels a unit: `pages.export` tests that pictures are drawn at twice their size."""


@pytest.fixture
def plan(tmp_path):
    (case,) = read_scenarios(DEMO)
    path = tmp_path / "plan.csv"
    path.write_bytes(write_bytes([replace(case, **SMALL)]))
    return path


def test_the_case_itself_is_a_file_that_anybody_can_write():
    assert DEMO.read_bytes() == write_bytes(read_scenarios(DEMO))


def test_the_case_is_played_in_words_numbers_and_pictures(plan, tmp_path, monkeypatch):
    """One test: drawing all pictures takes seconds, which each process of a run would pay."""
    monkeypatch.setattr(cli, "DEMO", plan)
    monkeypatch.setattr(pack, "SCALE", SCALE)
    folder = tmp_path / "case"
    result = CliRunner().invoke(main, ["demo", "-o", str(folder)])
    assert result.exit_code == 0, result.output
    tells_words_and_numbers(folder, result.output, plan)
    for name in ("trajectory", "rivals", "sides", "revenue", "sellers", "delivery"):
        draws_a_chart_at_its_scale(folder, name)
    draws_the_whole_page(folder, result.output)


def tells_words_and_numbers(folder, output, plan):
    (played,) = read_scenarios(plan)
    assert f"By {quarters_after(played.market, 4)[-1]}, daily visitors" in output
    assert "dau" in output
    rows = list(
        csv.DictReader((folder / "numbers.csv").read_text(encoding="utf-8-sig").splitlines())
    )
    assert {row["scenario"] for row in rows} == {"Return to Taobao"}
    assert (folder / "scenario.csv").read_bytes() == plan.read_bytes()


def draws_a_chart_at_its_scale(folder, name):
    with Image.open(folder / f"{name}.png") as picture:
        assert picture.size == (SCALE * WIDTH, SCALE * HEIGHT), name
        assert len(picture.convert("RGB").getcolors(1 << 22)) > 20, name
    drawing = ET.parse(folder / f"{name}.svg").getroot()
    texts = " ".join("".join(text.itertext()) for text in drawing.iter() if text.text)
    assert "2023Q1" in texts, name
    assert "Return to Taobao" in texts, name


def draws_the_whole_page(folder, output):
    assert "page.png" in output
    with Image.open(folder / "page.png") as picture:
        assert picture.size == (SCALE * page.WIDTH, SCALE * page.HEIGHT)
    assert "2023Q1" in "".join(ET.parse(folder / "page.svg").getroot().itertext())
