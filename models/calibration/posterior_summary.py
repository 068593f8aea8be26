"""What a fit taught: each parameter before and after, and the posterior to store."""

from collections.abc import Mapping

import numpy as np

from models.calibration.importance_sampling import WeightedSample
from models.calibration.replay import Unknowns
from models.notation import BLOCK, Array
from models.parameters import Learned, Posterior

_ENDS = (0.05, 0.95)
_PRIOR_DRAWS = 20 * BLOCK


def posterior_of(unknowns: Unknowns, weighed: WeightedSample, count: int, seed: int) -> Posterior:
    """Resample the candidates to ``count`` equally likely draws, and sum up what they teach."""
    values = unknowns.freed(weighed.z, {})
    chosen = weighed.resampled(count, seed)
    names = tuple(values)
    return Posterior(
        names=names,
        draws=np.stack([values[name][chosen] for name in names], axis=1),
        effective_size=weighed.effective_size,
        candidates=len(weighed.weights),
        summary=_summary(unknowns, values, weighed.weights),
    )


def _summary(
    unknowns: Unknowns, values: Mapping[str, Array], weights: Array
) -> tuple[Learned, ...]:
    prior = unknowns.parameters.priors.draw(_PRIOR_DRAWS)
    rows = []
    for name, draws in values.items():
        before = np.quantile(prior[name], _ENDS)
        after = np.quantile(draws, _ENDS, weights=weights, method="inverted_cdf")
        spread = np.sqrt(np.cov(draws, aweights=weights))
        rows.append(
            Learned(
                parameter=name,
                prior_low=float(before[0]),
                prior_high=float(before[1]),
                posterior_low=float(after[0]),
                posterior_high=float(after[1]),
                sd_ratio=float(spread / prior[name].std()),
            )
        )
    return tuple(rows)
