"""Everything that is asked of a plan's organisation, in one answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.analysis.structure.best_integration import Hinge, Sweep, hinges, sweep
from models.analysis.structure.comparison import Way, compare_ways
from models.analysis.structure.kpi_orders import by_order
from models.analysis.structure.strengths import Strengths, with_strengths
from models.analysis.structure.structures import NAMED, with_structure
from models.notation import quarters_after
from models.parameters import Parameters
from models.scenario import Scenario
from models.vintage import Market


@dataclass(frozen=True, kw_only=True, eq=False)
class Appraisal:
    """Structures, degrees of integration and agreed orders of KPIs for one plan.

    Attributes
    ----------
    degrees : mapping of str to float
        Integration in the last quarter under each structure, 0 to 1.
    """

    quarter: str
    strengths: Strengths
    structures: tuple[Way, ...]
    degrees: Mapping[str, float]
    sweep: Sweep
    hinges: tuple[Hinge, ...]
    orders: tuple[Way, ...]


def appraise(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    strengths: Strengths,
    *,
    draws: int | None = None,
) -> Appraisal:
    """Compare the named structures, every degree of integration and the agreed orders."""
    plan = with_strengths(scenario, parameters, strengths)
    laid = {one.name: with_structure(plan, one) for one in NAMED}
    return Appraisal(
        quarter=quarters_after(scenario.market, scenario.horizon)[-1],
        strengths=strengths,
        structures=compare_ways(market, parameters, plan, laid, draws=draws),
        degrees={
            name: float(one.schedule(market.levers)["centralisation"][-1])
            for name, one in laid.items()
        },
        sweep=sweep(market, parameters, plan),
        hinges=hinges(market, parameters, scenario, NAMED, strengths),
        orders=compare_ways(market, parameters, plan, by_order(plan), draws=draws),
    )
