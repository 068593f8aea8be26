"""Limits of a search in words."""

from models.analysis.optimise.goals import EVERY
from models.analysis.optimise.shadow_prices import ConstraintStatus
from models.levers import LEVERS
from pages.figures import decide_words as words
from pages.labels.catalogue import t


def missed_limit(kept: ConstraintStatus) -> str:
    """Write a limit with what the nearest plan misses of it."""
    return t(
        "best.missed",
        name=limit_name(kept),
        by=words.size(kept.missing, kept.unit, level=kept.value),
        value=words.amount(kept.value, kept.unit),
    )


def limit_name(kept: ConstraintStatus) -> str:
    """Name a limit: a measure's floor, the budget, or the end of a lever's range."""
    if kept.name == "budget":
        return t("best.limit.budget")
    first, *rest = kept.name.split()
    if first in LEVERS:
        return t(
            "best.limit.most" if "most" in rest else "best.limit.least", name=words.lever(first)
        )
    key = "best.limit.ceiling" if "ceiling" in rest else "best.limit.floor"
    when = "" if len(rest) < 2 else rest[-1] if rest[-1] != EVERY else _every(kept.at)
    return t(key, measure=words.measure(first), when=when).rstrip(" ,，")


def _every(tightest: str) -> str:
    """Say that a limit holds every year, and in which it is tightest."""
    return t("best.every.tightest", quarter=tightest) if tightest else t("best.every.short")
