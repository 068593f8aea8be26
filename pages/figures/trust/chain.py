"""From lever to figure: which equations lie on the way, in one quarter or from quarter to quarter.

Within a quarter the equations form a graph without circles, each using what stands above it; from
quarter to quarter states lead back to the top. A figure's chain is what it uses of this quarter,
and the laws of the states that enter there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from models.levers import LEVERS
from pages.figures.trust.specification import Equation, equations

CARRIED = ("E26", "E2")
"""Every lever is a target first and, with a delay, delivered; neither tells one from another."""

_AT_ONCE = ("at_once", "environment", "structure", "kpi", "event")


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Equations on the way to a figure, all in the order of execution.

    ``sources`` give it, ``direct`` are used in the same quarter (the sources among them),
    ``remembered`` made the states that enter. ``quarters`` counts the quarters that a lever needs
    to arrive, 0 for the same one; None where it never does, and 0 where no lever is asked about.
    """

    metric: str
    lever: str
    sources: tuple[str, ...]
    direct: tuple[str, ...]
    remembered: tuple[str, ...]
    quarters: int | None = 0

    @property
    def equations(self) -> tuple[Equation, ...]:
        """All equations of the chain."""
        return tuple(equations()[number] for number in _ordered({*self.direct, *self.remembered}))


def chain_of(metric: str, lever: str = "") -> Chain:
    """Give what lies on the way to ``metric``, of ``lever`` alone where one is named."""
    sources = givers(metric)
    upward = above(metric)
    memory = {number for name in upward for number in equations()[name].before}
    quarters, direct, remembered = (
        _way(lever, metric) if lever else (0, upward, frozenset(memory) - upward)
    )
    return Chain(
        metric=metric,
        lever=lever,
        sources=sources,
        direct=_ordered(direct),
        remembered=_ordered(remembered),
        quarters=quarters,
    )


def _way(lever: str, metric: str) -> tuple[int | None, frozenset[str], frozenset[str]]:
    """Follow a lever: the quarters that it needs, what it passes in the last and in those before.

    A lever that arrives in its own quarter is followed in that quarter alone.
    """
    carried = frozenset(CARRIED[: 1 if LEVERS[lever].delivery in _AT_ONCE else 2])
    entries, past = entered(lever), list[frozenset[str]]()
    while entries not in past:
        if arrived := _arrived(entries, metric):
            before = _before(arrived & entries, past)
            return len(past), arrived if past else arrived | carried, before and before | carried
        past.append(entries)
        entries = _remembering(below(entries))
    return None, frozenset(), frozenset()


def _before(entries: frozenset[str], past: Sequence[frozenset[str]]) -> frozenset[str]:
    """Give what led to ``entries`` in the quarters before, which began with ``past``."""
    found = frozenset[str]()
    for begun in reversed(past):
        made = {name for entry in entries for name in equations()[entry].before}
        led = _using(frozenset(made & below(begun))) & below(begun)
        found, entries = found | led, led & begun
    return found


def _using(names: frozenset[str]) -> frozenset[str]:
    """Give what some equations use in the same quarter, directly or not, themselves among it."""
    found, fresh = set(names), set(names)
    while fresh:
        fresh = {other for name in fresh for other in equations()[name].uses} - found
        found |= fresh
    return frozenset(found)


def _arrived(entries: frozenset[str], metric: str) -> frozenset[str]:
    """Give the equations between some and a metric, its own among them; none where no way is."""
    sources, here = frozenset(givers(metric)), below(entries)
    between = (above(metric) - sources) & here
    last = {
        name
        for name in sources
        if name in entries or between.intersection(equations()[name].gives[metric])
    }
    return between | last if last else frozenset()


def reaches(lever: str, metric: str, quarters: int) -> bool:
    """Tell whether a lever can move a metric within so many quarters, its own being the first."""
    start = entries = entered(lever)
    for _ in range(quarters):
        if _arrived(entries, metric):
            return True
        entries = start | _remembering(below(entries))
    return False


def _remembering(passed: frozenset[str]) -> frozenset[str]:
    """Give the equations that a state enters which some others made in the quarter before."""
    return frozenset(name for name, e in equations().items() if passed.intersection(e.before))


@cache
def givers(metric: str) -> tuple[str, ...]:
    """Give the equations that a metric comes from."""
    return tuple(name for name, e in equations().items() if metric in e.gives)


@cache
def entered(lever: str) -> frozenset[str]:
    """Give the equations that a lever enters itself, but for those that carry all of them."""
    names = (name for name, e in equations().items() if lever in e.levers)
    return frozenset(names) - frozenset(CARRIED)


@cache
def above(metric: str) -> frozenset[str]:
    """Give what a metric uses of the same quarter, directly or not, with what it comes from."""
    sources = givers(metric)
    used = {name for source in sources for name in equations()[source].gives[metric]}
    return _using(frozenset(used)) | set(sources)


@cache
def below(entries: frozenset[str]) -> frozenset[str]:
    """Give what uses some equations in the same quarter, directly or not, themselves among it."""
    found, fresh = set(entries), set(entries)
    while fresh:
        fresh = {name for name, e in equations().items() if fresh.intersection(e.uses)} - found
        found |= fresh
    return frozenset(found)


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(name for name in equations() if name in wanted)
