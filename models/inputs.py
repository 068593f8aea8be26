"""The only reader of files: the folder ``data/`` and the scenario files that a user names."""

import csv
import os
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from models import market_files
from models.documents.plan_document import DOCUMENT_LIMIT, plan_within
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

DRAWS, _REPORT, PATHS = "posterior.csv", "posterior_report.toml", "forecast_paths"


def vintages() -> tuple[str, ...]:
    """Quarters for which there is a market file that can be used, earliest first."""
    faults = market_faults()
    return tuple(name for name in _on_file(MARKETS) if name not in faults)


def markets() -> tuple[str, ...]:
    """Quarters that a plan may start from: the vintages and the reader's own markets, by time."""
    known = {*_on_file(MARKETS), *market_files.own_names()} - market_faults().keys()
    return tuple(sorted(known, key=quarter_number))


def named_markets() -> tuple[str, ...]:
    """Markets that a plan may name, own ones first: one that names none gets the last, `latest`."""
    ours = vintages()
    return (*(name for name in markets() if name not in ours), *ours)


def latest() -> str:
    """Give the latest vintage, which is the default; own markets are chosen, never a default.

    Raises
    ------
    MarketError
        No market file can be used; the message tells their faults.
    """
    usable = vintages()
    if not usable:
        faults = "\n".join(market_faults().values()) or "there is none"
        msg = f"no market file in {MARKETS.name}/ can be used; mend one or bring one back: {faults}"
        raise MarketError(msg)
    return usable[-1]


def market_faults() -> dict[str, str]:
    """Why market files are left out, by vintage: every fault of the file, a line each."""
    all_names = (*_on_file(MARKETS), *market_files.own_names())
    return {name: told for name in all_names if (told := _fault_of(name))} | _LEFT_OUT


_LEFT_OUT: dict[str, str] = {}


def leave_out(faults: Mapping[str, str]) -> None:
    """Take markets off the list for as long as the process lives; the doors try them."""
    if faults.keys() - _LEFT_OUT.keys():
        _LEFT_OUT.update(faults)
        market_files.market_at.cache_clear()


def let_in(own: str) -> None:
    """Put an own market that was written anew back on the list."""
    _LEFT_OUT.pop(own, None)


_on_file = cache(market_files.quarters_in)


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
    """Read the rows of a CSV of ours, by column; a stray quote or cell is an error and no text."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, strict=True) if row]
    heads = rows[0] if rows else []
    if odd := next((row for row in rows if len(row) != len(heads)), None):
        msg = f"the row of {odd[0]!r} has {len(odd)} cells, the head {len(heads)}; quote a comma"
        raise csv.Error(msg)
    return tuple(dict(zip(heads, row, strict=True)) for row in rows[1:])


@cache
def load_effects() -> tuple[Effect, ...]:
    """Read the published effects behind the priors; a `ParameterError` names unusable rows."""
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


@lru_cache(maxsize=1)
def _updated() -> Parameters:
    priors = load_priors()
    if not any(os.path.lexists(DATA / name) for name in (DRAWS, _REPORT)):
        return priors
    updated = priors.updated(posterior())
    updated.block(0)  # draws that all tip would show in the first block, not before
    return updated


@lru_cache(maxsize=1)
def posterior() -> Posterior:
    """Read the stored calibration and its report; a `ParameterError` where there is none."""
    try:
        return read_posterior((DATA / DRAWS).read_bytes(), (DATA / _REPORT).read_bytes())
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
    if name not in _on_file(MARKETS) and name not in market_files.own_names():
        msg = f"there is no market {name!r}; choose one of {', '.join(markets())}"
        raise MarketError(msg)
    path = market_path(name)
    return market_files.market_at(path, market_files.stamp(path), _ranges)


def market_path(name: str) -> Path:
    """Name the file of a market: the product's, or where it has none the reader's own."""
    return MARKETS / f"{name}.toml" if name in _on_file(MARKETS) else market_files.own_path(name)


def _fault_of(name: str) -> str:
    path = market_path(name)
    return market_files.fault_at(path, market_files.stamp(path), _ranges)


def _ranges() -> Mapping[str, tuple[float, float, str]]:
    return load_priors().allowed_ranges


def read_market_file(path: Path) -> Market:
    """Read any market file; one in ``data/markets`` must bear the name of its vintage.

    Raises
    ------
    MarketError
        The file cannot be read, or it has faults; the message lists all of them.
    """
    if path.parent in (MARKETS, market_files.own_folder()):
        return market_files.market_at(path, market_files.stamp(path), _ranges)
    return read_market(market_files.market_text(path), path.name, _ranges())


def read_scenario_file(path: str | Path) -> Reading:
    """Read a scenario file, or a document with a plan: its scenarios, or every problem in it.

    A file that cannot be read is a `Reading` with one problem; no file makes this function raise.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(DOCUMENT_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"the file cannot be read ({reason}); name a scenario file"
        return Reading(problems=(Problem(line=None, column=None, found="", message=message),))
    return read_scenario_bytes(data)


def read_scenario_bytes(data: bytes) -> Reading:
    """Read a scenario file or a document with a plan, against the markets and labels there are."""
    try:
        plan, known = plan_within(data), named_markets() or (latest(),)
    except ScenarioError as error:
        return Reading(problems=error.problems)
    except MarketError as error:
        return Reading(problems=(Problem(line=None, column=None, found="", message=str(error)),))
    ranges = load_priors().allowed_ranges
    return read_bytes(plan, vintages=known, parameters=ranges, labels=_named(), refused=_refused)


def _refused(vintage: str, lever: str, value: float) -> str | None:
    return load_market(vintage).refusal(lever, value)


@cache
def _named() -> Mapping[str, str]:
    return named_labels(label_rows(), load_priors().names)


@cache
def label_rows() -> tuple[dict[str, str], ...]:
    """Read the words of the screen, by column: a plan may call levers and parameters by them."""
    return _csv_rows(MODELS.parent / "pages" / "labels" / "labels.csv")


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
