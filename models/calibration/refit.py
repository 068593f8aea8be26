"""A calibration from files to posterior: what the terminal writes and the app previews."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.calibration.actuals import Actuals, read_actuals
from models.calibration.fit import Mode, Reported, differences, find_mode
from models.calibration.history import History, read_history
from models.calibration.learned import posterior_of
from models.calibration.lift import Lift, Measured, Setup
from models.calibration.lift_rows import read_lifts
from models.calibration.lift_signs import judge
from models.calibration.replay import Unknowns
from models.calibration.weighing import CANDIDATES, Target, weigh
from models.errors import FileError
from models.inputs import (
    actuals_bytes,
    load_market,
    load_priors,
    read_rows,
    read_table,
    vintages,
)
from models.market.vintage import Market
from models.notation import Array, quarter_number
from models.parameters import Parameters, Posterior
from models.parameters.draws import tips

DRAWS = 1000
"""Draws that are stored."""

SPEAKS = 0.2
"""Standard errors that a parameter must move a test by, within its own prior, to be freed."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Calibration:
    """A fit and all that a report of it needs.

    ``history`` and ``tests`` are evidence, ``mode`` is where the posterior is largest; ``notes``
    say what was read with reservations.
    """

    posterior: Posterior
    history: Reported
    tests: Measured | None
    mode: Mode
    notes: tuple[str, ...]
    seed: int

    @property
    def unknowns(self) -> Unknowns:
        """What was fitted."""
        return self.history.unknowns


def refit(experiments: bytes | None = None, actuals: bytes | None = None) -> Posterior:
    """Calibrate anew, with tests of levers or later figures, and store nothing.

    Raises
    ------
    FileError
        A file cannot be used; holds every problem of it.
    ConvergenceError
        The fit failed.
    """
    return calibrate(experiments, actuals).posterior


def calibrate(
    experiments: bytes | None = None, actuals: bytes | None = None, seed: int = 0
) -> Calibration:
    """Fit the free parameters to history and tests; the same files and seed give the same bits.

    Raises
    ------
    FileError, ConvergenceError
        As `refit`.
    """
    parameters = load_priors()
    figures = read_actuals(actuals_bytes(), actuals)
    history = past(figures)
    setups, notes = read_setups(experiments, parameters)
    unknowns = Unknowns(
        history=history, parameters=parameters, free=tuple(history.settings["free"])
    )
    if setups:
        unknowns = freed_for(unknowns, setups)
    reported = Reported(unknowns=unknowns, values=history.values)
    tests = None
    if setups:
        effects = np.array([setup.lift.effect for setup in setups])
        tests = Measured(unknowns=unknowns, setups=setups, effects=effects)
    mode, posterior = fit(reported, tests, seed)
    return Calibration(
        posterior=posterior,
        history=reported,
        tests=tests,
        mode=mode,
        notes=(*figures.notes, *notes),
        seed=seed,
    )


def fit(
    history: Reported, tests: Measured | None, seed: int, candidates: int = CANDIDATES
) -> tuple[Mode, Posterior]:
    """Fit to history and tests: the mode, and the posterior of the free parameters."""
    unknowns = history.unknowns

    def misfit(z: Array) -> Array:
        return np.concatenate([history.misfit(z), *([tests.misfit(z)] if tests else [])])

    mode = find_mode(misfit, unknowns.size)
    target = Target(
        misfit=misfit,
        mode=mode,
        free=len(unknowns.free),
        refused=lambda z: tips(unknowns.values(z)),
        tests=tests.misfit if tests else None,
    )
    return mode, posterior_of(unknowns, weigh(target, seed, candidates), DRAWS, seed)


def past(figures: Actuals) -> History:
    """Gather the history that ``data/calibration.toml`` describes."""
    settings = read_table("calibration.toml")
    tables = {name: read_rows(f"actuals/{name}.csv") for name in ("annual", "quarterly")}
    return read_history(settings, load_market(settings["market"]), figures, tables)


def read_setups(
    experiments: bytes | None, parameters: Parameters
) -> tuple[tuple[Setup, ...], tuple[str, ...]]:
    """Read tests, each with its market, and notes; none where there is no file.

    Raises
    ------
    FileError
        Holds every problem of the file, contradictions of the model's sign included.
    """
    if experiments is None:
        return (), ()
    known = vintages()
    lifts, notes = read_lifts(experiments, load_market().platform_ids, known)
    setups = tuple(Setup(lift=lift, market=_market_of(lift, known)) for lift in lifts)
    problems, doubts = judge(setups, parameters)
    if problems:
        raise FileError(problems)
    return setups, (*notes, *doubts)


def _market_of(lift: Lift, known: Sequence[str]) -> Market:
    """Find the last market known when the test began."""
    begun = quarter_number(lift.quarter)
    return load_market(max(v for v in known if quarter_number(v) <= begun))


def freed_for(unknowns: Unknowns, setups: Sequence[Setup]) -> Unknowns:
    """Free, beside those of history, the parameters that some test depends on."""
    parameters = unknowns.parameters
    drawn = tuple(name for name in parameters.names if parameters.table[name].kind == "drawn")
    every = replace(unknowns, free=drawn)
    tests = Measured(unknowns=every, setups=tuple(setups), effects=np.zeros(len(setups)))
    slope = differences(tests.misfit, np.zeros(every.size))[:, : len(drawn)]
    speaks = np.abs(slope).max(axis=0) > SPEAKS
    told = (name for name, heard in zip(drawn, speaks, strict=True) if heard)
    return replace(unknowns, free=tuple(dict.fromkeys((*unknowns.free, *told))))
