"""Quarters that a verb is asked for."""

from collections.abc import Sequence

import click

YEAR = 4


def quarter_of(at: str, quarters: Sequence[str]) -> str:
    """Check a quarter against the horizon; a wrong one is wrong usage and names the span."""
    if at in quarters:
        return at
    span = f"{quarters[0]} to {quarters[-1]}"
    msg = f"{at!r} is not in the horizon; give a quarter from {span}"
    raise click.BadParameter(msg, param_hint="--at")


def year_ends(quarters: Sequence[str]) -> list[str]:
    """Take every fourth quarter and the last."""
    return list(dict.fromkeys([*quarters[YEAR - 1 :: YEAR], quarters[-1]]))
