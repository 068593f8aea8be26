"""What the board pack costs: deck, workbook and memo from nothing, and of numbers that are known.

From nothing is the whole command of the terminal on two idle cores: Python, the model and the runs
of every part that the document shows, the futures of the stress test among them. On the page only
the first document of a plan takes that; the next are made of the same numbers.
"""

import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from models.analysis.board_numbers import BoardNumbers
from models.inputs import DATA, read_scenarios
from pages.export import pack_writers
from pages.figures.pack.board_pack import board_pack
from pages.figures.pack.pack_numbers import SHOWN, numbers_of, shown
from tests.bench.budgets import budget, seconds
from tests.conftest import ROOT

PLAN = DATA / "scenarios" / "2023Q1" / "return-to-taobao.csv"
DATE = "2026-11-29"


@cache
def numbers() -> BoardNumbers:
    found = numbers_of(read_scenarios(PLAN)[0])
    for name in shown(SHOWN):
        found.part(name)
    return found


def written(kind: str) -> float:
    """Time of one document from its numbers, words included, its library loaded."""
    known = numbers()
    write = pack_writers.FILES[kind]
    write(known, board_pack(known, "english", DATE))
    return seconds(lambda: write(known, board_pack(known, "english", DATE)))


def from_nothing(kind: str) -> float:
    """Time of one document by the terminal, the faster of two tries: the first reads the disk."""
    with TemporaryDirectory() as folder:
        line = [sys.executable, "cli.py", "export", PLAN, "--to", Path(folder, f"board{kind}")]
        tries = [lambda: subprocess.run(line, check=True, capture_output=True, cwd=ROOT)] * 2
        return min(seconds(one) for one in tries)


@budget("board pack: deck from nothing", 5.0, "s")
def whole_deck() -> float:
    return from_nothing(".pptx")


@budget("board pack: workbook from nothing", 2.0, "s")
def whole_workbook() -> float:
    return from_nothing(".xlsx")


@budget("board pack: memo from nothing", 2.0, "s")
def whole_memo() -> float:
    return from_nothing(".docx")


@budget("board pack: deck of ten slides, of known numbers", 5.0, "s")
def deck() -> float:
    return written(".pptx")


@budget("board pack: workbook, of known numbers", 2.0, "s")
def workbook() -> float:
    return written(".xlsx")


@budget("board pack: memo, of known numbers", 2.0, "s")
def memo() -> float:
    return written(".docx")
