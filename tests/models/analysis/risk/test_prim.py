"""A planted region of failure comes back as the box that was planted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.analysis.risk.box import BoxRule, box_of, inside
from models.analysis.risk.prim import PEEL, _above, _below, _Rows, find_box

COUNT = 4000


def futures(columns=12, seed=3):
    table = np.random.default_rng(seed).random((columns, COUNT))
    return {f"input_{i}": values for i, values in enumerate(table)}


def planted(inputs, rules, noise=0.0, seed=9):
    flips = np.random.default_rng(seed).random(COUNT) < noise
    return inside(rules, inputs, COUNT) ^ flips


TWO_RULES = (BoxRule(name="input_3", high=0.35), BoxRule(name="input_8", low=0.55))


@pytest.mark.parametrize("columns", [12, 100])
@pytest.mark.parametrize("noise", [0.0, 0.02])
def test_two_planted_rules_are_recovered(columns, noise):
    inputs = futures(columns)
    box = find_box(inputs, planted(inputs, TWO_RULES, noise))
    assert {rule.name for rule in box.rules} == {"input_3", "input_8"}
    assert box.coverage >= 0.8
    assert box.density >= 0.8
    rules = {rule.name: rule for rule in box.rules}
    assert abs(rules["input_3"].high - 0.35) < 0.04
    assert abs(rules["input_8"].low - 0.55) < 0.04
    assert rules["input_3"].ends[0] is None
    assert rules["input_8"].ends[1] is None


@pytest.mark.slow
@settings(max_examples=30)
@given(
    first=st.floats(0.2, 0.8),
    second=st.floats(0.2, 0.8),
    below=st.booleans(),
    above=st.booleans(),
)
def test_wherever_two_rules_are_planted_both_shares_are_high(first, second, below, above):
    inputs = futures()
    rules = (
        BoxRule(name="input_1", high=first) if below else BoxRule(name="input_1", low=first),
        BoxRule(name="input_5", high=second) if above else BoxRule(name="input_5", low=second),
    )
    box = find_box(inputs, planted(inputs, rules))
    assert min(box.coverage, box.density) >= 0.8


def test_a_band_in_the_middle_keeps_both_ends():
    inputs = futures()
    box = find_box(inputs, planted(inputs, (BoxRule(name="input_2", low=0.3, high=0.6),)))
    (rule,) = box.rules
    assert rule.name == "input_2"
    assert abs(rule.low - 0.3) < 0.05
    assert abs(rule.high - 0.6) < 0.05


def test_the_numbers_are_those_of_the_rounded_box():
    """What is said is what was counted."""
    inputs = futures()
    missed = planted(inputs, TWO_RULES, 0.05)
    box = find_box(inputs, missed)
    assert box == box_of(box.rules, inputs, missed)
    ends = [end for rule in box.rules for end in rule.ends if end is not None]
    assert all(round(end, 2) == end for end in ends)


def test_nothing_to_tell_gives_no_box():
    inputs = futures()
    chance = np.random.default_rng(1).random(COUNT) < 0.3
    assert find_box(inputs, chance) is None
    assert find_box(inputs, np.zeros(COUNT, bool)) is None
    assert find_box(inputs, np.ones(COUNT, bool)) is None


def test_order_of_inputs_and_their_units_do_not_matter():
    inputs = futures()
    missed = planted(inputs, TWO_RULES, 0.02)
    box = find_box(inputs, missed)
    turned = find_box(dict(reversed(inputs.items())), missed)
    assert {*turned.rules} == {*box.rules}
    stretched = find_box({name: 1000.0 * values for name, values in inputs.items()}, missed)
    assert (stretched.coverage, stretched.density) == (box.coverage, box.density)


def test_three_rules_at_most():
    inputs = futures()
    rules = tuple(BoxRule(name=f"input_{i}", high=0.75) for i in range(5))
    box = find_box(inputs, planted(inputs, rules))
    assert len(box.rules) <= 3


def test_an_input_that_never_moves_is_no_rule():
    inputs = futures() | {"still": np.zeros(COUNT)}
    assert "still" not in {rule.name for rule in find_box(inputs, planted(inputs, TWO_RULES)).rules}


@pytest.mark.parametrize("gone", [0.0, 0.1, 0.5])  # passed over, and taken out
def test_ends_of_sorted_rows_are_those_of_numpy_to_the_bit(gone):
    rng = np.random.default_rng(3)
    for count in (4, 20, 21, 999, 1_000):
        table = rng.normal(size=(7, count)).round(1)  # many are alike
        rows, missed, kept = _Rows(table), rng.random(count) < 0.3, rng.random(count) >= gone
        kept[:2] = True  # a box of one has no ends
        for some in (kept | (rng.random(count) < 0.5), kept):
            rows.keep(some)
            left, bad = table[:, some], missed[some]
            low, high = (np.quantile(left, point, axis=-1) for point in (PEEL, 1.0 - PEEL))
            for peel, end, out in (
                (_below(table, rows, missed), low, left < low[:, None]),
                (_above(table, rows, missed), high, left > high[:, None]),
            ):
                np.testing.assert_array_equal(peel.end, end)
                np.testing.assert_array_equal(peel.taken, out.sum(axis=-1))
                np.testing.assert_array_equal(peel.hits, (out & bad).sum(axis=-1))
