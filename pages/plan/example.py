"""The plan that a page looks at while no lever is moved: that of the latest case."""

from dataclasses import replace

from models.inputs import load_market
from models.notation import quarter_number
from models.scenario import Scenario
from models.validation.cases import cases
from models.vintage import Market
from pages.labels.catalogue import named
from pages.plan import plan


def looked_at() -> tuple[Scenario, Market]:
    """Give the reader's plan with its market, or while it moves nothing the example."""
    scenario = plan.current()
    shown = scenario if scenario.steps else example(scenario)
    return shown, load_market(shown.market)


def example(blank: Scenario) -> Scenario:
    """Give the option that was taken in the latest case, with draws and seed of ``blank``.

    ``blank`` itself where no case is of a market that there is.
    """
    case = max(cases(), key=lambda one: quarter_number(one.market), default=None)
    if case is None:
        return blank
    return replace(case.taken.scenario, name=named(case.taken), draws=blank.draws, seed=blank.seed)
