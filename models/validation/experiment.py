"""A natural experiment as data: what was done, what was seen, what of it can be tested."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.scenario import Scenario, Step

UNTESTED_KINDS = ("", "model")
"""A sign that no source tells, or that the model told, is no test of the model."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """A text in both languages."""

    english: str = ""
    chinese: str = ""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that no lever moves, from ``quarter`` on.

    ``kind`` is ``quality`` (utils), ``assortment`` (log change of the brands that a platform
    carries, which buyers feel as quality) or ``subsidy`` (RMB bn a quarter, of a rival).
    """

    kind: str
    platform: str
    size: float
    quarter: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was seen, as a relative change, and how the model says the same.

    ``metric``, over ``over`` where that is given, of ``platform`` (own group when empty), mean of
    ``quarters``; against no change, or against the same plan ``without`` some levers. What was
    seen lies between ``low`` and ``high``; where these span zero the finding is that it is stable.
    ``in_sample`` marks what the parameters were set with: it is told and tests nothing.
    """

    id: str
    metric: str
    quarters: tuple[str, ...]
    english: str
    chinese: str
    kind: str = ""
    source: str = ""
    over: str = ""
    platform: str = ""
    without: tuple[str, ...] = ()
    observed: float | None = None
    low: float = 0.0
    high: float = 0.0
    fact: Words = Words()
    why: Words = Words()
    testable: bool = True
    in_sample: bool = False

    @property
    def is_tested(self) -> bool:
        """Return whether something seen elsewhere than in the model stands against it."""
        seen = self.observed is not None and self.kind not in UNTESTED_KINDS and self.source
        return bool(self.testable and not self.in_sample and seen)

    @property
    def sign(self) -> int:
        """Sign of what was seen; 0: stable."""
        return 1 if self.low > 0 else -1 if self.high < 0 else 0


@dataclass(frozen=True, kw_only=True)
class Episode:
    """One natural experiment; ``case`` is the vintage of the decision that it belongs to.

    ``began`` is its year where its plan stands in a later market, the nearest that there is.
    """

    id: str
    case: str
    english: str
    chinese: str
    question: Words
    encoding: Words
    scenario: Scenario
    events: tuple[Event, ...]
    checks: tuple[Check, ...]
    season: bool = False
    began: str = ""


def read_episodes(table: Mapping[str, Any]) -> tuple[Episode, ...]:
    """Read ``data/episodes.toml``.

    Raises
    ------
    ScenarioError
        A plan sets a lever to what it cannot be.
    TypeError, KeyError
        An entry has a field that there is not, or lacks one.
    """
    return tuple(_episode(dict(entry)) for entry in table["episode"])


def _episode(entry: dict[str, Any]) -> Episode:
    steps = [Step(lever=name, quarter=q, value=v) for name, q, v in entry.pop("plan", ())]
    settings = {name: entry.pop(name) for name in ("market", "horizon", "rivals")}
    return Episode(
        question=Words(**entry.pop("question")),
        encoding=Words(**entry.pop("encoding")),
        scenario=Scenario(name=entry["english"], steps=tuple(steps), **settings),
        events=tuple(Event(**event) for event in entry.pop("event", ())),
        checks=tuple(_check(dict(check)) for check in entry.pop("check")),
        **entry,
    )


def _check(entry: dict[str, Any]) -> Check:
    entry |= {name: Words(**entry.get(name, {})) for name in ("fact", "why")}
    entry |= {end: entry.get(end, entry.get("observed", 0.0)) for end in ("low", "high")}
    entry |= {name: tuple(entry.get(name, ())) for name in ("quarters", "without")}
    return Check(**entry)
