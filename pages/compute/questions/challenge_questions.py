"""What the pages of Challenge ask of the model."""

from models.analysis.futures import draw_futures
from models.analysis.risk.regret import Regret, regrets
from models.analysis.risk.sensitivity import Sensitivity, sensitivity
from models.analysis.risk.stress import Stress, stress, thinned
from models.analysis.rivalry.money_answered import MoneyForMoney, money_for_money
from models.analysis.rivalry.takeback import Reaction, react
from models.analysis.rivalry.wargame import WarGame, play_game
from models.analysis.structure.best_integration import Hinge, Sweep, hinges, sweeps
from models.analysis.structure.comparison import Way, compare_ways
from models.analysis.structure.kpi_orders import by_order
from models.analysis.structure.latest import Start, latest_start
from models.analysis.structure.strengths import Strengths, opposed, span, with_strengths
from models.analysis.structure.structure_delivery import Delivered, delivered
from models.analysis.structure.structures import Structure, with_structure
from models.analysis.targets import Target
from models.inputs import load_market, load_parameters
from models.scenario import Scenario
from pages.compute.questions import long


@long
def reaction(scenario: Scenario) -> Reaction:
    """Set the plan against no change before and after the rivals answer."""
    return react(load_market(scenario.market), load_parameters(), scenario)


@long
def money(scenario: Scenario) -> MoneyForMoney:
    """Take what a plan adds to the rivals' budgets apart."""
    return money_for_money(load_market(scenario.market), load_parameters(), scenario)


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
def deliveries(
    scenario: Scenario, structures: tuple[Structure, ...], strengths: Strengths
) -> dict[str, Delivered]:
    """Project a plan under structures, by their names."""
    found = delivered(
        load_market(scenario.market),
        load_parameters(),
        scenario,
        structures,
        {"set": strengths},
    )
    return {name: one for (name, _), one in found.items()}


@long
def delivery_span(
    scenario: Scenario, structure: Structure, strengths: Strengths
) -> dict[str, Delivered]:
    """Project a plan under one structure from everything weak to everything strong."""
    found = delivered(
        load_market(scenario.market), load_parameters(), scenario, (structure,), span(strengths)
    )
    return {name: one for (_, name), one in found.items()}


@long
def structures_compared(
    scenario: Scenario, structures: tuple[Structure, ...], strengths: Strengths
) -> tuple[Way, ...]:
    """Set structures side by side for one plan."""
    market, parameters = load_market(scenario.market), load_parameters()
    plan = with_strengths(scenario, parameters, strengths)
    laid = {one.name: with_structure(plan, one) for one in structures}
    return compare_ways(market, parameters, plan, laid)


@long
def orders_compared(scenario: Scenario, strengths: Strengths) -> tuple[Way, ...]:
    """Set agreed orders of KPIs side by side for one plan."""
    market, parameters = load_market(scenario.market), load_parameters()
    plan = with_strengths(scenario, parameters, strengths)
    return compare_ways(market, parameters, plan, by_order(plan))


@long
def integration_swept(scenario: Scenario, strengths: Strengths) -> dict[str, Sweep]:
    """Try every degree of integration, as set and where coordination and adaptation differ."""
    market, parameters = load_market(scenario.market), load_parameters()
    return sweeps(market, parameters, scenario, opposed(strengths))


@long
def structure_hinges(
    scenario: Scenario, structures: tuple[Structure, ...], strengths: Strengths
) -> tuple[Hinge, ...]:
    """Ask which structure would be best if one strength were another."""
    market, parameters = load_market(scenario.market), load_parameters()
    return hinges(market, parameters, scenario, structures, strengths)


@long
def starts(
    scenario: Scenario, structure: Structure, target: Target, strengths: Strengths
) -> dict[str, Start]:
    """Start the move in every quarter, from everything weak to everything strong."""
    market, parameters = load_market(scenario.market), load_parameters()
    return {
        name: latest_start(
            market, parameters, with_strengths(scenario, parameters, one), structure, target
        )
        for name, one in span(strengths).items()
    }
