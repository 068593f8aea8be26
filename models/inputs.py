"""The only reader of files: the folder ``data/`` and the scenario files that a user names."""

import csv
from functools import lru_cache
from pathlib import Path

from models.errors import MarketError
from models.market.vintage import Market
from models.market_file.build import read_market
from models.notation import quarter_number
from models.parameters import Parameters

DATA = Path(__file__).parents[1] / "data"
MARKETS = DATA / "markets"


def vintages() -> tuple[str, ...]:
    """Quarters for which there is a market file, earliest first."""
    stems = {path.stem for path in MARKETS.glob("[0-9][0-9][0-9][0-9]Q[1-4].toml")}
    return tuple(sorted(stems, key=quarter_number))


LATEST = max(vintages(), default="", key=quarter_number)
"""The latest vintage, which is the default."""


@lru_cache(maxsize=1)
def load_parameters() -> Parameters:
    """Read the parameter table ``data/parameters.csv``.

    Raises
    ------
    ParameterError
        A row cannot be used; the message names it.
    """
    with (DATA / "parameters.csv").open(encoding="utf-8", newline="") as rows:
        return Parameters.from_rows(csv.DictReader(rows))


@lru_cache(maxsize=32)
def load_market(vintage: str | None = None) -> Market:
    """Read the market of one quarter, the latest by default.

    Raises
    ------
    MarketError
        There is no such vintage (the message lists those there are), or its file has faults
        (the message lists them, with line, place and what is allowed).
    """
    known = vintages()
    wanted = LATEST if vintage is None else vintage
    if wanted not in known:
        msg = f"there is no market {wanted!r}; choose one of {', '.join(known)}"
        raise MarketError(msg)
    return read_market_file(MARKETS / f"{wanted}.toml")


def read_market_file(path: Path) -> Market:
    """Read any market file; one in ``data/markets`` must bear the name of its vintage.

    Raises
    ------
    MarketError
        The file cannot be read, or it has faults; the message lists all of them.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path.name}: cannot be read ({error}); a market file is UTF-8 text"
        raise MarketError(msg) from error
    market = read_market(text, path.name, load_parameters().allowed_ranges)
    if path.parent == MARKETS and market.vintage != path.stem:
        msg = f"{path.name}: vintage = {market.vintage!r}, but a file bears its vintage's name"
        raise MarketError(msg)
    return market
