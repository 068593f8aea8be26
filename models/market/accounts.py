"""Profit and value: the EBITA proxy, overseas, portfolio, terminal value (E14, E23-E25)."""

from dataclasses import dataclass

import numpy as np

from models.notation import Array

MOVE_COST = 1.0
"""RMB bn that a full reorganisation costs in its quarter."""

TERMINAL_QUARTERS = 20
AVERAGED_QUARTERS = 4

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


def festival_cost(cost: Array, weight: float, intensity: Array) -> Array:
    """Cost of a festival, RMB bn; it grows with the square of its intensity (E14)."""
    return cost * weight * intensity**2


def overseas_growth(spend: Array, integration: Array) -> Array:
    """Quarterly growth factor of overseas GMV (E24); integration brings domestic supply."""
    saturation = spend / (OVERSEAS_HALF + spend)
    push = OVERSEAS_RESPONSE * (saturation - 0.5)
    supply = OVERSEAS_INTEGRATION * (integration - NEUTRAL_INTEGRATION)
    return 1.0 + OVERSEAS_GROWTH + push + supply


@dataclass(frozen=True, kw_only=True, eq=False)
class Value:
    """Present value of a path of profit, RMB bn, and the part that lies beyond it."""

    total: Array
    terminal_share: Array


def present_value(profit: Array, annual_rate: Array) -> Value:
    """Discounted profit over the horizon plus an annuity of 20 quarters (E25).

    Parameters
    ----------
    profit : array, shape (T, ..., D)
        EBITA, RMB bn a quarter; the mean of the last four quarters continues afterwards.
    annual_rate : array, shape (D,)
        Discount rate a year, > 0.
    """
    quarters = profit.shape[0]
    factor = (1.0 + annual_rate) ** -0.25
    discount = np.cumprod(np.broadcast_to(factor, (quarters, *factor.shape)), axis=0)
    horizon = np.einsum("t...d,td->...d", profit, discount)
    annuity = discount[-1] * factor * (1.0 - factor**TERMINAL_QUARTERS) / (1.0 - factor)
    terminal = profit[-AVERAGED_QUARTERS:].mean(axis=0) * annuity
    total = horizon + terminal
    share = np.divide(terminal, total, out=np.full_like(total, np.nan), where=total != 0.0)
    return Value(total=total, terminal_share=share)
