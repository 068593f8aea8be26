"""What a market file says of instant commerce and of what it forbids."""

import numpy as np
import pytest

from models.errors import MarketError
from models.inputs import load_market, load_priors
from models.vintage import most_money
from models.vintage.market_reader import read_market
from tests.conftest import ROOT

GOOD = (ROOT / "data" / "markets" / "2023Q1.toml").read_text(encoding="utf-8")


def read(*edits):
    text = GOOD
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return read_market(text, "here.toml", load_priors().allowed_ranges)


def number(value, unit):
    return f'{{ value = {value}, unit = "{unit}", grade = "D", source = "judgement" }}'


PEACE = ("[instant.jd]", f"[instant.jd]\npeace = {number(0.5, 'RMB/order')}")
FORBID = ("[population]", "[unavailable]\nai_investment = 2023\n\n[population]")
LIMIT = ("[population]", '[limits]\nad_load = [0.5, "baseline"]\n\n[population]')


def test_instant_commerce_of_the_base_table():
    instant = load_market("2023Q1").instant
    assert instant.services == ("taotian", "meituan", "jd")
    assert instant.english == ("Taobao and Tmall", "Meituan", "JD")
    assert instant.orders.tolist() == [18.0, 55.0, 1.0]
    assert instant.margin.tolist() == [0.4, 2.0, 0.0]
    assert instant.levers == {"instant_subsidy": 1.0, "instant_entrance": 0.0}
    assert (instant.potential, instant.in_ebita) == (320.0, False)


def test_peace_is_the_own_subsidy_where_the_file_names_none():
    assert np.array_equal(read().instant.peace, read().instant.subsidy)
    assert read(PEACE).instant.peace.tolist() == [1.0, 1.0, 0.5]


def test_what_did_not_exist_stays_at_its_baseline():
    market = read(FORBID)
    assert market.unavailable == {"ai_investment": 2023}
    assert market.bounds("ai_investment") == (0.0, 0.0)
    assert market.refusal("ai_investment", 0.0) is None
    assert "began in 2023" in market.refusal("ai_investment", 1.0)


def test_a_limit_may_end_at_the_baseline():
    market = read(LIMIT)
    assert market.limits == {"ad_load": (0.5, 1.0)}
    assert market.refusal("ad_load", 0.5) is None
    assert "from 0.5 to 1 (ratio)" in market.refusal("ad_load", 1.1)


def test_money_is_limited_by_sales():
    market = load_market("2015Q1")
    most = most_money(market.gmv[0].sum())
    assert most == pytest.approx(0.035 * market.gmv[0].sum(), abs=0.01)
    assert market.bounds("subsidy_budget") == (0, most)
    assert market.refusal("subsidy_budget", most) is None
    assert "3.5% of the group's sales" in market.refusal("subsidy_budget", most + 0.01)
    assert load_market("2024Q3").bounds("subsidy_budget") == (0, 60)


def test_markets_before_instant_commerce_do_not_offer_it():
    for vintage in ("2008Q4", "2015Q1", "2022Q1"):
        market = load_market(vintage)
        assert market.instant is None
        assert market.is_shut("instant_subsidy")
        assert market.unavailable["instant_subsidy"] == 2023
    assert load_market("2008Q4").bounds("refund_leniency") == (0, 0.1)
    assert not load_market("2023Q1").is_shut("instant_subsidy")


def test_instant_commerce_without_platforms_is_told_too():
    blocks = [block for block in GOOD.split("\n\n") if not block.startswith("[platforms")]
    with pytest.raises(MarketError, match="instant: found the services taotian, meituan, jd"):
        read_market("\n\n".join(blocks), "here.toml", load_priors().allowed_ranges)


@pytest.mark.parametrize(
    ("edits", "place", "words"),
    [
        ([("[population]", "[limits]\nai = [0, 1]\n\n[population]")], "limits.ai", "no such"),
        ([("= 2023\n", "= 23\n")], "unavailable.ai_investment", "such as 2016"),
        ([("= 2023\n", '= "2023"\n')], "unavailable.ai_investment", "found '2023'"),
        ([("[0.5, \"", "[2, \"")], "limits.ad_load", "leaves the baseline 1 out"),
        ([("[0.5, \"baseline\"]", "[0.5]")], "limits.ad_load", "write [low, high]"),
        ([("[0.5, \"baseline\"]", "[nan, 2]")], "limits.ad_load", "write [low, high]"),
        ([("[0.5, \"baseline\"]", f"[0, 1{'0' * 400}]")], "limits.ad_load", "write [low, high]"),
        ([("[instant]", '[instant]\nin_ebita = "yes"')], "instant.in_ebita", "write true"),
        ([("[instant.meituan]", "[instant.pdd]")], "instant", "one of no platform"),
        ([("value = 320", "value = 74")], "instant.potential", "74 million orders a day together"),
        ([("value = 18,", "value = -1,")], "instant.taotian.orders", "above 0 to 10000 million"),
        ([('english = "Meituan"', "")], "instant.meituan.english", "is missing"),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_place(edits, place, words):
    given = f"{edits[0][0]}"
    before = [FORBID] * ("2023" in given) + [LIMIT] * ("0.5" in given)
    with pytest.raises(MarketError) as error:
        read(*before, *edits)
    assert f", {place}: " in str(error.value)
    assert words in str(error.value)
