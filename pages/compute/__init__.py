"""The one door to cached work: `ask` a question of the model, in a process beside the server.

The processes load this package as well, so nothing here loads Streamlit before it is needed.
"""

from pages.compute.answers import screen_draws
from pages.compute.door import ComputationError, ahead, ask, begin, end, forget

__all__ = [
    "ComputationError",
    "ahead",
    "ask",
    "begin",
    "end",
    "forget",
    "screen_draws",
]
