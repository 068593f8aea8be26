"""A trial of every market file: what reads well must also be a market the model can live in."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from models.errors import ModelError
from models.inputs import leave_out, load_market, load_parameters, markets
from models.projection import project
from models.scenario import Scenario

QUARTERS = 4


def try_markets(only: Sequence[str] = ()) -> None:
    """Leave out the markets that fail their trial; the doors do so before they list markets.

    ``only`` names those to try, all if left out.
    """
    leave_out(failed_trials(*only))


@cache
def failed_trials(*only: str) -> dict[str, str]:
    """Project every market a few quarters, the central run alone; give faults by vintage."""
    faults = {}
    for vintage in only or markets():
        plan = Scenario(name="trial", market=vintage, horizon=QUARTERS)
        try:
            with np.errstate(all="ignore"):  # what is no number is refused by name
                run = project(load_market(vintage), load_parameters(), plan, draws=0)
            _earns(float(run.central("revenue").min()))
        except (ModelError, ArithmeticError, ValueError) as error:
            faults[vintage] = f"{vintage}.toml: a trial run fails: {error}"
    return faults


def _earns(revenue: float) -> None:
    """Refuse a group without revenue: what a plan changes of it is told as a share."""
    if revenue <= 0.0:
        msg = (
            f"the first group's revenue is {revenue:g} RMB bn a quarter, but changes are told as a "
            "share of it; give it an ad rate or a commission above 0"
        )
        raise ModelError(msg)
