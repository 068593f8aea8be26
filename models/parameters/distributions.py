"""Prior distributions: each draws, moves with its centre and knows what values it admits.

``models/parameters/grammar.py`` reads them from the parameter table.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import special  # its statistics take half a second to load

from models.notation import Array

NARROW = 1e-6
"""How near a value may come to the open end of its range, relative to the median."""

REACH = 6.0
"""Standard deviations that an admissible value may lie from the centre."""


class Distribution(Protocol):
    """What a prior can do; draws have shape (n,) and the unit of the parameter."""

    @property
    def drawn(self) -> bool:
        """Whether the parameter varies from draw to draw."""

    @property
    def allowed(self) -> tuple[float, float]:
        """Closed range of admissible values."""

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """Draw ``size`` independent values."""

    @property
    def centre(self) -> float:
        """Median; of one that is zero in half of the cases, a point between its two halves."""

    def recentre(self, draws: Array, centre: float, target: float) -> Array:
        """Move draws with their median at ``centre`` to ``target`` on the natural scale."""

    def quantile(self, probability: Array) -> Array:
        """Invert the distribution function."""


@dataclass(frozen=True)
class Normal:
    """Normal distribution; recentring shifts it."""

    mean: float
    sd: float
    drawn = True

    @property
    def allowed(self) -> tuple[float, float]:
        """Mean and six standard deviations to either side."""
        return self.mean - REACH * self.sd, self.mean + REACH * self.sd

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """Draw ``size`` independent values."""
        return rng.normal(self.mean, self.sd, size)

    @property
    def centre(self) -> float:
        """Median, which is the mean."""
        return self.mean

    def recentre(self, draws: Array, centre: float, target: float) -> Array:
        """Shift, and keep to the admissible range."""
        return np.clip(draws + (target - centre), *self.allowed)

    def quantile(self, probability: Array) -> Array:
        """Invert the distribution function."""
        return self.mean + self.sd * np.asarray(special.ndtri(probability))


@dataclass(frozen=True)
class TruncatedNormal:
    """Normal distribution cut to ``low`` .. ``high``; recentring shifts and clips it."""

    mean: float
    sd: float
    low: float
    high: float
    drawn = True

    @property
    def allowed(self) -> tuple[float, float]:
        """Range that the cut leaves."""
        return self.low, self.high

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """Draw ``size`` independent values."""
        return self.quantile(rng.random(size))

    @property
    def centre(self) -> float:
        """Median of what the cut leaves."""
        return float(self.quantile(np.array([0.5]))[0])

    def recentre(self, draws: Array, centre: float, target: float) -> Array:
        """Shift, and keep to the admissible range."""
        return np.clip(draws + (target - centre), self.low, self.high)

    def quantile(self, probability: Array) -> Array:
        """Invert the distribution function."""
        ends = (np.array([self.low, self.high]) - self.mean) / self.sd
        below, inside = special.ndtr(ends[0]), np.diff(special.ndtr(ends))
        standard = special.ndtri(below + inside * np.asarray(probability))
        return np.clip(self.mean + self.sd * standard, self.low, self.high)


@dataclass(frozen=True)
class LogNormal:
    """``shift`` plus a log-normal with this ``median``; recentring multiplies the latter."""

    median: float
    sd: float
    shift: float = 0.0
    drawn = True

    @property
    def allowed(self) -> tuple[float, float]:
        """Just above ``shift`` to six standard deviations above the median."""
        top = self.median * float(np.exp(REACH * self.sd))
        return self.shift + NARROW * self.median, self.shift + top

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """Draw ``size`` independent values."""
        return self.shift + rng.lognormal(np.log(self.median), self.sd, size)

    @property
    def centre(self) -> float:
        """Median, ``shift`` and all."""
        return self.shift + self.median

    def recentre(self, draws: Array, centre: float, target: float) -> Array:
        """Multiply what lies above ``shift``."""
        factor = (target - self.shift) / (centre - self.shift)
        return self.shift + (draws - self.shift) * factor

    def quantile(self, probability: Array) -> Array:
        """Invert the distribution function."""
        return self.shift + self.median * np.exp(self.sd * special.ndtri(probability))


@dataclass(frozen=True)
class ZeroOrLogNormal:
    """Zero with probability ``zero`` up to one half, else log-normal; recentring multiplies."""

    median: float
    sd: float
    zero: float = 0.5
    drawn = True

    @property
    def allowed(self) -> tuple[float, float]:
        """Zero to six standard deviations above the median."""
        return 0.0, self.median * float(np.exp(REACH * self.sd))

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """Draw ``size`` independent values."""
        return rng.lognormal(np.log(self.median), self.sd, size) * (rng.random(size) >= self.zero)

    @property
    def centre(self) -> float:
        """Median; with zeros in half of the cases, half the log-normal's median."""
        if self.zero < 0.5:
            return float(self.quantile(np.array([0.5]))[0])
        return 0.5 * self.median

    def recentre(self, draws: Array, centre: float, target: float) -> Array:
        """Multiply; the zeros stay."""
        return draws * (target / centre)

    def quantile(self, probability: Array) -> Array:
        """Invert the distribution function."""
        above = np.clip((np.asarray(probability) - self.zero) / (1.0 - self.zero), 0.0, 1.0)
        return self.median * np.exp(self.sd * special.ndtri(above))


