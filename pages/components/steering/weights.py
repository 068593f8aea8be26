"""KPI weights that sum to one: the slider one holds is master, the others move in proportion.

A browser that presses keys faster than the server answers still sends the old values of the other
sliders; taken for moves, they would fight the hand. So the panel remembers what it last showed and
which slider was held.
"""

import streamlit as st

from models.levers import KPI_UNITS, UNIT_OF_WEIGHT
from pages.components.steering import plan

_SHOWN, _HELD = "weights.shown", "weights.held"
_VISIBLE = 1e-6


def balance(moved: str) -> None:
    """Answer a move of the slider ``moved``, which the browser may report along with others."""
    unit = KPI_UNITS[UNIT_OF_WEIGHT[moved]]
    shown = st.session_state.get(_SHOWN, {})
    changed = [name for name in unit if _value(name) != shown.get(name)]
    before = st.session_state.get(_HELD)
    if not changed:
        return
    if len(changed) == 1 or before in changed:
        held = changed[0] if len(changed) == 1 else str(before)
        weights = shared(held, _value(held), {name: shown[name] for name in unit})
        st.session_state[_HELD] = held
        plan.take_over(held)
    else:  # none of them was touched: late echoes of the values before the last balance
        weights = {name: shown[name] for name in unit}
    _show(weights)


def shared(held: str, value: float, shown: dict[str, float]) -> dict[str, float]:
    """Give ``held`` its value and the others what it leaves, in their old proportion."""
    others = {name: weight for name, weight in shown.items() if name != held}
    total, rest = sum(others.values()), 1.0 - value
    parts = {
        name: rest * (weight / total if total > 0 else 1.0 / len(others))
        for name, weight in others.items()
    }
    return {held: value} | {name: min(1.0, max(0.0, part)) for name, part in parts.items()}


def settle() -> None:
    """Show weights from an address as they are counted, with a sum of 1; before they are drawn."""
    _show(_unsettled())


def remember() -> None:
    """Keep what the sliders show; after they are drawn."""
    if _unsettled():
        st.rerun()
    st.session_state[_SHOWN] = {name: _value(name) for name in UNIT_OF_WEIGHT}


def _unsettled() -> dict[str, float]:
    counted = plan.targets()
    drawn = (name for name in UNIT_OF_WEIGHT if plan.key(name) in st.session_state)
    return {name: counted[name] for name in drawn if abs(_value(name) - counted[name]) > _VISIBLE}


def _show(weights: dict[str, float]) -> None:
    for name, weight in weights.items():
        st.session_state[plan.key(name)] = weight
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, {}) | weights


def _value(name: str) -> float:
    """Weight on its slider; today's while the slider is folded away."""
    return float(st.session_state.get(plan.key(name), plan.market().levers[name]))
