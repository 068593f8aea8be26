"""The split of a miss: it adds up, finds what was seeded, and is zero where nothing differed."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import ModelError, ScenarioError
from models.inputs import MARKETS, load_market, load_parameters, load_priors
from models.ledger.miss import PARTS, Aim, Basis, forecast, split
from models.parameters import Parameters
from models.projection import project
from models.scenario import Scenario, Step
from models.vintage.market_reader import read_market
from tests.every import every

AIM = Aim(metric="revenue", quarter="2023Q4")
PLACE = 2
PLAN = Scenario(
    name="plan",
    market="2023Q1",
    horizon=4,
    draws=12,
    steps=(
        Step(lever="taobao_traffic_share", quarter="2023Q2", value=0.5),
        Step(lever="subsidy_budget", quarter="2023Q2", value=9),
    ),
)
MOVED = replace(PLAN, steps=(Step(lever="subsidy_budget", quarter="2023Q3", value=14),))
ANSWERED = (("jd", "passive"), ("pdd:strength", 2.5))


@pytest.fixture(scope="module")
def market():
    return load_market("2023Q1")


@pytest.fixture(scope="module")
def parameters():
    return load_parameters()


def central(scenario, where, parameters, metric=AIM.metric, **settings):
    run = project(where, parameters, scenario, draws=0, **settings)
    return float(run.central(metric)[PLACE])


def told(market, parameters, came, *, off=0.0, **then):
    actual = central(came, market, parameters) + off
    return split(market, parameters, PLAN, came, AIM, actual, **then)


conducts = st.fixed_dictionaries(
    {},
    optional={
        "pdd": st.sampled_from(["passive", "follow", "best-reply", "fee-cut"]),
        "pdd:strength": st.floats(0, 3),
        "douyin:lag": st.integers(1, 3),
    },
)


@settings(max_examples=15)
@given(
    st.floats(0.05, 0.95),
    st.floats(0, 30),
    conducts,
    st.floats(-100, 300),
    st.sampled_from(["revenue", "ebita", "dau", "gmv_share", "visits_per_user", "shopping_dau"]),
)
def test_the_parts_sum_to_the_miss(traffic, budget, conduct, actual, metric):
    came = replace(
        PLAN,
        steps=(
            Step(lever="taobao_traffic_share", quarter="2023Q3", value=traffic),
            Step(lever="subsidy_budget", quarter="2023Q2", value=budget),
        ),
        conduct=tuple(conduct.items()),
    )
    market, parameters = load_market("2023Q1"), load_parameters()
    miss = split(market, parameters, PLAN, came, replace(AIM, metric=metric), actual)
    assert miss.total == actual - miss.forecast.central
    assert sum(miss.parts.values()) == pytest.approx(miss.total, rel=1e-12, abs=1e-9)
    assert tuple(miss.parts) == PARTS


@every(
    ("part", "came", "off"),
    [
        ("execution", MOVED, 0.0),
        ("rivals", replace(PLAN, conduct=ANSWERED), 0.0),
        ("rivals", replace(PLAN, rivals="passive"), 0.0),
        ("model", PLAN, 3.0),
    ],
)
def test_a_miss_of_one_part_is_found_there_and_nowhere_else(market, parameters, part, came, off):
    miss = told(market, parameters, came, off=off)
    assert miss.total != 0.0
    assert miss.parts == {**dict.fromkeys(PARTS, 0.0), part: pytest.approx(miss.total, rel=1e-9)}


def test_misses_of_all_parts_are_recovered_together(market, parameters):
    came = replace(MOVED, conduct=ANSWERED)
    miss = told(market, parameters, came, off=-2.0)
    assert miss.model.central == pytest.approx(-2.0, abs=1e-9)
    # Both orders of swapping, by runs of their own: the parts are their mean.
    none, moved = PLAN, MOVED
    rivals, both = replace(PLAN, conduct=ANSWERED), came
    at = [central(one, market, parameters) for one in (none, moved, rivals, both)]
    execution = ((at[1] - at[0]) + (at[3] - at[2])) / 2
    answer = ((at[2] - at[0]) + (at[3] - at[1])) / 2
    assert miss.execution.central == pytest.approx(execution, rel=1e-9)
    assert miss.rivals.central == pytest.approx(answer, rel=1e-9)


def test_nothing_missed_is_no_part(market, parameters):
    miss = told(market, parameters, PLAN)
    assert miss.parts == dict.fromkeys(PARTS, 0.0)
    assert miss.execution.low == miss.execution.high == miss.rivals.low == miss.rivals.high == 0.0


def test_ranges_hold_the_draws_of_what_came(market, parameters):
    came = replace(MOVED, conduct=ANSWERED)
    miss = told(market, parameters, came)
    run = project(market, parameters, came)
    low, high = np.quantile(run.draws(AIM.metric)[PLACE], (0.1, 0.9))
    assert (miss.said.low, miss.said.high) == pytest.approx((low, high), rel=1e-9)
    assert miss.model.low == pytest.approx(miss.actual - high, abs=1e-9)
    assert miss.execution.low <= miss.execution.central <= miss.execution.high


def test_older_equations_are_a_part_of_their_own(market, parameters):
    now = forecast(market, parameters, PLAN, AIM)
    frozen = replace(now, central=now.central - 1.5)
    then = Basis(market=market, parameters=parameters)
    miss = told(market, parameters, MOVED, off=2.0, frozen=frozen, then=then)
    alike = told(market, parameters, MOVED, off=2.0)
    assert miss.equations == pytest.approx(1.5, abs=1e-9)
    assert miss.parameters == miss.market == 0.0
    assert miss.execution == alike.execution
    assert miss.model.central == pytest.approx(2.0, abs=1e-9)


def test_older_parameters_are_a_part_of_their_own(market, parameters):
    row = parameters.table["habit_weight"]
    habit = 0.9 * row.central
    table = {**parameters.table, "habit_weight": replace(row, central=habit)}
    then = Basis(market=market, parameters=Parameters(MappingProxyType(table)))
    made = central(replace(PLAN, assumptions=(("habit_weight", habit),)), market, parameters)
    today = forecast(market, parameters, PLAN, AIM)
    miss = told(market, parameters, PLAN, frozen=replace(today, central=made), then=then)
    assert miss.parameters == pytest.approx(today.central - made, rel=1e-9)
    assert miss.parameters != 0.0
    assert miss.equations == pytest.approx(0.0, abs=1e-9)
    assert miss.market == miss.execution.central == 0.0


def test_an_older_market_is_a_part_of_its_own(market, parameters):
    text = (MARKETS / "2023Q1.toml").read_text("utf-8").replace("value = 1720,", "value = 1680,")
    older = read_market(text, "2023Q1.toml", load_priors().allowed_ranges)
    then = Basis(market=older, parameters=parameters)
    made = central(PLAN, older, parameters)
    today = forecast(market, parameters, PLAN, AIM)
    miss = told(market, parameters, PLAN, frozen=replace(today, central=made), then=then)
    assert miss.market == pytest.approx(today.central - made, rel=1e-9)
    assert miss.market != 0.0
    assert miss.equations == pytest.approx(0.0, abs=1e-9)


def test_what_nobody_sets_is_no_fault_of_execution(market, parameters):
    mood = Step(lever="consumer_confidence", quarter="2023Q2", value=-1.0)
    came = replace(PLAN, steps=(*PLAN.steps, mood))
    miss = told(market, parameters, came)
    assert miss.execution.central == 0.0
    assert miss.model.central == pytest.approx(miss.total) != 0.0


def test_what_cannot_be_split_is_refused(market, parameters):
    with pytest.raises(ModelError, match="no finite number"):
        split(market, parameters, PLAN, PLAN, AIM, float("nan"))
    other = Scenario(name="other", market="2023Q4")
    with pytest.raises(ScenarioError, match="2023Q1"):
        split(market, parameters, PLAN, other, AIM, 90.0)
    with pytest.raises(ScenarioError, match="2024Q1"):
        split(market, parameters, PLAN, PLAN, replace(AIM, quarter="2025Q1"), 90.0)
