"""How rivals answer: stand still, follow, or reply best (E5)."""

import numpy as np

from models.notation import Array

DEEPEST = 0.05
"""No rival subsidises more than five per cent of its baseline GMV."""

DEFENCE_SCALE = 0.1


def follow(
    baseline: Array, own_change: Array, share_lost: Array, matching: Array, defence: Array
) -> Array:
    """Subsidy depth of rivals that match our change and defend their share (E5).

    ``own_change`` (D,) is the change of our depth a quarter ago, ``share_lost`` (A-1, D) the
    GMV share that each lost against the baseline; depths are shares of baseline GMV.
    """
    lost = np.maximum(share_lost, 0.0)
    return np.clip(baseline + matching * own_change + DEFENCE_SCALE * defence * lost, 0.0, DEEPEST)


def demand_slope(
    sensitivity: Array, mix: Array, gmv_per_order: Array, cost_per_order: Array, depth: Array
) -> Array:
    """Log price cut for a unit of subsidy depth, (A, D), constant over time (E5)."""
    per_ticket = mix / cost_per_order * -np.log1p(-depth)
    return sensitivity.mean(axis=0) * per_ticket.sum(axis=1) * gmv_per_order


def best_reply(
    depth: Array, baseline: Array, semi_elasticity: Array, baseline_elasticity: Array, speed: Array
) -> Array:
    """Damped step towards the depth that maximises (margin - depth) G(depth) (E5).

    The margin is what makes the baseline depth optimal, so the reply is
    dep0 + 1/psi0 - 1/psi with psi the semi-elasticity of GMV in depth.
    """
    best = baseline + 1.0 / baseline_elasticity - 1.0 / semi_elasticity
    return np.clip(depth + speed * (best - depth), 0.0, DEEPEST)
