"""The only reader of files: the folder ``data/`` and the scenario files that a user names."""

import csv
import os
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from models.errors import MarketError, ParameterError, Problem, ScenarioError
from models.notation import quarter_number
from models.parameters import Parameters, Posterior
from models.parameters.evidence_rows import Effect, read_effects
from models.parameters.posterior import read_posterior, unusable
from models.scenario import Scenario
from models.scenario.csv.rows import named_labels
from models.scenario.csv.scenario_file import Reading, read_bytes
from models.scenario.csv.text import LIMIT
from models.vintage import Market
from models.vintage.market_reader import read_market

MODELS = Path(__file__).parent
DATA = MODELS.parent / "data"
MARKETS = Path(os.environ.get("TWO_ROADS_MARKETS") or DATA / "markets")
"""Folder of the market files; another may be named in the environment."""

MARKET_LIMIT = 500_000
"""Bytes of a market file at most, twenty times what one of five platforms takes."""

_DRAWS, _REPORT = "posterior.csv", "posterior_report.toml"


def vintages() -> tuple[str, ...]:
    """Quarters for which there is a market file that can be used, earliest first."""
    return tuple(name for name in _on_file(MARKETS) if name not in market_faults())


def latest() -> str:
    """Give the latest vintage, which is the default.

    Raises
    ------
    MarketError
        No market file can be used; the message tells their faults.
    """
    if not vintages():
        faults = "\n".join(market_faults().values()) or "there is none"
        msg = f"no market file in {MARKETS.name}/ can be used; mend one or bring one back: {faults}"
        raise MarketError(msg)
    return vintages()[-1]


def market_faults() -> dict[str, str]:
    """Why market files are left out, by vintage: every fault of the file, a line each."""
    return _unreadable(MARKETS) | _LEFT_OUT


_LEFT_OUT: dict[str, str] = {}


def leave_out(faults: Mapping[str, str]) -> None:
    """Take markets off the list for as long as the process lives; the doors try them."""
    if faults.keys() - _LEFT_OUT.keys():
        _LEFT_OUT.update(faults)
        _market.cache_clear()


@cache
def _on_file(folder: Path) -> tuple[str, ...]:
    stems = {path.stem for path in folder.glob("[0-9][0-9][0-9][0-9]Q[1-4].toml")}
    return tuple(sorted(stems, key=quarter_number))


@cache
def _unreadable(folder: Path) -> dict[str, str]:
    faults = {}
    for name in _on_file(folder):
        try:
            _market(folder / f"{name}.toml")
        except MarketError as error:
            faults[name] = str(error)
    return faults


@lru_cache(maxsize=1)
def load_priors() -> Parameters:
    """Read the parameter table ``data/parameters.csv``; every draw comes from a prior.

    Raises
    ------
    ParameterError
        A row cannot be used; the message names it.
    """
    try:
        return Parameters.from_rows(_csv_rows(DATA / "parameters.csv"))
    except csv.Error as error:
        msg = f"parameters.csv cannot be read: {error}"
        raise ParameterError(msg) from error


def _csv_rows(path: Path) -> tuple[dict[str, str], ...]:
    """Read the rows of a CSV of ours, by column; a stray quote is an error and no text."""
    with path.open(encoding="utf-8", newline="") as rows:
        return tuple(csv.DictReader(rows, strict=True))


@cache
def load_effects() -> tuple[Effect, ...]:
    """Read the effects pooled behind the priors; a `ParameterError` names unusable rows."""
    names = [row["name"] for row in read_rows("parameters.csv")]
    return read_effects(enumerate(read_rows("evidence.csv"), 2), names)


@lru_cache(maxsize=1)
def load_parameters() -> Parameters:
    """Read the parameter table, updated by the stored calibration where that can be used.

    Where it cannot, every draw comes from a prior and `calibration_fault` says why.

    Raises
    ------
    ParameterError
        A row of the table cannot be used; the message names it.
    """
    try:
        return _updated()
    except ParameterError:
        return load_priors()


@lru_cache(maxsize=1)
def calibration_fault() -> str:
    """Write why the stored calibration is not used; empty where it is, or where there is none."""
    try:
        _updated()
    except ParameterError as error:
        return str(error)
    return ""


def _updated() -> Parameters:
    priors = load_priors()
    if not any(os.path.lexists(DATA / name) for name in (_DRAWS, _REPORT)):
        return priors
    updated = priors.updated(posterior())
    updated.block(0)  # draws that all tip would show in the first block, not before
    return updated


