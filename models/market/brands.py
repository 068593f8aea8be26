"""Brand incubation: exposure builds capability, S-shaped (E20)."""

import numpy as np

from models.notation import Array


def response(exposure: Array, exponent: Array) -> Array:
    """Capability that exposure relative to the threshold sustains, in [0, 1)."""
    powered = exposure**exponent
    return powered / (1.0 + powered)


def capability_target(exposure: Array, focus: Array | float, exponent: Array) -> Array:
    """Capability when a share ``focus`` of brands shares the exposure: f h(x/f)."""
    return focus * response(exposure / focus, exponent)


def learn(capability: Array, target: Array, speed: Array) -> Array:
    """Move capability towards what exposure sustains (E20)."""
    return (1.0 - speed) * capability + speed * target


def best_focus(exposure: Array, exponent: Array) -> Array:
    """Share of brands that maximises total capability: min(1, x/(n-1)^(1/n)), n > 1."""
    return np.minimum(1.0, exposure / (exponent - 1.0) ** (1.0 / exponent))
