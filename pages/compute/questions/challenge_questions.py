"""What the pages of Challenge ask of the model."""

from models.analysis.futures import draw_futures
from models.analysis.risk.regret import Regret, regrets
from models.analysis.risk.sensitivity import Sensitivity, sensitivity
from models.analysis.risk.stress import Stress, stress, thinned
from models.analysis.rivalry.takeback import Reaction, react
from models.analysis.rivalry.wargame import WarGame, play_game
from models.analysis.structure.latest import Start, latest_start
from models.analysis.structure.structure_delivery import Delivered, delivered
from models.analysis.structure.structures import SIZES, Structure, with_size
from models.analysis.targets import Target
from models.inputs import load_market, load_parameters
from models.scenario import Scenario
from pages.compute.questions import long


@long
def reaction(scenario: Scenario) -> Reaction:
    """Set the plan against no change before and after the rivals answer."""
    return react(load_market(scenario.market), load_parameters(), scenario)


@long
def game(plans: tuple[Scenario, ...], held: tuple[int, ...]) -> WarGame:
    """Play plans against answers."""
    ground = load_market(plans[0].market)
    return play_game(ground, load_parameters(), plans, held=held)


@long
def stressed(scenario: Scenario, targets: tuple[Target, ...]) -> Stress:
    """Try a plan in many futures; of them, only as many come back as a picture shows."""
    return thinned(stress(load_market(scenario.market), load_parameters(), scenario, targets))


@long
def swings(scenario: Scenario, metric: str, leading: int = 0) -> Sensitivity:
    """Vary the assumptions behind the change of one figure."""
    return sensitivity(
        load_market(scenario.market),
        load_parameters(),
        scenario,
        metric,
        against_no_change=True,
        leading=leading,
    )


@long
def forgone(plans: tuple[Scenario, ...], count: int) -> tuple[Regret, ...]:
    """Set plans against each other in the same futures."""
    market, parameters = load_market(plans[0].market), load_parameters()
    futures = draw_futures(market, parameters, plans[0], count)
    return regrets(futures, market, parameters, plans)


@long
def cards(
    scenario: Scenario, structures: tuple[Structure, ...]
) -> dict[tuple[str, str], Delivered]:
    """Project a plan under structures and all sizes of the organisation's effects."""
    return delivered(load_market(scenario.market), load_parameters(), scenario, structures)


@long
def starts(scenario: Scenario, structure: Structure, target: Target) -> dict[str, Start]:
    """Start the move in every quarter, under all sizes."""
    market, parameters = load_market(scenario.market), load_parameters()
    return {
        size: latest_start(
            market, parameters, with_size(scenario, parameters, size), structure, target
        )
        for size in SIZES
    }
