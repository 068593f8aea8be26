"""Scenario files for tests: read them, cut them up, put them together."""

import csv
import io

from models.scenario.csv.scenario_file import read_bytes
from tests.models.plans import PARAMETERS, VINTAGES

HEAD = "scenario,lever,quarter,value,unit,note\n"
MARKET = "Base,market,,2023Q1,,\n"


def read(file):
    """Read bytes or text; either scenarios or problems come, never both."""
    data = file.encode() if isinstance(file, str) else file
    reading = read_bytes(data, vintages=VINTAGES, parameters=PARAMETERS)
    assert bool(reading.scenarios) != bool(reading.problems)
    return reading


def accepted(file):
    reading = read(file)
    assert reading.problems == ()
    return reading


def faults(file):
    """Place and message of every problem."""
    return [(p.line, p.column, p.message) for p in read(file).problems]


def cells(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def line(row):
    """Write one row with every cell in quotes."""
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n"
