"""Text to records of cells after RFC 4180, with the line on which each record begins.

Python's csv module forgives a text after a closing quote, counts lines only roughly and stops at
131,072 characters; a file that is read in silence must be read exactly.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from models.scenario.csv.text import line_ends


class Record(NamedTuple):
    """Cells of one record; after a ``fault``, the only cell is the text where it lies."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the record is an empty line, or the row of commas of an empty sheet row."""
        return not self.fault and not any(cell.strip() for cell in self.cells)


_EMPTY_LINES = re.compile("[\r\n]+")
_PLAIN_LINE = re.compile(r'[^"\r\n]*(\r\n|\r|\n|\Z)')
_LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n|\\Z)")
_QUOTED = '"((?:[^"]++|"")*+)"'


@lru_cache
def _cell(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf'(?:{_QUOTED}|([^"{delimiter}\r\n]*+))({delimiter}|\r\n|\r|\n|\Z)')


def records(text: str, delimiter: str) -> Iterator[Record]:
    """Cut ``text`` into records; after a fault, go on with the next line."""
    at, line = 0, 1
    while at < len(text):
        if empty := _EMPTY_LINES.match(text, at):
            at, line = empty.end(), line + line_ends(empty[0])
        # A line without a quote is a record by itself, which is nearly every line.
        elif match := _PLAIN_LINE.match(text, at):
            yield Record(line, tuple(text[at : match.start(1)].split(delimiter)))
            at, line = match.end(), line + 1
        else:
            record, end = _quoted(text, at, line, delimiter)
            yield record
            at, line = end, line + line_ends(text[at:end])


def _quoted(text: str, at: int, line: int, delimiter: str) -> tuple[Record, int]:
    """Read the record at ``at`` cell by cell; return it and where the next one begins."""
    cells, start = [], at
    while cell := _cell(delimiter).match(text, at):
        quoted, plain, end = cell.groups()
        cells.append(plain if quoted is None else quoted.replace('""', '"'))
        at = cell.end()
        if end != delimiter:
            return Record(line, tuple(cells)), at
    line += line_ends(text[start:at])
    rest = _LINE.match(text, at)
    end = rest.end() if rest else len(text)
    fault = "a quote stands inside a cell; put the whole cell into quotes and double its quotes"
    if text[at] == '"' and not re.compile(_QUOTED).match(text, at):
        fault = "a quote opens here and is never closed; close it, or double a quote that is text"
        return Record(line, (text[at:end].strip(),), fault), len(text)
    return Record(line, (text[at:end].strip(),), fault), end
