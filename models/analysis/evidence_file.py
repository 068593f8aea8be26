"""A file of studies that a reader hands in: bytes to rows, or every problem with its line."""

from collections.abc import Mapping, Sequence

from models.errors import FileError, Problem
from models.parameters import Parameters
from models.parameters.evidence_rows import COLUMNS, NEEDED, NUMBERS, Effect, Row, effect_of, faults
from models.scenario.csv.kinds import EVIDENCE
from models.scenario.csv.records import Record
from models.scenario.csv.sheet import filled_rows, header_problems, open_sheet, row_problems
from models.scenario.csv.text import decode
from models.text_rules import refusal

STUDY_LIMIT = 5_000
"""Rows of a file at most."""

_TOO_MANY = "a file has at most {limit:,} studies; leave out those that are known"


def read_evidence(
    data: bytes, parameters: Parameters
) -> tuple[tuple[Effect, ...], tuple[str, ...]]:
    """Read a file of studies, with notes of what had to be guessed.

    Raises
    ------
    FileError
        Holds every problem of the file, each with its line.
    """
    text, notes = decode(data)
    sheet = open_sheet(text, NEEDED)
    if found := list(header_problems(sheet.header, sheet.names, EVIDENCE, NEEDED, COLUMNS)):
        raise FileError(found)
    problems: list[Problem] = []
    rows: list[Row] = []
    for record in filled_rows(sheet.rows, problems, limit=STUDY_LIMIT, rule=_TOO_MANY):
        broken = list(row_problems(record, sheet.names, NEEDED, COLUMNS, NUMBERS))
        problems += broken
        if not broken:
            rows.append((record.line, _cells(record, sheet.names)))
    problems += faults(rows, parameters.table)
    if not rows and not problems:
        problems.append(refusal(None, None, "", "a file of studies has at least one row"))
    if problems:
        raise FileError(sorted(problems, key=lambda problem: problem.line or 0))
    return tuple(effect_of(cells) for _, cells in rows), notes


def with_rows(known: Sequence[Mapping[str, str]], data: bytes) -> list[dict[str, str]]:
    """Give the rows of the evidence with those of a file in their places, new ones last.

    ``data`` is a file that `read_evidence` reads.
    """
    sheet = open_sheet(decode(data)[0], NEEDED)
    records = filled_rows(sheet.rows, [], limit=STUDY_LIMIT)
    given = [_cells(record, sheet.names) for record in records]
    by_id = {row["id"]: dict(row) for row in known}
    for cells in given:
        by_id[cells["id"]] = by_id.get(cells["id"], {}) | cells
    return [*by_id.values()]


def _cells(record: Record, names: Sequence[str]) -> dict[str, str]:
    """Cells by column; the apostrophe before a word that a study is quoted with stays."""
    given = dict(zip(names, record.cells, strict=False))
    return {name: given.get(name, "").strip() for name in COLUMNS}
