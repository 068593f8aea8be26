"""The latest quarter in which a reorganisation can start and a target is still met."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.analysis.futures import no_change
from models.analysis.reading import figure, needed
from models.analysis.structure.structures import TODAY, Structure, with_structure
from models.analysis.targets import Target, quarter_of
from models.ensemble import project_plans
from models.notation import Array, quarters_after
from models.parameters import Parameters
from models.scenario import Scenario
from models.vintage import Market

DRAWS = 256
SUFFICIENT_CHANCE = 0.5
"""Chance of the target that counts as meeting it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Start:
    """When a reorganisation may start.

    Attributes
    ----------
    quarters : tuple of str
        Quarters up to the target's date.
    chances : array, shape (N,)
        Chance to meet the target when the reorganisation starts in each of them.
    without : float
        Chance without it.
    latest : str or None
        Last of the quarters with a chance of `SUFFICIENT_CHANCE` or more.
    """

    quarters: tuple[str, ...]
    chances: Array
    without: float
    latest: str | None

    @property
    def window(self) -> tuple[str, tuple[str, ...]]:
        """Starts that meet the target: any, never, until, from or between, and which they are.

        ``some`` where there are others between the first and the last of them that do not.
        """
        enough = [
            quarter
            for quarter, chance in zip(self.quarters, self.chances, strict=True)
            if chance >= SUFFICIENT_CHANCE
        ]
        if not enough:
            return "never", ()
        start, stop = self.quarters.index(enough[0]), self.quarters.index(enough[-1]) + 1
        opens, closes = start == 0, stop == len(self.quarters)
        if len(enough) < stop - start:
            kind = "some"
        elif opens or closes:
            kind = "any" if opens and closes else "until" if opens else "from"
        else:
            kind = "between" if len(enough) > 1 else "some"
        return kind, tuple(enough)


def latest_start(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    structure: Structure,
    target: Target,
    *,
    draws: int = DRAWS,
) -> Start:
    """Start the move to ``structure`` in every quarter up to the target's, on common draws.

    Raises
    ------
    ScenarioError
        The plan does not reach the target's quarter.
    """
    at = quarter_of(target, scenario)
    quarters = quarters_after(scenario.market, scenario.horizon)[: at + 1]
    plans = [with_structure(scenario, structure, quarter, announced=True) for quarter in quarters]
    schedules = [
        plan.schedule(market.levers)
        for plan in (*plans, with_structure(scenario, TODAY), no_change(scenario))
    ]
    paths = project_plans(
        market, parameters, scenario, schedules, metrics=needed([target.metric]), draws=draws
    )
    marks = _met(target, paths, at, draws)
    chances = marks[:-1].mean(axis=-1)
    enough = np.flatnonzero(chances[: len(quarters)] >= SUFFICIENT_CHANCE)
    return Start(
        quarters=quarters,
        chances=chances[: len(quarters)],
        without=float(chances[-1]),
        latest=quarters[int(enough[-1])] if len(enough) else None,
    )


def _met(target: Target, paths: Mapping[str, Array], at: int, draws: int) -> Array:
    """Mark by plan and draw where the target is met, (N, D), against the last plan, no change."""
    rows = figure(paths, target.metric, at, alone=target.alone)[:, 1 if draws else 0 :]
    return np.stack([target.met(row, rows[-1]) for row in rows]).astype(float)
