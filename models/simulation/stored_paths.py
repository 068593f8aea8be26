"""The paths that carry the forecast, as they are stored for every market (E33)."""

from functools import cache, lru_cache

from models.inputs import DATA, PATHS, read_table
from models.market.forecast_paths import ForecastPaths, nothing, read_paths
from models.notation import quarter_number, quarter_of_year
from models.vintage import Market


@lru_cache(maxsize=64)
def load_forecast_paths(market: Market) -> ForecastPaths:
    """Read the paths of a market.

    A market without paths of its own takes those of the latest one before it that has some; where
    there is none, nothing drifts.
    """
    if not (file := paths_of(market.vintage)):
        return nothing(len(market.platforms))
    return read_paths(read_table(file), market.platform_ids, quarter_of_year(market.vintage))


@cache
def paths_of(vintage: str) -> str:
    """File of ``data/`` with the paths that a market takes; empty where there is none."""
    names = [path.stem for path in (DATA / PATHS).glob("[0-9][0-9][0-9][0-9]Q[1-4].toml")]
    before = [name for name in sorted(names, key=quarter_number) if name <= vintage]
    return f"{PATHS}/{before[-1]}.toml" if before else ""
