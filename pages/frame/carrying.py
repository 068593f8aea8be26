"""Documents to take away that carry the plan on screen, so that they open as it."""

from collections.abc import Callable, Sequence

from models.documents.plan_document import with_plan
from models.scenario import Scenario
from models.scenario.csv.scenario_file import write_bytes
from pages.plan import plan


def carrying(make: Callable[[], bytes], plans: Sequence[Scenario] = ()) -> Callable[[], bytes]:
    """Have what ``make`` gives carry the plan as it stands now, not as it will when it is asked.

    That is the one of ``plans``; of none or of several the reader's own.
    """
    scenario = write_bytes(plans if len(plans) == 1 else [plan.current()])
    return lambda: with_plan(make(), scenario)
