"""The table that scenario files, reported figures and tests of levers share."""

import pytest

from models.scenario.csv.kinds import TESTS
from models.scenario.csv.sheet import (
    cells_of,
    filled_rows,
    header_problems,
    open_sheet,
    repeats,
    row_problems,
)

COLUMNS = ("name", "value")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_sheet_finds_its_delimiter_its_header_and_its_rows(sign):
    sheet = open_sheet(f"\n{sign}\n Name{sign}VALUE\nx{sign}1\n\n{sign}\ny{sign}2\n", COLUMNS)
    assert sheet.delimiter == sign
    assert sheet.names == ["name", "value"]
    assert sheet.header.line == 3
    rows = [cells_of(record, sheet.names, COLUMNS) for record in filled_rows(sheet.rows, [])]
    assert rows == [{"name": "x", "value": "1"}, {"name": "y", "value": "2"}]


def test_a_cell_loses_its_apostrophe_and_a_missing_one_is_empty():
    sheet = open_sheet("name,value\n'=x\n", COLUMNS)
    assert cells_of(next(sheet.rows), sheet.names, COLUMNS) == {"name": "=x", "value": ""}


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        ("name,value", []),
        ("value,name,more", []),
        ("name", ["the column value is missing"]),
        ("name,value,name", ["the column name stands twice"]),
        ("a,b", ["the first line is a header with the columns name,value"]),
        ('name,"value', ["a quote opens here"]),
    ],
)
def test_a_header_is_told_what_it_lacks(header, faults):
    sheet = open_sheet(header, COLUMNS)
    problems = list(header_problems(sheet.header, sheet.names, TESTS, COLUMNS, COLUMNS))
    assert len(problems) == len(faults)
    for problem, fault in zip(problems, faults, strict=True):
        assert fault in problem.message


def test_the_row_after_the_last_that_counts_is_refused_with_its_line():
    sheet = open_sheet("name,value\nx,1\n\ny,2\nz,3\n", COLUMNS)
    problems = []
    read = list(filled_rows(sheet.rows, problems, limit=2))
    assert [record.line for record in read] == [2, 4]
    assert [problem.line for problem in problems] == [5]
    assert "at most 2 rows" in problems[0].message


def test_a_row_that_is_cut_off_is_refused():
    sheet = open_sheet("name,value\nx\n", COLUMNS)
    (problem,) = row_problems(next(sheet.rows), sheet.names, COLUMNS, COLUMNS)
    assert "1 of the 2 cells" in problem.message


def test_what_is_repeated_comes_with_its_first():
    assert list(repeats("abcB", key=str.casefold)) == [("B", "b")]
    assert list(repeats("abc", key=str.casefold)) == []
