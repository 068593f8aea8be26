"""Numbers on screen: what people read back is what the model said."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.labels import format as f
from pages.labels.catalogue import use_language

finite = st.floats(-1e6, 1e6).filter(lambda x: x == 0 or abs(x) > 1e-6)


def read(text):
    return float(text.replace(f.MINUS, "-").replace(",", ""))


@given(finite)
def test_three_significant_digits_survive(value):
    assert read(f.number(value)) == pytest.approx(value, rel=0.00501)


@given(finite)
def test_only_the_real_minus_sign_is_written(value):
    texts = (f.number(value), f.money(value), f.people(value), f.share(value), f.fixed(value, 1))
    assert not any("-" in text for text in texts)


@given(value=finite, low=finite, high=finite)
def test_a_change_and_its_range_share_their_decimals(value, low, high):
    change = f.percent_change(value, low, high)
    texts = [change.value.strip("%+"), *change.interval.strip("[]").split(", ")]
    assert len({len(text.partition(".")[2]) for text in texts}) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1237, "1,240"),
        (71.23, "71.2"),
        (99.96, "100"),
        (0.04312, "0.0431"),
        (-4.2, f"{f.MINUS}4.20"),
        (0, "0"),
        (math.nan, f.NOTHING),
        (math.inf, f.NOTHING),
    ],
)
def test_number(value, text):
    assert f.number(value) == text


def test_changes_carry_their_sign():
    assert str(f.percent_change(0.038, 0.026, 0.051)) == "+3.8% [2.6, 5.1]"
    assert str(f.money_change(-4.2, -5.1, -3.0)) == "−4.2 bn [−5.1, −3.0]"
    assert f.percent_change(0.0, 0.0, 0.0).value == "0.00%"
    assert str(f.percent_change(math.nan, math.nan, math.nan)) == f"{f.NOTHING} "
    assert f.money_arrow(39.2, 36.6) == "+39 → +37"


def test_levels_carry_their_unit():
    assert f.figure(391.2, "million") == "391 m"
    assert f.figure(71.2, "RMB bn/quarter") == "71.2 bn"
    assert f.figure(0.7031, "share") == "70.3%"
    assert f.setting(0.48, "share") == "48%"
    assert f.setting(9.0, "RMB bn/quarter") == "9 bn"
    assert f.setting(1.05, "ratio") == "1.05"


def test_chinese_counts_in_wan_and_yi():
    use_language("chinese")
    assert f.money(71.2) == "712亿"
    assert f.money(2129) == "2.13万亿"
    assert f.people(391.2) == "3.91亿"
    assert f.people(9.5) == "950万"
    assert str(f.money_change(-4.2, -5.1, -3.0)) == "−42亿 [−51, −30]"
    assert f.setting(9.0, "RMB bn/quarter") == "90亿"
