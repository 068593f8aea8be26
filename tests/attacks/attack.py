"""An attack, what it finds, and the register of all attacks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One figure of an attack between the bounds of the specification.

    ``says`` is what the specification says where that is more than a bound. Without bounds a figure
    is shown for comparison, and nothing can be wrong with it.
    """

    what: str
    value: float
    unit: str = ""
    low: float = -inf
    high: float = inf
    says: str = ""

    @property
    def is_bounded(self) -> bool:
        return self.low > -inf or self.high < inf

    @property
    def holds(self) -> bool:
        return self.low <= self.value <= self.high

    @property
    def bounds(self) -> str:
        """What is allowed, in words."""
        if not self.is_bounded:
            return self.says or "-"
        if self.low == -inf:
            span = f"at most {self.high:g}"
        elif self.high == inf:
            span = f"at least {self.low:g}"
        else:
            span = f"{self.low:g} to {self.high:g}"
        return f"{self.says} ({span})" if self.says else span

    @property
    def verdict(self) -> str:
        if not self.is_bounded:
            return "-"
        return "ok" if self.holds else "BROKEN"


@dataclass(frozen=True, kw_only=True)
class Attack:
    """A title and the function that carries it out; ``is_slow`` where it searches or sweeps."""

    title: str
    find: Callable[[], Iterator[Finding]]
    is_slow: bool

    @property
    def name(self) -> str:
        return self.find.__name__


ATTACKS: dict[str, Attack] = {}
"""All attacks by name, in the order in which their files are read."""


def attack(title: str, *, is_slow: bool = False):
    """Register a function as an attack."""

    def register(find: Callable[[], Iterator[Finding]]) -> Callable[[], Iterator[Finding]]:
        ATTACKS[find.__name__] = Attack(title=title, find=find, is_slow=is_slow)
        return find

    return register


def about(figure: float, part: float = 0.03) -> dict[str, float]:
    """Bounds around a figure that the specification tells without bounds: 3% of it either way."""
    return {"low": figure - part * abs(figure), "high": figure + part * abs(figure)}
