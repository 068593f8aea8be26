"""What sellers pay: the ad market in closed form, and commission (E13)."""

import numpy as np

from models.notation import BRAND, OWN, SME, Array


def ad_rate(baseline: Array, sellers: Array, thickness: Array, *, own_factor: Array) -> Array:
    """Ad revenue as a share of GMV, (A, M, D) (E13).

    More bidders (``sellers`` in logs) raise the price of a slot; ``own_factor`` (D,) holds what
    the own platform does: load, full-site promotion, refunded orders that sell ads twice, and the
    weight on revenue that its units agree on.
    """
    rate = baseline * np.exp(thickness * sellers)
    rate[OWN] *= own_factor
    return rate


def load_revenue(load: Array, demand_elasticity: Array) -> Array:
    """Ad revenue at fixed GMV for ``load`` slots a visit: load^(1 - 1/eta), eta > 1 (E13)."""
    return load ** (1.0 - 1.0 / demand_elasticity)


def advertised_share(traffic: Array, yield_: Array) -> Array:
    """Part of each side's GMV that earns ads, (M, D), above and below the baseline alike (E13).

    Sales that traffic moved from one side to the other earn ``yield_`` of what others do;
    ``traffic`` (M, D) is the factor on orders of `orders.traffic_response`.
    """
    return yield_ + (1.0 - yield_) / traffic


def return_share(baseline: Array, slope: Array, leniency_change: Array | float) -> Array:
    """Share of GMV that is returned and pays no commission (E13)."""
    return baseline + slope * leniency_change


def own_commission(baseline: Array, announced: Array, fee_yield: Array, waiver: Array) -> Array:
    """Commission rate of the own sides, (M, D), after announced fee and SME rebate (E13).

    ``announced`` and ``waiver`` are changes against the baseline; a rebate may exceed the
    commission, so the rate may be negative.
    """
    change = fee_yield * announced
    return np.stack([baseline[SME] + change - waiver, baseline[BRAND] + change], axis=-2)


def brand_share(brand: Array, total: Array) -> Array:
    """Share of revenue that brands pay; not a number where revenue is not positive (E29)."""
    if total.min() > 0.0:
        return brand / total
    return np.divide(brand, total, out=np.full_like(total, np.nan), where=total > 0.0)
