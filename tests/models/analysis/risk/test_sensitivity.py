"""Sobol on functions whose indices are known; the tornado on the model itself."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from models.analysis.risk.range_sources import outcome_of, spreads, stable
from models.analysis.risk.sensitivity import sensitivity
from models.analysis.risk.sobol import sobol
from models.errors import ScenarioError
from models.parameters.draws import tips
from models.projection import project
from models.scenario import Scenario, Step
from tests.models.worlds import year

PUSH = Scenario(
    name="push",
    market="2023Q1",
    horizon=4,
    steps=(Step(lever="subsidy_budget", quarter="2023Q2", value=12.0),),
)
SIDE = stats.uniform(-np.pi, 2 * np.pi)
ISHIGAMI = {
    "x1": (0.3139, 0.5576),
    "x2": (0.4424, 0.4424),
    "x3": (0.0, 0.2437),
}
"""First and total index with a = 7, b = 0.1: Saltelli (2008), Global Sensitivity Analysis."""


def ishigami(columns):
    x1, x2, x3 = (columns[name] for name in ISHIGAMI)
    return np.sin(x1) + 7.0 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_ishigami_lies_within_its_interval(seed):
    indices = sobol(ishigami, dict.fromkeys(ISHIGAMI, SIDE), samples=1024, seed=seed)
    for index in indices:
        first, total = ISHIGAMI[index.parameter]
        assert index.first_low - 0.01 <= first <= index.first_high + 0.01
        assert index.total_low - 0.01 <= total <= index.total_high + 0.01
        assert_allclose([index.first, index.total], [first, total], atol=0.06)


def test_a_sum_has_no_interaction():
    """Shares of the variance are squares of the weights."""
    weights = {"a": 3.0, "b": 2.0, "c": 0.0}
    indices = sobol(
        lambda x: sum(w * x[name] for name, w in weights.items()),
        dict.fromkeys(weights, stats.uniform()),
    )
    for index in indices:
        share = weights[index.parameter] ** 2 / 13.0
        assert_allclose([index.first, index.total], share, atol=0.02)
        assert index.first_low <= index.first <= index.first_high
        assert index.total_low <= index.total <= index.total_high


def test_same_seed_same_bits():
    first, again = (sobol(ishigami, dict.fromkeys(ISHIGAMI, SIDE), samples=64) for _ in range(2))
    assert first == again


def test_what_never_moves_has_no_index():
    indices = sobol(lambda x: np.zeros_like(x["a"]), {"a": SIDE, "b": SIDE}, samples=16)
    assert all(index.first == index.total == index.first_high == 0.0 for index in indices)


@pytest.fixture(scope="module")
def revenue(market2023, parameters):
    return sensitivity(market2023, parameters, PUSH, "revenue", leading=5, samples=64)


def test_every_parameter_that_varies_has_a_swing(revenue, market2023, parameters):
    assert {s.parameter for s in revenue.swings} == set(spreads(market2023, parameters, PUSH))
    sizes = [swing.size for swing in revenue.swings]
    assert sizes == sorted(sizes, reverse=True)
    assert [index.parameter for index in revenue.indices] != []


def test_an_end_of_a_swing_is_that_projection(revenue, market2023, parameters):
    """Moving a parameter by an assumption gives the same number."""
    for swing in revenue.swings[:4]:
        for value, figure in ((swing.from_value, swing.low), (swing.to_value, swing.high)):
            moved = replace(PUSH, assumptions=((swing.parameter, value),))
            run = project(market2023, parameters, moved, draws=0)
            assert_allclose(figure, year(run.central("revenue")), rtol=1e-9)
    run = project(market2023, parameters, PUSH, draws=0)
    assert_allclose(revenue.central, year(run.central("revenue")), rtol=1e-12)


def test_a_change_is_plan_less_no_change(market2023, parameters):
    values = parameters.central(dict(market2023.parameters))
    central = {name: np.array([value]) for name, value in values.items()}
    level, change = (
        outcome_of(market2023, parameters, PUSH, "dau", 3, against_no_change=against)(central)
        for against in (False, True)
    )
    idle = project(market2023, parameters, replace(PUSH, steps=()), draws=0).central("dau")
    assert_allclose(change, level - year(idle[:4]), rtol=1e-9)


def test_parameters_varied_apart_stay_where_the_market_is_stable(parameters):
    central = parameters.central()
    rng = np.random.default_rng(0)
    columns = {
        "habit_weight": rng.uniform(0.1, 0.9, 500),
        "nest_correlation": rng.uniform(0.1, 0.8, 500),
        "season_q1": rng.uniform(0.5, 2.0, 500),
    }
    is_stable = stable(columns, central)
    assert not tips(is_stable).any()
    assert (is_stable["habit_weight"] <= columns["habit_weight"]).all()
    seasons = np.prod([is_stable[f"season_q{q}"] for q in (1, 2, 3, 4)], axis=0)
    assert_allclose(seasons, 1.0)


def test_a_quarter_beyond_the_plan_is_refused(market2023, parameters):
    with pytest.raises(ScenarioError, match="2023Q2 to 2024Q1"):
        sensitivity(market2023, parameters, PUSH, "dau", "2030Q1")
