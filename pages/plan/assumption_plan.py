"""The reader's assumptions: rows of the plan that put another number in place of ours."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from models.errors import ModelError
from models.scenario.rules import ASSUMPTION
from pages.figures.assumption_values import ours
from pages.plan import plan

_REFUSED = "assumption.refused"


def assumed(name: str) -> float:
    """Give the value in use: the reader's, or ours."""
    return dict(plan.sheet().assumptions).get(name, ours(name, plan.market()))


def assume(name: str, value: float) -> None:
    """Write a value into the plan as an assumption row; ours takes the row back.

    A value under which the market would tip is refused and told, and the plan stays as it is.
    """
    rows = dict(plan.sheet().assumptions) | {name: value}
    if value == ours(name, plan.market()):
        del rows[name]
    try:
        plan.check(replace(plan.current(), assumptions=tuple(rows.items()), notes=()))
    except ModelError as error:
        st.session_state[_REFUSED] = str(error)
        return
    _keep(rows)


def take_back(*names: str) -> None:
    """Return to our values; of all numbers when none is named."""
    rows = plan.sheet().assumptions
    _keep({name: value for name, value in rows if names and name not in names})


def _keep(rows: Mapping[str, float]) -> None:
    """Keep these rows, and with them their notes alone."""
    notes = tuple(
        (about, text)
        for about, text in plan.sheet().notes
        if not about.startswith(ASSUMPTION) or about.removeprefix(ASSUMPTION) in rows
    )
    plan.change(assumptions=tuple(sorted(rows.items())), notes=notes)


def refused() -> str:
    """Write why the last value was refused, once; empty when it was not."""
    return str(st.session_state.pop(_REFUSED, ""))
