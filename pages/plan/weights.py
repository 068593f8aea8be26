"""KPI weights that sum to one: the slider one holds is master, the others move in proportion.

A browser that presses keys faster than the server answers still sends the old values of the other
sliders; taken for moves, they would fight the hand. So they are held against the plan, and the
slider that was held is remembered.
"""

import streamlit as st

from models.levers import KPI_UNITS, UNIT_OF_WEIGHT
from pages.plan import plan
from pages.plan.plan import key

_HELD = "weights.held"
_VISIBLE = 1e-9


def balance(moved: str) -> None:
    """Answer a move of the slider ``moved``, which the browser may report along with others."""
    unit, counted = KPI_UNITS[UNIT_OF_WEIGHT[moved]], plan.targets()
    plain = {name: plan.tidy(name, st.session_state.get(key(name), counted[name])) for name in unit}
    changed = [name for name in unit if abs(plain[name] - counted[name]) > _VISIBLE]
    before = st.session_state.get(_HELD)
    weights = {name: counted[name] for name in unit}
    if len(changed) == 1 or before in changed:
        held = changed[0] if len(changed) == 1 else str(before)
        st.session_state[_HELD] = held
        parts = shared(held, plain[held], weights)
        weights = {name: plan.tidy(name, part) for name, part in parts.items()}
        plan.take_over(held)
        plan.put(weights)
    # Otherwise none was touched: late echoes of the values before the last balance.
    for name, weight in weights.items():
        st.session_state[key(name)] = weight


def move(held: str, value: float) -> None:
    """Give the weight ``held`` its value; the others of its unit share what it leaves."""
    unit, counted = KPI_UNITS[UNIT_OF_WEIGHT[held]], plan.targets()
    parts = shared(held, plan.tidy(held, value), {name: counted[name] for name in unit})
    plan.take_over(held)
    plan.put({name: plan.tidy(name, part) for name, part in parts.items()})


def shared(held: str, value: float, shown: dict[str, float]) -> dict[str, float]:
    """Give ``held`` its value and the others what it leaves, in their old proportion."""
    others = {name: weight for name, weight in shown.items() if name != held}
    total, rest = sum(others.values()), 1.0 - value
    parts = {
        name: rest * (weight / total if total > 0 else 1.0 / len(others))
        for name, weight in others.items()
    }
    return {held: value} | {name: min(1.0, max(0.0, part)) for name, part in parts.items()}
