"""Which plan for which aim, and the price of the difference: all compared plans weigh in."""

from dataclasses import astuple, dataclass

import numpy as np

from models.analysis.compare.contests import odds
from models.analysis.compare.field import Field
from models.analysis.effects import effect
from pages.figures import decide_words as words
from pages.labels.catalogue import t
from pages.labels.format import Change

USERS, PROFIT = "dau", "ebita"


@dataclass(frozen=True, kw_only=True)
class Leaders:
    """Places of the plans with most visitors and of those with most profit; 0 is no change."""

    users: tuple[int, ...]
    profit: tuple[int, ...]

    @property
    def both(self) -> tuple[int, ...]:
        """Plans that nobody beats in either."""
        return tuple(place for place in self.users if place in self.profit)


def leaders(comparison: Field) -> Leaders:
    """Find the plans that no other beats by a figure of which a digit is left."""
    return Leaders(users=_first(comparison, USERS), profit=_first(comparison, PROFIT))


def _first(comparison: Field, metric: str) -> tuple[int, ...]:
    best = int(np.argmax(comparison.of(metric)[:, 0]))
    places = range(len(comparison.names))
    return tuple(i for i in places if _gap(comparison, metric, best, i).is_none)


def _gap(comparison: Field, metric: str, one: int, other: int) -> Change:
    """Write by how much one plan is above another, with its range."""
    figures = comparison.of(metric)
    level = float(np.abs(figures[[one, other], 0]).max())
    return words.change(metric, *astuple(effect(figures[one] - figures[other])), level=level)


def finding(comparison: Field) -> str:
    """Write which plan for which aim, and what the one costs of the other."""
    first = leaders(comparison)
    if len(first.both) == len(comparison.names):
        return t("compare.answer.same")
    if 0 in first.both:
        return t("compare.answer.none")
    if first.both:
        gains = {
            name: _gap(comparison, metric, first.both[0], 0).value
            for name, metric in (("users", USERS), ("profit", PROFIT))
        }
        return words.capital(t("compare.answer.one", plan=_named(comparison, first.both), **gains))
    a, b = _pair(comparison, first)
    prices = {
        "users": _size(comparison, USERS, a, b),
        "profit": _size(comparison, PROFIT, b, a),
    }
    names = {"a": _named(comparison, (a,)), "b": _named(comparison, (b,))}
    return words.capital(t("compare.answer.two", **names, **prices))


def how_sure(comparison: Field) -> str:
    """Write in how many futures the two leaders lead each other; nothing where one leads both."""
    first = leaders(comparison)
    if first.both:
        return ""
    a, b = _pair(comparison, first)
    sure = {}
    for name, metric, one, other in (("users", USERS, a, b), ("profit", PROFIT, b, a)):
        figures = comparison.of(metric)
        share = odds(figures[one], figures[other])
        if share is None:
            return ""
        sure[name] = str(_gap(comparison, metric, one, other))
        sure[f"{name}_odds"] = words.percent(share)
    return t("compare.answer.sure", **sure)


def _pair(comparison: Field, first: Leaders) -> tuple[int, int]:
    """Give the leader in visitors and that in profit; of several, the better in the other."""
    users, profit = (comparison.of(metric)[:, 0] for metric in (USERS, PROFIT))
    a = max(first.users, key=lambda place: profit[place])
    return a, max(first.profit, key=lambda place: users[place])


def _size(comparison: Field, metric: str, one: int, other: int) -> str:
    return _gap(comparison, metric, one, other).value.lstrip("+")


def _named(comparison: Field, places: tuple[int, ...]) -> str:
    return words.listed([_quoted(comparison, place) for place in places])


def _quoted(comparison: Field, place: int) -> str:
    if not place:
        return t("compare.answer.still")
    return t("compare.answer.plan", name=comparison.names[place])
