"""The scenario file: bytes to scenarios or problems, scenarios to bytes.

Reading is total: any bytes give scenarios, or every problem with its line; never half a file.
Writing is invertible: what is read back equals what was written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from models.errors import Problem, ScenarioError
from models.scenario import Scenario
from models.scenario.csv.drafts import Draft, Refusal, anything_goes
from models.scenario.csv.rows import RowReader
from models.scenario.csv.tabular import Row, read_table
from models.scenario.csv.text import LIMIT, decode
from models.scenario.csv.writer import SCENARIO_LIMIT, write_bytes
from models.text_rules import name_key, name_rule, refusal

_SAFE_SIZE = LIMIT // 8
"""A file below it can be saved whatever its encoding and whatever it leaves unsaid."""

__all__ = ["Reading", "read_bytes", "write_bytes"]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a file held: ``scenarios``, or ``problems`` in the order of their lines.

    ``rows`` counts the rows below the header that are not blank; ``notes`` say what was
    understood or left out on the way.
    """

    scenarios: tuple[Scenario, ...] = ()
    rows: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def read_bytes(
    data: bytes,
    *,
    vintages: Sequence[str],
    parameters: Mapping[str, tuple[float, float, str]],
    labels: Mapping[str, str] = MappingProxyType({}),
    refused: Refusal = anything_goes,
) -> Reading:
    """Read a scenario file.

    Parameters
    ----------
    data
        The whole file; more than `csv_text.LIMIT` bytes are refused unread.
    vintages
        The markets there are; a scenario that names none gets the last.
    parameters
        Lowest and highest value and unit of each parameter that an assumption may replace.
    labels
        Names of levers by what the screen calls them, as `csv_rows.label_key` writes that.
    refused
        What a market (by its vintage) allows where it refuses the target of a lever.
    """
    try:
        text, guesses = decode(data)
        table = read_table(text)
    except ScenarioError as error:
        return Reading(problems=error.problems)
    problems = list(table.problems)
    drafts = _drafts(table.rows, RowReader(vintages, parameters, problems, labels), problems)
    for draft in drafts:
        # A row that was refused may have been the one that names the market.
        draft.is_whole &= not table.problems
        problems += draft.problems(vintages, refused)
    if not table.total:
        problems.append(refusal(None, None, "", "a scenario file has at least one row"))
    notes = (*guesses, *table.notes)
    if problems:
        problems.sort(key=lambda problem: problem.line or 0)
        return Reading(rows=table.total, problems=tuple(problems), notes=notes)
    scenarios = tuple(draft.scenario(vintages[-1]) for draft in drafts)
    if len(data) > _SAFE_SIZE:
        problems += _unsavable(scenarios)
    if problems:
        return Reading(rows=table.total, problems=tuple(problems), notes=notes)
    return Reading(scenarios=scenarios, rows=table.total, notes=notes)


def _unsavable(scenarios: Sequence[Scenario]) -> Sequence[Problem]:
    """Refuse what could be opened and never saved: a saved file says more than one by hand."""
    try:
        write_bytes([replace(one, model=one.model or "0" * 12) for one in scenarios])
    except ScenarioError as error:
        return [
            replace(problem, message=f"once saved, with all it leaves unsaid: {problem.message}")
            for problem in error.problems
        ]
    return ()


def _drafts(rows: list[Row], reader: RowReader, problems: list[Problem]) -> list[Draft]:
    """Read every row and gather the rows of each scenario, in order of first appearance."""
    drafts: dict[str, Draft] = {}
    keys: dict[str, Draft] = {}
    for row in rows:
        name = row.scenario
        if name not in drafts:
            drafts[name] = Draft(name=name, line=row.line)
            keys.setdefault(name_key(name), drafts[name])
        draft, first = drafts[name], keys[name_key(name)]
        # A wrong name is reported once, an empty one wherever it stands.
        if draft.line == row.line or not name.strip():
            found = list(_name_problems(row, first))
            problems += found
            draft.is_whole &= not found
        problems += draft.add(reader.read(row))
    if len(drafts) > SCENARIO_LIMIT:
        line = list(drafts.values())[SCENARIO_LIMIT].line
        rule = f"a file holds at most {SCENARIO_LIMIT} scenarios; split it"
        problems.append(refusal(line, "scenario", f"{len(drafts):,} scenarios", rule))
    return list(drafts.values())


def _name_problems(row: Row, first: Draft) -> Iterator[Problem]:
    """Check the name of ``row``; ``first`` is the first scenario whose name counts as the same."""
    if rule := name_rule(row.scenario):
        yield refusal(row.line, "scenario", row.scenario, rule)
    elif first.name != row.scenario:
        rule = f"this counts as the same name as the one in line {first.line}"
        advice = "case, outer blanks and encoding make no difference; write it alike, or rename it"
        yield refusal(row.line, "scenario", row.scenario, f"{rule}: {advice}")