@lru_cache(maxsize=1)
def posterior() -> Posterior:
    """Read the stored calibration and its report; a `ParameterError` where there is none."""
    try:
        return read_posterior((DATA / _DRAWS).read_bytes(), (DATA / _REPORT).read_bytes())
    except OSError as error:
        raise unusable(error) from error


def load_market(vintage: str | None = None) -> Market:
    """Read the market of one quarter, the latest by default.

    Raises
    ------
    MarketError
        There is no such vintage (the message lists those there are), or its file has faults
        (the message lists them, with line, place and what is allowed).
    """
    name = latest() if vintage is None else vintage
    if name in _LEFT_OUT:
        raise MarketError(_LEFT_OUT[name])
    if name not in _on_file(MARKETS):
        msg = f"there is no market {name!r}; choose one of {', '.join(vintages())}"
        raise MarketError(msg)
    return _market(MARKETS / f"{name}.toml")


@lru_cache(maxsize=32)
def _market(path: Path) -> Market:
    return read_market_file(path)


@cache
def fingerprint(vintage: str) -> str:
    """Twelve hex digits of code, parameters and market: what made a number.

    Two projections of one scenario agree to the last bit where their fingerprints agree and they
    ran under the same lock file, on the same kind of processor and with one thread.
    """
    parts = [*sorted(MODELS.rglob("*.py")), DATA / "parameters.csv", MARKETS / f"{vintage}.toml"]
    parts += [DATA / _DRAWS] if load_parameters().posterior else []
    digest = sha256()
    for path in parts:
        within = path.relative_to(MODELS.parent) if path.is_relative_to(MODELS.parent) else path
        digest.update(
            within.as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n")
        )
    return digest.hexdigest()[:12]


def read_market_file(path: Path) -> Market:
    """Read any market file; one in ``data/markets`` must bear the name of its vintage.

    Raises
    ------
    MarketError
        The file cannot be read, or it has faults; the message lists all of them.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MARKET_LIMIT + 1)
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path.name}: cannot be read ({error}); a market file is UTF-8 text"
        raise MarketError(msg) from error
    if len(data) > MARKET_LIMIT:
        msg = f"{path.name}: the file is larger than the limit of {MARKET_LIMIT:,} bytes"
        raise MarketError(msg)
    market = read_market(text, path.name, load_priors().allowed_ranges)
    if path.parent == MARKETS and market.vintage != path.stem:
        msg = f"{path.name}: vintage = {market.vintage!r}, but a file bears its vintage's name"
        raise MarketError(msg)
    return market


def read_scenario_file(path: str | Path) -> Reading:
    """Read a scenario file: its scenarios, or every problem in it.

    A file that cannot be read is a `Reading` with one problem; no file makes this function raise.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"the file cannot be read ({reason}); name a scenario file"
        return Reading(problems=(Problem(line=None, column=None, found="", message=message),))
    return read_scenario_bytes(data)


def read_scenario_bytes(data: bytes) -> Reading:
    """Read a scenario file from memory, against the markets, parameters and labels there are."""
    ranges = load_priors().allowed_ranges
    return read_bytes(
        data, vintages=vintages(), parameters=ranges, labels=_labels(), refused=_refused
    )


def _refused(vintage: str, lever: str, value: float) -> str | None:
    return load_market(vintage).refusal(lever, value)


@cache
def _labels() -> Mapping[str, str]:
    rows = _csv_rows(MODELS.parent / "pages" / "labels" / "labels.csv")
    return named_labels(rows, load_priors().names)


def read_scenarios(path: str | Path) -> list[Scenario]:
    """Read the scenarios of a file, in the order in which it names them.

    Raises
    ------
    ScenarioError
        Holds every problem of the file.
    """
    if (reading := read_scenario_file(path)).problems:
        raise ScenarioError(reading.problems)
    return list(reading.scenarios)


def actuals_bytes(path: str | Path | None = None) -> bytes:
    """Read a file of reported figures, the stored quarters by default; not more than is allowed.

    Raises
    ------
    OSError
        The file cannot be read.
    """
    with Path(path or DATA / "actuals" / "quarterly.csv").open("rb") as file:
        return file.read(LIMIT + 1)


def data_bytes(name: str) -> bytes:
    """Read a file of ``data/``, named from there; empty where there is none."""
    return path.read_bytes() if (path := DATA / name).exists() else b""


@cache
def read_table(name: str) -> dict[str, Any]:
    """Parse a TOML file of ``data/``: episodes, cases."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Read the rows of a CSV of ``data/``, by column."""
    return _csv_rows(DATA / name)
