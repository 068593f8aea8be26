"""The kinds of files that are read or written here, by the columns of their headers."""

from collections.abc import Iterable
from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of file: columns that tell it from others, what it is, where it belongs."""

    columns: frozenset[str]
    what: str
    where: str


SCENARIO, ACTUALS, TESTS, NUMBERS = "scenario", "actuals", "tests", "numbers"
EVIDENCE = "evidence"

KINDS = {
    NUMBERS: Kind(
        frozenset({"scenario", "platform", "metric", "statistic", "value"}),
        "the numbers of a plan, which the app writes and does not read",
        "save the plan itself with Save > This plan (CSV) and open that file",
    ),
    TESTS: Kind(
        frozenset({"lever", "from", "to", "effect", "standard_error"}),
        "a file of tests of levers",
        "give it at Your figures > Your experiments, or to calibrate --experiments",
    ),
    ACTUALS: Kind(
        frozenset({"platform", "period", "metric", "value"}),
        "a file of reported figures",
        "give it at Your figures > Sharper ranges, or to calibrate --actuals",
    ),
    EVIDENCE: Kind(
        frozenset({"parameter", "study", "estimate", "conversion"}),
        "a file of published effects",
        "give it at Assumptions > Add a study",
    ),
    SCENARIO: Kind(
        frozenset({"scenario", "lever", "quarter", "value"}),
        "a scenario file",
        "give it at Open, in the column of levers, or to validate and project",
    ),
}


def elsewhere(names: Iterable[str], wanted: str) -> str | None:
    """Say where a file with a header of ``names`` belongs; None where it may be a ``wanted``."""
    given = set(names)
    if KINDS[wanted].columns <= given:
        return None
    found = next((kind for kind in KINDS.values() if kind.columns <= given), None)
    return f"this is {found.what}; {found.where}" if found else None
