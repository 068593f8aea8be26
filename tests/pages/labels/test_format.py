"""Numbers on screen: what people read back is what the model said."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.labels import format as f
from pages.labels.catalogue import LANGUAGES, use_language
from tests.every import every
from tests.pages.page_texts import digits

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
    texts = texts[1:] if change.is_none else texts
    assert len({len(text.partition(".")[2]) for text in texts}) == 1


@every(
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
    assert str(f.percent_change(0.0, 0.0, 0.0)) == "no change"
    assert str(f.percent_change(math.nan, math.nan, math.nan)) == f.NOTHING
    assert f.money_arrow(39.2, 36.6) == "+39 → +37"
    assert f.money_arrow(0.31, 0.001) == "+0.31 → 0"


def test_levels_carry_their_unit():
    assert f.figure(391.2, "million") == "391 m"
    assert f.figure(71.2, "RMB bn/quarter") == "71.2 bn"
    assert f.figure(0.7031, "share") == "70.3%"
    assert f.setting(0.48, "share") == "48%"
    assert f.setting(9.0, "RMB bn/quarter") == "9 bn"
    assert f.setting(1.05, "ratio") == "1.05"
    assert f.setting(5.4, "RMB/order") == "RMB 5.4"


def test_chinese_counts_in_wan_and_yi():
    use_language("chinese")
    assert f.money(71.2) == "712亿"
    assert f.money(2129) == "2.13万亿"
    assert f.people(391.2) == "3.91亿"
    assert f.people(9.5) == "950万"
    assert str(f.money_change(-4.2, -5.1, -3.0)) == "−42亿 [−51, −30]"
    assert f.setting(9.0, "RMB bn/quarter") == "90亿"


CHANGES = (f.percent_change, f.points_change, f.money_change, f.people_change)


@every("language", LANGUAGES)
@given(value=finite)
def test_no_text_has_more_than_three_digits_nor_powers_of_ten(language, value):
    use_language(language)
    texts = [f.number(value), f.money(value), f.people(value), f.share(value)]
    texts += [f.setting(value, unit) for unit in ("share", "ratio", "RMB bn/quarter")]
    texts += [change(value, value, value).value for change in CHANGES]
    texts += [f.money_size(value)[1]]
    use_language(LANGUAGES[0])
    for text in texts:
        assert not re.search(r"\d[eE]", text)
        assert digits(text) <= 3, texts


@every("language", LANGUAGES)
@given(value=finite, low=finite, high=finite)
def test_a_change_stops_at_the_second_decimal_and_reads_back(language, value, low, high):
    use_language(language)
    scales = (100.0, 100.0, f.money_scale(), 1.0 if language == LANGUAGES[0] else 100.0)
    changes = [change(value, low, high) for change in CHANGES]
    use_language(LANGUAGES[0])
    for scale, one in zip(scales, changes, strict=True):
        texts = ["0" if one.is_none else one.value, *(one.interval or "[0, 0]")[1:-1].split(", ")]
        texts = [re.match(r"[+\N{MINUS SIGN}]?[\d,.]+", text).group() for text in texts]
        assert all(len(text.partition(".")[2]) <= 2 for text in texts)
        step = 10.0 ** -f.shared_decimals([scale * x for x in (value, low, high)])
        for text, x in zip(texts, (value, low, high), strict=True):
            assert read(text) == pytest.approx(scale * x, abs=0.5001 * step)


@given(value=finite)
def test_the_size_of_a_change_is_nothing_just_where_no_digit_is_left(value):
    sign, text = f.money_size(value)
    assert (sign == 0) == (text == "none")
    assert sign in (0, math.copysign(1, value))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8).filter(lambda x: sum(x) > 1e-3))
def test_parts_of_a_whole_sum_to_a_hundred(values):
    shares = {str(i): value / sum(values) for i, value in enumerate(values)}
    percents = f.whole_percents(shares)
    assert sum(percents.values()) == 100
    assert all(abs(percents[name] - 100 * share) < 1.0001 for name, share in shares.items())


def test_what_is_no_whole_is_refused():
    with pytest.raises(ValueError, match="sum to 1"):
        f.whole_percents({"a": 0.5, "b": 0.4})


def test_shares_change_in_points():
    assert str(f.points_change(0.012, 0.008, 0.016)) == "+1.2 points [0.8, 1.6]"
    use_language("chinese")
    assert f.points_change(-0.012, -0.02, 0.0).value == f"{f.MINUS}1.2个百分点"
    use_language("english")


def test_large_and_small_figures_keep_to_their_unit():
    assert f.setting(1340.0, "") == "1,340"
    assert f.setting(0.0005, "share") == "0.05%"
    assert f.setting(0.0000688, "share") == "0.01%"
    assert f.setting(0.00000688, "share") == "0%"
    assert f.money_size(0.00142) == (0, "none")
    assert f.money_size(-1.5) == (-1, "1.5 bn")
    assert f.share(0.0000142) == "<0.1%"
    assert f.money_change(1234.0, 1000.0, 1500.0).value == "+1,230 bn"


@every(
    ("change", "level", "text"),
    [
        ((0.0123, 0.008, 0.019), 0.3, "+12.3 k [8.0, 19.0]"),
        ((0.0123, 0.008, 0.019), 9.5, "+12.3 k [8.0, 19.0]"),
        ((0.0123, 0.008, 0.019), 402.0, "no change"),
        ((0.0123, -0.1, 0.31), 402.0, "≈0 [−0.10, 0.31]"),
        ((0.0001, 0.0, 0.00012), 0.3, "no change"),
        ((0.36, 0.31, 0.42), 402.0, "+0.36 m [0.31, 0.42]"),
        ((1.6, 0.8, 3.0), 402.0, "+1.6 m [0.8, 3.0]"),
    ],
)
def test_a_change_keeps_to_its_level(change, level, text):
    assert str(f.people_change(*change, level=level)) == text


def test_a_size_keeps_to_its_level():
    assert f.money_size(-0.0123, level=0.3) == (-1, "0.012 bn")
    assert f.money_size(0.36, level=402.0) == (1, "0.36 bn")
    assert f.money_size(0.19, level=402.0) == (0, "none")
    assert f.money_size(0.19) == (1, "0.19 bn")


@every("language", LANGUAGES)
@given(value=finite, level=st.floats(1e-3, 1e4))
def test_nothing_is_told_below_a_thousandth_of_its_level(language, value, level):
    use_language(language)
    one = f.money_change(value, value, value, level=level)
    scale = f.money_scale()
    use_language(LANGUAGES[0])
    if one.is_none:
        assert abs(value) <= max(0.00051 * level, 0.0051 / scale)
    else:
        shown = abs(read(re.match(r"[+\N{MINUS SIGN}]?[\d,.]+", one.value).group())) / scale
        assert shown >= 0.0004 * level
        assert digits(one.value) <= 3
