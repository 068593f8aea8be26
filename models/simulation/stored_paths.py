"""The paths that carry the forecast, as they are stored for every market (E33)."""

from functools import lru_cache

from models.inputs import data_bytes, paths_of, read_table
from models.market.forecast_paths import ForecastPaths, nothing, read_paths
from models.notation import quarter_of_year
from models.vintage import Market


@lru_cache(maxsize=64)
def load_forecast_paths(market: Market) -> ForecastPaths:
    """Read the paths of a market.

    A market without paths of its own takes those of the latest one before it that has some; where
    there is none, nothing drifts.
    """
    file = paths_of(market.vintage)
    if not data_bytes(file):
        return nothing(len(market.platforms))
    return read_paths(read_table(file), market.platform_ids, quarter_of_year(market.vintage))
