"""Two plans row by row, and merging what two people saved at once."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.library.comparing import cells, differences, merged
from models.scenario import Step
from tests.library.sample_plans import PLANS, plan
from tests.models.plans import scenarios

SIDES = st.sampled_from(["mine", "theirs"])


@given(scenarios(), scenarios())
def test_no_difference_means_the_same_plan(a, b):
    for one, other in ((a, a), (a, b)):
        same = cells(one) == cells(other)
        assert (differences(one, other) == []) == same
    flipped = [(row.place, row.b, row.a) for row in differences(a, b)]
    assert sorted(flipped, key=str) == sorted(
        ((row.place, row.a, row.b) for row in differences(b, a)), key=str
    )


@given(PLANS, PLANS)
def test_what_one_side_alone_changed_is_that_sides(base, mine):
    assert cells(merged(mine, base, base, {})) == cells(mine)
    assert cells(merged(base, mine, base, {})) == cells(mine)


@given(PLANS, PLANS, PLANS, st.data())
def test_a_choice_stands(base, mine, theirs, data):
    mine, theirs = (replace(one, market=base.market, steps=base.steps) for one in (mine, theirs))
    rows = differences(mine, theirs, base)
    choices = {row.place: data.draw(SIDES) for row in rows}
    both = cells(merged(mine, theirs, base, choices))
    for row in rows:
        assert both[row.place] == (row.a if choices[row.place] == "mine" else row.b)


def test_levers_that_two_people_moved_both_stand():
    base = plan(traffic=0.48)
    step = replace(base.steps[0], lever="sme_support", value=4.0, note="more")
    mine = replace(base, steps=(*base.steps, step))
    theirs = plan(traffic=0.55)
    both = merged(mine, theirs, base, {})
    assert {(s.lever, s.value, s.note) for s in both.steps} == {
        ("taobao_traffic_share", 0.55, ""),
        ("sme_support", 4.0, "more"),
    }


def test_weights_of_a_unit_are_one_row():
    names = ("kpi_consumer_gmv", "kpi_consumer_revenue", "kpi_consumer_users")

    def weights(*values):
        rows = zip(names, values, strict=True)
        steps = tuple(Step(lever=name, quarter="2023Q2", value=value) for name, value in rows)
        return replace(plan(), steps=steps)

    a, b = weights(0.1, 0.1, 0.8), weights(0.2, 0.1, 0.7)
    (row,) = differences(a, b)
    assert row.row == "kpi_consumer"
    assert cells(merged(a, b, weights(1, 0, 0), {row.place: "theirs"})) == cells(b)
