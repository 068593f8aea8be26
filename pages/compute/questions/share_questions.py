"""What the pages of Share ask of the model: results of saved plans, the example of the ledger."""

from models.ledger.decision import Decision
from models.ledger.example import example
from models.library.figures import Figure, figures_today
from models.library.finding import Kept
from models.library.reopening import Reopened
from models.library.reopening import reopened as reopened_plan
from models.scenario import Scenario


def example_decision() -> Decision:
    """Tell the decision of 2023 that the ledger shows while it is empty."""
    return example()


def results(scenario: Scenario) -> tuple[Figure, ...]:
    """Give the headline figures of a plan.

    Raises
    ------
    ModelError
        The plan cannot be projected, or a figure is no number.
    """
    return figures_today(scenario)


def reopened(scenario: Scenario, kept: Kept) -> Reopened:
    """Set the results that a revision kept beside those of today; ``scenario`` is its plan."""
    return reopened_plan(kept, figures_today(scenario))
