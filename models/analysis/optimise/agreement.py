"""Whether the starts of a search end at the same plan, and if not, what they disagree on."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.analysis.optimise.best_points import join, subset
from models.analysis.optimise.evaluator import KEEPS, EvaluatedPoints
from models.analysis.optimise.space import DIGITS, Space
from models.notation import Array

AGREE = 1e-3
"""Part of the gain within which two ends are the same answer."""

_APART = 0.05
"""Part of a lever's range by which ends must differ to disagree on it."""

_FLAT = 1e-6


@dataclass(frozen=True, kw_only=True)
class Disputed:
    """A lever that ends set differently: from ``low`` to ``high``, ``part`` of its range."""

    lever: str
    low: float
    high: float
    part: float


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How the local searches ended.

    Attributes
    ----------
    starts, agreed : int
        Local searches, and how many of them end within 0.1% of the gain of the best.
    goals : tuple of float
        Goals of the ends that keep all limits, the best first.
    disputed : tuple of Disputed
        Levers that these ends and the best plan set differently, the widest first.
    """

    starts: int
    agreed: int
    goals: tuple[float, ...]
    disputed: tuple[Disputed, ...]

    @property
    def outside(self) -> int:
        """How many ends break a limit."""
        return self.starts - len(self.goals)


def agreement(
    space: Space, ends: EvaluatedPoints, best: EvaluatedPoints, gain: float, scale: float
) -> Agreement:
    """Compare ends, of which there may be none yet, with the best point.

    Parameters
    ----------
    gain
        What the best gains against no change.
    scale
        Spread of the goal over the first look.
    """
    inside = subset(ends, np.flatnonzero(ends.worst <= KEEPS).tolist())
    near = np.abs(inside.goal - best.goal[0]) <= max(AGREE * abs(gain), _FLAT * scale)
    points = join(inside, best).points
    return Agreement(
        starts=len(ends.goal),
        agreed=int(near.sum()),
        goals=tuple(sorted(inside.goal.tolist(), reverse=True)),
        disputed=tuple(sorted(_disputed(space, points), key=lambda one: -one.part)),
    )


def _disputed(space: Space, points: Array) -> Iterator[Disputed]:
    targets = [space.targets(point) for point in points]
    for lever in targets[0]:
        values = np.array([[value for _, value in one[lever]] for one in targets])
        low, high = space.reach(lever)
        width = np.ptp(values, axis=0)
        widest = int(width.argmax())
        if high > low and width[widest] > _APART * (high - low):
            column = values[:, widest].round(DIGITS)
            part = float(width[widest]) / (high - low)
            yield Disputed(
                lever=lever, low=float(column.min()), high=float(column.max()), part=part
            )
