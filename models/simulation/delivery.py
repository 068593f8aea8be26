"""From plan to delivery: what the organisation makes of its targets (E1-E4)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from models.market import organisation
from models.market.coefficients import Coefficients
from models.notation import Array
from models.simulation.lever_delivery import LOCAL, Moving, at_rest, by_ticket, kpi_weights

Targets = Mapping[str, Array]
"""Lever to its target, (1,) where all draws share it, else (D,)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Organisation:
    """State of the organisation, the last axis 1 or D.

    ``kpi`` is (3, 3, D); ``first`` and ``second`` hold the stages of the moving levers, (F, D).
    """

    integration: Array
    layers: Array
    integration_target: Array
    layers_target: Array
    disruption: Array
    kpi: Array
    quality: Array
    first: Array
    second: Array


@dataclass(frozen=True, kw_only=True, eq=False)
class Standing:
    """What deliveries are measured against: the baseline levers and what follows from them.

    ``realised`` gives every filtered lever at rest, (1,); ``effectiveness`` is E0 of E3, (D,);
    ``response`` (F, D) is how fast the moving levers follow under the baseline structure.
    """

    levers: Mapping[str, float]
    moving: Moving
    realised: Mapping[str, Array]
    effectiveness: Array
    response: Array


@dataclass(frozen=True, kw_only=True, eq=False)
class Delivery:
    """What reaches the market in a quarter.

    ``realised`` maps every lever to (1,) or (D,); ``effectiveness`` is Er of E3; ``moved`` is
    the size of a reorganisation, 0 to 1.
    """

    realised: Mapping[str, Array]
    effectiveness: Array
    moved: Array
    state: Organisation


def start(levers: Mapping[str, float], p: Coefficients, plan: Moving) -> Organisation:
    """Organisation at rest with its baseline levers."""
    resting = at_rest(levers)
    filled = np.empty((len(plan.levers), p.count))
    for row, name in enumerate(plan.levers):
        filled[row] = resting[name]
    still = np.zeros(1)
    integration, layers = still + levers["centralisation"], still + levers["reporting_layers"]
    return Organisation(
        integration=integration,
        layers=layers,
        integration_target=integration,
        layers_target=layers,
        disruption=still,
        kpi=kpi_weights(levers),
        quality=still,
        first=filled,
        second=filled,
    )


def standing(levers: Mapping[str, float], p: Coefficients, plan: Moving | None = None) -> Standing:
    """Work out the baseline of deliveries; ``plan`` left out: every lever may move."""
    plan = plan or Moving()
    state = start(levers, p, plan)
    return Standing(
        levers=levers,
        moving=plan,
        realised=at_rest(levers),
        effectiveness=_effectiveness(state, np.zeros(1), p),
        response=_responses(state, plan, p),
    )


def deliver(state: Organisation, targets: Targets, rest: Standing, p: Coefficients) -> Delivery:
    """Turn the targets of a quarter into realised levers (E1-E4).

    A target acts in its first quarter already, with the response lambda squared of the two-stage
    filter.
    """
    moved, now, response = np.zeros(1), rest.effectiveness, rest.response
    if rest.moving.structure:
        state, moved = _restructure(state, targets, p)
        units_added = targets["noncore_units"] - rest.levers["noncore_units"]
        now, response = _effectiveness(state, units_added, p), _responses(state, rest.moving, p)
        gain = now - rest.effectiveness
        persistence, drift = p.quality_persistence, p.effectiveness_to_quality
        quality = organisation.quality_drift(state.quality, gain, persistence, drift)
        state = replace(state, quality=quality)
    first, second = organisation.erlang_step(
        state.first, state.second, _wanted(state, targets, rest, p), response
    )
    arrived = dict(zip(rest.moving.levers, second, strict=True))
    return Delivery(
        realised={**rest.realised, **arrived, "noncore_units": targets["noncore_units"]},
        effectiveness=_relative(now, rest),
        moved=moved,
        state=replace(state, first=first, second=second),
    )


def _relative(now: Array, rest: Standing) -> Array:
    if now is rest.effectiveness:
        return np.ones(1)
    return organisation.relative_effectiveness(now, rest.effectiveness)


def _restructure(
    state: Organisation, targets: Targets, p: Coefficients
) -> tuple[Organisation, Array]:
    integration, layers = targets["centralisation"], targets["reporting_layers"]
    moved = organisation.movement(
        targets["reorganisation"],
        integration - state.integration_target,
        layers - state.layers_target,
    )
    half = organisation.HALF_STEP
    return replace(
        state,
        integration=state.integration + half * (integration - state.integration),
        layers=state.layers + half * (layers - state.layers),
        integration_target=integration,
        layers_target=layers,
        disruption=p.reorganisation_persistence * state.disruption + p.reorganisation_dip * moved,
        kpi=_adopted(state.kpi, kpi_weights(targets), p.kpi_adoption),
    ), moved


def _adopted(weights: Array, wanted: Array, speed: Array) -> Array:
    """Move KPI weights towards the new order; the axis of draws opens when they move first."""
    if np.array_equal(weights, wanted):
        return weights
    return weights + speed * (wanted - weights)


def _wanted(state: Organisation, targets: Targets, rest: Standing, p: Coefficients) -> Array:
    """Targets of the moving levers as autonomous units bend them to their KPIs (E1), (F, D)."""
    share, load = targets["high_ticket_share"], targets["ad_load"]
    if rest.moving.kpis:
        weights0, autonomy = kpi_weights(rest.levers), 1.0 - state.integration
        revenue = organisation.revenue_gap(state.kpi) - organisation.revenue_gap(weights0)
        sales = organisation.sales_gap(state.kpi) - organisation.sales_gap(weights0)
        share = np.clip(share + p.kpi_drift_subsidy_mix * autonomy * sales, 0.0, 1.0)
        load = load * (1.0 + p.kpi_drift_ad_load * autonomy * revenue)
    bent = {**by_ticket(targets["subsidy_budget"], share), "ad_load": load}
    wanted = np.empty((len(rest.moving.levers), p.count))
    for row, name in enumerate(rest.moving.levers):
        wanted[row] = bent[name] if name in bent else targets[name]
    return wanted


def _responses(state: Organisation, plan: Moving, p: Coefficients) -> Array:
    """Response lambda of each moving lever, (F, D): by class cross-unit or local (E2)."""
    c = state.integration
    slow = np.stack(
        [1.0 + p.delay_cross_decentralised * (1.0 - c), 1.0 + p.delay_local_centralised * c]
    )
    by_class = organisation.delay_response(
        p.execution_delay, state.layers, p.delay_layer_elasticity, slow
    )
    return by_class[[int(name in LOCAL) for name in plan.levers]]


def _effectiveness(state: Organisation, units_added: Array, p: Coefficients) -> Array:
    return organisation.effectiveness(
        integration=state.integration,
        layers=state.layers,
        geometry=organisation.kpi_geometry(state.kpi),
        disruption=state.disruption,
        units_added=units_added,
        span_loss=p.span_of_control_loss,
        coordination_loss=p.coordination_loss,
        interdependence=p.structural_interdependence,
        adaptation_loss=p.adaptation_loss,
        misalignment_loss=p.kpi_misalignment_loss,
        attention_cost=p.attention_cost,
    )
