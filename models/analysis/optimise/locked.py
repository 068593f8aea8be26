"""Levers that stay where they are unless freed, each with its reason.

An optimiser takes what looks free. Where the model knows the sign of an effect but its size is a
judgement, or where nobody decides, the lever stays locked until somebody frees it on purpose.
"""

from models.levers import FREE as UNLOCKED
from models.levers import LEVERS, REASONS, UNIT_OF_WEIGHT

_REASON = {UNIT_OF_WEIGHT.get(n, n): lever.search for n, lever in LEVERS.items()}
"""Rule of the search by lever or KPI unit: the three weights of a unit move together."""

LOCKED = {name: why for key in REASONS for name, why in _REASON.items() if why == key}
"""Key of the reason by lever or KPI unit."""

NEVER = tuple(name for name, why in LOCKED.items() if why in ("event", "nobody"))
"""What cannot be freed at all."""

FREE_LEVERS = tuple(name for name, why in _REASON.items() if why == UNLOCKED)
"""Levers that move unless something else is said."""

MOVABLE = tuple(name for name in _REASON if name not in NEVER)
"""All that can be freed."""
