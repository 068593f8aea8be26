"""What the subcommands of `library` print: records for JSON, lines for people."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from models.errors import ConflictError
from models.library.comparing import Cell, Difference, cells, differences
from models.library.finding import Entry, Kept, Note, Step
from models.library.reopening import Reopened
from models.library.saving import Saved
from models.notation import UNITS
from models.scenario import Scenario
from models.scenario.csv.scenario_file import write_bytes
from models.text_rules import shown

PATH = click.Path(path_type=Path, dir_okay=False)

Record = dict[str, object]


def saved(plans: Sequence[Saved]) -> Iterator[str]:
    """Say which revisions were saved."""
    yield from (f"{shown(one.name, 100)}: revision {one.revision} saved" for one in plans)
    if not plans:
        yield "nothing was saved: every plan of the file stands there already"


def entry(one: Entry) -> Record:
    """Give a plan of the list."""
    names = ("name", "owner", "revision", "saved", "author", "message", "archived")
    return {name: getattr(one, name) for name in names}


def entries(found: Sequence[Entry]) -> Iterator[str]:
    """Lay the list out, a plan a line."""
    for one in found:
        who = f"  owner {shown(one.owner)}" if one.owner else ""
        private = "  private" if one.private else ""
        said = f"  {shown(one.message, 80)}" if one.message else ""
        saved = f"revision {one.revision}  {one.saved[:16]}"
        yield f"{shown(one.name, 100)}  {saved}{who}{private}{said}"
    if not found:
        yield "no plan; save one with: python cli.py library save FILE"


def step(one: Step) -> Record:
    """Give a revision of the history."""
    return asdict(one) | {"tags": list(one.tags)}


def steps(found: Sequence[Step]) -> Iterator[str]:
    """Lay a history out, a revision a line."""
    for one in found:
        who = f"  {shown(one.author)}" if one.author else ""
        tags = f"  [{', '.join(map(shown, one.tags))}]" if one.tags else ""
        ran_on = f"  {one.model}/{one.parameters}/{one.market}"
        yield f"{one.revision}  {one.saved[:19]}{who}{tags}{ran_on}  {shown(one.message, 80)}"


def _row(one: Difference) -> Record:
    record = asdict(one)
    del record["base"]
    return record


def _difference(one: Difference) -> str:
    place = f"{one.row} {one.quarter}".strip()
    return f"  {place}: {_cell(one.a)} -> {_cell(one.b)}"


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "not named"
    if isinstance(cell, tuple):
        return " ".join(f"{value:g}" for _, value in cell)
    return f"{cell:g}" if isinstance(cell, float) else shown(str(cell))


def diff(one: Kept, other: Kept) -> Record:
    """Set a revision against another."""
    new = {figure.metric: figure for figure in other.figures}
    return {
        "name": one.name,
        "a": one.revision,
        "b": other.revision,
        "rows": [_row(row) for row in differences(one.scenario(), other.scenario())],
        "figures": [
            {
                "metric": old.metric,
                "unit": UNITS.get(old.metric, ""),
                "a": old.central,
                "b": new[old.metric].central,
                "difference": new[old.metric].central - old.central,
            }
            for old in one.figures
            if old.metric in new
        ],
    }


def diff_lines(one: Kept, other: Kept) -> Iterator[str]:
    """Lay a comparison of two revisions out."""
    found = differences(one.scenario(), other.scenario())
    yield f"{shown(one.name, 100)}: revision {one.revision} -> {other.revision}"
    yield from (_difference(row) for row in found)
    if not found:
        yield "  no lever and no setting differs"
    yield "results, each with eight futures in ten:"
    new = {figure.metric: figure for figure in other.figures}
    for old in one.figures:
        if now := new.get(old.metric):
            yield f"  {_range(old.metric, old.central, old.low, old.high)} -> {_span(now)}"


def _span(figure: object) -> str:
    central, low, high = (getattr(figure, name) for name in ("central", "low", "high"))
    return f"{central:.5g} [{low:.5g}, {high:.5g}]"


def _range(metric: str, central: float, low: float, high: float) -> str:
    return f"{metric} ({UNITS.get(metric, '')}): {central:.5g} [{low:.5g}, {high:.5g}]"


def conflict(error: ConflictError, mine: Scenario, winner: Kept) -> Record:
    """Give what differs between what somebody saved in between and what was to be saved."""
    found = differences(mine, winner.scenario())
    told = {"name": error.name, "revision": error.revision, "author": error.author}
    return {"conflict": told | {"onto": error.onto, "differences": [_row(one) for one in found]}}


def conflict_lines(error: ConflictError, mine: Scenario, winner: Kept) -> Iterator[str]:
    """Lay a conflict out, lever by lever, yours first; then what to do."""
    yield str(error)
    yield from (_difference(one) for one in differences(mine, winner.scenario()))
    again = f"library save FILE --onto {error.revision}"
    yield f"to keep yours: {again}; to keep theirs: do nothing; or edit FILE first, then {again}"


def file_of(kept: Kept) -> bytes:
    """Give the scenario file of a revision, word for word but for its plan's name today."""
    return write_bytes([kept.scenario()])


def shown_plan(kept: Kept, today: Reopened, notes: Sequence[Note]) -> Record:
    """Give a revision with its results then and today, and what was said of the plan."""
    names = ("name", "revision", "head", "owner", "private", "archived", "saved", "author")
    rows = [
        {"row": row, "quarter": quarter, "value": cell}
        for (row, quarter), cell in cells(kept.scenario()).items()
    ]
    return {name: getattr(kept, name) for name in names} | {
        "message": kept.message,
        "rows": rows,
        "results": [asdict(one) for one in kept.figures],
        "today": {"same": today.is_same, "fault": today.fault}
        | {"changes": [asdict(one) for one in today.changes]},
        "comments": [asdict(one) for one in notes],
    }


def plan_lines(kept: Kept, today: Reopened, notes: Sequence[Note]) -> Iterator[str]:
    """Lay a revision out: its rows, its results then and today, the comments."""
    by = f" by {shown(kept.author)}" if kept.author else ""
    yield f"{shown(kept.name, 100)}: revision {kept.revision} of {kept.head}, {kept.saved[:16]}{by}"
    if kept.message:
        yield f"  {shown(kept.message, 300)}"
    for (row, quarter), cell in cells(kept.scenario()).items():
        yield f"  {f'{row} {quarter}'.strip()} = {_cell(cell)}"
    yield "results when saved, each with eight futures in ten:"
    for old in kept.figures:
        yield f"  {_range(old.metric, old.central, old.low, old.high)}"
    yield from _today(today)
    for note in notes:
        on = f" on {note.on}" if note.on else ""
        by = shown(note.author) or "somebody"
        yield f"{note.written[:16]} {by}{on} (revision {note.revision}): {shown(note.text, 300)}"


def _today(today: Reopened) -> Iterator[str]:
    if today.is_same:
        yield "the model, its parameters and the market are those of today"
        return
    if today.fault:
        reason = shown(today.fault, 300)
        yield f"the old state cannot be run any more, so nothing is split: {reason}"
    yield "today, and what moved it:"
    for one in today.changes:
        names = ("parameters", "market", "equations")
        parts = ", ".join(f"{name} {getattr(one, name):+.3g}" for name in names)
        yield f"  {one.metric}: {_span(one.new)}, {parts}"
