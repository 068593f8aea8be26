"""The one door to cached work: `ask` a question of the model, in a process beside the server.

The processes load this package as well, so nothing here loads Streamlit before it is needed.
"""

import models.blas  # noqa: F401  before numpy
from pages.compute.answers import screen_draws
from pages.compute.door import (
    ComputationError,
    ask,
    begin,
    end,
    forget,
    has_begun,
    is_short,
    prefetch,
    renew,
)

__all__ = [
    "ComputationError",
    "ask",
    "begin",
    "end",
    "forget",
    "has_begun",
    "is_short",
    "prefetch",
    "renew",
    "screen_draws",
]
