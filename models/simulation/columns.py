"""Draws as columns: the same change to every array of a baseline or a state, however nested."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import numpy as np

from models.market.coefficients import Coefficients
from models.notation import Array
from models.vintage import Instant, Market

T = TypeVar("T")


def repeated(whole: T, count: int, times: int) -> T:
    """Put copies of the ``count`` draws side by side, all of the first copy first."""
    return _changed(whole, count, lambda values: np.tile(values, times))


def some_draws(whole: T, count: int, start: int, stop: int) -> T:
    """Keep the draws from ``start`` up to ``stop`` of ``count``."""
    if start == 0 and stop >= count:
        return whole
    return _changed(whole, count, lambda values: values[..., start:stop].copy())


def _changed(whole: Any, count: int, change: Callable[[Array], Array]) -> Any:  # noqa: ANN401
    """Change what has a column a draw; what all draws share, and the market, stay as they are."""
    if isinstance(whole, np.ndarray):
        return change(whole) if whole.shape[-1] == count else whole
    if isinstance(whole, Coefficients):
        return whole.changed(change)
    if isinstance(whole, tuple):
        return tuple(_changed(one, count, change) for one in whole)
    if isinstance(whole, Market | Instant) or not is_dataclass(whole) or isinstance(whole, type):
        return whole
    parts = {f.name: _changed(getattr(whole, f.name), count, change) for f in fields(whole)}
    return replace(whole, **parts)
