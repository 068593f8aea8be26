"""Quarters that a verb is asked for: the year to one, or one alone (E32)."""

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Any

import click

YEAR = 4

AT = "Read over the year to this quarter, such as 2026Q1; default: the last."
QUARTER = "Read this quarter alone."


def reading(command: Callable[..., None]) -> Callable[..., None]:
    """Give a verb that answers with one figure ``--at`` and ``--quarter``."""
    command = click.option("--quarter", "single", help=QUARTER)(command)
    return click.option("--at", help=AT)(command)


def chosen(at: Any, single: Any) -> tuple[Any, bool]:  # noqa: ANN401
    """Give the quarter, or the quarters, of ``--at`` or ``--quarter``, and whether read alone.

    Raises
    ------
    click.UsageError
        Both are given.
    """
    if at and single:
        msg = "--at is the year to a quarter and --quarter one quarter alone; give one of them"
        raise click.UsageError(msg)
    return (single or at), bool(single)


def refuse_dated(metrics: Iterable[str], quarters: Iterable[str]) -> None:
    """Refuse a quarter for a metric of the whole horizon, such as value and worth.

    Raises
    ------
    ScenarioError
        Names the quarter and the metric.
    """
    from models.analysis.targets import check_dated

    for metric, quarter in product(metrics, quarters):
        check_dated(metric, quarter, "quarter")


def told(quarter: str, *, alone: bool) -> str:
    """Say what a figure was read over."""
    return quarter if alone else f"year to {quarter}"


def quarter_of(at: str, quarters: Sequence[str], hint: str = "--at") -> str:
    """Check a quarter against the horizon; a wrong one is wrong usage and names the span."""
    if at in quarters:
        return at
    span = f"{quarters[0]} to {quarters[-1]}"
    msg = f"{at!r} is not in the horizon; give a quarter from {span}"
    raise click.BadParameter(msg, param_hint=hint)


def year_ends(quarters: Sequence[str]) -> list[str]:
    """Take every fourth quarter and the last."""
    return list(dict.fromkeys([*quarters[YEAR - 1 :: YEAR], quarters[-1]]))
