"""Profit: the EBITA proxy with what levers cost, overseas, portfolio (E14, E23, E24, E27)."""

import numpy as np

from models.notation import Array

MOVE_COST = 1.0
"""RMB bn that a full reorganisation costs in its quarter."""

BUYING_BACK = 1.3
"""A unit bought costs this times what one sold brings."""

OVERSEAS_GROWTH = 0.03
OVERSEAS_RESPONSE = 0.05
OVERSEAS_HALF = 2.0
OVERSEAS_INTEGRATION = 0.02
NEUTRAL_INTEGRATION = 0.5


def ebita(
    revenue: Array, gmv: Array, variable_cost: Array, fixed_cost: Array, subsidy: Array
) -> Array:
    """Contribution profit, RMB bn a quarter, (A, D), before the own levers' cost (E14)."""
    return revenue - variable_cost * gmv - fixed_cost - subsidy


def festival_cost(cost: Array, weight: Array | float, intensity: Array) -> Array:
    """Cost of a festival, RMB bn; it grows with the square of its intensity (E14)."""
    return cost * weight * intensity**2


def overseas_growth(spend: Array, integration: Array) -> Array:
    """Quarterly growth factor of overseas GMV (E24); integration brings domestic supply."""
    saturation = spend / (OVERSEAS_HALF + spend)
    push = OVERSEAS_RESPONSE * (saturation - 0.5)
    supply = OVERSEAS_INTEGRATION * (integration - NEUTRAL_INTEGRATION)
    return 1.0 + OVERSEAS_GROWTH + push + supply


def insured_losses(protection: Array, effect: Array, abuse_share: Array, losses: Array) -> Array:
    """Refund losses of honest sellers that the platform pays in their place, RMB bn (E14, E27).

    ``losses`` (D,) are those of all sellers without tools; ``effect`` of them is taken off by full
    protection, ``abuse_share`` of that by stopping abuse, the rest by insurance.
    """
    return (1.0 - abuse_share) * effect * protection * losses


def structure_earnings(
    *,
    fixed_cost: float,
    integration_change: Array,
    saving: Array,
    layers_change: Array,
    layer_cost: Array,
    units_added: Array,
    unit_earnings: Array,
) -> Array:
    """Profit that merging, flattening and fewer units bring against today, RMB bn (E14)."""
    return (
        unit_earnings * units_added
        + saving * fixed_cost * integration_change
        - layer_cost * layers_change
    )


def unit_cash(sold: Array, value: Array) -> Array:
    """Cash of units sold, RMB bn; those bought, less than none sold, cost 1.3 times that (E23)."""
    return value * np.where(sold < 0.0, BUYING_BACK * sold, sold)
