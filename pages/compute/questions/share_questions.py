"""What the library asks of the model: the results of a plan, and those of an old one today."""

from models.library.figures import Figure, figures_today
from models.library.finding import Kept
from models.library.reopening import Reopened
from models.library.reopening import reopened as reopened_plan
from models.scenario import Scenario


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
