"""A short name for what a plan does, whatever it is called."""

import hashlib
from dataclasses import replace

from models.scenario import Scenario
from models.scenario.csv.scenario_file import write_bytes

_LENGTH = 8


def plan_digest(scenario: Scenario) -> str:
    """Digest market, settings, steps and assumptions: eight hexadecimal digits.

    Name, author, dates and notes do not count, so that two people who moved the same levers see
    the same digits under their charts.
    """
    steps = tuple(replace(step, note="") for step in scenario.steps)
    bare = replace(scenario, name="-", author="", created="", model="", notes=(), steps=steps)
    return hashlib.sha256(write_bytes([bare])).hexdigest()[:_LENGTH]
