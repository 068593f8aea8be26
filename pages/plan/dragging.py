"""What the lever panel told last: a frame of a drag, or something done; and what is drawn for it.

A page that follows the levers is drawn in parts, fragments of its own. A frame redraws the first of
them alone, a lever that was moved all of them, anything else the whole page. The browser numbers
what it tells, and is told the number back when the data of it are sent.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import streamlit as st

from pages.compute.run_lock import run_lock

LIVE, LEVERS, KEPT = PARTS = ("live", "levers", "kept")
"""Keys of the parts in the order in which they are drawn anew: what the reader looks at, the
panel, the address and what the browser keeps. Between the last two stand drawers that are open."""

FRAME = "frame"
"""Key of the part that sends a frame of a drag."""

MODULE = "frame.js"
"""The component that writes a frame into the page."""

DRAWERS = (
    *("below.stakes", "below.drivers", "below.sides", "below.revenue", "below.sellers"),
    *("below.delivery", "below.worth", "below.more", "below.instant"),
    *("money.section", "money.yields.ask"),
)
"""Keys of parts below, each a drawer that is drawn anew while it is open."""

_DRAWN, _IS_FRAME, _TOLD, _HAS_PARTS = "drag.drawn", "drag.frame", "drag.told", "drag.parts"


def begin(*, parts: bool) -> None:
    """Note that a whole run begins, which draws everything; ``parts``: in parts."""
    st.session_state[_DRAWN] = st.session_state[_IS_FRAME] = False
    st.session_state[_HAS_PARTS] = parts


def has_parts() -> bool:
    """Return whether the page on show is drawn in parts."""
    return bool(st.session_state.get(_HAS_PARTS, False))


def parts() -> list[str]:
    """Give the keys of the parts that a lever changes."""
    is_open = [key for key in DRAWERS if st.session_state.get(f"drawer.{key}")]
    return [*PARTS[:-1], *is_open, KEPT]


def redraw() -> None:
    """Draw anew what depends on levers: at the end of a callback of a part that moved them."""
    note(told(), drag=False)
    st.rerun(parts() if has_parts() else "app")


def note(number: int, *, drag: bool) -> None:
    """Note that the browser told something, a frame of a drag or something done."""
    st.session_state[_TOLD], st.session_state[_IS_FRAME] = number, drag
    st.session_state[_DRAWN] = True


def is_on() -> bool:
    """Return whether this run draws one frame of a drag."""
    return bool(st.session_state.get(_IS_FRAME, False))


def told() -> int:
    """Give the number of what the browser told last, 0 at first."""
    number: int = st.session_state.get(_TOLD, 0)
    return number


def is_part() -> bool:
    """Return whether this run draws parts alone, because the panel told something."""
    return bool(st.session_state.get(_DRAWN, False))


@contextmanager
def alone() -> Iterator[None]:
    """Draw a part: the lock that a whole run holds already is held while a part is drawn alone."""
    with run_lock() if is_part() else nullcontext():
        yield
