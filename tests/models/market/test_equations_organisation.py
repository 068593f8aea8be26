"""E1 to E4, each against the formula of the specification with its numbers written out."""

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.market import organisation
from models.simulation import delivery
from models.simulation.lever_delivery import CROSS_RANGES, FILTERED, shared
from tests.every import every

THIRDS = np.full((3, 3, 1), 1 / 3)
KPI = np.array([[0.2, 0.2, 0.6], [0.1, 0.7, 0.2], [0.5, 0.3, 0.2]])[..., None]


def drive(central, market, changes, quarters=1):
    """Deliver changed targets for some quarters; return what the last one delivered."""
    levers = dict(market.levers)
    state, standing = delivery.start(levers), delivery.standing(levers, central)
    for _ in range(quarters):
        delivered = delivery.deliver(state, shared(levers | changes), standing, central)
        state = delivered.state
    return delivered


def test_e1_movement_counts_announced_and_silent_reorganisations():
    assert organisation.movement(0.0, 0.2, -1.0, 0.3) == pytest.approx(0.2 / 0.5 + 1 / 4 + 0.15)
    assert organisation.movement(0.9, 0.2, 0.0, 0.0) == 0.9
    assert organisation.movement(0.0, 0.9, 0.0, 0.0) == 1.0


def test_e1_a_new_order_disrupts_by_the_unit_that_has_most_to_unlearn():
    before, wanted = THIRDS, THIRDS.copy()
    wanted[0, :, 0] = [1.0, 0.0, 0.0]
    wanted[1, :, 0] = [0.5, 0.25, 0.25]
    assert_allclose(organisation.order_change(wanted, before), 2 / 3)


def test_e1_a_plan_across_units_needs_units_that_agree(central, market2023):
    shifts = np.array([[-0.09], [0.2], [0.3], [1.0]])
    load = organisation.cross_unit_load(shifts, CROSS_RANGES)
    assert_allclose(load, 0.09 / 0.90 + 0.2 + 0.3 / 3 + 1.0 / 10)
    moved = drive(central, market2023, {"taobao_traffic_share": 0.54})
    lost = 0.22 * 0.5**2 * 1.2 * 0.1
    assert_allclose(moved.ratio, (1 - 0.22 * 0.25 * 0.35 - lost) / (1 - 0.22 * 0.25 * 0.35))


def test_e1_structure_and_disruption_after_two_quarters(central, market2023):
    state = drive(central, market2023, {"centralisation": 0.75, "reporting_layers": 5}, 2).state
    assert state.integration == pytest.approx(0.5 + 0.25 * 0.75)
    assert state.layers == pytest.approx(6 - 0.75)
    assert_allclose(state.disruption, 0.65 * 0.12 * (0.5 + 0.25))


def test_e1_kpi_weights_are_adopted_slowly(central, market2023):
    changes = {"kpi_group_gmv": 0.0, "kpi_group_revenue": 0.0, "kpi_group_users": 1.0}
    state = drive(central, market2023, changes, 2).state
    assert_allclose(state.kpi[2, 2], 1 - (1 - 0.35) ** 2 * 2 / 3)


def test_e1_kpi_geometry_is_the_cosine_between_orders():
    geometry = organisation.kpi_geometry(KPI)

    def cosine(a, b):
        return float(a @ b / math.sqrt((a @ a) * (b @ b)))

    consumer, industry, group = KPI[..., 0]
    assert_allclose(geometry.conflict, 1 - cosine(consumer, industry))
    gaps = (1 - cosine(consumer, group)) + (1 - cosine(industry, group))
    assert_allclose(geometry.misalignment, 0.5 * gaps)


def test_e1_autonomous_units_bend_ad_load_and_subsidy_mix(central, market2023):
    industry = {"kpi_industry_gmv": 0.1, "kpi_industry_revenue": 0.8, "kpi_industry_users": 0.1}
    adopted = 0.35 * (0.8 - 1 / 3)
    load = drive(central, market2023, industry).state.stages.first[FILTERED.index("ad_load")]
    response = 1 - math.exp(-2 / (1.2 * (1 + 0.6 * 0.5)))
    assert_allclose(load, 1 + response * 0.30 * 0.5 * adopted)
    response = 1 - math.exp(-2 / (1.2 * 0.35))
    sales = {"kpi_industry_gmv": 0.9, "kpi_industry_revenue": 0.0, "kpi_industry_users": 0.1}
    mix = drive(central, market2023, sales).state.stages.first[
        FILTERED.index("subsidy_high_ticket")
    ]
    lean, agreed = 0.35 * (0.9 - 0.1), 0.35 * (0.1 - 1 / 3) / 3
    assert_allclose(mix, 5 * 0.4 + response * 5 * (0.30 * 0.5 * lean - 0.15 * agreed))


