"""One reported figure, as the calibration sees it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Observation:
    """Log of a reported figure: a metric of an app summed over some quarters.

    Attributes
    ----------
    quarters, base : tuple of int
        Places of the quarters in the history; ``base`` is what the figure is compared with, empty
        for a figure in itself.
    value : float
        Logarithm of what was reported, money in RMB bn.
    error : float
        Standard error of that log.
    take_sd, basis_sd : float
        Drift a quarter of the take rate behind it, and error of its level, in logs.
    """

    series: str
    platform: int
    metric: str
    quarters: tuple[int, ...]
    base: tuple[int, ...] = ()
    value: float
    error: float
    take_sd: float = 0.0
    basis_sd: float = 0.0
