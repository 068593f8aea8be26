"""What the lever panel told last: a frame of a drag, or something done; and what is drawn for it.

A page that follows the levers is drawn in parts, fragments of its own. A frame redraws the first of
them alone, a lever that was moved all of them, anything else the whole page. The browser numbers
what it tells, and is told the number back when the data of it are sent.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import streamlit as st

from pages.compute.run_lock import run_lock

LIVE, LEVERS, BELOW, KEPT = PARTS = ("live", "levers", "below", "kept")
"""Keys of the parts in the order in which they are drawn anew: what the reader looks at, the
panel, what stands below, the address and what the browser keeps."""

FRAME = "frame"
"""Key of the part that sends a frame of a drag."""

MODULE = "frame.js"
"""The component that writes a frame into the page."""

YIELDS = "money.yields"
"""Key of a part that is drawn anew while it is open, and of the widget that opens it."""

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
    return [*PARTS[:-1], *([YIELDS] if st.session_state.get(YIELDS) else []), KEPT]


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
