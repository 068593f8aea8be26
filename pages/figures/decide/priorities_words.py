"""What putting users first costs and brings against revenue first, and the other way."""

from collections.abc import Sequence

from models.analysis.optimise.answer import Answer
from models.analysis.optimise.priorities import Priority
from pages.figures import decide_words as words
from pages.figures.decide.best_answer import finding as best_finding
from pages.figures.decide.best_answer import level_of
from pages.labels.catalogue import t
from pages.labels.format import Change

TOLD = ("dau", "revenue", "ebita")


def finding(orderings: Sequence[Priority]) -> str:
    """Write what users first brings and what it costs, from the signs of the differences."""
    for one in orderings:
        if not one.answer.is_feasible:
            return best_finding(one.answer)
    by_first = {one.order[0]: one for one in orderings}
    if not {"dau", "revenue"} <= by_first.keys():
        return t("priorities.more")
    users, revenue = by_first["dau"].answer, by_first["revenue"].answer
    changes = {name: _apart(name, users, revenue) for name in TOLD}
    parts = {
        key: [
            t("best.finding.cost", measure=t(f"measure.{name}"), change=change.value)
            for name, change in changes.items()
            if not change.is_none and change.value.startswith("+") == (key == "brings")
        ]
        for key in ("brings", "costs")
    }
    told = [t(f"priorities.{key}", parts=words.listed(part)) for key, part in parts.items() if part]
    if not told:
        return t("priorities.same")
    return t("priorities.finding", told=t("finding.semicolon").join(told))


def _apart(name: str, one: Answer, other: Answer) -> Change:
    """Write how far two plans lie apart."""
    gap = one.effects[name].central - other.effects[name].central
    return words.change(name, gap, gap, gap, level=level_of(name, one))
