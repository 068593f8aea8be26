"""What the range of each change rests on: evidence by grade, own assumptions, and chance."""

from collections.abc import Mapping

import numpy as np

from models.analysis.judgement import PARTS, Attribution
from models.analysis.outcome import IN_MONEY, NEGLIGIBLE, OUTCOME_METRICS, Sample
from models.notation import Array

VarianceShares = Mapping[str, float]


def evidence(
    plan: Sample, no_change: Sample, attribution: Attribution | None
) -> dict[str, VarianceShares]:
    """Split the variance of every headline's change over the last year by what it rests on.

    Returns
    -------
    dict
        By metric, shares of A to D, ``own`` and ``chance`` that sum to 1; without a metric that
        hardly changes in any draw or has fewer draws than the rest, and empty where all are too
        few.
    """
    changes = {
        name: change
        for name in OUTCOME_METRICS
        if (change := _draws(name, plan, no_change)) is not None
    }
    return _split(changes, attribution)


def evidence_of_levels(
    levels: Sample, attribution: Attribution | None
) -> dict[str, VarianceShares]:
    """Split the variance of every headline over the last year, as `evidence` does of changes."""
    return _split({name: levels.last_year[name][1:] for name in OUTCOME_METRICS}, attribution)


def _split(
    changes: Mapping[str, Array], attribution: Attribution | None
) -> dict[str, VarianceShares]:
    if attribution is None or not attribution.is_telling:
        return {}
    draws = attribution.columns.shape[1]
    # Value and worth are taken of fewer draws, too few to tell the parameters apart.
    changes = {name: change for name, change in changes.items() if len(change) == draws}
    shares = attribution.shares(np.stack(list(changes.values()))).tolist() if changes else []
    return {
        name: dict(zip(PARTS, row, strict=True)) for name, row in zip(changes, shares, strict=True)
    }


def _draws(name: str, plan: Sample, no_change: Sample) -> Array | None:
    """Change in every draw, (D,), as it is shown; None where it is negligible."""
    ours, base = plan.last_year[name], no_change.last_year[name]
    change = ours - base
    if (abs(change) < NEGLIGIBLE * abs(base)).all():
        return None
    if name not in IN_MONEY:
        if not base.all():
            return None
        change = change / base
    draws: Array = change[1:]
    return draws
