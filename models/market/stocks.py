"""Stocks that investment fills and saturation bends (E6, E22)."""

import numpy as np

from models.notation import Array


def adstock(stock: Array, persistence: Array, spend: Array) -> Array:
    """Carry a stock over a quarter and add the spend, RMB bn; persistence in [0, 1)."""
    return persistence * stock + spend


def steady_stock(spend: Array | float, persistence: Array) -> Array:
    """Stock that constant spend sustains."""
    return spend / (1.0 - persistence)


def hill(stock: Array, half: Array, exponent: Array | float) -> Array:
    """Saturation in [0, 1), one half at ``half``; S-shaped when the exponent exceeds 1."""
    if np.ndim(exponent) == 0 and exponent == 1.0:
        return stock / (half + stock)
    ratio = (stock / half) ** exponent
    return ratio / (1.0 + ratio)


def scaled_gain(gain: Array, effectiveness: Array) -> Array:
    """Scale gains by effectiveness; a cut hurts in full, so poor delivery saves nothing (E6)."""
    return np.minimum(gain, 0.0) + effectiveness * np.maximum(gain, 0.0)


def routing_gain(saturation: Array, effectiveness: Array) -> Array:
    """Share of misrouted needs that AI tells apart, 0 to 1 (E22)."""
    return np.minimum(1.0, effectiveness * saturation)
