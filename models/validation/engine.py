"""The simulator as a forecaster: paths sized at an origin, levers as they moved after it.

An origin without a market file of its own starts at the latest vintage before it; its draws pass
through the figures to the origin. Parameters are drawn from their priors, because the stored
calibration has seen later figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from models.calibration.actuals import Actuals
from models.calibration.series import POOLED
from models.inputs import load_market, load_priors, read_table, vintages
from models.market.forecast_paths import QUARTERS, Drift, ForecastPaths, nothing
from models.notation import OWN, Array, quarter_name, quarter_number
from models.parameters import Parameters
from models.projection import project
from models.scenario import Scenario, Step
from models.simulation.draw_blocks import drift_block
from models.validation.forecast import Forecast, forecast
from models.validation.path_sizes import conditioned, sized, visitor_spread
from models.validation.sizing import Sizing, Wanted
from models.vintage import Market

DRAWS = 1000

MIXTURE = {"passive": 0.4, "follow": 0.4, "best-reply": 0.2}
"""Nobody knows how rivals answer: shares of the draws by posture (model specification, 10)."""

LIKE = {"douyin": "kuaishou"}
"""Who publishes nothing by quarter drifts like another that sells as it does."""


@dataclass(frozen=True, kw_only=True, eq=False)
class EngineForecast:
    """What the simulator says of the published figures, levers as they moved.

    Attributes
    ----------
    vintage : str
        The market that the runs start from.
    draws : array, shape (S, H, D)
        RMB bn, 1 to H quarters after ``origin``, a row a series.
    """

    series: tuple[str, ...]
    origin: int
    vintage: str
    draws: Array

    @property
    def horizon(self) -> int:
        """Quarters ahead."""
        return self.draws.shape[1]

    @property
    def central(self) -> Array:
        """Medians in RMB bn, (S, H)."""
        return self.quantile(0.5)

    def quantile(self, share: float) -> Array:
        """RMB bn that the outcome stays below with probability ``share``, (S, H)."""
        return np.asarray(np.quantile(self.draws, share, axis=-1))


def figures_of(market: Market) -> dict[str, tuple[str, int, str]]:
    """Series, place and metric of every platform of which a figure is published, by platform."""
    rows = {row["platform"]: row for row in read_table("calibration.toml")["series"]}
    return {
        name: (rows[name]["name"], place, rows[name]["metric"])
        for place, name in enumerate(market.platform_ids)
        if name in rows
    }


def own_series(market: Market) -> dict[str, tuple[int, str]]:
    """Place and metric of every series that the simulator itself has."""
    rows = read_table("calibration.toml")["series"]
    level = {row["name"] for row in rows if "basis_sd" not in row}
    return {
        series: (place, metric)
        for series, place, metric in figures_of(market).values()
        if series in level
    }


def wanted(
    actuals: Actuals, market: Market, origin: int, horizon: int, paths: Forecast | None = None
) -> Wanted | None:
    """Figures from the market's quarter to ``horizon`` quarters after the origin.

    None where nothing was published by then.
    """
    start = quarter_number(market.vintage)
    known = actuals.linked().known_at(origin)
    passed = range(start, origin + 1)
    places = {
        place: (figures_of(market)[LIKE.get(name, name)][0], metric)
        for name, place, metric in _all(market)
        if all(q in known.levels[figures_of(market)[LIKE.get(name, name)][0]] for q in passed)
    }
    if not places:
        return None
    present = [series for series in POOLED if known.levels[series.name]]
    ahead = paths or forecast(known, present, origin, horizon)
    rows = [ahead.series.index(series) for series, _ in places.values()]
    return Wanted(
        metrics={place: metric for place, (_, metric) in places.items()},
        mean=_means(known.levels, ahead, places, passed),
        covariance=_covariance(ahead, rows, len(passed) - 1),
    )


def _all(market: Market) -> list[tuple[str, int, str]]:
    found = [(name, place, metric) for name, (_, place, metric) in figures_of(market).items()]
    return sorted(
        [
            *found,
            *(
                (name, market.platform_ids.index(name), figures_of(market)[like][2])
                for name, like in LIKE.items()
                if name in market.platform_ids and like in figures_of(market)
            ),
        ],
        key=lambda row: row[1],
    )


def _means(
    levels: Mapping[str, Mapping[int, float]],
    ahead: Forecast,
    places: Mapping[int, tuple[str, str]],
    passed: range,
) -> Array:
    """Give logs against the market's own quarter, known ones first, (P, T)."""
    rows = []
    for series, _ in places.values():
        known = np.log([levels[series][quarter] for quarter in passed])
        rows.append(np.concatenate([known[1:], ahead.mean[ahead.series.index(series)]]) - known[0])
    return np.array(rows)


def _covariance(ahead: Forecast, rows: list[int], known: int) -> Array:
    """Covariance (P * T, P * T): none of what is known; a series used twice has two chances."""
    horizon, count = ahead.mean.shape[1], len(rows)
    total = np.zeros((count, known + horizon, count, known + horizon))
    twice = {i for i, row in enumerate(rows) if row in rows[i + 1 :]}
    for i, one in enumerate(rows):
        for j, other in enumerate(rows):
            if i == j or not {i, j} & twice:
                total[i, known:, j, known:] = ahead.covariance[one, :, other]
    return total.reshape(count * (known + horizon), -1)


