"""Levers that stay where they are unless freed, each with its reason.

An optimiser takes what looks free. Where the model knows the sign of an effect but its size is a
judgement, or where nobody decides, the lever stays locked until somebody frees it on purpose.
"""

from models.levers import KPI_UNITS, LEVERS

REASONS = {
    "structure": "the strength of organisational effects is judgement; only its sign is verified",
    "fees": "how sellers answer a change of fees is judgement",
    "untried": "no quarter on file shows what it does",
    "portfolio": "what a unit earns and distracts is judgement",
    "elsewhere": "it works abroad and moves none of the domestic figures",
    "event": "it acts in one quarter alone; write it into the plan that the search starts from",
    "nobody": "nobody sets it; it is an assumption about the world",
}
"""Why, in words."""

LOCKED = {
    "reporting_layers": "structure",
    "centralisation": "structure",
    **dict.fromkeys(KPI_UNITS, "structure"),
    "fee_waiver": "fees",
    "added_commission": "fees",
    "brand_focus": "untried",
    "ai_investment": "untried",
    "seller_protection": "untried",
    "noncore_units": "portfolio",
    "overseas_investment": "elsewhere",
    "reorganisation": "event",
    "consumer_confidence": "nobody",
}
"""Key of the reason by lever or KPI unit."""

NEVER = ("reorganisation", "consumer_confidence")
"""What cannot be freed at all."""

_WEIGHTS = {weight for weights in KPI_UNITS.values() for weight in weights}

FREE = tuple(name for name in LEVERS if name not in LOCKED and name not in _WEIGHTS)
"""Levers that move unless something else is said."""

MOVABLE = (*(n for n in LEVERS if n not in NEVER and n not in _WEIGHTS), *KPI_UNITS)
"""All that can be freed."""
