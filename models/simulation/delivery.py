"""From plan to delivery: what the organisation makes of its targets (E1-E4)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from models.market import organisation
from models.market.coefficients import Coefficients
from models.notation import Array
from models.simulation.lever_delivery import (
    AT_ONCE,
    CLASS_OF,
    CROSS_RANGES,
    CROSS_UNIT,
    FILTERED,
    at_rest,
    by_ticket,
    kpi_weights,
    together,
)

Targets = Mapping[str, Array]
"""Lever to its target, (1,) where all draws share it, else (D,)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Organisation:
    """State of the organisation, the last axis 1 or D.

    ``kpi`` (3, 3, D) holds the adopted weights, ``kpi_target`` those asked for; ``first`` and
    ``second`` the stages of the filtered levers, (F, D).
    """

    integration: Array
    layers: Array
    integration_target: Array
    layers_target: Array
    disruption: Array
    kpi: Array
    kpi_target: Array
    quality: Array
    first: Array
    second: Array


@dataclass(frozen=True, kw_only=True, eq=False)
class Standing:
    """What deliveries are measured against: the baseline levers and what follows from them.

    ``realised`` gives every filtered lever at rest, (1,), ``kpi`` the weights of the baseline;
    ``effectiveness`` is E0 of E3, (D,).
    """

    levers: Mapping[str, float]
    realised: Mapping[str, Array]
    kpi: Array
    effectiveness: Array


@dataclass(frozen=True, kw_only=True, eq=False)
class Delivery:
    """What reaches the market in a quarter.

    ``realised`` maps every lever to (1,) or (D,); ``ratio`` is E/E0 and ``effectiveness`` Er of
    E3; ``moved`` is the size of a reorganisation, 0 to 1; ``agreed`` the shift of the weights
    that all units share, (3 KPIs, D).
    """

    realised: Mapping[str, Array]
    ratio: Array
    effectiveness: Array
    moved: Array
    agreed: Array
    state: Organisation


def start(levers: Mapping[str, float]) -> Organisation:
    """Organisation at rest with its baseline levers."""
    resting = together(list(at_rest(levers).values()))
    integration, layers = (
        np.array([levers["centralisation"]]),
        np.array([levers["reporting_layers"]]),
    )
    weights = kpi_weights(levers)
    return Organisation(
        integration=integration,
        layers=layers,
        integration_target=integration,
        layers_target=layers,
        disruption=np.zeros(1),
        kpi=weights,
        kpi_target=weights,
        quality=np.zeros(1),
        first=resting,
        second=resting,
    )


def standing(levers: Mapping[str, float], p: Coefficients) -> Standing:
    """Work out the baseline of deliveries."""
    return Standing(
        levers=levers,
        realised=at_rest(levers),
        kpi=kpi_weights(levers),
        effectiveness=_lasting(start(levers), np.zeros(1), np.zeros(1), p),
    )


def deliver(state: Organisation, targets: Targets, rest: Standing, p: Coefficients) -> Delivery:
    """Turn the targets of a quarter into realised levers (E1-E4).

    A target acts in its first quarter already, with the response lambda squared of the two-stage
    filter.
    """
    state, moved = _restructure(state, targets, p)
    agreed = organisation.agreed(state.kpi) - organisation.agreed(rest.kpi)
    first, second = organisation.erlang_step(
        state.first, state.second, _wanted(state, targets, rest, agreed, p), _responses(state, p)
    )
    realised = dict(zip(FILTERED, second, strict=True)) | {n: targets[n] for n in AT_ONCE}
    lasting = _lasting(state, _cross_unit_load(targets, rest), _units_added(targets, rest), p)
    ratio = lasting * organisation.steadiness(state.disruption) / rest.effectiveness
    found = Delivery(
        realised=realised,
        ratio=ratio,
        effectiveness=organisation.relative_effectiveness(ratio),
        moved=moved,
        agreed=agreed,
        state=replace(state, first=first, second=second),
    )
    quality = _quality(found, lasting - rest.effectiveness, rest, p)
    return replace(found, state=replace(found.state, quality=quality))


def felt_leniency(found: Delivery, rest: Standing) -> Array:
    """Refund leniency as buyers and sellers feel it, (D,) (E3)."""
    name = "refund_leniency"
    baseline, realised = rest.levers[name], found.realised[name]
    return organisation.effective(baseline, realised, found.effectiveness, 0.0, 1.0)


