"""Two plans row by row, and one plan of two that two people saved at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from models.levers import UNIT_OF_WEIGHT
from models.scenario import Scenario, Step

Cell = str | int | float | tuple[tuple[str, float], ...]
Place = tuple[str, str]
"""Name of a row (a lever, the KPI of a unit, a setting, an assumption) and its quarter, or none."""

SETTINGS = ("market", "horizon", "rivals", "draws", "seed")
"""Settings in which plans can differ; author and dates are those of revisions."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A row that differs: what ``a`` and ``b`` say, None where one does not name it.

    The weights of a unit are one row, as they sum to one. ``base`` is what both began from, where
    that is known.
    """

    row: str
    quarter: str
    a: Cell | None
    b: Cell | None
    base: Cell | None = None

    @property
    def place(self) -> Place:
        """Where the difference lies."""
        return self.row, self.quarter


def differences(a: Scenario, b: Scenario, base: Scenario | None = None) -> list[Difference]:
    """List the rows in which two plans differ, settings first, then levers by quarter."""
    ours, theirs = cells(a), cells(b)
    before = cells(base) if base else {}
    places = sorted({**theirs, **ours}, key=lambda place: place[0] not in SETTINGS)
    return [
        Difference(
            row=place[0],
            quarter=place[1],
            a=ours.get(place),
            b=theirs.get(place),
            base=before.get(place),
        )
        for place in places
        if ours.get(place) != theirs.get(place)
    ]


def cells(scenario: Scenario) -> dict[Place, Cell]:
    """Write a plan down row by row; names, dates and the words of notes aside."""
    found: dict[Place, Cell] = {(name, ""): getattr(scenario, name) for name in SETTINGS}
    for step in scenario.steps:
        if step.lever in UNIT_OF_WEIGHT:
            place = (UNIT_OF_WEIGHT[step.lever], step.quarter)
            others = found.get(place, ())
            assert isinstance(others, tuple)
            found[place] = (*others, (step.lever, step.value))
        else:
            found[step.lever, step.quarter] = step.value
    found |= {(f"assumption:{name}", ""): value for name, value in scenario.assumptions}
    found |= {(f"rivals:{name}", ""): value for name, value in scenario.conduct}
    return found


def merged(
    mine: Scenario, theirs: Scenario, base: Scenario, choices: Mapping[Place, str]
) -> Scenario:
    """Make one plan of two that began from ``base``.

    A row that one side changed is taken from that side; of one that both changed, ``choices``
    says whose stands, ``mine`` or ``theirs``, mine where it says nothing.

    Raises
    ------
    ScenarioError
        What comes out is no plan, such as a step after the end of a shorter horizon.
    """
    stands = cells(theirs)
    for one in differences(mine, theirs, base):
        side = choices.get(one.place) or ("theirs" if one.a == one.base else "mine")
        if side == "theirs":
            continue
        if one.a is None:
            del stands[one.place]
        else:
            stands[one.place] = one.a
    return _plan(stands, mine, theirs)


def _plan(stands: Mapping[Place, Cell], mine: Scenario, theirs: Scenario) -> Scenario:
    """Write rows as a plan; each keeps the note of the side that it came from."""
    said = {(s.lever, s.quarter, s.value): s.note for s in (*theirs.steps, *mine.steps)}
    steps = tuple(
        Step(lever=lever, quarter=quarter, value=value, note=said.get((lever, quarter, value), ""))
        for lever, quarter, value in _steps(stands)
    )
    named = {place[0]: cell for place, cell in stands.items() if not place[1]}
    settings = {name: named[name] for name in SETTINGS}
    whole = replace(
        mine,
        **settings,  # type: ignore[arg-type]
        steps=steps,
        assumptions=_of(named, "assumption:"),  # type: ignore[arg-type]
        conduct=_of(named, "rivals:"),  # type: ignore[arg-type]
        notes=(),
    )
    rows = {*SETTINGS, *named}
    notes = {**dict(theirs.notes), **dict(mine.notes)}
    return replace(whole, notes=tuple((row, note) for row, note in notes.items() if row in rows))


def _of(named: Mapping[str, Cell], kind: str) -> tuple[tuple[str, Cell], ...]:
    return tuple((n.removeprefix(kind), cell) for n, cell in named.items() if n.startswith(kind))


def _steps(stands: Mapping[Place, Cell]) -> Iterator[tuple[str, str, float]]:
    for (row, quarter), cell in stands.items():
        if quarter and isinstance(cell, tuple):
            yield from ((lever, quarter, value) for lever, value in cell)
        elif quarter:
            yield row, quarter, float(cell)  # type: ignore[arg-type]
