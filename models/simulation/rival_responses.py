"""Answers of rivals, alike or each by its own posture, strength, lag and cap (E5)."""

from dataclasses import dataclass

import numpy as np

from models.market import rivals
from models.market.rivals import Conduct, Groups, View
from models.notation import Array
from models.simulation.baseline import Baseline
from models.simulation.state import State


@dataclass(frozen=True, kw_only=True, eq=False)
class Answers:
    """What rivals do in a quarter.

    ``budget`` (A-1, K, D) in RMB bn; ``depth`` (A-1, D) of those who reply best; ``fee_cut``
    (A-1, M, D) is the share of sales that goes to sellers instead, None for none.
    """

    budget: Array
    depth: Array
    fee_cut: Array | None


def answers(state: State, posture: str | Groups, base: Baseline) -> Answers:
    """Subsidies of every rival this quarter, and what some give to sellers instead."""
    if isinstance(posture, str):
        return _alike(state, posture, base)
    return _of_each(state, posture, base)


def _alike(state: State, posture: str, base: Baseline) -> Answers:
    view, terms, p = state.seen[0], base.rivals, base.p
    budget, depth = terms.budget, state.rival_depth
    if posture == "follow":
        every = slice(None)
        budget = _followed(view, base, p.rival_matching, p.rival_defence, terms.cap, every)
    elif posture == "best-reply":
        deepest = terms.cap / terms.gmv
        depth = _replied(state.rival_depth, view, base, p.best_reply_speed, deepest)
        budget = _reply_budget(depth, view, base)
    return Answers(budget=budget, depth=depth, fee_cut=None)


def _followed(
    view: View,
    base: Baseline,
    matching: Array | float,
    defence: Array | float,
    cap: Array,
    who: slice,
) -> Array:
    """Subsidies of some rivals that follow, (n, K, D)."""
    terms = base.rivals
    lost = rivals.share_lost(view.gmv_share[1:][who], base.gmv_share[1:][who])
    wanted = rivals.follow(
        terms.budget[who], lost, view.attack, terms.diversion[who], matching, defence
    )
    return rivals.capped(wanted, cap[who])


def _replied(depth: Array, view: View, base: Baseline, speed: Array, deepest: Array) -> Array:
    return rivals.best_reply(
        depth,
        base.rivals.depth,
        view.reply_elasticity,
        base.rivals.reply_elasticity,
        speed,
        deepest,
    )


def _reply_budget(depth: Array, view: View, base: Baseline) -> Array:
    terms = base.rivals
    added = (depth - terms.depth) * terms.gmv
    return rivals.reply_budget(terms.budget, added, view.attack, terms.mix)


def _of_each(state: State, groups: Groups, base: Baseline) -> Answers:
    rivals_there, count = len(base.rivals.budget), base.p.count
    budget, depth = np.empty((rivals_there, 2, count)), np.empty((rivals_there, count))
    cuts = None
    for here, conduct in groups:
        found = _some(state, conduct, here, base)
        budget[here], depth[here] = found.budget, found.depth
        if found.fee_cut is not None:
            cuts = np.zeros(budget.shape) if cuts is None else cuts
            cuts[here] = found.fee_cut
    return Answers(budget=budget, depth=depth, fee_cut=cuts)


def _some(state: State, conduct: Conduct, here: slice, base: Baseline) -> Answers:
    """Answer of some rivals that answer alike."""
    p, terms = base.p, base.rivals
    view, budget, depth = state.seen[conduct.lag - 1], terms.budget[here], state.rival_depth[here]
    cap = terms.cap if conduct.cap is None else _cap(conduct.cap, base)
    if conduct.posture == "passive":
        return Answers(budget=budget, depth=depth, fee_cut=None)
    if conduct.posture == "best-reply":
        speed = p.best_reply_speed * conduct.strength
        depth = _replied(state.rival_depth, view, base, speed, cap / terms.gmv)
        return Answers(
            budget=_reply_budget(depth, view, base)[here], depth=depth[here], fee_cut=None
        )
    matching = p.rival_matching if conduct.matching is None else conduct.matching
    defence = p.rival_defence if conduct.defence is None else conduct.defence
    strength = conduct.strength
    wanted = _followed(view, base, matching * strength, defence * strength, cap, here)
    if conduct.posture == "follow":
        return Answers(budget=wanted, depth=depth, fee_cut=None)
    # The money that following would spend on buyers; no fee falls below nothing.
    saved = (wanted - budget).sum(axis=1) / terms.gmv[here]
    cut = np.minimum(saved[:, None], base.take[1:][here])
    return Answers(budget=budget, depth=depth, fee_cut=cut)


def _cap(most: float, base: Baseline) -> Array:
    return np.maximum(most, base.rivals.budget.sum(axis=1))
