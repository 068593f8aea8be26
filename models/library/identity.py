"""What a revision ran on, kept whole: the code by its fingerprint, parameters and market as text.

The calibration changes how sure a figure is and not its central run, so it is kept by fingerprint.
"""

import csv
import io
import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from models import market_files
from models.errors import ParameterError
from models.fingerprint import code_files
from models.inputs import DATA, MARKETS, MODELS, PATHS, data_bytes, load_parameters, load_priors
from models.parameters import Parameters
from models.vintage import Market
from models.vintage.market_reader import read_market


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What made a number: ``model`` are twelve hex digits, the others texts that can be read."""

    model: str
    parameters: str
    market: str


def identity(vintage: str) -> Identity:
    """Give what a plan of a market runs on now.

    Raises
    ------
    MarketError
        The file of the market cannot be read.
    """
    path = MARKETS / f"{vintage}.toml"
    path = path if path.exists() else market_files.own_path(vintage)
    return Identity(
        model=_model(),
        parameters=_parameters(),
        market=_text_at(path, market_files.stamp(path)),
    )


def digest_of(text: str) -> str:
    """Give the SHA-256 of a text in hex digits."""
    return sha256(text.encode()).hexdigest()


@cache
def _text_at(path: Path, _: market_files.Stamp) -> str:
    return market_files.market_text(path)


@cache
def _model() -> str:
    """Digest the code and the paths of the forecast, which belong to its equations."""
    parts = [*code_files(), *sorted((DATA / PATHS).glob("*.toml"))]
    return market_files.digest_of(parts, MODELS.parent)


@cache
def _parameters() -> str:
    table = data_bytes("parameters.csv").decode("utf-8")
    drawn = load_parameters().posterior is not None
    calibration = sha256(data_bytes("posterior.csv")).hexdigest()[:12] if drawn else ""
    return json.dumps({"table": table, "calibration": calibration}, ensure_ascii=False)


def parameters_from(text: str) -> Parameters:
    """Read the parameters that an identity holds; those of today stand in for what it lacks.

    Raises
    ------
    ParameterError
        The text, or a row of it, cannot be read any more.
    """
    today = load_priors().table
    try:
        rows = csv.DictReader(io.StringIO(json.loads(text)["table"]), strict=True)
        kept = Parameters.from_rows(row for row in rows if row["name"] in today).table
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        msg = f"the parameters of this revision cannot be read any more ({error})"
        raise ParameterError(msg) from error
    return Parameters(MappingProxyType({**today, **kept}))


def market_from(text: str, vintage: str) -> Market:
    """Read the market that an identity holds.

    Raises
    ------
    MarketError
        Today's rules refuse it; the message lists its faults.
    """
    return read_market(text, f"{vintage}.toml", load_priors().allowed_ranges)
