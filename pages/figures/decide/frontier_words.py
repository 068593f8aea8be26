"""How far a plan is from the best ones, and what those trade."""

from collections.abc import Sequence

import numpy as np

from models.analysis.optimise.frontier import FrontierPoint
from models.notation import UNITS
from pages.figures import decide_words as words
from pages.labels.catalogue import t

Place = tuple[float, float]
"""Two measures of one plan, each in its own unit: across and upwards."""


def finding(
    points: Sequence[FrontierPoint], across: str, up: str, here: Place, *, is_plan: bool
) -> str:
    """Write how far the plan, or no change, is below the best with as much of the other measure."""
    names = {"x": t(f"measure.{across}"), "y": t(f"measure.{up}")}
    who = t("frontier.here.plan" if is_plan else "frontier.here.today")
    gap = _short_of(points, here)
    if gap is None:
        return words.capital(t("frontier.beyond", who=who, **names))
    change = words.change(up, gap, gap, gap, level=abs(here[1]))
    if change.is_none:
        return words.capital(t("frontier.on", who=who, **names))
    if gap < 0.0:
        return words.capital(t("frontier.beyond", who=who, **names))
    size = words.size(gap, UNITS[up], level=abs(here[1]))
    money = UNITS[up].startswith("RMB")
    size = t("risk.rmb", amount=size) if money else size
    return words.capital(t("frontier.short", who=who, gap=size, **names))


def _short_of(points: Sequence[FrontierPoint], here: Place) -> float | None:
    """Give what the best plan with as much across has more upwards; None right of all."""
    x, y = ([getattr(point, axis) for point in points] for axis in ("x", "y"))
    if here[0] > x[-1] and not np.isclose(here[0], x[-1]):
        return None
    return float(np.interp(here[0], x, y)) - here[1]


def trade(points: Sequence[FrontierPoint], across: str, up: str) -> str:
    """Write what the whole curve trades: from its upper left end to its lower right one."""
    first, last = points[0], points[-1]
    names = {"x": t(f"measure.{across}"), "y": t(f"measure.{up}")}
    if len(points) == 1:
        return words.capital(t("frontier.alone", **names))
    gain = words.lone_change(across, last.x - first.x, level=first.x).lstrip("+")
    cost = words.lone_change(up, first.y - last.y, level=first.y).lstrip("+")
    return words.capital(t("frontier.title", gain=gain, cost=cost, **names))
