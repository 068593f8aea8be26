"""The chain from lever to figure: read off the specification, held against what the model does."""

import numpy as np
import pytest

from models.inputs import load_market, load_parameters
from models.levers import KPI_UNITS, LEVERS, UNIT_OF_WEIGHT
from models.notation import METRIC_TABLE, quarters_after
from models.projection import project
from models.scenario import Scenario, Step
from pages.figures.trust import chain
from pages.figures.trust.specification import equations, read_order, read_page, stages
from pages.labels.catalogue import LANGUAGES, explain, t, use_language

EQUATIONS = equations()
MARKET = load_market("2025Q3")
FIRST = quarters_after(MARKET.vintage, 1)[0]
METRICS = tuple(row.name for row in METRIC_TABLE if row.scope in ("all", "own"))
ENTRY = """### E40. A title

$$a = b$$

- **Parameters:** $b$ `one`, `two`; `three`. $c$ as in E7.
- **Levers:** every one.
- **Uses:** E2-E4; of the quarter before E17.
- **Gives:** `dau` of E3; `gmv`.
- **In:** `market/choice.py`: `nested_logit`,
  `berry_inversion`; `simulation/demand.py`.
- **Why:** because.
"""


def test_an_entry_is_read_part_by_part():
    (entry,) = read_page("page", ENTRY)
    assert entry.formulas == ("a = b",)
    assert entry.parameters == (("b", "one"), ("b", "two"), ("", "three"))
    assert entry.levers == tuple(LEVERS)
    assert (entry.uses, entry.before) == (("E2", "E3", "E4"), ("E17",))
    assert entry.gives == {"dau": ("E3",), "gmv": ("E2", "E3", "E4")}
    names = ("nested_logit", "berry_inversion")
    assert entry.code == (("models/market/choice.py", names), ("models/simulation/demand.py", ()))
    (bare,) = read_page("page", ENTRY.replace("$$a = b$$", ""))
    assert bare.formulas == ()


def test_stages_are_read_where_an_equation_first_stands():
    text = "## Order within a quarter\n\n1. One (E21).\n2. All (E1-E2),\n   E21.\n\nNo.\n\n## B\n"
    assert read_order(text) == (("E21",), ("E1", "E2"))


def test_every_equation_has_mathematics_a_place_in_the_order_and_words():
    assert not [name for name, e in EQUATIONS.items() if not e.formulas]
    listed = [name for stage in stages() for name in stage]
    assert sorted(listed) == sorted(EQUATIONS)
    for language in LANGUAGES:
        use_language(language)
        assert all(t(f"equation.{name}") and explain(f"equation.{name}") for name in EQUATIONS)


def test_a_quarter_has_no_circle_each_equation_uses_what_stands_above_it():
    place = {name: at for at, name in enumerate(EQUATIONS)}
    below = {n: [u for u in e.uses if place[u] >= place[n]] for n, e in EQUATIONS.items()}
    assert not {name: late for name, late in below.items() if late}
    assert all(other in EQUATIONS for e in EQUATIONS.values() for other in e.before)


def test_every_parameter_lever_and_metric_stands_in_some_equation():
    entries = EQUATIONS.values()
    named = {name for e in entries for _, name in e.parameters}
    # E8 says why that one is left out of it.
    assert set(load_parameters().names) - named == {"direct_network_effect"}
    assert not named - set(load_parameters().names)
    assert all(chain.entered(lever) for lever in LEVERS)
    assert {metric for e in entries for metric in e.gives} == {row.name for row in METRIC_TABLE}


@pytest.fixture(scope="module")
def still():
    return first_quarter(())


def first_quarter(steps):
    scenario = Scenario(name="probe", market=MARKET.vintage, horizon=1, steps=steps)
    run = project(MARKET, load_parameters(), scenario, draws=0, metrics=METRICS)
    return {metric: np.asarray(run.paths[metric]) for metric in METRICS}


def steps_of(lever):
    low, high = MARKET.bounds(lever)
    now = MARKET.levers[lever]
    far = high if high - now > now - low else low
    if lever in UNIT_OF_WEIGHT:
        names = KPI_UNITS[UNIT_OF_WEIGHT[lever]]
        return tuple(Step(lever=n, quarter=FIRST, value=float(n == lever)) for n in names)
    return (Step(lever=lever, quarter=FIRST, value=far),)


def test_what_a_lever_moves_in_its_own_quarter_lies_on_its_chain(still):
    surprises, moved_by = {}, {}
    for lever in LEVERS:
        there = first_quarter(steps_of(lever))
        moved = {
            name
            for name in METRICS
            if not np.allclose(there[name], still[name], rtol=1e-12, atol=0, equal_nan=True)
        }
        reached = {name for name in METRICS if chain.reaches(lever, name, 1)}
        surprises |= {lever: moved - reached} if moved - reached else {}
        moved_by[lever] = moved
    assert not surprises
    # And the chain is no net that catches everything: these move what they reach and nothing else.
    assert not chain.reaches("overseas_investment", "dau", 40)
    assert not moved_by["brand_focus"]
    assert not any(chain.reaches("brand_focus", name, 1) for name in METRICS)
    for lever in ("subsidy_budget", "sme_support", "ad_load", "full_site_promotion"):
        assert {n for n in METRICS if chain.reaches(lever, n, 1)} == moved_by[lever]


def test_a_chain_names_where_a_figure_comes_from_and_what_lies_between():
    whole = chain.chain_of("dau")
    assert whole.sources == ("E12",)
    assert "E17" in whole.remembered
    assert "E13" not in {*whole.direct, *whole.remembered}
    way = chain.chain_of("dau", "subsidy_budget")
    assert (way.quarters, way.remembered) == (0, ())
    assert way.direct == ("E26", "E2", "E7", "E8", "E9", "E10", "E12")
    late = chain.chain_of("dau", "added_commission")
    assert late.quarters == 1
    assert late.remembered == ("E26", "E2", "E13", "E15", "E16")
    assert chain.chain_of("dau", "overseas_investment").quarters is None
