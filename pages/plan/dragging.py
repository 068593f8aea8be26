"""A drag of a lever: while it lasts the plan follows the hand, and only what is live is drawn.

The browser numbers what it tells, and is told the number back when the data of it are sent.
"""

import streamlit as st

LIVE = "live"
"""Key of the fragment that is drawn while a hand drags."""

_IS_ON, _TOLD = "drag.is_on", "drag.told"


def is_on() -> bool:
    """Return whether this run draws one frame of a drag."""
    return bool(st.session_state.get(_IS_ON, False))


def told() -> int:
    """Give the number of what the browser told last, 0 at first."""
    number: int = st.session_state.get(_TOLD, 0)
    return number


def note(number: int, *, drag: bool) -> None:
    """Note that the browser told something, a frame of a drag or something done."""
    st.session_state[_TOLD], st.session_state[_IS_ON] = number, drag


def end() -> None:
    """Note that a whole run begins, which draws everything."""
    st.session_state[_IS_ON] = False
