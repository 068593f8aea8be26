"""What lies between the model and a reported figure, as one covariance of logs.

The error of the figure; for a series also a season of its own, an unknown level, a drift of the
take rate, and breaks of its basis. All of it is Gaussian and linear in logs, so it needs no
unknowns of its own: its covariance whitens the misfit. No persistence of the errors is assumed,
because none is left: at the mode the whitened misfits are not correlated from quarter to quarter.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from models.calibration.growth import BREAK_SD
from models.calibration.observation import Observation
from models.calibration.series import SERIES
from models.notation import Array, quarter_number

_YEAR = 4


def covariance(seen: Sequence[Observation], settings: Mapping[str, Any]) -> Array:
    """Covariance of the logs of some figures around what the model says of them, (n, n)."""
    start = quarter_number(settings["market"])
    same = np.array([[a.series == b.series for b in seen] for a in seen], dtype=float)
    elapsed = np.array([one.take_sd * (np.mean(one.quarters) + 1.0) for one in seen])
    level = np.array([np.hypot(settings["level_sd"], one.basis_sd) for one in seen])
    season = np.stack([_season(one, start) for one in seen])
    shared = np.outer(elapsed, elapsed) + np.outer(level, level)
    shared += settings["own_season_sd"] ** 2 * season @ season.T
    errors = np.diag([one.error**2 for one in seen])
    return same * (shared + _breaks(seen, start)) + errors


def _season(seen: Observation, start: int) -> Array:
    """Weights of the four quarters of the year against the market's own, (4,).

    The model matches the market's own quarter, so that its deviation is in every other one. Four
    effects of variance 1 that add up to zero are independent up to a factor once they are told
    against one of them.
    """
    weights = np.zeros(_YEAR)
    for quarters, sign in ((seen.quarters, 1.0), (seen.base, -1.0)):
        for quarter in quarters:
            weights[(start + 1 + quarter) % _YEAR] += sign / len(quarters)
    if not seen.base:
        weights[start % _YEAR] -= 1.0
    return weights * np.sqrt(_YEAR / (_YEAR - 1))


def _breaks(seen: Sequence[Observation], start: int) -> Array:
    """Allow a step of unknown height where a series changed its basis within the history."""
    total = np.zeros((len(seen), len(seen)))
    breaks = {series.name: series.breaks for series in SERIES}
    for name in {one.series for one in seen}:
        for place in (quarter_number(quarter) - start - 1 for quarter in breaks.get(name, ())):
            after = np.array(
                [one.series == name and min(one.quarters) >= place > 0 for one in seen]
            )
            total += BREAK_SD**2 * np.outer(after, after)
    return total
