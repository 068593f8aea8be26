"""The market files: what was reported is met, every number has its papers."""

import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest

from models.inputs import load_market, load_parameters, vintages
from models.levers import LEVERS
from models.projection import project
from models.scenario import Scenario, Step
from models.vintage.market_reader import orders_per_head
from tests.conftest import ROOT

BUILD = ["-m", "data.build_markets"]
EVERY = vintages()
IDS = ("taotian", "pdd", "douyin", "jd", "kuaishou")
AFTER_2017 = [vintage for vintage in EVERY if vintage > "2017"]


def at_rest(vintage, metric, platform="taotian"):
    """What the model gives for the quarter after, with season, growth and levers at rest."""
    plan = Scenario(name="rest", market=vintage, horizon=1, rivals="passive")
    market = load_market(vintage)
    run = project(market, load_parameters(), plan, plain=True)
    return run.central(metric, market.platform_ids.index(platform))[0]


TARGETS = [
    ("2025Q3", "revenue", "taotian", 78.927), ("2025Q3", "ad_revenue", "pdd", 53.3476),
    ("2025Q3", "gmv", "kuaishou", 385.0), ("2025Q3", "ebita", "taotian", 10.497),
    ("2025Q3", "instant_ebita", "taotian", -37.0), ("2025Q3", "instant_ebita", "jd", -10.0),
    ("2024Q3", "revenue", "taotian", 70.364), ("2024Q3", "ad_revenue", "pdd", 49.35),
    ("2024Q3", "gmv", "kuaishou", 334.2), ("2024Q3", "ebita", "taotian", 44.59),
    ("2023Q4", "revenue", "taotian", 92.113), ("2023Q4", "ad_revenue", "pdd", 48.685),
    ("2023Q4", "gmv", "kuaishou", 403.9), ("2023Q4", "ebita", "taotian", 59.93),
    ("2022Q1", "revenue", "taotian", 63.421), ("2022Q1", "ad_revenue", "pdd", 18.1585),
    ("2022Q1", "gmv", "kuaishou", 175.0756), ("2015Q1", "gmv", "jd", 87.8),
    ("2015Q1", "revenue", "taotian", 13.007 * (0.638 + 0.343)),
]  # fmt: skip


@pytest.mark.parametrize(("vintage", "metric", "platform", "reported"), TARGETS)
def test_reported_figures_are_met(vintage, metric, platform, reported):
    assert at_rest(vintage, metric, platform) == pytest.approx(reported, rel=1e-8)


@pytest.mark.parametrize(
    ("metric", "platform", "reported"),
    [("revenue", "taotian", 60.274), ("ad_revenue", "pdd", 27.2444), ("gmv", "kuaishou", 224.8)],
)
def test_the_base_table_comes_near_what_was_reported(metric, platform, reported):
    assert at_rest("2023Q1", metric, platform) == pytest.approx(reported, rel=0.01)


def test_2024q3_follows_its_recipe():
    market, base = load_market("2024Q3"), load_market("2023Q1")
    assert market.gmv.sum(axis=1) == pytest.approx([2129, 1188, 800, 865, 334.2], rel=5e-4)
    assert market.ad_rate[0] / base.ad_rate[0] == pytest.approx([0.942, 0.942], rel=1e-3)
    assert market.ad_rate[1] / base.ad_rate[1] == pytest.approx([1.308, 1.308], rel=1e-3)
    assert market.commission[0, 1] / base.commission[0, 1] == pytest.approx(0.942, rel=1e-3)
    assert market.variable_cost[0] == pytest.approx(0.00224, rel=2e-3)
    assert market.population.tolist() == [440.0, 660.0]
    assert outside_share(market) == pytest.approx([0.51, 0.56], abs=0.005)
    changed = {name for name in LEVERS if market.levers[name] != base.levers[name]}
    assert changed == {
        "taobao_traffic_share", "subsidy_budget", "high_ticket_share", "sme_support",
        "content_investment", "refund_leniency", "reporting_layers", "centralisation",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("vintage", "reported"),
    [
        ("2022Q1", -8.614 / 4),
        ("2023Q1", -4.944 / 4),
        ("2023Q4", -3.146),
        ("2024Q3", -2.905),
        ("2025Q3", 0.16),
    ],
)
def test_the_overseas_block_earns_what_was_reported(vintage, reported):
    block, levers = load_market(vintage).overseas, load_market(vintage).levers
    earned = block["margin"] * block["gmv"] * block["take_rate"] - levers["overseas_investment"]
    assert earned == pytest.approx(reported, rel=1e-9)


