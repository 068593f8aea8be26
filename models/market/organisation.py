"""How an organisation delivers: disruption, KPI geometry, delay, effectiveness (E1-E4).

Nothing here depends on the market, so that many quarters may be worked out at once: the functions
count axes from the last, and take arrays with an axis of quarters in front of those they name.
"""

from dataclasses import dataclass

import numpy as np

from models.market.between import between
from models.notation import Array

HALF_STEP = 0.5
"""Part of a structural change that is done within its first quarter."""

STANDARD_LAYERS = 6.0
BEST_LAYERS = 5.0
"""Below five layers the span of control costs effectiveness."""

MAJOR_INTEGRATION = 0.5
MAJOR_LAYERS = 4.0
"""A change of this size disrupts as much as an announced reorganisation."""

ORDER_DISRUPTION = 0.5
"""Disruption of a unit that is paid for something else altogether."""

WORST_DISRUPTION = 0.9
LEAST_SPAN, LEAST = 0.3, 0.1
"""What each factor of effectiveness leaves at least."""

REVENUE_COST = 1.5
"""Quality lost by a weight on revenue for each unit gained by one on users (E4)."""

CONSUMER, INDUSTRY, GROUP = 0, 1, 2
GMV, REVENUE, USERS = 0, 1, 2


@dataclass(frozen=True, kw_only=True, eq=False)
class KpiGeometry:
    """Angles between the units' KPI orders, each (D,): 0 aligned, 1 at right angles."""

    conflict: Array
    misalignment: Array


def order_change(wanted: Array, before: Array) -> Array:
    """Largest part of its weights that a unit has to move, (D,), 0 to 1 (E1).

    Both are KPI weights (3 units, 3 KPIs, D).
    """
    part = 0.5 * np.abs(wanted - before).sum(axis=-2)
    return np.asarray(part.max(axis=-2))


def movement(
    event: Array | float,
    integration_change: Array | float,
    layers_change: Array | float,
    orders_changed: Array | float,
) -> Array:
    """Size of the disruption in a quarter, 0 to 1: announced, or done by stealth (E1)."""
    change = (
        np.abs(integration_change) / MAJOR_INTEGRATION
        + np.abs(layers_change) / MAJOR_LAYERS
        + ORDER_DISRUPTION * np.asarray(orders_changed)
    )
    return np.maximum(event, np.minimum(1.0, change))


def kpi_geometry(weights: Array) -> KpiGeometry:
    """Conflict and misalignment of KPI weights (3 units, 3 KPIs, D) (E1).

    The units are consumer, industry, group; the KPIs GMV, revenue, users.
    """
    length = np.sqrt((weights**2).sum(axis=-2, keepdims=True))
    consumer, industry, group = _by_unit(weights / length)
    conflict, from_consumer, from_industry = (
        1.0 - (one * other).sum(axis=-2)
        for one, other in ((consumer, industry), (consumer, group), (industry, group))
    )
    return KpiGeometry(conflict=conflict, misalignment=0.5 * (from_consumer + from_industry))


def _by_unit(weights: Array) -> tuple[Array, Array, Array]:
    """Weights of the consumer unit, the industry unit and the group, (3 KPIs, D) each."""
    return weights[..., CONSUMER, :, :], weights[..., INDUSTRY, :, :], weights[..., GROUP, :, :]


def cross_unit_load(shifts: Array, ranges: Array) -> Array:
    """How much of a plan needs units that agree, (D,), 0 to 1 (E1).

    ``shifts`` (L, D) are the targets of the cross-unit levers less their baseline, ``ranges``
    (L, 1) the widths of what each may be.
    """
    return np.minimum(1.0, (np.abs(shifts) / ranges).sum(axis=-2))


def revenue_gap(weights: Array) -> Array:
    """How much more the industry unit is paid for revenue than the group asks (E1)."""
    return weights[..., INDUSTRY, REVENUE, :] - weights[..., GROUP, REVENUE, :]


