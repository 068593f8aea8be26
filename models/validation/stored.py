"""Whether stored results are still those of today's files and of today's model.

A calibration takes seconds and a recovery up to an hour, so their results are stored, as are the
golden runs. Beside them stands the table ``stored.csv`` with two digests of each, taken when it was
written: of the numbers of its input files, and of a short run of the model that made it. Both leave
out what moves no number: sources, notes, names in the code.
"""

import csv
import io
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

import numpy as np

from models.calibration.actuals import read_actuals
from models.calibration.fit import ReportedFigures
from models.calibration.lift_evidence import MeasuredLifts
from models.calibration.refit import past, unknowns_of
from models.calibration.setups import design
from models.inputs import (
    actuals_bytes,
    data_bytes,
    latest,
    load_market,
    load_parameters,
    load_priors,
    read_table,
    vintages,
)
from models.market.forecast_paths import nothing
from models.notation import Array, quarter_number
from models.parameters import Parameters
from models.projection import project
from models.scenario import Scenario, scenario_from_levers
from models.simulation.stored_paths import paths_of
from models.validation.engine import wanted

FILE = "stored.csv"
COLUMNS = ("result", "inputs", "model")

PROSE = {
    "source", "source_date", "note", "meaning", "symbol", "applies_to", "verified", "grade",
    "group", "english", "chinese", "colour", "colour_dark",
}  # fmt: skip
"""Columns and keys of input files on which no number depends."""

DIGITS = 6
"""Significant digits of the short run; the last bits are the machine's own."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """A stored result: the command that makes it, the files it is made of, a run to know it by."""

    command: str
    inputs: Callable[[], Iterable[str]]
    run: Callable[[], Iterable[float]]


def stale(table: bytes) -> dict[str, str]:
    """List what is not as it was when a result was stored: by result, the cause and the command."""
    rows = _rows(table)
    reasons = {}
    for name, result in RESULTS.items():
        row, now = rows.get(name, {}), digests(name)
        moved = [column for column in COLUMNS[1:] if row.get(column) != now[column]]
        if moved:
            reasons[name] = f"{name}: {' and '.join(moved)} changed; rebuild: {result.command}"
    return reasons


def stamped(table: bytes, *names: str) -> bytes:
    """Write today's digests of some results into a table, which may be empty."""
    rows = _rows(table) | {name: {"result": name, **digests(name)} for name in names}
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows[name] for name in RESULTS if name in rows)
    return text.getvalue().encode()


def digests(name: str) -> dict[str, str]:
    """Twelve hex digits each of the input files of a result and of its short run."""
    result = RESULTS[name]
    files = {file: numbers_of(file, data_bytes(file)) for file in result.inputs()}
    run = [f"{value:.{DIGITS}g}" for value in result.run()]
    return {"inputs": _digest(files), "model": _digest(run)}


@lru_cache(maxsize=64)
def numbers_of(file: str, data: bytes) -> object:
    """Give what a CSV or TOML file says, without its prose, comments and layout.

    Most files belong to several results: each is read once.
    """
    text = data.decode("utf-8-sig")
    is_table = file.endswith(".csv")
    return _plain(list(csv.DictReader(io.StringIO(text))) if is_table else tomllib.loads(text))


def _plain(value: Any) -> object:  # noqa: ANN401
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items() if key not in PROSE}
    return [_plain(part) for part in value] if isinstance(value, list) else value


def _rows(table: bytes) -> dict[str, dict[str, str]]:
    return {row["result"]: row for row in csv.DictReader(io.StringIO(table.decode()))}


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode()).hexdigest()[:12]


def _fitted() -> list[str]:
    market = read_table("calibration.toml")["market"]
    history = ["calibration.toml", "actuals/annual.csv", "actuals/quarterly.csv"]
    return ["parameters.csv", f"markets/{market}.toml", *history]


def _fitted_with_tests() -> list[str]:
    return [*_fitted(), f"markets/{latest()}.toml"]


def _projected() -> list[str]:
    markets = (f"markets/{vintage}.toml" for vintage in vintages())
    return ["parameters.csv", "posterior.csv", *markets]


def _shown() -> list[str]:
    return [*_projected(), *sorted({paths_of(vintage) for vintage in vintages()} - {""})]


def _sized() -> list[str]:
    return [*_projected(), "calibration.toml", "actuals/quarterly.csv"]


def _scored() -> list[str]:
    return [file for file in _sized() if file != "posterior.csv"]


def _replayed() -> Iterator[float]:
    """Misfits of the history at the centre of the prior and at one point on either side of it."""
    history = past(read_actuals(actuals_bytes()))
    reported = ReportedFigures(unknowns=unknowns_of(history), values=history.values)
    yield from reported.misfit(_points(reported.unknowns.size)).ravel()


def _replayed_with_tests() -> Iterator[float]:
    """Misfits as `_replayed`, and the effects of the simulated tests at the same points."""
    history = past(read_actuals(actuals_bytes()))
    setups = design(history.settings)
    unknowns = unknowns_of(history, setups)
    tests = MeasuredLifts(unknowns=unknowns, setups=setups, effects=np.zeros(len(setups)))
    yield from _replayed()
    yield from tests.predicted(_points(unknowns.size)).ravel()


def _points(size: int) -> Array:
    """Three points (size, 3) in standard deviations of the prior."""
    slope = np.linspace(-1.0, 1.0, size)
    return np.stack([np.zeros(size), slope, -slope], axis=1)


def _projections() -> Iterator[float]:
    """Central and outer paths of a plan that moves a lever of every kind, on every market."""
    levers = {"subsidy_budget": 9, "ad_load": 1.2, "centralisation": 0.7, "sme_support": 3}
    for vintage in vintages():
        market = load_market(vintage)
        plan = scenario_from_levers(
            "probe", vintage, levers, market.levers, horizon=4, draws=20, rivals="follow"
        )
        frame = project(market, load_parameters(), plan).to_frame()
        yield from frame["value"].dropna()


def _unsized() -> Iterator[float]:
    """Paths without a forecast of every market, and the forecast of its quarter."""
    yield from _unsized_with(load_parameters())


def _unsized_priors() -> Iterator[float]:
    """Paths as `_unsized`, parameters from their priors."""
    yield from _unsized_with(load_priors())


def _unsized_with(parameters: Parameters) -> Iterator[float]:
    actuals = read_actuals(actuals_bytes())
    for vintage in vintages():
        market = load_market(vintage)
        plan = Scenario(name="probe", market=vintage, horizon=4, draws=20)
        still = nothing(len(market.platforms))
        run = project(market, parameters, plan, metrics=["revenue", "gmv"], forecast=still)
        yield from run.paths["revenue"].ravel()
        target = wanted(actuals, market, quarter_number(vintage), 4)
        yield from () if target is None else target.mean.ravel()


RESULTS = {
    "posterior": Result(command="python cli.py calibrate", inputs=_fitted, run=_replayed),
    "recovery": Result(command="python cli.py recovery", inputs=_fitted, run=_replayed),
    "recovery_tests": Result(
        command="python cli.py recovery --tests",
        inputs=_fitted_with_tests,
        run=_replayed_with_tests,
    ),
    "forecast_paths": Result(command="python -m data.build_paths", inputs=_sized, run=_unsized),
    "backtest": Result(
        command="python -m data.build_backtest", inputs=_scored, run=_unsized_priors
    ),
    "golden": Result(command="make golden", inputs=_shown, run=_projections),
}
"""Stored results, in the order in which they are made of each other."""
