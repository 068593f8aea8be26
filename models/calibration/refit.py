"""A calibration from files to posterior: what the terminal writes and the app previews."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.linalg import LinAlgError

from models.calibration.actuals import Actuals, read_actuals
from models.calibration.fit import Mode, ReportedFigures, find_mode
from models.calibration.history import CalibrationHistory, read_history
from models.calibration.importance_sampling import CANDIDATES, weigh
from models.calibration.lift_evidence import MeasuredLifts
from models.calibration.posterior_summary import posterior_of
from models.calibration.replay import Unknowns
from models.calibration.setups import freed_for, read_setups
from models.calibration.target import PosteriorDensity
from models.errors import ConvergenceError, FileError, ModelError, Problem
from models.experiments.lift import Setup
from models.experiments.lift_signs import beyond_reach
from models.inputs import (
    actuals_bytes,
    load_market,
    load_priors,
    read_rows,
    read_table,
    vintages,
)
from models.notation import Array
from models.parameters import Posterior
from models.parameters.draws import tips
from models.projection import project
from models.scenario import Scenario

DRAWS = 1000
"""Draws that are stored."""

COLLAPSED_SHARE = 0.025
"""Effective share of the candidates, 100 of 4,000, below which the sample has collapsed."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Calibration:
    """A fit and all that a report of it needs.

    ``history`` and ``tests`` are evidence, ``mode`` is where the posterior is largest; ``notes``
    say what was read with reservations.
    """

    posterior: Posterior
    history: ReportedFigures
    tests: MeasuredLifts | None
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
    FileError
        As `refit`; also where no market can be built with the tests, or they leave hardly a draw.
    ConvergenceError
        As `refit`; also where later figures alone leave hardly a draw.
    """
    figures = read_actuals(actuals_bytes(), actuals)
    setups, notes = read_setups(experiments, load_priors())
    history = past(figures)
    reported = ReportedFigures(unknowns=unknowns_of(history, setups), values=history.values)
    tests = _measured(reported.unknowns, setups) if setups else None
    mode, posterior = _sound_fit(reported, tests, seed)
    return Calibration(
        posterior=posterior,
        history=reported,
        tests=tests,
        mode=mode,
        notes=(*figures.notes, *notes),
        seed=seed,
    )


def _sound_fit(
    reported: ReportedFigures, tests: MeasuredLifts | None, seed: int
) -> tuple[Mode, Posterior]:
    """Fit, and refuse evidence that leaves no market or hardly a draw."""
    try:
        mode, posterior = fit(reported, tests, seed)
        if posterior.effective_size < COLLAPSED_SHARE * posterior.candidates:
            msg = (
                f"only {posterior.effective_size:,.3g} of {posterior.candidates:,} candidates carry"
                " the weight, too few to draw from: the files contradict the model or each other;"
                " check effects, errors and units; nothing was stored"
            )
            raise ConvergenceError(msg, mode.z, mode.evaluations)
        check(posterior)
    except (ModelError, ValueError, LinAlgError, FloatingPointError) as error:
        if tests:
            raise FileError(_blamed(tests, error)) from error
        if isinstance(error, ModelError):
            raise
        msg = f"no market can be built with these figures ({error}); nothing was stored"
        raise ConvergenceError(msg, None, 0) from error
    return mode, posterior


def _blamed(tests: MeasuredLifts, error: Exception) -> list[Problem]:
    unreachable = list(beyond_reach(tests.setups, load_priors()))
    reason = Problem(line=None, column=None, found="", message=str(error))
    return [*unreachable, *([reason] if isinstance(error, ModelError) else [])]


def check(posterior: Posterior) -> None:
    """Refuse draws that could not be used, before they are stored: try them on every market.

    Raises
    ------
    ParameterError
        A draw is not finite, or outside the range of its parameter.
    ModelError
        A market cannot be projected with them.
    """
    parameters = load_priors().updated(posterior)
    for vintage in vintages():
        plan = Scenario(name="trial", market=vintage, horizon=1, draws=DRAWS)
        project(load_market(vintage), parameters, plan)


def unknowns_of(history: CalibrationHistory, setups: Sequence[Setup] = ()) -> Unknowns:
    """List what a fit to a history, and to tests where there are any, is free to move."""
    free = tuple(history.settings["free"])
    unknowns = Unknowns(history=history, parameters=load_priors(), free=free)
    return freed_for(unknowns, setups) if setups else unknowns


def _measured(unknowns: Unknowns, setups: Sequence[Setup]) -> MeasuredLifts:
    effects = np.array([setup.lift.effect for setup in setups])
    return MeasuredLifts(unknowns=unknowns, setups=tuple(setups), effects=effects)


def fit(
    history: ReportedFigures, tests: MeasuredLifts | None, seed: int, candidates: int = CANDIDATES
) -> tuple[Mode, Posterior]:
    """Fit to history and tests: the mode, and the posterior of the free parameters."""
    unknowns = history.unknowns

    def misfit(z: Array) -> Array:
        return np.concatenate([history.misfit(z), *([tests.misfit(z)] if tests else [])])

    mode = find_mode(misfit, unknowns.size)
    target = PosteriorDensity(
        misfit=misfit,
        mode=mode,
        free=len(unknowns.free),
        refused=lambda z: tips(unknowns.values(z)),
        tests=tests.misfit if tests else None,
    )
    return mode, posterior_of(unknowns, weigh(target, seed, candidates), DRAWS, seed)


def past(figures: Actuals) -> CalibrationHistory:
    """Gather the history that ``data/calibration.toml`` describes."""
    settings = read_table("calibration.toml")
    tables = {name: read_rows(f"actuals/{name}.csv") for name in ("annual", "quarterly")}
    return read_history(settings, load_market(settings["market"]), figures.linked(), tables)
