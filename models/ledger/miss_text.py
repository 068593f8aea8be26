"""The split of a miss as a text, and back."""

import json
from dataclasses import asdict
from typing import Any

from models.analysis.outcome import Effect
from models.ledger.miss import Miss


def to_text(miss: Miss) -> str:
    """Write a split as JSON."""
    return json.dumps(asdict(miss), allow_nan=False)


def from_text(text: str) -> Miss:
    """Read a split that `to_text` wrote."""
    told: dict[str, Any] = json.loads(text)
    effects = {name: Effect(**part) for name, part in told.items() if isinstance(part, dict)}
    return Miss(**(told | effects))
