"""What the lever panel told last: a frame of a drag, or something done; and what is drawn for it.

A page that follows the levers is drawn in parts, fragments of its own. What the panel tells draws
the part that the panel stands in, which sends ahead what the reader looks at. When that is on the
screen the browser asks for the rest; a frame of a drag has none. The rest is one part where what
was sent ahead is all that is to be seen, and all parts otherwise. The browser numbers what it
tells, and is told the number back when the data of it are sent.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import streamlit as st

from pages import compute
from pages.compute.run_lock import run_lock

LIVE, LEVERS, BELOW, KEPT = PARTS = ("live", "levers", "below", "kept")
"""Keys of the parts in the order in which they are drawn anew: what the reader looks at, the
panel, what stands below, and what goes with every move: spending, the address, what is kept."""

MODULE = "frame.js"
"""The component that writes what is sent ahead into the page, and asks for the rest."""

YIELDS = "money.yields"
"""Key of a part that is drawn anew while it is open, and of the widget that opens it."""

_DRAWN, _IS_FRAME, _TOLD, _HAS_PARTS = "drag.drawn", "drag.frame", "drag.told", "drag.parts"
_IS_AHEAD, _IS_THIN, _STANDS = "drag.ahead", "drag.thin", "drag.stands"


def begin(*, parts: bool) -> None:
    """Note that a whole run begins, which draws everything; ``parts``: in parts."""
    for name in (_DRAWN, _IS_FRAME, _IS_AHEAD, _IS_THIN, _STANDS):
        st.session_state[name] = False
    st.session_state[_HAS_PARTS] = parts


def has_parts() -> bool:
    """Return whether the page on show is drawn in parts."""
    return bool(st.session_state.get(_HAS_PARTS, False))


def parts() -> list[str]:
    """Give the keys of the parts that a lever changes."""
    return [*PARTS[:-1], *([YIELDS] if st.session_state.get(YIELDS) else []), KEPT]


def note(number: int, *, drag: bool) -> None:
    """Note that the browser told something, a frame of a drag or something done.

    What is sent ahead has a thin fan while a hand drags and where cores are short.
    """
    st.session_state[_TOLD], st.session_state[_IS_FRAME] = number, drag
    st.session_state[_IS_THIN] = drag or compute.is_short()
    st.session_state[_DRAWN] = st.session_state[_IS_AHEAD] = True


def rest(*, whole: bool) -> None:
    """Note that what was sent ahead is on the screen, and have the rest drawn: ``whole``, or kept.

    What was sent ahead then stands, above what the page's own runs drew before.
    """
    for name in (_IS_FRAME, _IS_AHEAD, _IS_THIN):
        st.session_state[name] = False
    st.session_state[_DRAWN], st.session_state[_STANDS] = True, not whole
    if whole:
        st.rerun(parts())


def stands() -> bool:
    """Return whether what was sent ahead is what the page shows."""
    return bool(st.session_state.get(_STANDS, False))


def is_on() -> bool:
    """Return whether this run draws one frame of a drag."""
    return bool(st.session_state.get(_IS_FRAME, False))


def is_ahead() -> bool:
    """Return whether this run sends ahead what the reader looks at."""
    return bool(st.session_state.get(_IS_AHEAD, False))


def is_thin() -> bool:
    """Return whether what is sent ahead has a thin fan."""
    return bool(st.session_state.get(_IS_THIN, False))


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
