"""What the pages ask of the model, each a plain function that runs beside the server.

Nothing here knows Streamlit. A function marked `long` goes to the pool of long questions.
"""

from collections.abc import Callable
from typing import TypeVar

_F = TypeVar("_F", bound=Callable[..., object])

LONG: set[Callable[..., object]] = set()
"""Questions that take longer than a reader waits for a slider."""


FIRST: set[Callable[..., object]] = set()
"""Questions that overtake what waits: a hand waits for their answers, and they take little time."""


def first(function: _F) -> _F:
    """Mark a question as one that overtakes those that wait."""
    FIRST.add(function)
    return function


def long(function: _F) -> _F:
    """Mark a question as long; it goes to the pool of long ones."""
    LONG.add(function)
    return function
