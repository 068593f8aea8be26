"""Checks of a plan made in Python: the same rules as for a file, without lines."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Set

from models.errors import Problem
from models.levers import LEVERS, Step
from models.scenario.rules import kpi_rules, quarter_rule
from models.text_rules import note_rule, refusal


def step_problems(steps: Iterable[Step], span: tuple[str, int] | None) -> Iterator[Problem]:
    """Check levers, ranges, quarters and KPI weights.

    ``span`` is (market, horizon), or None when they are wrong themselves: then quarters pass.
    """
    steps = list(steps)
    for step in steps:
        if step.lever not in LEVERS:
            yield refusal(None, "lever", step.lever, "a step sets a lever of the table LEVERS")
        elif rule := LEVERS[step.lever].rule(step.value):
            yield refusal(None, step.lever, f"{step.value:g}", rule)
        if span and (rule := quarter_rule(step.quarter, *span)):
            yield refusal(None, "quarter", step.quarter, rule)
        if rule := note_rule(step.note):
            yield refusal(None, "note", step.note, rule)
    values = {(step.lever, step.quarter): step.value for step in steps}
    for place, _, rule in kpi_rules(values):
        yield refusal(None, place[0], f"{values[place]:g}", rule)
    yield from repeated(f"{step.lever} in {step.quarter}" for step in steps)


def note_problems(notes: Iterable[tuple[str, str]], rows: Set[str]) -> Iterator[Problem]:
    """Check that each note has a text and belongs to one of ``rows``."""
    notes = list(notes)
    for name, note in notes:
        if name not in rows:
            yield refusal(None, "note", name, "a note belongs to a setting or an assumption")
        if rule := note_rule(note) if note else "a note without a text is left out":
            yield refusal(None, "note", note, rule)
    yield from repeated(name for name, _ in notes)


def repeated(keys: Iterable[Hashable]) -> Iterator[Problem]:
    """Refuse what is given more than once: the last one never wins silently."""
    for key, count in Counter(keys).items():
        if count > 1:
            yield refusal(None, None, key, f"it is given {count} times; keep one")
