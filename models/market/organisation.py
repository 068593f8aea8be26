"""How an organisation delivers: disruption, KPI geometry, delay, effectiveness (E1-E4)."""

from dataclasses import dataclass

import numpy as np

from models.notation import Array

HALF_STEP = 0.5
"""Part of a structural change that is done within its first quarter."""

STANDARD_LAYERS = 6.0
BEST_LAYERS = 5.0
"""Below five layers the span of control costs effectiveness."""

MAJOR_INTEGRATION = 0.5
MAJOR_LAYERS = 4.0
"""A change of this size disrupts as much as an announced reorganisation."""

CONSUMER, INDUSTRY, GROUP = 0, 1, 2
GMV, REVENUE, USERS = 0, 1, 2


@dataclass(frozen=True, kw_only=True, eq=False)
class KpiGeometry:
    """Angles between the units' KPI orders, each (D,): 0 aligned, 1 at right angles."""

    conflict: Array
    misalignment: Array


def movement(
    event: Array | float, integration_change: Array | float, layers_change: Array | float
) -> Array:
    """Size of the disruption in a quarter, 0 to 1: announced, or done by stealth (E1)."""
    change = np.abs(integration_change) / MAJOR_INTEGRATION + np.abs(layers_change) / MAJOR_LAYERS
    return np.maximum(event, np.minimum(1.0, change))


def kpi_geometry(weights: Array) -> KpiGeometry:
    """Conflict and misalignment of KPI weights (3 units, 3 KPIs, D) (E1).

    The units are consumer, industry, group; the KPIs GMV, revenue, users.
    """
    length = np.sqrt((weights**2).sum(axis=1))
    units = weights / length[:, None]
    gap_to_group = 1.0 - (units[:2] * units[GROUP]).sum(axis=1)
    return KpiGeometry(
        conflict=1.0 - (units[CONSUMER] * units[INDUSTRY]).sum(axis=0),
        misalignment=0.5 * gap_to_group.sum(axis=0),
    )


def revenue_gap(weights: Array) -> Array:
    """How much more the industry unit is paid for revenue than the group asks (E1)."""
    return weights[INDUSTRY, REVENUE] - weights[GROUP, REVENUE]


def sales_gap(weights: Array) -> Array:
    """How much more the industry unit leans from users to GMV than the group does (E1)."""
    lean = weights[:, GMV] - weights[:, USERS]
    return lean[INDUSTRY] - lean[GROUP]


def delay_response(
    base_delay: Array, layers: Array, layer_elasticity: Array, slowdown: Array
) -> Array:
    """Part lambda of a gap that one Erlang stage closes in a quarter, (..., D), in (0, 1] (E2).

    ``base_delay`` is in quarters at six layers; ``slowdown`` >= 1 is what the structure adds.
    A delay of 0 answers at once.
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


def effectiveness(
    *,
    integration: Array,
    layers: Array,
    geometry: KpiGeometry,
    disruption: Array | float,
    units_added: Array,
    span_loss: Array,
    coordination_loss: Array,
    interdependence: Array,
    adaptation_loss: Array,
    misalignment_loss: Array,
    attention_cost: Array,
) -> Array:
    """Share of a lever's intended effect that reaches the market, (D,), before scaling (E3).

    Has an interior maximum in ``integration`` (0 autonomous, 1 merged): decentralised units
    fail to coordinate, merged ones fail to adapt.

    References
    ----------
    Alonso, Dessein and Matouschek (2008), AER 98(1), 145-179 (signs only).
    """
    thin = np.maximum(BEST_LAYERS / layers - 1.0, 0.0)
    span = np.maximum(1.0 - span_loss * thin**2, 0.3)
    apart = (1.0 - integration) ** 2
    coordination = 1.0 - coordination_loss * apart * (interdependence + geometry.conflict)
    adaptation = 1.0 - adaptation_loss * integration**2
    alignment = 1.0 - misalignment_loss * geometry.misalignment
    steadiness = 1.0 - np.minimum(disruption, 0.9)
    attention = 1.0 - attention_cost * units_added
    return span * coordination * adaptation * alignment * steadiness * attention


def relative_effectiveness(now: Array, baseline: Array) -> Array:
    """Effectiveness relative to the baseline structure, kept within 0 and 1.5 (E3)."""
    return np.clip(now / baseline, 0.0, 1.5)


def quality_drift(quality: Array, gain: Array, persistence: Array, drift: Array) -> Array:
    """Carry what lasting effectiveness adds to the product's utility (E4)."""
    return persistence * quality + drift * gain
