"""The record of a plan in the terminal: where a like decision was tried, and how the model did."""

from collections.abc import Iterator

from models.scenario import Scenario
from models.validation.record import Finding, Tried, findings, tried
from pages.figures import record_words


def lines(scenario: Scenario) -> Iterator[str]:
    """Write one line and the case that tells more; nothing where nothing alike was tried."""
    if found := tried(scenario):
        case = f"case {found.case.market}, {found.case.english}"
        yield f"  {record_words.line(found, _findings(found))}: {case}"


def as_object(scenario: Scenario) -> dict[str, object]:
    """Give the same as an object of JSON; changes are relative ones."""
    found = tried(scenario)
    if not found:
        return {"scenario": scenario.name, "case": None}
    return {
        "scenario": scenario.name,
        "case": found.case.market,
        "year": found.year,
        "likeness": found.likeness,
        "findings": [
            {
                "metric": finding.check.metric,
                "seen": [finding.check.low, finding.check.high],
                "model": finding.said,
                "right_sign": finding.has_sign,
                "within_factor_2": finding.has_size,
            }
            for finding in _findings(found)
        ],
    }


def _findings(found: Tried) -> tuple[Finding, ...]:
    return findings(found.episode.id) if found.episode else ()