def market_for(origin: int) -> Market | None:
    """Market of the origin, or the latest before it."""
    names = [name for name in vintages() if quarter_number(name) <= origin]
    return load_market(names[-1]) if names else None


def as_moved(market: Market, last: int, horizon: int) -> Scenario:
    """Levers as they moved after the market's quarter, to quarter ``last`` and then no more."""
    settings = read_table("calibration.toml")
    until = min(last, quarter_number(market.vintage) + horizon)
    rows = [*settings["plan"], *(settings["instant"] if market.instant else [])]
    steps = tuple(
        Step(lever=lever, quarter=quarter, value=value)
        for lever, quarter, value in rows
        if market.vintage < quarter <= quarter_name(until)
    )
    return Scenario(
        name="levers as they moved",
        market=market.vintage,
        horizon=horizon,
        draws=DRAWS,
        rivals="follow",
        steps=steps,
    )


def paths_of_market(actuals: Actuals, market: Market, parameters: Parameters) -> ForecastPaths:
    """Size the paths of a market on the figures of its own quarter, as the app shows them.

    Where nothing had been published, quality alone drifts.
    """
    plan = Scenario(name="no change", market=market.vintage, horizon=QUARTERS, draws=DRAWS)
    spread = _spread(market, parameters, plan)
    target = wanted(actuals, market, quarter_number(market.vintage), QUARTERS)
    if target is None:
        return replace(nothing(len(market.platforms), QUARTERS), spread=spread)
    return sized(Sizing(market=market, parameters=parameters, plan=plan, wanted=target), spread)


def sizing_at(actuals: Actuals, market: Market, origin: int, horizon: int) -> Sizing | None:
    """Gather what a market should say on what was known at ``origin``; None where nothing was."""
    target = wanted(actuals, market, origin, horizon)
    if target is None:
        return None
    plan = as_moved(market, origin, target.quarters)
    return Sizing(market=market, parameters=load_priors(), plan=plan, wanted=target)


def drawn_at(sizing: Sizing, known: int) -> Drift:
    """Paths of every draw, through the figures of the first ``known`` quarters and beyond."""
    spread = prior_spread(sizing.market)
    sizing = conditioned(sizing, spread, known)
    return sizing.drawn(sized(sizing, spread))


@lru_cache(maxsize=8)
def prior_spread(market: Market) -> Array:
    """Spread of quality in a market whose parameters are drawn from their priors, (A,)."""
    plan = Scenario(name="no change", market=market.vintage, horizon=QUARTERS, draws=DRAWS)
    return _spread(market, load_priors(), plan)


def _spread(market: Market, parameters: Parameters, plan: Scenario) -> Array:
    still = Wanted(
        metrics={OWN: "revenue"},
        mean=np.zeros((1, QUARTERS)),
        covariance=np.zeros((QUARTERS, QUARTERS)),
    )
    return visitor_spread(Sizing(market=market, parameters=parameters, plan=plan, wanted=still))


def engine_forecast(
    actuals: Actuals, origin: int, horizon: int, *, drifting: bool = True
) -> EngineForecast | None:
    """Forecast the published figures with the simulator, levers as they moved.

    ``drifting`` off leaves the paths out: what the simulator says without a forecast. None where
    no market is near enough or nothing was published.
    """
    market = market_for(origin)
    sizing = market and sizing_at(actuals, market, origin, horizon)
    if market is None or not sizing:
        return None
    start = quarter_number(market.vintage)
    plan = as_moved(market, actuals.last, sizing.wanted.quarters)
    if drifting:
        drawn = drawn_at(sizing, origin - start)
    else:
        drawn = drift_block(nothing(len(market.platforms)), plan.seed, plan.draws)
    logs = _mixed(sizing, plan, drawn, origin - start)
    levels = actuals.linked().known_at(origin).levels
    present = {name: place for name, (place, _) in own_series(market).items() if place in logs}
    if not present:
        return None
    # Against the market's own quarter: a market may hold a figure on a later basis.
    return EngineForecast(
        series=tuple(present),
        origin=origin,
        vintage=market.vintage,
        draws=np.array(
            [
                levels[name][start] * np.exp(logs[place] - sizing.base[sizing.places.index(place)])
                for name, place in present.items()
            ]
        ),
    )


def _mixed(sizing: Sizing, plan: Scenario, drawn: Drift, known: int) -> dict[int, Array]:
    """Give logs of the figures after the origin by platform, (H, D), postures mixed."""
    parts: dict[int, list[Array]] = {place: [] for place in sizing.places}
    first = 0
    for posture, share in MIXTURE.items():
        last = first + round(share * plan.draws)
        run = project(
            *(sizing.market, sizing.parameters, plan),
            rivals=posture,
            metrics=set(sizing.wanted.metrics.values()),
            forecast=drawn,
        )
        for place, metric in sizing.wanted.metrics.items():
            parts[place].append(np.log(run.draws(metric, place)[known:, first:last]))
        first = last
    return {place: np.concatenate(found, axis=1) for place, found in parts.items()}
