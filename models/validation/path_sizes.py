"""Sizing, step by step: medians, then chance, then again; and paths through what is known (E33)."""

from dataclasses import replace

import numpy as np
from scipy import linalg

from models.market.forecast_paths import Drift, ForecastPaths, damped, nothing
from models.notation import Array, quarter_of_year
from models.validation.sizing import Sizing

ROUNDS = 4
"""Corrections of medians and covariance; each divides what is left by about ten."""

VISITORS, REACH = 0.1, 1.2815515655
"""Daily visitors lie within a tenth in eight of ten futures after three years; a normal's p90."""

KEPT = 0.998
"""Share of the variance that the stored factors keep."""

# What a figure lacks is divided evenly among what makes it up, as nothing published tells them
# apart: visits, orders a visit and, of money, the ad rate. Habit doubles what quality does to
# visits, so half as much quality is needed. Visits have a spread of their own (`VISITORS`), so
# chance goes by orders for what visits and orders have, and by the ad rate for its part.
MEDIAN_SHARES = {True: (1 / 6, 1 / 3, 1 / 3), False: (1 / 4, 1 / 2, 0.0)}
CHANCE_SHARES = {True: (2 / 3, 1 / 3), False: (1.0, 0.0)}


def sized(sizing: Sizing, spread: Array) -> ForecastPaths:
    """Size the paths of a market, quality drifting by ``spread`` (A,)."""
    paths = _empty(sizing, spread)
    for _ in range(ROUNDS):
        paths = _corrected_median(sizing, paths)
        paths = _corrected_chance(sizing, paths)
    paths = _reduced(paths)
    for _ in range(ROUNDS):
        paths = _corrected_range(sizing, _corrected_median(sizing, paths))
    return _corrected_median(sizing, paths)


def visitor_spread(sizing: Sizing) -> Array:
    """Spread of quality that lets daily visitors spread as they should, (A,)."""
    paths = _empty(sizing, np.zeros(len(sizing.market.platforms)))
    return _with_spread(sizing, paths).spread


def conditioned(sizing: Sizing, spread: Array, known: int) -> Sizing:
    """Let every draw pass through the figures of the first ``known`` quarters, and go on there."""
    paths = _empty(sizing, spread)
    shares = _median_shares(sizing)
    apps, length, columns = len(shares), sizing.wanted.quarters, 1 + sizing.plan.draws
    count = len(sizing.places)
    held = np.zeros((apps, length, columns))
    for _ in range(ROUNDS if known else 0):
        found = sizing.run(paths)
        lacking = np.stack(
            [
                target[:known, None] - np.log(found.path(metric, at)[:known])
                for target, (at, metric) in zip(
                    sizing.target, sizing.wanted.metrics.items(), strict=True
                )
            ]
        )
        early = np.arange(count * length).reshape(count, length)[:, :known].ravel()
        response = sizing.response(paths, shares)[np.ix_(early, early)]
        step = linalg.solve(response, lacking.reshape(len(early), -1)).reshape(lacking.shape)
        held[sizing.places, :known] += step
        held[sizing.places, known:] += step[:, -1:]
        sizing = replace(sizing, offset=_offset(np.moveaxis(held, 0, 1), shares))
    return sizing


def _offset(held: Array, shares: Array) -> Drift:
    """Paths of every draw, (T, A, D) in logs of the figures, as inputs."""
    quality, orders, ad_rate = (share[:, None] * held for share in shares.T)
    return Drift(
        quality=quality[:, :, None],
        orders=np.exp(orders),
        ad_rate=np.exp(ad_rate)[:, :, None],
        season=np.ones((4, len(shares), 1)),
    )


def _median_shares(sizing: Sizing) -> Array:
    """How much of a path each of quality, orders and ad rate takes, (A, 3)."""
    shares = np.zeros((len(sizing.market.platforms), 3))
    for place, metric in sizing.wanted.metrics.items():
        shares[place] = MEDIAN_SHARES[metric != "gmv"]
    return shares


def _empty(sizing: Sizing, spread: Array) -> ForecastPaths:
    apps, length = len(sizing.market.platforms), sizing.wanted.quarters
    chance = np.zeros((apps, 2))
    for place, metric in sizing.wanted.metrics.items():
        chance[place] = CHANCE_SHARES[metric != "gmv"]
    return replace(
        nothing(apps, length),
        spread=spread,
        factor=np.zeros((length, apps, len(sizing.places) * length)),
        orders_share=chance[:, 0],
        ad_rate_share=chance[:, 1],
    )


def _with_spread(sizing: Sizing, paths: ForecastPaths) -> ForecastPaths:
    """Let quality drift until daily visitors spread as they should."""
    whole = damped(sizing.wanted.quarters)[-1]
    for _ in range(ROUNDS):
        visitors = np.log(_visitors(sizing, paths))
        low, high = np.quantile(visitors, [0.1, 0.9], axis=1)
        lacking = (np.log1p(VISITORS) / REACH) ** 2 - ((high - low) / (2.0 * REACH)) ** 2
        # Visits follow quality about one for one and a half within three years.
        square = paths.spread**2 + lacking / (1.5 * whole) ** 2
        paths = replace(paths, spread=np.sqrt(np.maximum(square, 0.0)))
    return paths


