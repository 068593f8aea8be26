"""Levers as people see and type them: money in 亿 where that is read, everything else as it is.

A widget belongs to the language it was drawn in. Its callback is told that language, because it
runs before the page speaks one.
"""

import streamlit as st

from models.levers import LEVERS
from pages.labels.format import MONEY_UNITS, money_scale
from pages.plan import plan

_ROUNDING = 1e-9
_DIGITS = 9


def scale(lever: str, spoken: str) -> float:
    """Give the factor on a value of ``lever`` as the language ``spoken`` shows it."""
    return money_scale(spoken) if LEVERS[lever].unit in MONEY_UNITS else 1.0


def shown(lever: str, value: float, spoken: str) -> float:
    """Turn a value of the model into the number on screen."""
    factor = scale(lever, spoken)
    return float(value) if factor == 1.0 else round(float(value) * factor, _DIGITS)


def meant(lever: str, number: float, spoken: str) -> float:
    """Turn a number on screen into a value of the model."""
    return plan.tidy(lever, number / scale(lever, spoken))


def show(lever: str, value: float, spoken: str) -> str:
    """Set the slider of ``lever`` to the plan's value before it is drawn, and give its key.

    A slider that says the same already is left alone: written again, it would jump back under a
    hand that has moved on.
    """
    name, number = plan.key(lever, spoken), shown(lever, value, spoken)
    if abs(st.session_state.get(name, float("inf")) - number) > _ROUNDING:
        st.session_state[name] = number
    return name
