"""How integrated the group should be for one plan, and on which judgement that hangs (E3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.analysis.reading import figure, needed
from models.analysis.structure.comparison import AIM, COMPARED, Way, compare_ways
from models.analysis.structure.strengths import FAMILIES, SIZES, Strengths, with_strengths
from models.analysis.structure.structures import Structure, with_structure
from models.ensemble import project_all
from models.notation import Array
from models.parameters import Parameters
from models.scenario import Scenario
from models.vintage import Market

STEP = 0.05
GRID: Array = np.round(np.arange(0.0, 1.0 + STEP / 2.0, STEP), 9)
"""Degrees of integration that are tried, 0 units apart to 1 merged."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sweep:
    """A plan under every degree of integration, central run.

    ``change`` maps a metric to its change against no change by `GRID`, (N,), in its unit.
    """

    change: Mapping[str, Array]

    @property
    def best(self) -> Mapping[str, float]:
        """Degree of integration at which each metric is highest."""
        return {name: float(GRID[int(np.argmax(path))]) for name, path in self.change.items()}


@dataclass(frozen=True, kw_only=True)
class Hinge:
    """What would be best where one family of effects is weak or strong, the others as set.

    ``structure`` is the one compared that is worth most and ``integration`` the degree at which
    worth is highest; ``worth`` is what the structure is worth more than the plan as it stands,
    RMB bn.
    """

    family: str
    size: str
    structure: str
    worth: float
    integration: float


def sweep(market: Market, parameters: Parameters, scenario: Scenario) -> Sweep:
    """Move the plan to every degree of integration from its first quarter on."""
    return _swept(compare_ways(market, parameters, scenario, _degrees(scenario), draws=0))


def sweeps(
    market: Market, parameters: Parameters, scenario: Scenario, ways: Mapping[str, Strengths]
) -> dict[str, Sweep]:
    """Sweep under several strengths, by their names."""
    return {
        name: sweep(market, parameters, with_strengths(scenario, parameters, strengths))
        for name, strengths in ways.items()
    }


def hinges(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    structures: Sequence[Structure],
    strengths: Strengths,
) -> tuple[Hinge, ...]:
    """Take each family weak and strong in turn, and see what is best for the plan then.

    ``structures`` are those compared, the plan as it stands the first of them.
    """
    cases = [(family, size) for family in FAMILIES for size in (SIZES[0], SIZES[-1])]
    assumed = [with_strengths(scenario, parameters, strengths.but(*case)) for case in cases]
    laid = [with_structure(scenario, one) for one in structures]
    plans = [*laid, *_degrees(scenario).values()]
    paths = project_all(
        *(market, parameters, scenario),
        [plan.schedule(market.levers) for plan in plans],
        _columns(market, parameters, assumed),
        metrics=needed([AIM]),
    )
    worth = figure(paths, AIM)
    best = worth[: len(laid)].argmax(axis=0)
    degree = worth[len(laid) :].argmax(axis=0)
    return tuple(
        Hinge(
            family=family,
            size=size,
            structure=structures[best[case]].name,
            worth=float(worth[best[case], case] - worth[0, case]),
            integration=float(GRID[degree[case]]),
        )
        for case, (family, size) in enumerate(cases)
    )


def _columns(
    market: Market, parameters: Parameters, assumed: Sequence[Scenario]
) -> dict[str, Array]:
    """Give central parameters under what each of some plans assumes, as columns."""
    central = [parameters.central({**market.parameters, **dict(p.assumptions)}) for p in assumed]
    return {name: np.array([values[name] for values in central]) for name in central[0]}


def _degrees(scenario: Scenario) -> dict[str, Scenario]:
    """Give the plan at every degree of `GRID`, by a name that no structure bears."""
    named = {f"{degree:.2f}": float(degree) for degree in GRID}
    return {
        name: with_structure(scenario, Structure(name=name, centralisation=degree))
        for name, degree in named.items()
    }


def _swept(ways: Sequence[Way]) -> Sweep:
    return Sweep(
        change={name: np.array([way.change[name].central for way in ways]) for name in COMPARED}
    )