@dataclass(frozen=True)
class Beta:
    """Beta distribution on 0..1; recentring shifts the logit."""

    a: float
    b: float
    drawn = True

    @property
    def allowed(self) -> tuple[float, float]:
        """Just above 0 to just below 1."""
        return NARROW, 1.0 - NARROW

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """Draw ``size`` independent values."""
        return rng.beta(self.a, self.b, size)

    @property
    def centre(self) -> float:
        """Median."""
        return float(self.quantile(np.array([0.5]))[0])

    def recentre(self, draws: Array, centre: float, target: float) -> Array:
        """Shift the logit, which keeps every draw within 0..1."""
        shift = special.logit(target) - special.logit(centre)
        return np.asarray(special.expit(special.logit(draws) + shift))

    def quantile(self, probability: Array) -> Array:
        """Invert the distribution function."""
        return np.asarray(special.betaincinv(self.a, self.b, probability))


@dataclass(frozen=True)
class HalfNormal:
    """Absolute value of a centred normal; recentring multiplies it."""

    sd: float
    drawn = True

    @property
    def allowed(self) -> tuple[float, float]:
        """Zero to six standard deviations."""
        return 0.0, REACH * self.sd

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """Draw ``size`` independent values."""
        return np.abs(rng.normal(0.0, self.sd, size))

    @property
    def centre(self) -> float:
        """Median."""
        return float(self.quantile(np.array([0.5]))[0])

    def recentre(self, draws: Array, centre: float, target: float) -> Array:
        """Multiply."""
        return draws * (target / centre)

    def quantile(self, probability: Array) -> Array:
        """Invert the distribution function."""
        return self.sd * np.asarray(special.ndtri(0.5 + 0.5 * np.asarray(probability)))


@dataclass(frozen=True)
class Fixed:
    """One value in every draw; an assumption may replace it within ``low`` .. ``high``."""

    value: float
    low: float
    high: float
    drawn = False

    @property
    def allowed(self) -> tuple[float, float]:
        """Range for an assumption."""
        return self.low, self.high

    def sample(self, rng: np.random.Generator, size: int) -> Array:
        """Repeat the value; the stream is left alone."""
        return np.full(size, self.value)

    @property
    def centre(self) -> float:
        """The value."""
        return self.value

    def recentre(self, draws: Array, centre: float, target: float) -> Array:
        """Replace the value."""
        return np.full_like(draws, target)

    def quantile(self, probability: Array) -> Array:
        """Repeat the value."""
        return np.full(np.shape(probability), self.value)
