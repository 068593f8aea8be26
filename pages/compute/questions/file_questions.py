"""What is read from files that users hand in, and written into those they take away."""

from dataclasses import replace

from models.analysis.evidence_file import read_evidence
from models.analysis.evidence_preview import EvidenceChange, evidence_preview
from models.analysis.numbers import numbers_against, numbers_bytes
from models.analysis.own_market import OwnMarket, build_market
from models.calibration.actuals import read_actuals
from models.calibration.setups import read_setups
from models.inputs import (
    actuals_bytes,
    load_effects,
    load_market,
    load_parameters,
    load_priors,
    read_scenario_bytes,
)
from models.projection import Projection, project
from models.scenario import Scenario
from models.scenario.csv.scenario_file import Reading
from models.validation import trial


def failed_trials() -> dict[str, str]:
    """Try every market file, and give what is wrong with those that cannot be used."""
    return trial.failed_trials()


def plans_in(data: bytes) -> Reading:
    """Read a scenario file."""
    return read_scenario_bytes(data)


def actuals_in(data: bytes) -> tuple[str, ...]:
    """Read reported figures, and give what is to be noted of them.

    Raises
    ------
    FileError
        Holds every problem of the file.
    """
    return read_actuals(actuals_bytes(), data).notes


def own_market_in(data: bytes, quarter: str | None) -> OwnMarket:
    """Make a market of reported figures, of their latest full quarter where none is named.

    Raises
    ------
    ModelError
        The file has faults (`FileError`, by line), or its figures make no market.
    """
    return build_market(data, quarter)


def tests_in(data: bytes) -> tuple[str, ...]:
    """Read tests of levers, hold them against the model's signs, and give what is to be noted.

    Raises
    ------
    FileError
        Holds every problem of the file, a test that the model must refuse included.
    """
    return read_setups(data, load_priors())[1]


def studies_in(data: bytes) -> tuple[tuple[EvidenceChange, ...], tuple[str, ...]]:
    """Read a file of studies, and give what they would change and what is to be noted.

    Raises
    ------
    FileError
        Holds every problem of the file.
    """
    given, notes = read_evidence(data, load_parameters())
    return evidence_preview(load_effects(), given, load_parameters()), notes


def numbers(plans: tuple[Scenario, ...]) -> bytes:
    """Write every figure of plans beside no change, as the terminal does."""
    still = (replace(plan, steps=()) for plan in plans)
    pairs = zip(plans, still, strict=True)
    return numbers_bytes(numbers_against((_projected(a), _projected(b)) for a, b in pairs))


def _projected(plan: Scenario) -> Projection:
    return project(load_market(plan.market), load_parameters(), plan)