def _restructure(
    state: Organisation, targets: Targets, p: Coefficients
) -> tuple[Organisation, Array]:
    integration, layers = targets["centralisation"], targets["reporting_layers"]
    weights = kpi_weights(targets)
    moved = organisation.movement(
        targets["reorganisation"],
        integration - state.integration_target,
        layers - state.layers_target,
        organisation.order_change(weights, state.kpi_target),
    )
    half = organisation.HALF_STEP
    return replace(
        state,
        integration=state.integration + half * (integration - state.integration),
        layers=state.layers + half * (layers - state.layers),
        integration_target=integration,
        layers_target=layers,
        disruption=p.reorganisation_persistence * state.disruption + p.reorganisation_dip * moved,
        kpi=state.kpi + p.kpi_adoption * (weights - state.kpi),
        kpi_target=weights,
    ), moved


def _wanted(
    state: Organisation, targets: Targets, rest: Standing, agreed: Array, p: Coefficients
) -> Array:
    """Targets of the filtered levers as units bend them to their KPIs, (F, D) (E1)."""
    autonomy = 1.0 - state.integration
    revenue = organisation.revenue_gap(state.kpi) - organisation.revenue_gap(rest.kpi)
    sales = organisation.sales_gap(state.kpi) - organisation.sales_gap(rest.kpi)
    share = np.clip(
        targets["high_ticket_share"]
        + p.kpi_drift_subsidy_mix * autonomy * sales
        - p.kpi_order_subsidy_mix * agreed[organisation.USERS],
        0.0,
        1.0,
    )
    load = targets["ad_load"] * (1.0 + p.kpi_drift_ad_load * autonomy * revenue)
    bent = {**by_ticket(targets["subsidy_budget"], share), "ad_load": load}
    return together([bent[name] if name in bent else targets[name] for name in FILTERED])


def _responses(state: Organisation, p: Coefficients) -> Array:
    """Response lambda of each filtered lever, (F, D): cross-unit, fast or local (E2)."""
    slow = together(
        [
            1.0 + p.delay_cross_decentralised * (1.0 - state.integration),
            p.delay_fast_factor,
            1.0 + p.delay_local_centralised * state.integration,
        ]
    )
    by_class = organisation.delay_response(
        p.execution_delay, state.layers, p.delay_layer_elasticity, slow
    )
    return by_class[CLASS_OF]


def _cross_unit_load(targets: Targets, rest: Standing) -> Array:
    shifts = together([targets[name] - rest.levers[name] for name in CROSS_UNIT])
    return organisation.cross_unit_load(shifts, CROSS_RANGES)


def _units_added(targets: Targets, rest: Standing) -> Array:
    return targets["noncore_units"] - rest.levers["noncore_units"]


def _lasting(state: Organisation, load: Array, units_added: Array, p: Coefficients) -> Array:
    geometry = organisation.kpi_geometry(state.kpi)
    return organisation.lasting_effectiveness(
        integration=state.integration,
        layers=state.layers,
        conflict=geometry.conflict + p.conflict_cross_share * load,
        misalignment=geometry.misalignment,
        units_added=units_added,
        span_loss=p.span_of_control_loss,
        coordination_loss=p.coordination_loss,
        interdependence=p.structural_interdependence,
        adaptation_loss=p.adaptation_loss,
        misalignment_loss=p.kpi_misalignment_loss,
        attention_cost=p.attention_cost,
    )


def _quality(found: Delivery, gain: Array, rest: Standing, p: Coefficients) -> Array:
    lenient = felt_leniency(found, rest) - rest.levers["refund_leniency"]
    honest = 1.0 - p.protection_effect * found.realised["seller_protection"]
    users, revenue = found.agreed[organisation.USERS], found.agreed[organisation.REVENUE]
    return organisation.quality_drift(
        found.state.quality,
        persistence=p.quality_persistence,
        effectiveness_gain=gain,
        effect=p.effectiveness_to_quality,
        order_gain=users - organisation.REVENUE_COST * revenue,
        order_effect=p.kpi_order_quality,
        leniency_gain=lenient * honest,
        erosion=p.refund_quality_erosion,
    )
