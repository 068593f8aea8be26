"""Stocks that investment fills and saturation bends (E6, E22)."""

import numpy as np

from models.market.between import between
from models.notation import Array


def adstock(stock: Array, persistence: Array, spend: Array) -> Array:
    """Carry a stock over a quarter and add what fills it; persistence in [0, 1)."""
    return persistence * stock + spend


def steady_stock(spend: Array | float, persistence: Array) -> Array:
    """Stock that constant spend sustains."""
    return spend / (1.0 - persistence)


def hill(stock: Array, half: Array, exponent: Array | float) -> Array:
    """Saturation in [0, 1), one half at ``half``; S-shaped when the exponent exceeds 1."""
    ratio = (stock / half) ** exponent
    return ratio / (1.0 + ratio)


def scaled_gain(gain: Array, effectiveness: Array) -> Array:
    """Scale gains by effectiveness; a cut hurts in full, so poor delivery saves nothing (E6)."""
    return np.minimum(gain, 0.0) + effectiveness * np.maximum(gain, 0.0)


def routing_gain(baseline: Array, saturation: Array, effectiveness: Array) -> Array:
    """Saturation of AI as it reaches buyers, 0 to 1 (E22)."""
    return between(baseline + scaled_gain(saturation - baseline, effectiveness), 0.0, 1.0)


def mismatch_left(gain: Array, baseline_gain: Array, share: Array) -> Array:
    """Part of the mismatch of the traffic split that routing leaves, 1 at the baseline (E22)."""
    return (1.0 - share * gain) / (1.0 - share * baseline_gain)


def conversion_lift(gain: Array, baseline_gain: Array, lift: Array) -> Array:
    """Factor of AI on all orders, 1 at the baseline (E11, E22)."""
    return (1.0 + lift * gain) / (1.0 + lift * baseline_gain)
