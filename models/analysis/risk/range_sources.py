"""What each assumption may be: its own draws, read as a distribution of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from models.analysis.futures import no_change
from models.analysis.reading import figure, needed
from models.ensemble import project_all
from models.notation import Array
from models.parameters import Parameters
from models.parameters.draws import SEASON, STABILITY, feedback
from models.scenario import Scenario
from models.vintage import Market

DRAWS = 4000
"""Draws that an assumption's distribution is read from."""

LOW, HIGH = 0.05, 0.95
"""Nine values in ten lie between these shares of the draws."""

FigureOf = Callable[[Mapping[str, Array]], Array]
"""What a plan comes to, (D,), under columns of parameters by name, (D,) each."""


@dataclass(frozen=True, eq=False)
class Spread:
    """Draws of one parameter, sorted, (n,), in its unit; it answers as a scipy distribution."""

    draws: Array

    def ppf(self, probability: Array) -> Array:
        """Invert the distribution function."""
        return np.quantile(self.draws, probability)


def spreads(
    market: Market, parameters: Parameters, scenario: Scenario, draws: int = DRAWS
) -> dict[str, Spread]:
    """Give the distribution of every parameter that varies, by name.

    Read from the draws, so that what history and assumptions did to a prior is in it.

    Raises
    ------
    ParameterError
        As `Parameters.draw`.
    """
    assumed = {**market.parameters, **dict(scenario.assumptions)}
    drawn = parameters.draw(draws, scenario.seed, assumed)
    return {name: Spread(np.sort(v)) for name, v in drawn.items() if np.ptp(v) > 0.0}


def stable(columns: Mapping[str, Array], central: Mapping[str, float]) -> dict[str, Array]:
    """Bring columns that were varied apart to where the market is stable, seasons to mean 1.

    Parameters that vary one by one may meet where the market would tip; habit gives way there.
    """
    count = len(next(iter(columns.values())))
    full = {name: np.full(count, value) for name, value in central.items()} | dict(columns)
    limit = STABILITY * (1.0 - full["nest_correlation"])
    over = np.maximum(feedback(full) - 0.999 * limit, 0.0)
    full["habit_weight"] = np.maximum(full["habit_weight"] - over, 1e-6)
    mean = np.prod([full[name] for name in SEASON], axis=0) ** (1.0 / len(SEASON))
    return full | {name: full[name] / mean for name in SEASON}


def outcome_of(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    metric: str,
    at: int,
    *,
    against_no_change: bool = False,
    alone: bool = False,
) -> FigureOf:
    """Make the function from parameters to one figure of ours, without shocks.

    Parameters
    ----------
    at : int
        Quarter of the horizon, from 0, that the year read ends with, or where ``alone`` the one
        quarter read; of no meaning for metrics of the whole horizon.
    against_no_change : bool
        Whether to give the change by the plan in place of the level.
    """
    central = parameters.central({**market.parameters, **dict(scenario.assumptions)})
    plans = (scenario, no_change(scenario)) if against_no_change else (scenario,)
    schedules = [plan.schedule(market.levers) for plan in plans]

    def outcome(columns: Mapping[str, Array]) -> Array:
        values = stable(columns, central)
        paths = project_all(
            market, parameters, scenario, schedules, values, metrics=needed([metric])
        )
        ends = figure(paths, metric, at, alone=alone)
        return ends[0] - ends[1] if against_no_change else ends[0]

    return outcome
