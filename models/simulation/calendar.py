"""What nobody decides in a quarter: season, growth, mood, chance and drift (E21, E28, E33)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.market import orders, shocks
from models.market.forecast_paths import Drift
from models.market.shocks import Noise
from models.notation import Array, quarter_of_year
from models.simulation.baseline import Baseline
from models.vintage import Market

STILL = Drift(
    quality=np.zeros((1, 1, 1, 1)),
    orders=np.ones((1, 1, 1)),
    ad_rate=np.ones((1, 1, 1, 1)),
    season=np.ones((4, 1, 1)),
)
"""Paths of inputs that do not drift."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Calendar:
    """What time brings to a quarter.

    Attributes
    ----------
    season : array, shape (1, D) or (A, D)
        Orders against the market's own quarter.
    festival_weight : float
        Size of the quarter's festival, 0 out of season.
    trend : array, shape (S, D)
        Growth, macro shock and mood, lengths of 1 without them; multiplies the orders of a segment.
    sensitivity : array, shape (S, D)
        Price sensitivity in the mood of the quarter.
    drifted, drifted_together : array, shapes (A, D) and (D,)
        Orders a visit that the forecast of a platform adds to the growth of all, a factor, and
        what it comes to for all platforms together.
    ad_rate : array, shape (A, 1, D)
        What the forecast makes of ad rates, a factor.
    utility_shock : array, shape (A, S, D)
        Chance and drift in what buyers like, utils; a length of 1 where nothing is drawn.
    confidence : array, shape (1,) or (D,)
        Deviation of consumers' mood from the baseline.
    """

    season: Array
    festival_weight: float
    trend: Array
    sensitivity: Array
    drifted: Array
    drifted_together: Array
    ad_rate: Array
    utility_shock: Array
    confidence: Array


def festival_weights(market: Market, quarters: int, *, season: bool) -> Array:
    """Size of the festival in each quarter after the market's own, (T, 1); 0 out of season."""
    first = quarter_of_year(market.vintage) + 1
    found = [orders.FESTIVAL_WEIGHTS[(first + t) % 4] * season for t in range(quarters)]
    return np.array(found)[:, None]


def calendars(
    base: Baseline, noise: Noise | None, mood: Array, *, season: bool, growth: bool
) -> Iterator[Calendar]:
    """Turn the pages of the calendar, a quarter each.

    ``mood`` is the consumers' confidence, (T, 1) or (T, D); without ``noise`` nothing is left to
    chance.
    """
    p, quarters = base.p, len(mood)
    weights = festival_weights(base.market, quarters, season=season)[:, 0].tolist()
    sensitivity = shocks.confident_sensitivity(
        p.price_sensitivity, p.confidence_price, mood[:, None]
    )
    macro, shock = np.zeros((quarters, 1)), np.zeros((1, 1, 1))
    if noise is not None:
        macro = shocks.random_walk(p.macro_shock_sd, noise.macro[:quarters])
    trend = np.exp(macro + p.confidence_level * mood)[:, None]
    if growth:
        trend = np.cumprod([1.0 + p.growth] * quarters, axis=0) * trend
    paths, together = STILL, np.ones((1, 1))
    if noise is not None and noise.drift:
        paths = noise.drift
        together = (base.sales_by_app * paths.orders).sum(axis=1)
    seasons = base.season[:, None] * paths.season
    first = quarter_of_year(base.market.vintage) + 1
    for t, confidence in enumerate(mood):
        if noise is not None:
            shock = shocks.autoregression(
                shock, p.utility_shock_persistence, p.utility_shock_sd, noise.utility[t]
            )
        quality, drifted, ad_rate = paths.at(t)
        yield Calendar(
            season=seasons[(first + t) % 4],
            festival_weight=weights[t],
            trend=trend[t],
            drifted=drifted,
            drifted_together=together[min(t, len(together) - 1)],
            ad_rate=ad_rate,
            sensitivity=sensitivity[t],
            utility_shock=shock + quality,
            confidence=confidence,
        )
