"""Random-effects pools of published effects, a parameter each, shown beside its prior.

DerSimonian and Laird (1986): rows weigh by the inverse of their variance plus the variance
between settings. Here the variance of a row is that of its 90% range, doubled where the setting
is another digital platform, and times four where it is farther away. In logarithms where every
estimate and bound of the parameter is positive.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.notation import Array
from models.parameters.evidence_rows import DISTANCES, Effect
from models.parameters.grammar import NOT_A_PARAMETER

RANGE_IN_SD = 3.2897072539
"""Width of a 90% range in standard deviations of a normal distribution."""

HALF_RANGE = 1.6448536270
"""Standard errors from the mean to either end of its 90% interval."""

LEAST_SD = 0.001
"""Standard deviation of a row at least, whatever its range says."""


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Pooled effect of one parameter, in its unit.

    ``count`` rows, ``near`` of them of Chinese e-commerce; ``low`` and ``high`` end the 90%
    interval of the mean, ``new_low`` and ``new_high`` that of one more setting. ``between`` is the
    standard deviation between settings, of logarithms where ``is_log``.
    """

    count: int
    near: int
    mean: float
    low: float
    high: float
    new_low: float
    new_high: float
    between: float
    is_log: bool

    def place(self, value: float) -> str:
        """Where a value lies: in the range of the ``mean``, in that of a ``setting``, ``outside``.

        To four digits, as the parameter table shows the pool.
        """
        spans = {"mean": (self.low, self.high), "setting": (self.new_low, self.new_high)}
        for name, (low, high) in spans.items():
            if float(f"{low:.4g}") <= value <= float(f"{high:.4g}"):
                return name
        return "outside"

    def cells(self) -> dict[str, str]:
        """Cells of the parameter table, to four digits."""
        told = {"pool": self.mean, "pool_low": self.low, "pool_high": self.high}
        counts = {"n": str(self.count), "near": str(self.near)}
        return counts | {name: f"{value:.4g}" for name, value in told.items()}


def pools(effects: Iterable[Effect]) -> dict[str, Pool]:
    """Pool the effects of every parameter that has any; rows that are not pooled are left out."""
    found: dict[str, list[Effect]] = defaultdict(list)
    for effect in (one for one in effects if one.pooled):
        for name in effect.parameters:
            found[name].append(effect)
    return {name: pool(rows) for name, rows in found.items()}


def pool(effects: Sequence[Effect]) -> Pool:
    """Pool effects of one parameter; one or more."""
    values = np.array([[e.low, e.estimate, e.high] for e in effects]).T
    is_log = bool((values > 0.0).all())
    low, estimate, high = np.log(values) if is_log else values
    within = np.maximum((high - low) / RANGE_IN_SD, LEAST_SD) ** 2
    within *= [DISTANCES[effect.distance] for effect in effects]
    between = variance_between(estimate, within)
    weight = 1.0 / (within + between)
    mean = float((weight * estimate).sum() / weight.sum())
    error = float(1.0 / weight.sum())
    ends = [HALF_RANGE * np.sqrt(variance) for variance in (error, error + between)]
    marks = [mean, mean - ends[0], mean + ends[0], mean - ends[1], mean + ends[1]]
    centre, below, above, new_below, new_above = np.exp(marks) if is_log else marks
    return Pool(
        count=len(effects),
        near=sum(effect.distance == "near" for effect in effects),
        mean=float(centre),
        low=float(below),
        high=float(above),
        new_low=float(new_below),
        new_high=float(new_above),
        between=float(np.sqrt(between)),
        is_log=is_log,
    )


ENOUGH = 3
"""Pooled rows that make a B by themselves."""


def grade(count: int, *, verified: bool, reference: bool = False) -> str:
    """Give the grade that follows from ``count`` pooled rows and a verified anchor.

    A ``reference`` is a published check value: A where it is verified, B otherwise.
    """
    if reference:
        return "A" if verified else "B"
    if count >= ENOUGH or (count and verified):
        return "B"
    return "C" if count or verified else "D"


NO_CELLS = {"n": "0", "near": "0", "pool": "", "pool_low": "", "pool_high": ""}
"""Cells of a parameter without any pooled effect."""


def table_faults(rows: Iterable[Mapping[str, str]], found: Mapping[str, Pool]) -> Iterator[str]:
    """List the parameters beside whose prior another pool or grade stands than the effects give."""
    for row in rows:
        name = row["name"]
        due = found[name].cells() if name in found else NO_CELLS
        is_check = row["distribution"] == NOT_A_PARAMETER[0]
        verified = row["verified"] == "yes"
        due |= {"grade": grade(int(due["n"]), verified=verified, reference=is_check)}
        if wrong := {column: row[column] for column in due if row[column] != due[column]}:
            told = ", ".join(f"{column} is {text or 'empty'}" for column, text in wrong.items())
            gives = ", ".join(f"{column} {due[column] or 'empty'}" for column in wrong)
            yield f"parameters.csv, {name}: {told}; the evidence gives {gives}"


def variance_between(estimate: Array, within: Array) -> float:
    """Estimate the variance between settings by moments; 0 for a single row.

    Parameters
    ----------
    estimate, within : array, (rows,)
        Estimates and their variances.
    """
    weight = 1.0 / within
    mean = (weight * estimate).sum() / weight.sum()
    excess = (weight * (estimate - mean) ** 2).sum() - (len(estimate) - 1)
    scale = weight.sum() - (weight**2).sum() / weight.sum()
    return max(0.0, float(excess / scale)) if len(estimate) > 1 else 0.0
