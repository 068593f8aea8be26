"""Everything that a board is told of one plan, computed once: the numbers behind deck and memo."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from typing import Any

from models.analysis.drivers.breakdown import Breakdown
from models.analysis.drivers.drivers import drivers
from models.analysis.futures import COUNT
from models.analysis.outcome import Outcome, Sample
from models.analysis.plan_worth import PlanWorth
from models.analysis.risk.sensitivity import Sensitivity, sensitivity
from models.analysis.risk.stress import Stress, stress, thinned
from models.analysis.rivalry.takeback import Reaction, react
from models.analysis.structure.best_integration import Hinge, hinges
from models.analysis.structure.comparison import AIM, Way, compare_ways
from models.analysis.structure.strengths import Strengths
from models.analysis.structure.structure_delivery import Delivered, delivered
from models.analysis.structure.structures import NAMED, with_structure
from models.analysis.study import sample, study
from models.analysis.targets import Target
from models.errors import ScenarioError
from models.parameters import Parameters
from models.projection import project
from models.scenario import Scenario
from models.validation.episodes import EpisodeScore, scores
from models.validation.record import Tried, tried
from models.vintage import Market

PARTS = ("dau", "ebita")
"""What a plan is taken apart by: what it wins most often, and what it costs."""

MOST_ALTERNATIVES = 4

_NAMELESS: dict[str, Any] = {"name": "-", "author": "", "created": "", "model": "", "notes": ()}


@dataclass(frozen=True, kw_only=True, eq=False)
class Alternative:
    """Another plan for the same market and horizon, against no change."""

    scenario: Scenario
    outcome: Outcome

    @property
    def worth(self) -> PlanWorth:
        """What the plan is worth, and when it pays."""
        return self.outcome.worth


@dataclass(frozen=True, kw_only=True, eq=False)
class PlanSide:
    """What a plan does, and what else could be done.

    Attributes
    ----------
    parts : mapping of str to Breakdown
        By metric of `PARTS`; empty where the plan moves nothing.
    swings : Sensitivity
        What the worth of the plan hangs on, the widest swing first.
    attempt : Tried or None
        Where a like decision was tried; ``scores`` what was seen then.
    """

    outcome: Outcome
    parts: Mapping[str, Breakdown]
    swings: Sensitivity
    attempt: Tried | None
    scores: tuple[EpisodeScore, ...]
    alternatives: tuple[Alternative, ...]

    @property
    def worth(self) -> PlanWorth:
        """What the plan is worth, and when it pays."""
        return self.outcome.worth


@dataclass(frozen=True, kw_only=True, eq=False)
class DoubtSide:
    """What questions a plan.

    Attributes
    ----------
    reaction : Reaction or None
        Sales and profit before and after the rivals answer; None where nothing is moved.
    stress : Stress or None
        Chances of the targets; None where nothing is moved.
    delivered : mapping of str to Delivered
        The plan under every named structure, ``today`` its own.
    """

    reaction: Reaction | None
    stress: Stress | None
    delivered: Mapping[str, Delivered]
    ways: tuple[Way, ...]
    hinges: tuple[Hinge, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class BoardNumbers(PlanSide, DoubtSide):
    """One plan from every side."""

    scenario: Scenario
    market: Market


def board_numbers(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    targets: Sequence[Target],
    others: Sequence[Scenario] = (),
    *,
    futures: int = COUNT,
) -> BoardNumbers:
    """Compute all that a board is told of ``scenario``.

    Parameters
    ----------
    targets
        What the plan is to reach; bounds of Risk.
    others
        Plans of the same market to set beside it, under its rivals, horizon, draws and seed; the
        first `MOST_ALTERNATIVES` whose steps its horizon holds are taken.
    futures
        Futures in which the targets are tried.

    Raises
    ------
    ModelError
        Market, parameters and scenario do not fit together.
    """
    plan = plan_side(market, parameters, scenario, others)
    doubts = doubt_side(market, parameters, scenario, targets, futures=futures)
    return joined(market, scenario, plan, doubts)


def joined(market: Market, scenario: Scenario, plan: PlanSide, doubts: DoubtSide) -> BoardNumbers:
    """Put both sides of one plan together; each takes about as long as the other."""
    return BoardNumbers(market=market, scenario=scenario, **vars(plan), **vars(doubts))


def plan_side(
    market: Market, parameters: Parameters, scenario: Scenario, others: Sequence[Scenario] = ()
) -> PlanSide:
    """Compute what a plan does; arguments and errors are those of `board_numbers`."""
    sampled = cache(partial(_sampled, market, parameters))

    def kept(idle: Scenario, **options: Any) -> Sample:  # noqa: ANN401
        # All plans here share their settings; what is left apart is no more than words.
        return sampled(replace(idle, **_NAMELESS), **options)

    attempt = tried(scenario)
    beside = islice(_alike(others, scenario), MOST_ALTERNATIVES)
    return PlanSide(
        outcome=study(market, parameters, scenario, kept),
        parts=_parts(market, parameters, scenario),
        swings=sensitivity(market, parameters, scenario, AIM, against_no_change=True, leading=0),
        attempt=attempt,
        scores=scores(attempt.episode) if attempt and attempt.episode else (),
        alternatives=tuple(
            Alternative(scenario=one, outcome=study(market, parameters, one, kept))
            for one in beside
        ),
    )


def doubt_side(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    targets: Sequence[Target],
    *,
    futures: int = COUNT,
) -> DoubtSide:
    """Compute what questions a plan; arguments and errors are those of `board_numbers`."""
    strengths, asked = Strengths(), (market, parameters, scenario)
    laid = {one.name: with_structure(scenario, one) for one in NAMED}
    structures = delivered(*asked, NAMED, {"set": strengths})
    is_idle = not scenario.steps
    return DoubtSide(
        reaction=None if is_idle else react(*asked, metrics=("gmv", "ebita")),
        stress=None if is_idle else thinned(stress(*asked, targets, count=futures)),
        delivered={name: one for (name, _), one in structures.items()},
        ways=compare_ways(*asked, laid),
        hinges=hinges(*asked, NAMED, strengths),
    )


def _parts(market: Market, parameters: Parameters, scenario: Scenario) -> dict[str, Breakdown]:
    if not scenario.steps:
        return {}
    whole = drivers(market, parameters, scenario, metrics=PARTS)
    return {metric: whole.at(metric) for metric in PARTS}


def _alike(others: Sequence[Scenario], scenario: Scenario) -> Iterator[Scenario]:
    """Put other plans under the settings of ``scenario``; what they assume stays their own."""
    settings = ("horizon", "rivals", "conduct", "draws", "seed")
    shared = {name: getattr(scenario, name) for name in settings}
    for other in others:
        if other.market == scenario.market and other.steps != scenario.steps:
            with suppress(ScenarioError):  # a step may lie beyond the horizon
                yield replace(other, **shared)


def _sampled(market: Market, parameters: Parameters, idle: Scenario, **options: Any) -> Sample:  # noqa: ANN401
    """Project what several plans are compared to."""
    return sample(project(market, parameters, idle, **options))
