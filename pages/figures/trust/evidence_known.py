"""What the stored evidence says of one parameter."""

from functools import cache

from models.analysis.evidence_preview import Standing, standing
from models.inputs import load_effects, load_parameters
from models.parameters.evidence_rows import DISTANCES, Effect


@cache
def studies_of(name: str) -> tuple[Effect, ...]:
    """List the rows of the evidence on a parameter: pooled first, near before far, early first."""
    rows = [effect for effect in load_effects() if name in effect.parameters]
    places = [*DISTANCES]
    return tuple(sorted(rows, key=lambda e: (not e.pooled, places.index(e.distance), e.year)))


@cache
def standing_of(name: str) -> Standing:
    """Pool, grade and place of the prior of a parameter."""
    return standing(name, load_effects(), load_parameters())
