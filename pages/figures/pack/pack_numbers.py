"""The numbers of a pack: the plan of a market with the targets and the plans that stand beside it.

Nothing here loads what draws, so that a process can begin with it.
"""

from collections.abc import Sequence

from models.analysis.board_numbers import (
    BoardNumbers,
    DoubtSide,
    PlanSide,
    doubt_side,
    joined,
    plan_side,
)
from models.analysis.targets import Target
from models.inputs import load_market, load_parameters
from models.scenario import Scenario
from models.validation.cases import cases
from pages.figures.challenge.risk_words import DEFAULT_TARGETS


def numbers_of(scenario: Scenario, others: Sequence[Scenario] = ()) -> BoardNumbers:
    """Compute what the pack of ``scenario`` tells, one half after the other; seconds.

    ``others`` are set beside it; where there are none, the options of the case of its market are.

    Raises
    ------
    ModelError
        The plan cannot be computed.
    """
    return both_sides(scenario, plan_side_of(scenario, others), doubt_side_of(scenario))


def plan_side_of(scenario: Scenario, others: Sequence[Scenario] = ()) -> PlanSide:
    """Compute the half of `numbers_of` that says what the plan does."""
    market = load_market(scenario.market)
    beside = tuple(others) or options(scenario.market)
    return plan_side(market, load_parameters(), scenario, beside)


def doubt_side_of(scenario: Scenario) -> DoubtSide:
    """Compute the half that questions it, whatever stands beside the plan."""
    return doubt_side(load_market(scenario.market), load_parameters(), scenario, targets())


def both_sides(scenario: Scenario, plan: PlanSide, doubts: DoubtSide) -> BoardNumbers:
    """Put both halves together."""
    return joined(load_market(scenario.market), scenario, plan, doubts)


def options(market: str) -> tuple[Scenario, ...]:
    """Give the plans that were open in the case of a market; none where no case tells of it."""
    found = [case for case in cases() if case.market == market]
    return tuple(option.scenario for case in found for option in case.options)


def targets() -> tuple[Target, ...]:
    """Give the targets that Risk opens with."""
    return tuple(
        Target(metric=metric, bound=round(1.0 + percent / 100.0, 9), is_relative=True)
        for metric, percent in DEFAULT_TARGETS.items()
        if percent is not None
    )
