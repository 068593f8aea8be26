"""Levers as people see and type them: money in 亿 where that is read, everything else as it is.

A widget belongs to the language it was drawn in. Its callback gets that language as an
argument, because it runs before the page has set one.
"""

import streamlit as st

from models.levers import LEVERS
from pages.labels.format import MONEY_UNITS, money_scale
from pages.plan import plan

_ROUNDING = 1e-9
_DIGITS = 9


def scale(lever: str, locale: str) -> float:
    """Give the factor on a value of ``lever`` as the language ``locale`` shows it."""
    return money_scale(locale) if LEVERS[lever].unit in MONEY_UNITS else 1.0


def shown(lever: str, value: float, locale: str) -> float:
    """Turn a value of the model into the number on screen."""
    factor = scale(lever, locale)
    return float(value) if factor == 1.0 else round(float(value) * factor, _DIGITS)


def meant(lever: str, number: float, locale: str) -> float:
    """Turn a number on screen into a value of the model."""
    return plan.tidy(lever, number / scale(lever, locale))


def show(lever: str, value: float, locale: str) -> str:
    """Set the slider of ``lever`` to the plan's value before it is drawn, and give its key.

    A slider that shows the value already is not written: a reader who is still dragging it would
    see it jump back.
    """
    name, number = plan.key(lever, locale), shown(lever, value, locale)
    if abs(st.session_state.get(name, float("inf")) - number) > _ROUNDING:
        st.session_state[name] = number
    return name
