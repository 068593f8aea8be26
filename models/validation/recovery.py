"""Does the calibration find what is known? Truth from the prior, figures simulated, refitted.

A truth is drawn from the prior with everything latent, the model plays it, the figures get the
errors that the fit assumes, and the fit knows nothing but these figures. Its 90% intervals must
then hold nine truths in ten, or its ranges are not what they say.

References
----------
Cook, Gelman & Rubin (2006), Journal of Computational and Graphical Statistics 15(3), 675-692.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.calibration.actuals import read_actuals
from models.calibration.fit import ReportedFigures
from models.calibration.lift_evidence import MeasuredLifts
from models.calibration.refit import fit, past, unknowns_of
from models.calibration.replay import Unknowns, predicted, replay
from models.calibration.setups import design
from models.errors import ConvergenceError, ModelError
from models.experiments.lift import Setup
from models.inputs import actuals_bytes
from models.notation import Array
from models.parameters import Posterior
from models.parameters.draws import tips

NOMINAL = 0.9
CANDIDATES = 1000

_STREAM = 7


@dataclass(frozen=True, kw_only=True)
class Recovered:
    """How often the interval of a parameter held its truth, in so many runs."""

    parameter: str
    runs: int
    covered: float
    nominal: float = NOMINAL


@dataclass(frozen=True, kw_only=True, eq=False)
class Recovery:
    """What some runs found.

    Attributes
    ----------
    names : tuple of str
        Free parameters, P.
    covered : array of bool, shape (runs, P)
        Whether the interval held the truth.
    ratios : array, shape (runs, P)
        Standard deviation after over before.
    effective : array, shape (runs,)
        Effective size of the candidates, as a share.
    failed : int
        Fits without an answer.
    """

    names: tuple[str, ...]
    covered: NDArray[np.bool_]
    ratios: Array
    effective: Array
    failed: int

    nominal: float = NOMINAL

    @property
    def pooled(self) -> float:
        """Coverage over all runs and parameters."""
        return float(self.covered.mean())

    def rows(self) -> Iterator[Recovered]:
        """Coverage by parameter."""
        for name, held in zip(self.names, self.covered.T, strict=True):
            yield Recovered(parameter=name, runs=len(held), covered=float(held.mean()))


def recover(runs: int, seed: int = 0, *, tests: bool = False) -> Recovery:
    """Recover truths under the stored settings, with the tests that these name or without.

    Raises
    ------
    ModelError
        No fit has an answer, so there is nothing to count.
    """
    history = past(read_actuals(actuals_bytes()))
    if not tests:
        return from_history(unknowns_of(history), runs, seed)
    setups = design(history.settings)
    unknowns = unknowns_of(history, setups)
    return from_tests(unknowns, setups, history.settings["test_error"], runs, seed)


def from_history(unknowns: Unknowns, runs: int, seed: int = 0) -> Recovery:
    """Recover truths from simulated figures alone."""
    return _recover(unknowns, runs, seed, lambda truth, rng: None)


def from_tests(
    unknowns: Unknowns, setups: Sequence[Setup], share: float, runs: int, seed: int = 0
) -> Recovery:
    """Recover truths from simulated figures and tests.

    The standard error of a test is ``share`` of the effect that the centre of the prior has.
    """
    centre = MeasuredLifts(unknowns=unknowns, setups=tuple(setups), effects=np.zeros(len(setups)))
    sizes = share * np.abs(centre.predicted(np.zeros((unknowns.size, 1)))[:, 0])
    sharp = tuple(
        replace(setup, lift=replace(setup.lift, error=float(size)))
        for setup, size in zip(setups, sizes, strict=True)
    )

    def measured(truth: Array, rng: np.random.Generator) -> MeasuredLifts | None:
        if not sharp:
            return None
        blank = MeasuredLifts(unknowns=unknowns, setups=sharp, effects=np.zeros(len(sharp)))
        effects = blank.predicted(truth[:, None])[:, 0] + sizes * rng.standard_normal(len(sharp))
        return replace(blank, effects=effects)

    return _recover(unknowns, runs, seed, measured)


def simulated(unknowns: Unknowns, truth: Array, rng: np.random.Generator) -> ReportedFigures:
    """Figures that would have been reported under a truth (size,), as evidence."""
    history = unknowns.history
    logs = predicted(history.observations, replay(unknowns, truth[:, None]))[:, 0]
    values = logs + history.root @ rng.standard_normal(len(logs))
    return ReportedFigures(unknowns=unknowns, values=values)


def _recover(
    unknowns: Unknowns,
    runs: int,
    seed: int,
    measured: Callable[[Array, np.random.Generator], MeasuredLifts | None],
) -> Recovery:
    covered, ratios, effective, failed = [], [], [], 0
    for run in range(runs):
        rng = np.random.default_rng(np.random.SeedSequence([seed, run, _STREAM]))
        truth = _truth(unknowns, rng)
        try:
            history = simulated(unknowns, truth, rng)
            _, posterior = fit(history, measured(truth, rng), run, CANDIDATES)
        except ConvergenceError:
            failed += 1
            continue
        covered.append(_held(unknowns, posterior, truth))
        ratios.append([row.sd_ratio for row in posterior.summary])
        effective.append(posterior.effective_size / posterior.candidates)
    if not covered:
        msg = f"no fit of {runs} runs has an answer; try more runs or another seed"
        raise ModelError(msg)
    return Recovery(
        names=unknowns.free,
        covered=np.array(covered, dtype=bool).reshape(-1, len(unknowns.free)),
        ratios=np.array(ratios).reshape(-1, len(unknowns.free)),
        effective=np.array(effective),
        failed=failed,
    )


def _truth(unknowns: Unknowns, rng: np.random.Generator) -> Array:
    """Draw the unknowns of a market that does not tip, (size,)."""
    while True:
        z = rng.standard_normal((unknowns.size, 1))
        if not tips(unknowns.values(z))[0]:
            return z[:, 0]


def _held(unknowns: Unknowns, posterior: Posterior, truth: Array) -> list[bool]:
    values = unknowns.freed(truth[:, None], {})
    return [
        row.posterior_low <= values[row.parameter][0] <= row.posterior_high
        for row in posterior.summary
    ]
