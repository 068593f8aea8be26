"""What a calibration leaves behind: joint draws of the parameters that it was free to move."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from models.errors import ParameterError
from models.notation import BLOCK, Array

Picked: TypeAlias = Mapping[str, tuple[Array, float]]
"""Draws (D,) of each parameter by name, and the median of what they were picked from."""

_STREAM = 3
"""Of the random streams of a block; the priors keep theirs (0), as do the shocks (1 and 2)."""


@dataclass(frozen=True, kw_only=True)
class Learned:
    """One parameter before and after: 5% and 95% points, in its own unit.

    ``sd_ratio`` is the posterior standard deviation over the prior's: near 1, nothing was learned.
    """

    parameter: str
    prior_low: float
    prior_high: float
    posterior_low: float
    posterior_high: float
    sd_ratio: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Posterior:
    """Joint draws of some parameters, equally likely.

    Attributes
    ----------
    names : tuple of str
        Parameters, P of them.
    draws : array, shape (n, P)
        Each in its own unit; seasons have geometric mean 1.
    effective_size : float
        Independent draws that the weighted candidates behind them were worth.
    candidates : int
        How many candidates there were.
    summary : tuple of Learned
        One a parameter, in the order of ``names``.
    """

    names: tuple[str, ...]
    draws: Array
    effective_size: float
    candidates: int
    summary: tuple[Learned, ...] = ()

    def picker(self, index: int, seed: int) -> np.random.Generator:
        """Stream of a block, which chooses among the rows."""
        return np.random.default_rng(np.random.SeedSequence([seed, index, _STREAM]))

    @cached_property
    def medians(self) -> tuple[float, ...]:
        """Median of every parameter, in its own unit."""
        return tuple(np.median(self.draws, axis=0).tolist())

    def pick(self, rng: np.random.Generator) -> Picked:
        """Choose ``BLOCK`` rows with replacement: name to (BLOCK,), with the median of all rows."""
        rows: NDArray[np.int64] = rng.integers(len(self.draws), size=BLOCK)
        chosen = zip(self.draws[rows].T, self.medians, strict=True)
        return dict(zip(self.names, chosen, strict=True))


def read_posterior(draws: bytes, report: bytes) -> Posterior:
    """Read a calibration from the bytes of its two files, as they are stored.

    Raises
    ------
    ParameterError
        It cannot be used.
    """
    try:
        told = tomllib.loads(report.decode())
        names, row, *rows = csv.reader(draws.decode().splitlines(), strict=True)
        found = Posterior(
            names=tuple(names),
            draws=np.array([row, *rows], dtype=float).reshape(-1, len(names)),
            effective_size=float(told["effective_size"]),
            candidates=int(told["candidates"]),
            summary=tuple(_learned(row) for row in told["parameters"]),
        )
        if found.names != tuple(row.parameter for row in found.summary):
            msg = "its draws and its report are not of one calibration"
            raise ValueError(msg)
    except (ValueError, KeyError, TypeError, OverflowError, csv.Error) as error:
        raise unusable(error) from error
    return found


def unusable(error: Exception) -> ParameterError:
    """Say that the stored calibration cannot be used, and what to do."""
    return ParameterError(
        f"the stored calibration cannot be used ({error}); run `python cli.py calibrate`"
    )


def _learned(row: Mapping[str, Any]) -> Learned:
    return Learned(**{field.name: row[field.name] for field in fields(Learned)})
