"""What the pages of Decide ask of the model."""

from dataclasses import replace

from models.analysis.compare.contests import Contest
from models.analysis.compare.field import Field, field
from models.analysis.compare.flips import Flip, flips
from models.analysis.drivers.breakdown import Breakdown
from models.analysis.drivers.causes import Link, causes
from models.analysis.drivers.drivers import drivers as divide
from models.analysis.optimise.answer import Answer
from models.analysis.optimise.checks import check
from models.analysis.optimise.evaluator import Evaluator
from models.analysis.optimise.first_moves import Move, first_moves
from models.analysis.optimise.frontier import FrontierPoint, point_at
from models.analysis.optimise.goals import Limit, Task
from models.analysis.optimise.integer_rounding import rounded_states
from models.analysis.optimise.optimise import answer_at, optimise
from models.analysis.optimise.search import SearchState, advance, begin
from models.analysis.optimise.second_opinion import Opinion, second_opinion
from models.analysis.optimise.seek import GoalSeekResult, seek
from models.analysis.optimise.space import space_of
from models.analysis.reading import figure, needed
from models.inputs import load_market, load_parameters
from models.notation import CORE
from models.projection import project
from models.scenario import Scenario
from pages.compute.questions import long

DRIVER_MEASURES = CORE
"""What a plan is taken apart by."""


@long
def drivers(scenario: Scenario) -> dict[str, Breakdown]:
    """Divide the effect of a plan among its levers, by measure, over the last year."""
    market = load_market(scenario.market)
    whole = divide(market, load_parameters(), scenario, metrics=DRIVER_MEASURES)
    return {metric: whole.at(metric) for metric in DRIVER_MEASURES}


def chain(scenario: Scenario, player: str, metric: str) -> tuple[Link, ...]:
    """Follow one lever to one metric."""
    return causes(load_market(scenario.market), load_parameters(), scenario, player, metric)


@long
def compared(scenarios: tuple[Scenario, ...]) -> Field:
    """Project scenarios on the same futures."""
    return field(load_market(scenarios[0].market), load_parameters(), scenarios)


@long
def flips_of(pair: tuple[Scenario, Scenario], calls: tuple[Contest, ...]) -> tuple[Flip, ...]:
    """Find what would turn close calls round."""
    return flips(load_market(pair[0].market), load_parameters(), pair, calls)


@long
def next_state(task: Task, state: SearchState | None) -> SearchState:
    """Begin a search, or go on with it.

    Raises
    ------
    ScenarioError
        The task cannot be answered; the message says why and what is allowed.
    """
    if state is None:
        check(load_market(task.scenario.market), task)
        return begin(_evaluator(task))
    return advance(_evaluator(task), state)


@long
def answered(task: Task, state: SearchState, name: str) -> Answer:
    """Write down what a search has found; counted levers come whole once it is over."""
    ends = list(rounded_states(_evaluator(task), state)) if state.is_last else []
    return answer_at(*(ends[0] if ends else (_evaluator(task), state)), name)


@long
def moves(scenario: Scenario, metric: str, quarter: str) -> tuple[Move, ...]:
    """Move each lever of a plan alone, the largest effect on a metric first."""
    return first_moves(load_market(scenario.market), load_parameters(), scenario, metric, quarter)


@long
def checked(task: Task, state: SearchState) -> Opinion:
    """Search once more by another method."""
    return second_opinion(_evaluator(task), state.best)


@long
def sought(
    scenario: Scenario,
    lever: str,
    metric: str,
    target: float,
    quarter: str,
    limits: tuple[Limit, ...] = (),
) -> GoalSeekResult:
    """Find what one lever must be set to within limits."""
    return seek(
        load_market(scenario.market),
        load_parameters(),
        scenario,
        lever=lever,
        metric=metric,
        target=target,
        quarter=quarter,
        limits=limits,
    )


@long
def frontier_step(
    task: Task, against: str, step: int, points: int, earlier: tuple[FrontierPoint, ...]
) -> FrontierPoint | None:
    """Take one step along a frontier."""
    market = load_market(task.scenario.market)
    return point_at(market, load_parameters(), task, against, step, points, earlier)


def without_plan(scenario: Scenario, metrics: tuple[str, ...], quarter: str) -> tuple[float, ...]:
    """Read figures of the central run of no change over the year to a quarter, in their units."""
    return of_plan(replace(scenario, steps=()), metrics, quarter)


def of_plan(scenario: Scenario, metrics: tuple[str, ...], quarter: str) -> tuple[float, ...]:
    """Read figures of the central run of a plan over the year to a quarter, in their units."""
    kept = needed(metrics)
    market = load_market(scenario.market)
    run = project(market, load_parameters(), scenario, draws=0, metrics=kept)
    when = run.quarters.index(quarter)
    return tuple(float(figure(run.paths, name, when)[0]) for name in metrics)


@long
def best_in_one(task: Task, name: str) -> Answer:
    """Find the best plan of a task in one go."""
    return optimise(load_market(task.scenario.market), load_parameters(), task, name)


def _evaluator(task: Task) -> Evaluator:
    market = load_market(task.scenario.market)
    return Evaluator(
        market=market, parameters=load_parameters(), task=task, space=space_of(market, task)
    )
