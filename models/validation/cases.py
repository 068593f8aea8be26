"""The case library: seven decisions with their options, what was decided and what happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.inputs import DATA, read_scenarios, read_table, vintages
from models.scenario import Scenario
from models.validation.experiment import Words

GRADE_OF_SOURCE = {"reported": "A", "derived": "B", "estimate": "C", "recalled": "C"}
"""Grade of a fact by the kind of its source."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One way that was open; ``decided`` marks the one that was taken."""

    english: str
    chinese: str
    scenario: Scenario
    decided: bool = False


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened, and who says so; ``kind`` as in the actuals."""

    english: str
    chinese: str
    kind: str
    source: str

    @property
    def grade(self) -> str:
        """A reported, B derived, C estimate or recalled."""
        return GRADE_OF_SOURCE[self.kind]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One decision, in the market of the quarter before it.

    ``episode`` is the experiment that encodes what was decided; empty where none does.
    """

    market: str
    english: str
    chinese: str
    question: Words
    decided: Words
    options: tuple[Option, ...]
    facts: tuple[Fact, ...]
    episode: str = ""

    @property
    def taken(self) -> Option:
        """The option that was taken."""
        return next(option for option in self.options if option.decided)


def cases() -> tuple[Case, ...]:
    """Read ``data/cases.toml`` and the scenario file of every option; only where its market is.

    Raises
    ------
    ScenarioError
        A scenario file has faults.
    """
    return tuple(_case(entry["market"]) for entry in _entries())


def options_of(market: str) -> tuple[Option, ...]:
    """Give what was open in the case of a market, as `cases`; nothing where no case tells of it."""
    told = any(entry["market"] == market for entry in _entries())
    return _case(market).options if told else ()


@cache
def _case(market: str) -> Case:
    entry = dict(next(entry for entry in _entries() if entry["market"] == market))
    options, facts = entry.pop("option"), entry.pop("fact")
    entry |= {name: Words(**entry[name]) for name in ("question", "decided")}
    return Case(
        options=tuple(_option(market, option) for option in options),
        facts=tuple(Fact(**fact) for fact in facts),
        **entry,
    )


def _entries() -> list[dict[str, Any]]:
    known = vintages()
    return [entry for entry in read_table("cases.toml")["case"] if entry["market"] in known]


def _option(market: str, entry: Mapping[str, Any]) -> Option:
    words = {name: entry[name] for name in ("english", "chinese")}
    (scenario,) = read_scenarios(DATA / "scenarios" / market / entry["file"])
    return Option(scenario=scenario, decided=entry.get("decided", False), **words)
