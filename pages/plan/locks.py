"""Levers that the reader has locked: nothing on screen moves them until they are unlocked."""

from collections.abc import Iterable

import streamlit as st

_LOCKED = "plan.locked"


def locked() -> frozenset[str]:
    """Give the levers that are locked in this session."""
    names: frozenset[str] = st.session_state.get(_LOCKED, frozenset())
    return names


def toggle(levers: Iterable[str]) -> None:
    """Lock levers, or unlock them where one of them is locked."""
    levers = frozenset(levers)
    st.session_state[_LOCKED] = locked() - levers if levers & locked() else locked() | levers


def free(levers: Iterable[str]) -> tuple[str, ...]:
    """Give those of ``levers`` that are not locked."""
    return tuple(name for name in levers if name not in locked())
