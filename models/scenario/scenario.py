"""A plan: which lever is set to what, from which quarter on, under which settings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TypedDict, Unpack

import numpy as np

from models.errors import Problem, ScenarioError
from models.levers import KPI_UNITS, LEVERS, UNIT_OF_WEIGHT, Lever, Step
from models.market.rivals import POSTURES
from models.notation import Array, quarter_number, quarters_after
from models.scenario.conduct_rules import RIVALS, Row, conduct_problems
from models.scenario.rules import ASSUMPTION, SETTINGS, setting_rule
from models.scenario.scenario_checks import note_problems, repeated, step_problems
from models.text_rules import name_rule, refusal

__all__ = [
    "ASSUMPTION",
    "LEVERS",
    "POSTURES",
    "SETTINGS",
    "Lever",
    "Scenario",
    "Step",
    "scenario_from_levers",
]

_PLACE = {name: place for place, name in enumerate(LEVERS)}


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One plan with everything that its result depends on; hashable, hence a cache key.

    ``market`` is the vintage that the plan starts from, ``horizon`` counts projected quarters
    (1-40), ``rivals`` is one of `POSTURES`, ``draws`` counts Monte Carlo draws (1-100,000).
    ``assumptions`` replaces central values of parameters, as (name, value); ``conduct`` gives
    single rivals their own, as in ("pdd", "passive") or ("pdd:lag", 2.0), in place of ``rivals``;
    ``notes`` belongs to rows of all these, as (row name, text). All tuples are kept sorted.

    Raises
    ------
    ScenarioError
        Something is outside its range; the error holds every problem.
    """

    name: str
    market: str
    horizon: int = 12
    rivals: str = "follow"
    draws: int = 1000
    seed: int = 0
    author: str = ""
    created: str = ""
    model: str = ""
    steps: tuple[Step, ...] = ()
    assumptions: tuple[tuple[str, float], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    conduct: tuple[Row, ...] = ()

    def __post_init__(self) -> None:
        """Sort what has no order of its own, then check everything."""
        steps = sorted(self.steps, key=lambda s: (_PLACE.get(s.lever, -1), s.lever, s.quarter))
        assumptions = sorted((name, float(value)) for name, value in self.assumptions)
        object.__setattr__(self, "steps", tuple(steps))
        object.__setattr__(self, "assumptions", tuple(assumptions))
        object.__setattr__(self, "conduct", _rows(self.conduct))
        object.__setattr__(self, "notes", tuple(sorted(self.notes)))
        if problems := list(_problems(self)):
            raise ScenarioError(problems)

    def schedule(
        self, baseline: Mapping[str, float], quarters: int | None = None
    ) -> dict[str, Array]:
        """Write out the target of every lever for every projected quarter (E26).

        Parameters
        ----------
        baseline
            The market's own value of every lever, each in the lever's unit.
        quarters
            Length T of the answer in place of the horizon; later steps are not reached.

        Returns
        -------
        dict of array, shape (T,)
            Targets in the lever's unit; `reorganisation` is 0 outside its own quarters.
        """
        count = self.horizon if quarters is None else quarters
        targets = {name: np.full(count, float(baseline[name])) for name in LEVERS}
        targets["reorganisation"][:] = 0.0
        first = quarter_number(self.market) + 1
        for step in self.steps:
            at = quarter_number(step.quarter) - first
            until = at + 1 if LEVERS[step.lever].klass == "event" else count
            targets[step.lever][at:until] = step.value
        return targets

    def changed(self, baseline: Mapping[str, float]) -> list[str]:
        """Name the levers that leave the market's baseline in some quarter."""
        targets = self.schedule(baseline)
        return [name for name, path in targets.items() if (path != baseline[name]).any()]


class Settings(TypedDict, total=False):
    """What `scenario_from_levers` hands on to `Scenario`."""

    horizon: int
    rivals: str
    draws: int
    seed: int
    author: str
    created: str
    model: str
    assumptions: tuple[tuple[str, float], ...]
    notes: tuple[tuple[str, str], ...]
    conduct: tuple[Row, ...]


def scenario_from_levers(
    name: str,
    market: str,
    values: Mapping[str, float],
    baseline: Mapping[str, float],
    **settings: Unpack[Settings],
) -> Scenario:
    """Make the plan that sets ``values`` from the first projected quarter on.

    Levers at their baseline are left out; the three weights of a KPI unit go together.
    """
    moved = {lever for lever, value in values.items() if value != baseline.get(lever)}
    units = {UNIT_OF_WEIGHT[lever] for lever in moved & UNIT_OF_WEIGHT.keys()}
    moved |= {weight for unit in units for weight in KPI_UNITS[unit]}
    first = quarters_after(market, 1)[0]
    targets = {**baseline, **values}
    steps = tuple(Step(lever=lever, quarter=first, value=targets[lever]) for lever in moved)
    return Scenario(name=name, market=market, steps=steps, **settings)


def _rows(conduct: tuple[Row, ...]) -> tuple[Row, ...]:
    """Sort rows by name; a whole number counts as the float that a file gives."""
    rows = [(name, float(v) if isinstance(v, int) else v) for name, v in conduct]
    return tuple(sorted(rows, key=lambda row: row[0]))


def _problems(scenario: Scenario) -> Iterator[Problem]:
    if rule := name_rule(scenario.name):
        yield refusal(None, "scenario", scenario.name, rule)
    span: tuple[str, int] | None = (scenario.market, scenario.horizon)
    for name in SETTINGS[:-1]:
        value = getattr(scenario, name)
        if rule := setting_rule(name, value):
            yield refusal(None, name, value, rule)
            span = None if name in ("market", "horizon") else span
    yield from step_problems(scenario.steps, span)
    for name, number in scenario.assumptions:
        if not (name.isidentifier() and name.isascii() and isfinite(number)):
            yield refusal(None, name, number, "an assumption is a parameter and a finite number")
    yield from conduct_problems(scenario.conduct)
    rows = [ASSUMPTION + name for name, _ in scenario.assumptions]
    rows += [RIVALS + name for name, _ in scenario.conduct]
    yield from repeated(rows)
    yield from note_problems(scenario.notes, {*SETTINGS, *rows})
