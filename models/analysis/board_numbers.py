"""Everything that a board is told of one plan: each part when it is first asked for, and once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from itertools import islice
from typing import Any, Generic, TypeVar, overload

from models.analysis.drivers.breakdown import Breakdown
from models.analysis.drivers.drivers import drivers
from models.analysis.futures import COUNT
from models.analysis.outcome import Outcome
from models.analysis.plan_worth import PlanWorth
from models.analysis.reading import needed
from models.analysis.risk.sensitivity import Sensitivity, sensitivity
from models.analysis.risk.stress import Chances, Stress, chances, stress, thinned
from models.analysis.rivalry.takeback import Reaction, react
from models.analysis.shared_runs import SharedRuns
from models.analysis.structure.best_integration import Hinge, hinges
from models.analysis.structure.comparison import AIM, COMPARED, Way, compare_ways
from models.analysis.structure.strengths import Strengths
from models.analysis.structure.structure_delivery import Delivered, delivered
from models.analysis.structure.structures import NAMED, TODAY, with_structure
from models.analysis.study import study
from models.analysis.targets import Target
from models.errors import ScenarioError
from models.inputs import load_parameters
from models.parameters import Parameters
from models.scenario import Scenario
from models.validation.episodes import EpisodeScore, scores
from models.validation.record import Tried, tried
from models.vintage import Market

PARTS = ("dau", "ebita")
"""What a plan is taken apart by: what it wins most often, and what it costs."""

ANSWERED = ("gmv", "ebita")
"""By what is told what the rivals take back."""

_ENDS_OF = tuple(dict.fromkeys((*PARTS, *ANSWERED)))

MOST_ALTERNATIVES = 4

_T = TypeVar("_T")


class Part(Generic[_T]):
    """A part of `BoardNumbers`, asked for like an attribute."""

    def __init__(self, make: "Callable[[BoardNumbers], _T]") -> None:
        self.make = make
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, numbers: None, owner: type) -> "Part[_T]": ...

    @overload
    def __get__(self, numbers: "BoardNumbers", owner: type) -> _T: ...

    def __get__(self, numbers: "BoardNumbers | None", owner: type) -> "Part[_T] | _T":
        """Give the part of these numbers."""
        if numbers is None:
            return self
        found: _T = numbers.part(self.make.__name__)
        return found


@dataclass(frozen=True, kw_only=True, eq=False)
class Alternative:
    """Another plan for the same market and horizon, against no change."""

    scenario: Scenario
    outcome: Outcome

    @property
    def worth(self) -> PlanWorth:
        """What the plan is worth, and when it pays."""
        return self.outcome.worth


@dataclass(frozen=True, kw_only=True)
class BoardNumbers:
    """One plan from every side; numbers of the same plans, targets and futures are the same.

    A part that cannot be computed raises a ModelError: market, parameters and scenario do not fit
    together.

    Attributes
    ----------
    targets : tuple of Target
        What the plan is to reach; bounds of Risk.
    others : tuple of Scenario
        Plans to set beside it, under its rivals, horizon, draws and seed; the first
        `MOST_ALTERNATIVES` of its market whose steps its horizon holds are taken.
    futures : int
        Futures in which the targets are tried.
    known : dict
        Parts that are computed, by name; a plan under another name shares them.
    elsewhere : callable, optional
        Gives a part by its name, such as one that another process has computed.
    """

    market: Market = field(compare=False)
    parameters: Parameters = field(compare=False, repr=False)
    scenario: Scenario
    targets: tuple[Target, ...]
    others: tuple[Scenario, ...] = ()
    futures: int = COUNT
    known: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    elsewhere: Callable[[str], Any] | None = field(default=None, compare=False, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what another process has of its own."""
        names = (one.name for one in fields(self))
        kept = {name: getattr(self, name) for name in names}
        return kept | {"parameters": None, "elsewhere": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Compute what is not known with the parameters that are in force here."""
        vars(self).update(state | {"parameters": load_parameters()})

    def part(self, name: str) -> Any:  # noqa: ANN401
        """Give a part by its name."""
        if name not in self.known:
            self.known[name] = (self.elsewhere or self.computed)(name)
        return self.known[name]

    def computed(self, name: str) -> Any:  # noqa: ANN401
        """Compute a part here and now."""
        return vars(type(self))[name].make(self)

    @cached_property
    def runs(self) -> SharedRuns:
        """Runs that several parts are read off; they stay in their process."""
        return SharedRuns(market=self.market, parameters=self.parameters)

    @property
    def _asked(self) -> tuple[Market, Parameters, Scenario]:
        return self.market, self.parameters, self.scenario

    @Part
    def outcome(self) -> Outcome:
        """Set the plan against no change."""
        return study(*self._asked, self.runs.sample, self.runs.run(self.scenario))

    @property
    def worth(self) -> PlanWorth:
        """What the plan is worth, and under which condition."""
        return self.outcome.worth

    @Part
    def parts(self) -> Mapping[str, Breakdown]:
        """Take the plan apart, by metric of `PARTS`; empty where it moves nothing."""
        if not self.scenario.steps:
            return {}
        ends = self.runs.ends(self.scenario, _ENDS_OF, outside=True)
        whole = drivers(*self._asked, metrics=PARTS, ends=ends)
        return {metric: whole.at(metric) for metric in PARTS}

    @Part
    def swings(self) -> Sensitivity:
        """Find what the worth of the plan hangs on, the widest swing first."""
        return sensitivity(*self._asked, AIM, against_no_change=True, leading=0)

    @Part
    def attempt(self) -> Tried | None:
        """Find where a like decision was tried; None where it was not."""
        return tried(self.scenario)

    @Part
    def scores(self) -> tuple[EpisodeScore, ...]:
        """Set what was seen where a like decision was tried against the model."""
        like = self.attempt
        return scores(like.episode) if like and like.episode else ()

    @Part
    def alternatives(self) -> tuple[Alternative, ...]:
        """Set other plans for the same market against no change."""
        return tuple(
            Alternative(
                scenario=one,
                outcome=study(self.market, self.parameters, one, self.runs.sample),
            )
            for one in islice(_alike(self.others, self.scenario), MOST_ALTERNATIVES)
        )

    @Part
    def reaction(self) -> Reaction | None:
        """Have the rivals answer: sales and profit; None where nothing is moved."""
        if not self.scenario.steps:
            return None
        ends = self.runs.ends(self.scenario, _ENDS_OF, outside=False)
        return react(*self._asked, metrics=ANSWERED, ends=ends)

    @Part
    def chances(self) -> Chances | None:
        """Count chances of the targets alone; None where nothing is moved."""
        if "stress" in self.known or not self.scenario.steps:
            return self.stress
        return chances(*self._asked, self.targets, count=self.futures)

    @Part
    def stress(self) -> Stress | None:
        """Count them with what tells a miss; None where nothing is moved."""
        if not self.scenario.steps:
            return None
        return thinned(stress(*self._asked, self.targets, count=self.futures))

    @Part
    def delivered(self) -> Delivered:
        """Deliver the plan under its own structure."""
        given = (TODAY,), {"set": Strengths()}, self.runs.run
        (found,) = delivered(*self._asked, *given).values()
        return found

    @Part
    def ways(self) -> tuple[Way, ...]:
        """Compare the ways to organise for the plan."""
        laid = {one.name: with_structure(self.scenario, one) for one in NAMED}
        ends = self.runs.answered(self.scenario, needed(COMPARED))
        return compare_ways(*self._asked, laid, ends=ends)

    @Part
    def hinges(self) -> tuple[Hinge, ...]:
        """Find the best structure where what speaks for integration is weak or strong."""
        return hinges(*self._asked, NAMED, Strengths())


def _alike(others: Sequence[Scenario], scenario: Scenario) -> Iterator[Scenario]:
    """Put other plans under the settings of ``scenario``; what they assume stays their own."""
    settings = ("horizon", "rivals", "conduct", "draws", "seed")
    shared = {name: getattr(scenario, name) for name in settings}
    for other in others:
        if other.market == scenario.market and other.steps != scenario.steps:
            with suppress(ScenarioError):  # a step may lie beyond the horizon
                yield replace(other, **shared)
