"""From plan to delivery: what the organisation makes of its targets (E1-E4)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.market import organisation
from models.market.coefficients import Coefficients
from models.notation import Array

CROSS_UNIT = (
    "taobao_traffic_share",
    "refund_leniency",
    "festival_intensity",
    "lower_tier_investment",
)
LOCAL = (
    "subsidy_high_ticket",
    "subsidy_low_ticket",
    "sme_support",
    "fee_waiver",
    "added_commission",
    "ad_load",
    "full_site_promotion",
    "content_investment",
    "overseas_investment",
    "brand_focus",
    "ai_investment",
    "seller_protection",
)
FILTERED = CROSS_UNIT + LOCAL
"""Levers that reach the market through the execution filter, in the order of its axis.

The subsidy budget is filtered by ticket class: filtering budget and mix apart would let their
product overshoot in transition.
"""

UNITS = ("consumer", "industry", "group")
KPIS = ("gmv", "revenue", "users")

_WEIGHTS = tuple(f"kpi_{unit}_{kpi}" for unit in UNITS for kpi in KPIS)

Targets = Mapping[str, float]


@dataclass(frozen=True, kw_only=True, eq=False)
class Organisation:
    """State of the organisation; ``kpi`` (3, 3, 1 or D), ``disruption`` and ``quality`` (D,)."""

    integration: float
    layers: float
    integration_target: float
    layers_target: float
    disruption: Array
    kpi: Array
    quality: Array
    first: Array
    second: Array


@dataclass(frozen=True, kw_only=True, eq=False)
class Delivery:
    """What reaches the market in a quarter.

    ``realised`` maps every lever to (D,); ``effectiveness`` is Er of E3; ``moved`` is the size
    of a reorganisation, 0 to 1.
    """

    realised: Mapping[str, Array]
    effectiveness: Array
    moved: float
    state: Organisation


def kpi_weights(levers: Targets) -> Array:
    """KPI weights of the units, (3, 3): consumer, industry, group by GMV, revenue, users."""
    return np.array([levers[name] for name in _WEIGHTS]).reshape(len(UNITS), len(KPIS))


def start(levers: Targets, p: Coefficients) -> Organisation:
    """Organisation at rest with its baseline levers."""
    still = np.zeros(p.count)
    split = _by_ticket(levers, levers["high_ticket_share"] + still)
    filled = np.stack([split.get(name, levers.get(name, 0.0)) + still for name in FILTERED])
    return Organisation(
        integration=levers["centralisation"],
        layers=levers["reporting_layers"],
        integration_target=levers["centralisation"],
        layers_target=levers["reporting_layers"],
        disruption=still,
        kpi=kpi_weights(levers)[..., None],
        quality=still,
        first=filled,
        second=filled,
    )


def baseline_effectiveness(levers: Targets, p: Coefficients) -> Array:
    """Effectiveness of the baseline structure, E0 of E3."""
    state = start(levers, p)
    return _effectiveness(state, levers, levers, p)


def deliver(
    state: Organisation, targets: Targets, levers: Targets, effectiveness0: Array, p: Coefficients
) -> Delivery:
    """Turn the targets of a quarter into realised levers (E1-E4).

    ``levers`` is the baseline; a target acts in its first quarter already, with the response
    lambda squared of the two-stage filter.
    """
    state, moved = _restructure(state, targets, p)
    wanted = _drifted(state, targets, levers, p)
    first, second = organisation.erlang_step(
        state.first, state.second, wanted, _responses(state, p)
    )
    now = _effectiveness(state, targets, levers, p)
    quality = organisation.quality_drift(
        state.quality, now - effectiveness0, p.quality_persistence, p.effectiveness_to_quality
    )
    realised = dict(zip(FILTERED, second, strict=True))
    realised["noncore_units"] = np.full(1, targets["noncore_units"])
    return Delivery(
        realised=realised,
        effectiveness=organisation.relative_effectiveness(now, effectiveness0),
        moved=moved,
        state=_replace(state, quality=quality, first=first, second=second),
    )


def _replace(state: Organisation, **changes: Array | float) -> Organisation:
    return Organisation(**{**state.__dict__, **changes})


def _restructure(
    state: Organisation, targets: Targets, p: Coefficients
) -> tuple[Organisation, float]:
    integration, layers = targets["centralisation"], targets["reporting_layers"]
    moved = organisation.movement(
        targets["reorganisation"],
        integration - state.integration_target,
        layers - state.layers_target,
    )
    half = organisation.HALF_STEP
    return _replace(
        state,
        integration=state.integration + half * (integration - state.integration),
        layers=state.layers + half * (layers - state.layers),
        integration_target=integration,
        layers_target=layers,
        disruption=p.reorganisation_persistence * state.disruption + p.reorganisation_dip * moved,
        kpi=_adopted(state.kpi, kpi_weights(targets)[..., None], p.kpi_adoption),
    ), moved


def _adopted(weights: Array, wanted: Array, speed: Array) -> Array:
    """Move KPI weights towards the new order; the axis of draws opens when they move first."""
    if np.array_equal(weights, wanted):
        return weights
    return weights + speed * (wanted - weights)


def _by_ticket(targets: Targets, high_share: Array) -> dict[str, Array]:
    budget = targets["subsidy_budget"]
    return {
        "subsidy_high_ticket": budget * high_share,
        "subsidy_low_ticket": budget * (1.0 - high_share),
    }


def _drifted(state: Organisation, targets: Targets, levers: Targets, p: Coefficients) -> Array:
    """Targets as autonomous units bend them towards their own KPIs (E1), (F, D)."""
    weights0 = kpi_weights(levers)
    autonomy = 1.0 - state.integration
    revenue = organisation.revenue_gap(state.kpi) - organisation.revenue_gap(weights0)
    sales = organisation.sales_gap(state.kpi) - organisation.sales_gap(weights0)
    share = targets["high_ticket_share"] + p.kpi_drift_subsidy_mix * autonomy * sales
    bent = _by_ticket(targets, np.clip(share, 0.0, 1.0))
    bent["ad_load"] = targets["ad_load"] * (1.0 + p.kpi_drift_ad_load * autonomy * revenue)
    plain = np.array([targets.get(name, 0.0) for name in FILTERED])
    out = np.repeat(plain[:, None], p.count, axis=1)
    for name, target in bent.items():
        out[FILTERED.index(name)] = target
    return out


def _responses(state: Organisation, p: Coefficients) -> Array:
    """Response lambda of each filtered lever, (F, D): by class cross-unit or local (E2)."""
    c = state.integration
    slow = np.stack(
        [1.0 + p.delay_cross_decentralised * (1.0 - c), 1.0 + p.delay_local_centralised * c]
    )
    by_class = organisation.delay_response(
        p.execution_delay, state.layers, p.delay_layer_elasticity, slow
    )
    return np.repeat(by_class, (len(CROSS_UNIT), len(LOCAL)), axis=0)


def _effectiveness(
    state: Organisation, targets: Targets, levers: Targets, p: Coefficients
) -> Array:
    return organisation.effectiveness(
        integration=state.integration,
        layers=state.layers,
        geometry=organisation.kpi_geometry(state.kpi),
        disruption=state.disruption,
        units_added=targets["noncore_units"] - levers["noncore_units"],
        span_loss=p.span_of_control_loss,
        coordination_loss=p.coordination_loss,
        interdependence=p.structural_interdependence,
        adaptation_loss=p.adaptation_loss,
        misalignment_loss=p.kpi_misalignment_loss,
        attention_cost=p.attention_cost,
    )
