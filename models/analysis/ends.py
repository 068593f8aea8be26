"""No change and the plan side by side, as the plan says that rivals answer and with none answering.

What levers contribute and what rivals take back are read off the same four runs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.ensemble import project_plans
from models.notation import Array
from models.parameters import Parameters
from models.scenario import Scenario
from models.vintage import Market

STILL = "passive"

Ends = Mapping[str | None, Mapping[str, Array]]
"""Paths by metric, (2, T, A, 1+D), no change first; None as the plan says, `STILL` unanswered."""


def run_ends(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    metrics: Sequence[str],
    draws: int,
    rivals: str | None = None,
) -> dict[str, Array]:
    """Run no change and the plan with the rivals as it says, or all of them as ``rivals`` says."""
    plans = [one.schedule(market.levers) for one in (replace(scenario, steps=()), scenario)]
    return project_plans(
        market, parameters, scenario, plans, metrics=metrics, draws=draws, rivals=rivals
    )
