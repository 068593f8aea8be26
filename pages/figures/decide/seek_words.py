"""What reaches a goal, and its price in profit; or that nothing does within the limits."""

import numpy as np

from models.analysis.optimise.seek import PROFIT, GoalSeekResult
from pages.figures import decide_words as words
from pages.labels.catalogue import t


def finding(sought: GoalSeekResult) -> str:
    """Write what the lever must be set to and what that costs, or that nothing reaches it."""
    shared = {
        "lever": words.inside(words.lever(sought.lever)),
        "measure": t(f"measure.{sought.metric}"),
        "target": words.level(sought.target, sought.metric),
        "quarter": sought.quarter,
    }
    if sought.is_reached:
        roots = [words.target(sought.lever, root) for root in sought.roots]
        found = t("seek.found", roots=t("finding.or").join(roots), **shared)
        return words.capital(found + t("finding.semicolon") + price(sought, sought.best))
    nearest = {
        "best": words.target(sought.lever, sought.best),
        "reached": words.level(sought.reached, sought.metric),
    }
    if not sought.outside:
        return words.capital(t("seek.none", **nearest, **shared))
    beyond = t("finding.or").join(words.target(sought.lever, one) for one in sought.outside)
    key = "seek.outside" if sought.keeps.any() else "seek.nowhere"
    text = t(key, beyond=beyond, paid=price(sought, sought.outside[0]), **nearest, **shared)
    return words.capital(text)


def price(sought: GoalSeekResult, setting: float) -> str:
    """Write what a setting of the lever changes in profit, against the plan as it is."""
    profit = float(np.interp(setting, sought.values, sought.profits))
    change = words.change(PROFIT, *[profit - sought.profit_now] * 3, level=abs(sought.profit_now))
    if change.is_none:
        return t("seek.price.none")
    key = "brings" if change.value.startswith("+") else "costs"
    size = words.size(profit - sought.profit_now, "RMB bn", level=abs(sought.profit_now))
    return t(f"seek.price.{key}", amount=size)
