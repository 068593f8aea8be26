"""Answers of rivals that differ: each by its own posture, strength, lag and cap (E5)."""

from collections.abc import Sequence

import numpy as np

from models.market import rivals
from models.market.rivals import Conduct, View
from models.notation import Array
from models.simulation.baseline import Baseline
from models.simulation.state import State


def followed(view: View, base: Baseline, matching: Array | float, defence: Array) -> Array:
    """Depth of rivals that follow what they saw, (A-1, D)."""
    gmv = base.market.gmv_total
    lost = (gmv / gmv.sum())[1:, None] - view.gmv_share[1:]
    change = view.own_depth - base.own_depth
    return rivals.follow(base.depth0, change, lost, matching, defence)


def of_each(
    state: State, conducts: Sequence[Conduct], base: Baseline
) -> tuple[Array, Array | None]:
    """Depth of every rival, (A-1, D), and cut of its fees, (A-1, M, D) or None."""
    depth = np.empty_like(state.rival_depth)
    fee_cut = np.zeros((*base.take[1:].shape[:-1], depth.shape[-1]))
    for place, conduct in enumerate(conducts):
        wanted = _capped(_depth(place, conduct, state, base), place, conduct, base)
        if conduct.posture == "fee-cut":
            # The money that following would spend on buyers; no fee falls below nothing.
            saved = np.maximum(wanted - base.depth0[place], 0.0)
            fee_cut[place] = np.minimum(saved, base.take[1 + place])
            wanted = base.depth0[place]
        depth[place] = wanted
    cuts = any(conduct.posture == "fee-cut" for conduct in conducts)
    return depth, fee_cut if cuts else None


def _depth(place: int, conduct: Conduct, state: State, base: Baseline) -> Array:
    p, here = base.p, slice(place, place + 1)
    if conduct.posture == "passive":
        return state.rival_depth[place]
    view = (state.view, *state.seen)[conduct.lag - 1]
    if conduct.posture == "best-reply":
        found = rivals.best_reply(
            state.rival_depth[here],
            base.depth0[here],
            view.reply_elasticity[here],
            base.reply_elasticity[here],
            p.best_reply_speed * conduct.strength,
        )
        return found[0]
    matching = p.rival_matching if conduct.matching is None else conduct.matching
    return followed(view, base, matching * conduct.strength, p.rival_defence * conduct.strength)[
        place
    ]


def _capped(depth: Array, place: int, conduct: Conduct, base: Baseline) -> Array:
    if conduct.cap is None:
        return depth
    most = conduct.cap / base.market.gmv_total[1 + place]
    return np.minimum(depth, np.maximum(most, base.depth0[place]))
