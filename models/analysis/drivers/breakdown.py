"""Contribution of every lever to one KPI by one quarter."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.analysis.outcome import Effect


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """From no change to the plan, in the unit of ``metric``, as effects of eight draws in ten.

    The central run of ``baseline`` plus the contributions plus ``rivals`` is that of ``total``;
    ``effect`` is total less baseline, draw by draw. The contributions are those of the levers
    before the rivals answer, and their ranges rest on the first ``draws`` of the plan's draws.
    ``lone`` is what each lever does when nothing else of the plan happens, and ``interaction``
    what the levers do together beyond that; both are for information. ``errors`` are standard
    errors of the central contributions, empty where every coalition was computed. The figures are
    those of the year to ``quarter``, or where ``alone`` of it alone.
    """

    scenario: str
    metric: str
    quarter: str
    baseline: Effect
    total: Effect
    effect: Effect
    contributions: Mapping[str, Effect]
    rivals: Effect
    lone: Mapping[str, float]
    interaction: float
    errors: Mapping[str, float]
    draws: int
    alone: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether every coalition was computed."""
        return not self.errors

    @property
    def change(self) -> float:
        """Total effect of the central run."""
        return self.effect.central


def as_json(breakdown: Breakdown) -> dict[str, object]:
    """Give the central run in the shape that the terminal prints."""
    shares = {name: effect.central for name, effect in breakdown.contributions.items()}
    ranges = {name: [effect.low, effect.high] for name, effect in breakdown.contributions.items()}
    plain: dict[str, object] = {
        "scenario": breakdown.scenario,
        "metric": breakdown.metric,
        "quarter": breakdown.quarter,
        "baseline": breakdown.baseline.central,
        "total": breakdown.total.central,
        "contributions": shares,
        "rivals": breakdown.rivals.central,
        "interaction": breakdown.interaction,
        "ranges": ranges,
    }
    return plain if breakdown.is_exact else plain | {"standard_errors": dict(breakdown.errors)}
