"""A calibration from files to posterior: what the terminal writes and the app previews."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.calibration.actuals import Actuals, read_actuals
from models.calibration.fit import Mode, Reported, find_mode
from models.calibration.history import History, read_history
from models.calibration.learned import posterior_of
from models.calibration.lift import Measured, Setup
from models.calibration.replay import Unknowns
from models.calibration.setups import freed_for, read_setups
from models.calibration.target import Target
from models.calibration.weighing import CANDIDATES, weigh
from models.inputs import actuals_bytes, load_market, load_priors, read_rows, read_table
from models.notation import Array
from models.parameters import Posterior
from models.parameters.draws import tips

DRAWS = 1000
"""Draws that are stored."""


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
    figures = read_actuals(actuals_bytes(), actuals)
    setups, notes = read_setups(experiments, load_priors())
    history = past(figures)
    reported = Reported(unknowns=unknowns_of(history, setups), values=history.values)
    tests = _measured(reported.unknowns, setups) if setups else None
    mode, posterior = fit(reported, tests, seed)
    return Calibration(
        posterior=posterior,
        history=reported,
        tests=tests,
        mode=mode,
        notes=(*figures.notes, *notes),
        seed=seed,
    )


def unknowns_of(history: History, setups: Sequence[Setup] = ()) -> Unknowns:
    """List what a fit to a history, and to tests where there are any, is free to move."""
    free = tuple(history.settings["free"])
    unknowns = Unknowns(history=history, parameters=load_priors(), free=free)
    return freed_for(unknowns, setups) if setups else unknowns


def _measured(unknowns: Unknowns, setups: Sequence[Setup]) -> Measured:
    effects = np.array([setup.lift.effect for setup in setups])
    return Measured(unknowns=unknowns, setups=tuple(setups), effects=effects)


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
