"""Sets of evaluated points: the best of them, some of them, two of them put together."""

import numpy as np

from models.analysis.optimise.evaluator import KEEPS, EvaluatedPoints


def best_of(tried: EvaluatedPoints) -> EvaluatedPoints:
    """Pick the best point that keeps all limits; failing that, of those that fall least short."""
    kept = tried.worst <= KEEPS
    if not kept.any():
        short = tried.shortfall
        kept = short <= short.min() + KEEPS
    goal = np.where(kept, tried.goal, -np.inf)
    # Equal shares of draws are ranked by how near the others come.
    ties = np.flatnonzero(goal == goal.max())
    return subset(tried, [int(ties[np.argmax(tried.smooth[ties])])])


def subset(tried: EvaluatedPoints, rows: list[int]) -> EvaluatedPoints:
    """Keep some of the points."""
    return EvaluatedPoints(
        points=tried.points[rows],
        goal=tried.goal[rows],
        smooth=tried.smooth[rows],
        slack=tried.slack[rows],
        limit=tried.limit,
    )


def join(a: EvaluatedPoints, b: EvaluatedPoints) -> EvaluatedPoints:
    """Put two sets of points below each other."""
    return EvaluatedPoints(
        points=np.vstack([a.points, b.points]),
        goal=np.r_[a.goal, b.goal],
        smooth=np.r_[a.smooth, b.smooth],
        slack=np.vstack([a.slack, b.slack]),
        limit=a.limit,
    )
