"""From plan to delivery: what the organisation makes of its targets (E1-E4)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from models.market import organisation
from models.market.coefficients import Coefficients
from models.notation import Array
from models.simulation.execution import Stages, executed
from models.simulation.lever_delivery import (
    AT_ONCE,
    CROSS_RANGES,
    CROSS_UNIT,
    FILTERED,
    at_rest,
    by_ticket,
    kpi_weights,
    together,
)
from models.simulation.stock_paths import approached, carried, quarter_before

Targets = Mapping[str, Array]
"""Lever to its target, (1,) where all draws share it, else (D,); quarters stand in front."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Organisation:
    """State of the organisation, the last axis 1 or D, or its path with quarters in front.

    ``kpi`` (3, 3, D) holds the adopted weights, ``kpi_target`` those asked for.
    """

    integration: Array
    layers: Array
    integration_target: Array
    layers_target: Array
    disruption: Array
    kpi: Array
    kpi_target: Array
    quality: Array
    stages: Stages

    def at(self, t: int) -> "Organisation":
        """State of one quarter of a path."""
        return Organisation(**{name: path[t] for name, path in vars(self).items()})


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
    """What reaches the market in a quarter, or in each of several, with quarters in front.

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

    def at(self, t: int) -> "Delivery":
        """Pick one of the quarters."""
        return Delivery(
            realised={name: path[t] for name, path in self.realised.items()},
            ratio=self.ratio[t],
            effectiveness=self.effectiveness[t],
            moved=self.moved[t],
            agreed=self.agreed[t],
            state=self.state.at(t),
        )


def start(levers: Mapping[str, float]) -> Organisation:
    """Organisation at rest with its baseline levers."""
    resting = tuple(at_rest(levers).values())
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
        stages=Stages(first=resting, second=resting),
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
    """Turn the targets of a quarter into realised levers (E1-E4)."""
    return deliver_all(state, {name: path[None] for name, path in targets.items()}, rest, p).at(0)


def deliver_all(state: Organisation, targets: Targets, rest: Standing, p: Coefficients) -> Delivery:
    """Turn the targets of some quarters, (T, 1) or (T, D), into realised levers (E1-E4).

    What is delivered does not depend on the market: several quarters are worked out at once. A
    target acts in its first quarter already, with the response lambda squared of the two-stage
    filter.
    """
    path, moved = _restructure(state, targets, p)
    agreed = organisation.agreed(path.kpi) - organisation.agreed(rest.kpi)
    wanted = _wanted(path, targets, rest, agreed, p)
    filtered = [wanted[name] for name in FILTERED]
    path = replace(path, stages=executed(state.stages, filtered, _responses(path, p)))
    realised = dict(zip(FILTERED, path.stages.second, strict=True))
    lasting = _lasting(path, _cross_unit_load(targets, rest), _units_added(targets, rest), p)
    ratio = lasting * organisation.steadiness(path.disruption) / rest.effectiveness
    found = Delivery(
        realised=realised | {name: targets[name] for name in AT_ONCE},
        ratio=ratio,
        effectiveness=organisation.relative_effectiveness(ratio),
        moved=moved,
        agreed=agreed,
        state=path,
    )
    added = _quality_added(found, lasting - rest.effectiveness, rest, p)
    quality = carried(state.quality, added, p.quality_persistence)
    return replace(found, state=replace(path, quality=quality))


def felt_leniency(found: Delivery, rest: Standing) -> Array:
    """Refund leniency as buyers and sellers feel it, (D,) (E3)."""
    name = "refund_leniency"
    baseline, realised = rest.levers[name], found.realised[name]
    return organisation.effective(baseline, realised, found.effectiveness, 0.0, 1.0)


def _restructure(
    state: Organisation, targets: Targets, p: Coefficients
) -> tuple[Organisation, Array]:
    """Path of structure, disruption and KPIs, and what moved in each quarter, (T, D) (E1)."""
    integration, layers = targets["centralisation"], targets["reporting_layers"]
    weights = kpi_weights(targets)
    moved = organisation.movement(
        targets["reorganisation"],
        integration - quarter_before(state.integration_target, integration),
        layers - quarter_before(state.layers_target, layers),
        organisation.order_change(weights, quarter_before(state.kpi_target, weights)),
    )
    half = organisation.HALF_STEP
    return replace(
        state,
        integration=approached(state.integration, integration, half),
        layers=approached(state.layers, layers, half),
        integration_target=integration,
        layers_target=layers,
        disruption=carried(
            state.disruption, p.reorganisation_dip * moved, p.reorganisation_persistence
        ),
        kpi=approached(state.kpi, weights, p.kpi_adoption),
        kpi_target=weights,
    ), moved


def _wanted(
    path: Organisation, targets: Targets, rest: Standing, agreed: Array, p: Coefficients
) -> dict[str, Array]:
    """Targets of the filtered levers as units bend them to their KPIs, (T, D) each (E1)."""
    autonomy = 1.0 - path.integration
    revenue = organisation.revenue_gap(path.kpi) - organisation.revenue_gap(rest.kpi)
    sales = organisation.sales_gap(path.kpi) - organisation.sales_gap(rest.kpi)
    share = np.clip(
        targets["high_ticket_share"]
        + p.kpi_drift_subsidy_mix * autonomy * sales
        - p.kpi_order_subsidy_mix * agreed[:, organisation.USERS],
        0.0,
        1.0,
    )
    load = targets["ad_load"] * (1.0 + p.kpi_drift_ad_load * autonomy * revenue)
    return {**targets, **by_ticket(targets["subsidy_budget"], share), "ad_load": load}


def _responses(path: Organisation, p: Coefficients) -> Array:
    """Response lambda of each class of levers, (T, 3, D): cross-unit, fast or local (E2)."""
    slow = together(
        [
            1.0 + p.delay_cross_decentralised * (1.0 - path.integration),
            p.delay_fast_factor,
            1.0 + p.delay_local_centralised * path.integration,
        ]
    )
    return organisation.delay_response(
        p.execution_delay, path.layers[:, None], p.delay_layer_elasticity, slow
    )


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


def _quality_added(found: Delivery, gain: Array, rest: Standing, p: Coefficients) -> Array:
    """Sum up what a quarter adds to quality, (T, D) (E4)."""
    lenient = felt_leniency(found, rest) - rest.levers["refund_leniency"]
    honest = 1.0 - p.protection_effect * found.realised["seller_protection"]
    users = found.agreed[:, organisation.USERS]
    revenue = found.agreed[:, organisation.REVENUE]
    return organisation.quality_added(
        effectiveness_gain=gain,
        effect=p.effectiveness_to_quality,
        order_gain=users - organisation.REVENUE_COST * revenue,
        order_effect=p.kpi_order_quality,
        leniency_gain=lenient * honest,
        erosion=p.refund_quality_erosion,
    )
