"""Sized paths as the text of a file (E33)."""

import numpy as np

from models.market.forecast_paths import ForecastPaths
from models.notation import Array
from models.vintage import Market

HEAD = """# Written by `python -m data.build_paths`; do not edit. Logs, utils for quality.
quarters = {quarters}
factors = {factors}
"""

DIGITS = 6


def as_toml(market: Market, paths: ForecastPaths) -> str:
    """Write the paths of a market, a table a platform."""
    parts = [HEAD.format(quarters=paths.quarters, factors=paths.factor.shape[-1])]
    # Stored against the mean of the year, so that a market of another quarter can take it too.
    season = paths.season - paths.season.mean(axis=0)
    for place, name in enumerate(market.platform_ids):
        lines = [
            f"[platforms.{name}]",
            f"spread = {paths.spread[place]:.{DIGITS}g}",
            f"orders_share = {paths.orders_share[place]:.{DIGITS}g}",
            f"ad_rate_share = {paths.ad_rate_share[place]:.{DIGITS}g}",
            f"season = {_row(season[:, place])}",
            f"quality = {_row(paths.quality[:, place])}",
            f"orders = {_row(paths.orders[:, place])}",
            f"ad_rate = {_row(paths.ad_rate[:, place])}",
        ]
        if paths.factor[:, place].any():
            rows = [f"  {_row(row)}," for row in paths.factor[:, place]]
            lines += ["factor = [", *rows, "]"]
        parts.append("\n".join([*lines, ""]))
    return "\n".join(parts)


def _row(values: Array) -> str:
    numbers = np.where(np.abs(values) < 0.5 * 10.0**-DIGITS, 0.0, values)
    return f"[{', '.join(f'{value:.{DIGITS}f}' for value in numbers)}]"