@every(
    ("lever", "slowdown"),
    [
        ("taobao_traffic_share", 1 + 0.8 * 0.5),
        ("full_site_promotion", 1 + 0.6 * 0.5),
        ("added_commission", 0.35),
    ],
)
def test_e2_levers_wait_for_the_organisation(central, market2023, lever, slowdown):
    """Cross-unit levers wait for decentralised units, local ones for merged ones, fees for none."""
    response = 1 - math.exp(-2 / (1.2 * slowdown))
    before = market2023.levers[lever]
    for n in (1, 3):
        realised = drive(central, market2023, {lever: before + 0.01}, n).realised[lever]
        expected = 1 - (1 + n * response) * (1 - response) ** n
        assert_allclose(realised - before, 0.01 * expected, rtol=1e-10)


def test_e2_layers_stretch_the_delay():
    response = organisation.delay_response(np.array([1.2]), 8.0, np.array([0.7]), np.ones(1))
    assert_allclose(response, 1 - math.exp(-2 / (1.2 * (8 / 6) ** 0.7)))


def effectiveness(**changes):
    given = {
        "integration": 0.3,
        "layers": 4.0,
        "conflict": organisation.kpi_geometry(KPI).conflict,
        "misalignment": organisation.kpi_geometry(KPI).misalignment,
        "units_added": 3.0,
        "span_loss": 0.3,
        "coordination_loss": 0.22,
        "interdependence": 0.35,
        "adaptation_loss": 0.10,
        "misalignment_loss": 0.25,
        "attention_cost": 0.004,
    }
    return organisation.lasting_effectiveness(**(given | changes))


def test_e3_effectiveness_is_the_product_of_its_losses():
    geometry = organisation.kpi_geometry(KPI)
    expected = (
        (1 - 0.3 * (5 / 4 - 1) ** 2)
        * (1 - 0.22 * 0.7**2 * (0.35 + geometry.conflict))
        * (1 - 0.10 * 0.3**2)
        * (1 - 0.25 * geometry.misalignment)
        * (1 - 0.004 * 3)
    )
    assert_allclose(effectiveness(), expected, rtol=1e-12)
    assert_allclose(organisation.steadiness(np.array([0.06, 3.0])), [0.94, 0.1])


def test_e3_no_loss_takes_everything():
    worst = effectiveness(
        span_loss=99.0,
        coordination_loss=9.0,
        adaptation_loss=99.0,
        misalignment_loss=99.0,
        attention_cost=9.0,
    )
    assert_allclose(worst, 0.3 * 0.1**4, rtol=1e-12)


def test_e3_reference_values_over_centralisation():
    none = np.zeros(1)
    values = [
        effectiveness(
            integration=c, layers=6.0, conflict=none, misalignment=none, units_added=none
        )[0]
        for c in (0, 0.25, 0.5, 0.75, 1)
    ]
    wanted = [(1 - 0.077 * (1 - c) ** 2) * (1 - 0.10 * c**2) for c in (0, 0.25, 0.5, 0.75, 1)]
    assert_allclose(values, wanted, rtol=1e-12)


def test_e3_cuts_hurt_in_full_and_gains_are_scaled():
    from models.market.stocks import scaled_gain

    assert_allclose(scaled_gain(np.array([2.0, -2.0]), np.array([0.8, 0.8])), [1.6, -2.0])


def drift(quality, central, **gains):
    given = {"effectiveness_gain": 0.0, "order_gain": 0.0, "leniency_gain": 0.0} | gains
    return central.quality_persistence * quality + organisation.quality_added(
        effect=central.effectiveness_to_quality,
        order_effect=central.kpi_order_quality,
        erosion=central.refund_quality_erosion,
        **given,
    )


def test_e4_quality_settles_at_the_lasting_gain(central):
    quality = np.zeros(1)
    assert_allclose(drift(quality, central, effectiveness_gain=0.1), 0.0006)
    for _ in range(1200):
        quality = drift(quality, central, effectiveness_gain=0.1)
    assert_allclose(quality, 0.006 * 0.1 / (1 - 0.97))


def test_e4_agreed_orders_and_lenient_refunds_move_quality(central, market2023):
    assert_allclose(drift(1.0, central, order_gain=0.2), 0.97 + 0.0005 * 0.2)
    assert_allclose(drift(1.0, central, leniency_gain=0.2), 0.97 - 0.001 * 0.2)
    users = {f"kpi_{unit}_users": 0.6 for unit in ("consumer", "industry", "group")}
    rest = {
        f"kpi_{unit}_{kpi}": 0.2
        for unit in ("consumer", "industry", "group")
        for kpi in ("gmv", "revenue")
    }
    found = drive(central, market2023, users | rest)
    gained = 0.35 * (0.6 - 1 / 3) - 1.5 * 0.35 * (0.2 - 1 / 3)
    assert_allclose(found.state.quality, 0.0005 * gained, rtol=1e-9)


def test_e4_a_reorganisation_costs_delivery_and_no_quality(central, market2023):
    found = drive(central, market2023, {"reorganisation": 1.0})
    assert_allclose(found.ratio, 0.88)
    assert_allclose(found.state.quality, 0.0, atol=0)