@pytest.mark.parametrize("vintage", EVERY)
def test_every_number_has_its_papers(vintage):
    market = load_market(vintage)
    assert len(market.numbers) > 150
    assert set(market.levers) == set(LEVERS)
    for number in market.numbers:
        assert number.grade in {"A", "B", "C", "D"}
        assert number.unit
        assert len(number.source) > 8
    paths = [number.path for number in market.numbers]
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize("vintage", EVERY)
def test_a_market_is_one_the_model_can_live_in(vintage):
    market = load_market(vintage)
    assert market.platform_ids == IDS
    assert (outside_share(market) > 0.3).all()
    assert (market.dau.sum(axis=1) < market.population.sum()).all()
    assert (market.penetration < -np.expm1(-3.0 * orders_per_head(market))).all()
    for array in (market.gmv, market.dau, market.merchants, market.subsidy, market.basket):
        assert (array > 0).all()


@pytest.mark.parametrize("vintage", EVERY)
@pytest.mark.parametrize("rivals", ["passive", "follow", "best-reply"])
def test_a_market_rests_until_a_lever_moves(vintage, rivals):
    plan = Scenario(name="rest", market=vintage, horizon=8, rivals=rivals)
    run = project(load_market(vintage), load_parameters(), plan, plain=True)
    for metric in ("gmv", "revenue", "ebita", "dau", "dac", "aac", "merchants_sme"):
        for platform in range(len(IDS)):
            path = run.central(metric, platform)
            assert path == pytest.approx(np.full(8, path[0]), rel=1e-9)


@pytest.mark.parametrize("vintage", AFTER_2017)
def test_revenue_and_profit_are_plausible(vintage):
    for platform, low, high in (("taotian", 0.03, 0.04), ("pdd", 0.03, 0.06), ("jd", 0.02, 0.03)):
        take = at_rest(vintage, "revenue", platform) / at_rest(vintage, "gmv", platform)
        assert low < take < high
    food = load_market(vintage).instant
    is_inside = food is not None and food.in_ebita
    goods = at_rest(vintage, "ebita") - (at_rest(vintage, "instant_ebita") if is_inside else 0.0)
    assert 0.4 < goods / at_rest(vintage, "revenue") < 0.7


def test_the_era_has_its_own_incubation():
    assert load_market("2008Q4").parameters == {
        "incubation_exposure": 0.25, "incubation_conversion": 1.2, "incubation_entry": 1.5,
    }  # fmt: skip
    assert set(load_market("2015Q1").parameters) == set(load_market("2008Q4").parameters)
    assert not any(load_market(vintage).parameters for vintage in AFTER_2017)
    brand = load_market("2008Q4")
    assert brand.gmv[0, 1] / brand.gmv[0].sum() == pytest.approx(0.05)
    assert brand.traffic_share[0] == 0.95
    assert brand.merchants[0, 1] == 0.02


def test_concentration_beats_spreading_when_traffic_is_scarce():
    market, grown = load_market("2008Q4"), {}
    for focus in (0.15, 0.3, 0.6, 1.0):
        steps = {"taobao_traffic_share": 0.9, "brand_focus": focus}
        plan = Scenario(
            name="seeds", market="2008Q4", horizon=16, rivals="passive",
            steps=tuple(step(name, value) for name, value in steps.items()),
        )  # fmt: skip
        run = project(market, load_parameters(), plan, plain=True)
        grown[focus] = run.central("gmv_brand")[-1] / market.gmv[0, 1]
    assert grown[0.3] > grown[0.15] > grown[0.6] > grown[1.0] > 1.5


def step(lever, value):
    return Step(lever=lever, quarter="2009Q1", value=value)


@pytest.mark.parametrize("vintage", EVERY)
def test_names_and_colours_can_be_told_apart(vintage):
    market = load_market(vintage)
    marks = [*market.platforms, *market.sides]
    for name in ("id", "english", "chinese", "colour", "colour_dark"):
        assert len({getattr(mark, name) for mark in marks}) == len(marks)
    for mark in marks:
        assert contrast(mark.colour, "#FFFFFF") >= 3.0
        assert contrast(mark.colour_dark, "#0E1420") >= 3.0
    for key, least in (("colour", 14.0), ("colour_dark", 20.0)):
        for vision in VISIONS:
            seen = [lab(VISIONS[vision] @ linear(getattr(mark, key))) for mark in marks]
            assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > least


def test_the_files_are_what_the_recipes_give():
    run = subprocess.run(
        [sys.executable, *BUILD, "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")


def outside_share(market):
    visits = -np.log1p(-market.dau / market.population).sum(axis=0)
    return 1.0 - visits / load_parameters().central()["shopping_occasions"]


# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
VISIONS = {
    "normal": np.eye(3),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]),
}  # fmt: skip
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
     [0.0193339, 0.1191920, 0.9503041]])  # fmt: skip


def linear(colour):
    part = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255.0
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(colour, ground):
    dark, light = sorted(TO_XYZ[1] @ linear(c) for c in (colour, ground))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    x, y, z = np.cbrt(TO_XYZ @ np.clip(rgb, 1e-4, 1.0) / np.array([0.95047, 1.0, 1.08883]))
    return np.array([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)])