def _visitors(sizing: Sizing, paths: ForecastPaths) -> Array:
    """Daily visitors of the last quarter, (A, D)."""
    found = sizing.run(paths)
    return np.array([found.draws("dau", at)[-1] for at in range(len(paths.spread))])


def _corrected_median(sizing: Sizing, paths: ForecastPaths) -> ForecastPaths:
    shares = _median_shares(sizing)
    apps = len(shares)
    lacking = sizing.target - np.median(sizing.logs(sizing.run(paths)), axis=-1)
    season = paths.season.copy()
    if not season.any():
        season[:, sizing.places] = _season(lacking, quarter_of_year(sizing.market.vintage) + 1)
        season -= season[quarter_of_year(sizing.market.vintage)]
        return _corrected_median(sizing, replace(paths, season=season + 1e-12))
    step = linalg.solve(sizing.response(paths, shares), lacking.ravel()).reshape(lacking.shape)
    moved = np.zeros((sizing.wanted.quarters, apps))
    moved[:, sizing.places] = step.T
    return replace(
        paths,
        quality=paths.quality + shares[:, 0] * moved,
        orders=paths.orders + shares[:, 1] * moved,
        ad_rate=paths.ad_rate + shares[:, 2] * moved,
    )


def _season(lacking: Array, first: int) -> Array:
    """Season of what is lacking (P, T), beside a smooth course, (4, P)."""
    length = lacking.shape[1]
    quarter = (first + np.arange(length)) % 4
    effects = (quarter[:, None] == np.arange(3)) - 1.0 * (quarter == 3)[:, None]
    powers = range(3 if length >= 8 else 2)
    smooth = np.stack([(np.arange(length) / length) ** power for power in powers], axis=1)
    found = linalg.lstsq(np.hstack([smooth, effects]), lacking.T)[0][-3:]
    return np.concatenate([found, -found.sum(axis=0, keepdims=True)])


def _corrected_chance(sizing: Sizing, paths: ForecastPaths) -> ForecastPaths:
    """Add to the covariance of the paths what that of the figures lacks, floored at nothing."""
    apps, length = len(sizing.market.platforms), sizing.wanted.quarters
    shares = np.stack([np.zeros(apps), paths.orders_share, paths.ad_rate_share], axis=1)
    count = len(sizing.places) * length
    seen = _covariance(sizing.logs(sizing.run(paths)).reshape(count, -1))
    back = linalg.inv(sizing.response(paths, shares))
    own = np.moveaxis(paths.factor[:, sizing.places], 1, 0).reshape(count, -1)
    wanted = own @ own.T + back @ (sizing.wanted.covariance - seen) @ back.T
    values, vectors = linalg.eigh((wanted + wanted.T) / 2.0)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    factor = np.zeros((length, apps, count))
    factor[:, sizing.places] = np.moveaxis(root.reshape(len(sizing.places), length, -1), 0, 1)
    return replace(paths, factor=factor[..., ::-1])


def _corrected_range(sizing: Sizing, paths: ForecastPaths) -> ForecastPaths:
    """Size what chance adds to each path so that the range of each figure comes out."""
    logs = sizing.logs(sizing.run(paths))
    low, high = np.quantile(logs, [0.1, 0.9], axis=-1)
    seen = ((high - low) / (2.0 * REACH)) ** 2
    wanted = np.diag(sizing.wanted.covariance).reshape(seen.shape)
    own = (paths.factor[:, sizing.places] ** 2).sum(axis=-1).T
    # Nothing is known of a path that chance does not move: it stays so.
    size = np.sqrt(np.maximum(1.0 + (wanted - seen) / np.maximum(own, 1e-6), 0.25))
    factor = paths.factor.copy()
    factor[:, sizing.places] *= size.T[..., None]
    return replace(paths, factor=factor)


def _covariance(logs: Array) -> Array:
    """Covariance of rows (n, D) whose standard deviations are read off their 80% ranges.

    Draws have longer tails than a normal; the ranges are what is shown and scored.
    """
    low, high = np.quantile(logs, [0.1, 0.9], axis=-1)
    size = (high - low) / (2.0 * REACH)
    seen = np.cov(logs)
    factor = size / np.sqrt(np.maximum(np.diag(seen), np.finfo(float).tiny))
    return np.asarray(seen * np.outer(factor, factor))


def _reduced(paths: ForecastPaths) -> ForecastPaths:
    """Leave out the factors that hardly add anything."""
    size = (paths.factor**2).sum(axis=(0, 1))
    needed = int(np.searchsorted(np.cumsum(size), KEPT * size.sum())) + 1
    return replace(paths, factor=paths.factor[..., :needed])
