"""The documents of the terminal tell words and numbers without what draws on the screen."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

SCREEN = {"altair", "jsonschema", "pandas", "pyarrow", "streamlit"}
"""A second of loading, of which they would use nothing."""

WRITTEN = """
import sys
from dataclasses import replace

from models.inputs import DATA, read_scenarios
from pages.export import pack_writers
from pages.figures.pack.board_pack import board_pack
from pages.figures.pack.pack_numbers import numbers_of

(plan,) = read_scenarios(DATA / "scenarios" / "2023Q1" / "return-to-taobao.csv")
numbers = replace(numbers_of(replace(plan, draws=100)), futures=100)
pack = board_pack(numbers, "chinese", "2026-11-29")
assert all(pack.sections)
for kind in (".pptx", ".xlsx", ".docx"):
    assert pack_writers.FILES[kind](numbers, pack)
print(*{SCREEN} & set(sys.modules))
"""


@pytest.mark.slow
def test_deck_workbook_and_memo_load_nothing_that_draws():
    code = WRITTEN.replace("{SCREEN}", repr(SCREEN))
    output = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not output.stdout.split()
