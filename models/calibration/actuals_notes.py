"""What was taken from a file and what was left out, in sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from models.calibration.actuals_checks import Placed
from models.calibration.actuals_rows import WANTED, ActualRow
from models.calibration.series import HALVES, SERIES
from models.notation import quarter_name
from models.text_rules import shown

Levels = Mapping[str, Mapping[int, float]]
"""RMB bn by name of the series and number of the quarter."""

_FEW = 6


def notes(
    rows: Sequence[ActualRow],
    placed: Sequence[Placed],
    known: set[tuple[str, str]],
    before: Levels,
    after: Levels,
) -> Iterator[str]:
    """List unknown series, what is not forecast, restatements, units, replaced figures and gaps.

    ``known`` are the series of the stored file; ``before`` and ``after`` the figures without and
    with the user's.
    """
    yield from _strangers(rows, known)
    yield from _left_out(rows, placed, known)
    yield from _converted(placed)
    yield from _replaced(placed, before)
    yield from _gaps(placed, after)


def _strangers(rows: Iterable[ActualRow], known: set[tuple[str, str]]) -> Iterator[str]:
    names = {" ".join(key): key for key in known}
    lines: dict[str, list[int]] = {}
    for row in rows:
        if row.key not in known:
            lines.setdefault(" ".join(row.key), []).append(row.line)
    for name, places in list(lines.items())[:_FEW]:
        near = get_close_matches(name, list(names), 1)
        hint = f"; did you mean '{near[0]}'?" if near else ""
        yield f"Line {_few(places)}: the series '{shown(name)}' is unknown and was left out{hint}"
    if len(lines) > _FEW:
        yield f"{len(lines) - _FEW} more unknown series were left out"


def _left_out(
    rows: Iterable[ActualRow], placed: Iterable[Placed], known: set[tuple[str, str]]
) -> Iterator[str]:
    used = {row.line for row, *_ in placed}
    rest = [row for row in rows if row.line not in used and row.key in known]
    if others := sum(row.key not in WANTED and row.key != HALVES for row in rest):
        yield f"{others} rows of series that are not forecast were left out"
    for row in (row for row in rest if row.key in WANTED or row.key == HALVES):
        what = f"{row.platform} {row.metric} {row.period}"
        yield f"Line {row.line}: '{shown(what)}' is no single quarter as first reported; left out"


def _converted(placed: Iterable[Placed]) -> Iterator[str]:
    usual = {series.name: series.unit for series in SERIES} | {"": "RMB mn"}
    changed = Counter((name, row.unit) for row, name, *_ in placed if row.unit != usual[name])
    for (name, unit), count in changed.items():
        yield f"{name or 'CMR half-years'}: {count} figures in {unit} were converted"


def _replaced(placed: Iterable[Placed], before: Levels) -> Iterator[str]:
    for series in SERIES:
        stored = before[series.name]
        moved = [
            (abs(value / stored[quarter] - 1.0), quarter)
            for _, name, quarter, value in placed
            if name == series.name and quarter in stored
        ]
        if moved and max(moved)[0] > 0:
            count = sum(change > 0 for change, _ in moved)
            most, quarter = max(moved)
            yield (
                f"{series.name}: {count} figures differ from the stored ones and replace them, by"
                f" {most:.2%} at most ({quarter_name(quarter)})"
            )


def _gaps(placed: Sequence[Placed], after: Levels) -> Iterator[str]:
    given = [quarter for _, name, quarter, _ in placed if name]
    for series in SERIES:
        missing = [q for q in range(min(given), max(given) + 1) if q not in after[series.name]]
        if missing:
            quarters = _few([quarter_name(quarter) for quarter in missing])
            yield f"{series.name}: no figure for {quarters}; not scored, and bridged by the model"


def _few(items: Sequence[object]) -> str:
    more = f" and {len(items) - _FEW} more" if len(items) > _FEW else ""
    return ", ".join(str(item) for item in items[:_FEW]) + more
