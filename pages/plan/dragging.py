"""What the lever panel told last: a frame of a drag, or something done; and what is drawn for it.

A page that follows the levers is drawn in parts, fragments of its own. What the panel tells draws
the part that the panel stands in, which sends ahead what the reader looks at. When that is on the
screen the browser asks for the rest; a frame of a drag has none. The rest leaves the charts out
where they were sent ahead with the whole fan. The browser numbers what it tells, and is told the
number back when the data of it are sent.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from pages import compute
from pages.compute.run_lock import run_lock
from pages.plan.session_language import set_language

CHARTS, LEVERS, LIVE = PARTS = ("charts", "levers", "live")
"""Keys of the parts in the order in which they are drawn anew: the main charts, the panel, and what
goes with every move: the words that the reader looks at, the address, what is kept. Between the
last two stand drawers that are open."""

MODULE = "frame.js"
"""The component that writes what is sent ahead into the page, and asks for the rest."""

DRAWERS = (
    *("below.stakes", "below.drivers", "below.sides", "below.revenue", "below.sellers"),
    *("below.delivery", "below.worth", "below.more", "below.instant"),
    *("money.section", "money.yields.ask"),
)
"""Keys of parts below, each a drawer that is drawn anew while it is open."""

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


def drawers() -> list[str]:
    """Give the keys of the drawers that are open."""
    return [key for key in DRAWERS if st.session_state.get(f"drawer.{key}")]


def parts() -> list[str]:
    """Give the keys of the parts that a lever changes."""
    return [*PARTS[:-1], *drawers(), LIVE]


def redraw() -> None:
    """Draw anew what depends on levers: at the end of a callback of a part that moved them."""
    if has_parts():
        rest(whole=True)
    else:
        st.rerun()


def note(number: int, *, drag: bool) -> None:
    """Note that the browser told something, a frame of a drag or something done.

    What is sent ahead has a thin fan while a hand drags and where cores are short.
    """
    st.session_state[_TOLD], st.session_state[_IS_FRAME] = number, drag
    st.session_state[_IS_THIN] = drag or compute.is_short()
    st.session_state[_DRAWN] = st.session_state[_IS_AHEAD] = True


def rest(*, whole: bool) -> None:
    """Note that what was sent ahead is on the screen, and have the rest drawn.

    Where that is not the ``whole``, the charts that were sent ahead stand as they are, and the part
    that asked is all of the rest.
    """
    for name in (_IS_FRAME, _IS_AHEAD, _IS_THIN):
        st.session_state[name] = False
    st.session_state[_DRAWN], st.session_state[_STANDS] = True, not whole
    if whole:
        st.rerun(parts())


def stands() -> bool:
    """Return whether the charts that were sent ahead are those that the page shows."""
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
    """Draw a part: lock and language, which a whole run has already, are taken for it alone."""
    if not is_part():
        yield
        return
    with run_lock():
        set_language()  # else each of a thousand words would ask the session for it
        yield
