"""What is read from files that users hand in, and written into those they take away."""

from models.calibration.actuals import read_actuals
from models.calibration.lift_rows import read_lifts
from models.inputs import actuals_bytes, load_market, load_parameters, vintages
from models.numbers import numbers_bytes, numbers_frame
from models.projection import project
from models.scenario import Scenario
from models.scenario_csv import Reading, read_bytes


def plans_in(data: bytes) -> Reading:
    """Read a scenario file."""
    return read_bytes(data, vintages=vintages(), parameters=load_parameters().allowed_ranges)


def actuals_in(data: bytes) -> tuple[str, ...]:
    """Read reported figures, and give what is to be noted of them.

    Raises
    ------
    FileError
        Holds every problem of the file.
    """
    return read_actuals(actuals_bytes(), data).notes


def tests_in(data: bytes) -> tuple[str, ...]:
    """Read tests of levers, and give what is to be noted of them.

    Raises
    ------
    FileError
        Holds every problem of the file.
    """
    return read_lifts(data, load_market().platform_ids, vintages())[1]


def numbers(plans: tuple[Scenario, ...]) -> bytes:
    """Write every figure of the projections, as the terminal does."""
    runs = [project(load_market(plan.market), load_parameters(), plan) for plan in plans]
    return numbers_bytes(numbers_frame(runs))