def sales_gap(weights: Array) -> Array:
    """How much more the industry unit leans from users to GMV than the group does (E1)."""
    lean = weights[..., GMV, :] - weights[..., USERS, :]
    return lean[..., INDUSTRY, :] - lean[..., GROUP, :]


def agreed(weights: Array) -> Array:
    """Weights that all units share, (3 KPIs, D): the mean of the three (E1)."""
    consumer, industry, group = _by_unit(weights)
    return (consumer + industry + group) / 3.0


def delay_response(
    base_delay: Array, layers: Array, layer_elasticity: Array, slowdown: Array
) -> Array:
    """Part lambda of a gap that one Erlang stage closes in a quarter, (..., D), in (0, 1] (E2).

    ``base_delay`` is in quarters at six layers; ``slowdown`` is what structure and class make of
    it. A delay of 0 answers at once.
    """
    delay = base_delay * (layers / STANDARD_LAYERS) ** layer_elasticity * slowdown
    with np.errstate(divide="ignore"):
        return -np.expm1(-2.0 / delay)


def erlang_step(first: Array, second: Array, target: Array, response: Array) -> tuple[Array, Array]:
    """Advance the two stages of the execution filter by a quarter (E2).

    A step of 1 has reached 1 - (1 + n lambda)(1 - lambda)^n after n quarters.
    """
    first = first + response * (target - first)
    return first, second + response * (first - second)


def lasting_effectiveness(
    *,
    integration: Array,
    layers: Array,
    conflict: Array,
    misalignment: Array,
    units_added: Array,
    span_loss: Array,
    coordination_loss: Array,
    interdependence: Array,
    adaptation_loss: Array,
    misalignment_loss: Array,
    attention_cost: Array,
) -> Array:
    """Effectiveness E' of a structure that nobody is rebuilding, (D,), before scaling (E3, E4).

    Has an interior maximum in ``integration`` (0 autonomous, 1 merged): decentralised units
    fail to coordinate, merged ones fail to adapt.

    References
    ----------
    Alonso, Dessein and Matouschek (2008), AER 98(1), 145-179 (signs only).
    """
    thin = np.maximum(BEST_LAYERS / layers - 1.0, 0.0)
    apart = (1.0 - integration) ** 2
    span = 1.0 - span_loss * thin**2
    coordination = 1.0 - coordination_loss * apart * (interdependence + conflict)
    adaptation = 1.0 - adaptation_loss * integration**2
    alignment = 1.0 - misalignment_loss * misalignment
    attention = 1.0 - attention_cost * units_added
    return (
        np.maximum(span, LEAST_SPAN)
        * np.maximum(coordination, LEAST)
        * np.maximum(adaptation, LEAST)
        * np.maximum(alignment, LEAST)
        * np.maximum(attention, LEAST)
    )


def steadiness(disruption: Array) -> Array:
    """Part of effectiveness that a disruption leaves, at least a tenth (E3)."""
    return 1.0 - np.minimum(disruption, WORST_DISRUPTION)


def relative_effectiveness(ratio: Array) -> Array:
    """Effectiveness over that of the baseline structure, kept within 0 and 1.5 (E3)."""
    return between(ratio, 0.0, 1.5)


def effective(
    baseline: float, realised: Array, effectiveness: Array, low: float, high: float
) -> Array:
    """Lever as the market feels it: u0 + Er (u - u0), within its range (E3)."""
    return between(baseline + effectiveness * (realised - baseline), low, high)


def quality_added(
    *,
    effectiveness_gain: Array,
    effect: Array,
    order_gain: Array,
    order_effect: Array,
    leniency_gain: Array,
    erosion: Array,
) -> Array:
    """Sum up what lasting effectiveness, agreed orders and honest sales add to quality, (D,) (E4).

    ``order_gain`` is the shift of agreed weights to users less 1.5 times that to revenue,
    ``leniency_gain`` that of refund leniency which protection does not cover.
    """
    return effect * effectiveness_gain + order_effect * order_gain - erosion * leniency_gain
