"""Documents to take away that carry the plan on screen, so that they open as it."""

from collections.abc import Callable

from models.documents.plan_document import with_plan
from models.scenario.csv.scenario_file import write_bytes
from pages.plan import plan


def carrying(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Have what ``make`` gives carry the plan as it stands now, not as it will when it is asked."""
    scenario = write_bytes([plan.current()])
    return lambda: with_plan(make(), scenario)
