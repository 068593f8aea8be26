"""What the board pack costs: the deck, workbook and memo of a plan whose numbers are known."""

from functools import cache

from models.analysis.board_numbers import BoardNumbers
from models.inputs import DATA, read_scenarios
from pages.export import pack_writers
from pages.figures.pack.board_pack import board_pack
from pages.figures.pack.pack_numbers import numbers_of
from tests.bench.budgets import budget, seconds

PLAN = DATA / "scenarios" / "2023Q1" / "return-to-taobao.csv"
DATE = "2026-11-29"


@cache
def numbers() -> BoardNumbers:
    return numbers_of(read_scenarios(PLAN)[0])


def written(kind: str) -> float:
    """Time of one document from its numbers, words included, its library loaded."""
    known = numbers()
    write = pack_writers.FILES[kind]
    write(known, board_pack(known, "english", DATE))
    return seconds(lambda: write(known, board_pack(known, "english", DATE)))


@budget("board pack: deck of ten slides", 5.0, "s")
def deck() -> float:
    return written(".pptx")


@budget("board pack: workbook", 2.0, "s")
def workbook() -> float:
    return written(".xlsx")


@budget("board pack: memo", 2.0, "s")
def memo() -> float:
    return written(".docx")
