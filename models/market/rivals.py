"""How rivals answer: stand still, follow, cut fees, or reply best (E5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

import numpy as np

from models.errors import ParameterError
from models.notation import HIGH, LOW, Array

POSTURES = ("passive", "follow", "best-reply")
"""How the rivals answer."""

CONDUCTS = (*POSTURES, "fee-cut")
"""How one rival may answer; the last gives sellers the money that following would give buyers."""

SMALL = 1e-300
"""Divisor where there is nothing to divide."""

LONGEST_LAG = 3
"""Quarters after which every rival has seen what we did."""


@dataclass(frozen=True, kw_only=True)
class Conduct:
    """How one rival answers.

    Attributes
    ----------
    posture : str
        One of `CONDUCTS`.
    strength : float
        Factor on matching and defence, or on the step of a best reply; 0 or more.
    matching, defence : float, optional
        In place of the parameters ``rival_matching`` and ``rival_defence``; 0 or more. A column
        (D,) of strengths, matchings or defences serves futures that differ in it.
    lag : int
        Quarters until our move is seen, 1 to 3.
    cap : float, optional
        Largest budget, RMB bn a quarter; it limits the answer and forces no cut below today.

    Raises
    ------
    ParameterError
        Something is outside its range.
    """

    posture: str = "follow"
    strength: float | Array = 1.0
    matching: float | Array | None = None
    defence: float | Array | None = None
    lag: int = 1
    cap: float | None = None

    def __post_init__(self) -> None:
        """Refuse what no rival can do."""
        if self.posture not in CONDUCTS:
            msg = f"a rival's posture is one of {', '.join(CONDUCTS)}, not {self.posture!r}"
            raise ParameterError(msg)
        if self.lag not in range(1, LONGEST_LAG + 1):
            msg = f"a rival answers after 1 to {LONGEST_LAG} quarters, not {self.lag}"
            raise ParameterError(msg)
        for name in ("strength", "matching", "defence", "cap"):
            value = getattr(self, name)
            if value is not None and not np.all(np.isfinite(value) & np.greater_equal(value, 0.0)):
                msg = f"{name} of a rival's answer is a finite number, 0 or more, not {value}"
                raise ParameterError(msg)

    def part(self, futures: slice) -> "Conduct":
        """Keep some futures of the columns that differ from future to future."""
        columns = {
            name: value[futures]
            for name in ("strength", "matching", "defence")
            if isinstance(value := getattr(self, name), np.ndarray)
        }
        return replace(self, **columns) if columns else self  # type: ignore[arg-type]


@cache
def usual_conduct(posture: str) -> Conduct:
    """Conduct of a rival of which only the posture is told."""
    return Conduct(posture=posture)


Posture = str | tuple[Conduct, ...]
"""One posture for all rivals, or the conduct of each in the order of the market."""


Groups = tuple[tuple[slice, Conduct], ...]
"""Places of rivals that answer alike, and how they do; ``matching`` of several is (n, 1, D)."""


def grouped(conducts: Sequence[Conduct]) -> Groups:
    """Put neighbouring rivals together that answer alike, but that each matches its own part."""
    found, start = [], 0
    for _, group in groupby(conducts, key=_kind):
        some = list(group)
        stop = start + len(some)
        found.append((slice(start, stop), some[0] if len(some) == 1 else _joined(some)))
        start = stop
    return tuple(found)


def _kind(conduct: Conduct) -> tuple[object, ...]:
    """Tell how a rival answers, whatever it matches; a column is like no other."""
    columns = (conduct.strength, conduct.defence)
    told = (id(value) if isinstance(value, np.ndarray) else value for value in columns)
    return conduct.posture, conduct.lag, conduct.cap, conduct.matching is None, *told


def _joined(conducts: Sequence[Conduct]) -> Conduct:
    parts = [np.atleast_1d(one.matching) for one in conducts if one.matching is not None]
    if not parts:
        return conducts[0]
    return replace(conducts[0], matching=np.stack(np.broadcast_arrays(*parts))[:, None])


@dataclass(frozen=True, kw_only=True, eq=False)
class View:
    """What rivals saw in one quarter.

    Attributes
    ----------
    attack : array, shape (K, D)
        Money that we added by class, RMB bn a quarter, 0 or more.
    gmv_share : array, shape (A, D)
    reply_elasticity : array, shape (A-1, D)
        Semi-elasticity of each rival's sales in its own subsidy depth.
    instant_change : array, shape (D,)
        Change of our subsidy for an instant order, RMB.
    """

    attack: Array
    gmv_share: Array
    reply_elasticity: Array
    instant_change: Array


def attack(budget: Array, today: Array, growth_money: Array, counted: Array) -> Array:
    """Money that rivals answer, RMB bn a quarter, (..., K, D), high ticket first (E5).

    ``budget`` (..., K, D) and ``today`` (K, D) are our realised subsidies and those of the
    baseline; ``growth_money`` (..., D) what we added for content, lower tiers, sellers and AI, of
    which rivals count a part as an attack on small tickets.
    """
    added = np.maximum(budget - today, 0.0)
    small = added[..., LOW, :] + counted * growth_money
    return np.stack(np.broadcast_arrays(added[..., HIGH, :], small), axis=-2)


def follow(
    today: Array,
    lost: Array,
    attack: Array,
    diversion: Array,
    matching: Array | float,
    defence: Array | float,
) -> Array:
    """Subsidies of rivals that match our money and defend their share, (A-1, K, D) (E5).

    ``lost`` (A-1, D) is the part of its GMV share that each lost, 0 to 1, ``diversion`` (A-1, K, D)
    the part of our attack that comes to each.
    """
    return today * (1.0 + defence * lost)[:, None] + matching * diversion * attack


def share_lost(now: Array, baseline: Array) -> Array:
    """Part of its GMV share that a rival lost against the baseline, 0 to 1 (E5)."""
    return np.maximum(1.0 - now / baseline, 0.0)


def capped(budget: Array, cap: Array) -> Array:
    """Scale both classes together until a rival spends no more than its cap, RMB bn (E5)."""
    total = budget.sum(axis=1)
    within = np.minimum(1.0, cap / np.maximum(total, SMALL))
    return budget * within[:, None]


def demand_slope(
    sensitivity: Array,
    pull: Array,
    mix: Array,
    gmv_per_order: Array,
    cost_per_order: Array,
    depth: Array,
) -> Array:
    """Rise in utility for a unit of subsidy depth, (A-1, D), constant over time (E5)."""
    per_ticket = mix / cost_per_order * -np.log1p(-depth)
    return pull * sensitivity.mean(axis=0) * per_ticket.sum(axis=1) * gmv_per_order


def best_reply(
    depth: Array,
    baseline: Array,
    semi_elasticity: Array,
    baseline_elasticity: Array,
    speed: Array,
    deepest: Array,
) -> Array:
    """Damped step towards the depth that maximises (margin - depth) G(depth), (A-1, D) (E5).

    The margin is what makes the baseline depth optimal, so the reply is dep0 + 1/psi0 - 1/psi
    with psi the semi-elasticity of sales in depth. Nobody disarms below the baseline, and who has
    no subsidies to begin with makes no reply.
    """
    wanted = baseline + 1.0 / baseline_elasticity - 1.0 / semi_elasticity
    best = np.where(baseline > 0.0, np.maximum(baseline, wanted), baseline)
    return np.clip(depth + speed * (best - depth), baseline, deepest)


def reply_budget(today: Array, added: Array, attack: Array, mix: Array) -> Array:
    """Spread a best reply over the classes we attack, else as today, (A-1, K, D) (E5).

    ``added`` (A-1, D) is what each adds to ``today``, RMB bn; ``mix`` (A-1, K, 1) its usual split.
    """
    total = attack.sum(axis=0)
    split = np.where(total > 0.0, attack / np.maximum(total, SMALL), mix)
    return today + added[:, None] * split
