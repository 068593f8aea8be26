"""Where a quarter stands in a horizon."""

from collections.abc import Sequence

from models.errors import ScenarioError
from models.text_rules import refusal


def place_of(quarter: str | None, quarters: Sequence[str]) -> int:
    """Give the place of ``quarter``, the last one where none is named.

    Raises
    ------
    ScenarioError
        The quarter lies outside the horizon.
    """
    if quarter is None:
        return len(quarters) - 1
    if quarter in quarters:
        return list(quarters).index(quarter)
    rule = f"a quarter lies in the horizon, from {quarters[0]} to {quarters[-1]}"
    raise ScenarioError([refusal(None, None, quarter, rule)])
