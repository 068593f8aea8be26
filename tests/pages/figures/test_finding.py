"""The finding: gain, cost and answer, none without the others, and no claim beyond the range."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.analysis.outcome import Effect, RivalResponse
from pages.figures.finding import _FRACTIONS, finding, fraction, period
from pages.labels.catalogue import LANGUAGES, t, use_language
from tests.every import every

SURE_GAIN, SURE_LOSS = Effect(central=9, low=5, high=12), Effect(central=-9, low=-12, high=-5)
UNSURE = Effect(central=1, low=-3, high=4)


def with_trade(outcome, dau, revenue, ebita, before=40.0, after=30.0):
    """Set the outcome's headline effects; sales are won for sure."""
    change = {"dau": dau, "revenue": revenue, "ebita": ebita, "gmv": SURE_GAIN}
    relative = {
        name: Effect(central=e.central / 100, low=e.low / 100, high=e.high / 100)
        for name, e in change.items()
    }
    own = RivalResponse(platform=0, before=before, after=Effect(central=after, low=20.0, high=40.0))
    return replace(
        outcome,
        change=dict(outcome.change) | change,
        relative=dict(outcome.relative) | relative,
        rival_responses=(own, *outcome.rival_responses[1:]),
    )


def test_gain_cost_and_answer_are_all_told(stage):
    sentence = finding(with_trade(stage.outcome, SURE_GAIN, UNSURE, SURE_LOSS), "follow")
    assert sentence == (
        "Daily visitors +9.0% for RMB 9.0 bn less profit a quarter; "
        "revenue not distinguishable from today; rivals take back a quarter of the sales"
    )


def test_a_pure_loss_is_not_dressed_up(stage):
    sentence = finding(with_trade(stage.outcome, SURE_LOSS, SURE_LOSS, UNSURE), "passive")
    assert sentence.startswith("Daily visitors −9.0% and revenue −9.0%; profit not distinguishable")
    assert sentence.endswith("rivals stand still")


def test_nothing_sure_is_said_to_be_so(stage):
    sentence = finding(with_trade(stage.outcome, UNSURE, UNSURE, UNSURE), "follow")
    assert sentence.startswith("Daily visitors, revenue and profit not distinguishable from today")


def test_a_sure_trifle_is_told_as_none(stage):
    trifle = Effect(central=0.004, low=0.002, high=0.006)
    sentence = finding(with_trade(stage.outcome, trifle, SURE_GAIN, SURE_LOSS), "follow")
    assert "daily visitors not distinguishable from today" in sentence


@every(
    ("before", "after", "words"),
    [
        (40, 39.9, "almost none of"),
        (40, 38, "a twentieth of"),
        (40, 32, "a fifth of"),
        (40, 20, "half of"),
        (40, 38.9, "2.8% of"),
        (40, 2, "95% of"),
        (40, -2, "all of the sales and more"),
        (40, 44, "give up a further RMB 4.0 bn"),
        (-20, -24, "takes a further RMB 4.0 bn"),
        (-20, -16, "softens the loss of sales by RMB 4.0 bn"),
    ],
)
def test_the_answer_is_told_in_words(stage, before, after, words):
    outcome = with_trade(stage.outcome, SURE_GAIN, SURE_GAIN, SURE_GAIN, before, after)
    assert words in finding(outcome, "follow")


@given(st.floats(0.0, 1.0))
def test_no_fraction_is_further_from_the_share_than_a_tenth_of_it(share):
    words = fraction(share)
    named = {t(f"fraction.{word}"): value for word, value in _FRACTIONS.items()}
    if words in named:
        assert abs(share / named[words] - 1.0) <= 0.1
    elif words == t("fraction.almost_none"):
        assert share < 0.01
    else:
        assert float(words.rstrip("%")) / 100.0 == pytest.approx(share, abs=0.0051)


def test_an_idle_plan_says_what_to_try(stage):
    idle = replace(stage.outcome, planned={})
    assert finding(idle, "follow") == t("finding.nothing")


@every("language", LANGUAGES)
def test_every_sentence_exists_in_both_languages(stage, language):
    use_language(language)
    for effects in ((SURE_GAIN, UNSURE, SURE_LOSS), (SURE_LOSS,) * 3, (UNSURE,) * 3):
        sentence = finding(with_trade(stage.outcome, *effects), "best-reply")
        assert "{" not in sentence
    assert stage.outcome.quarters[-1] in period(stage.outcome, stage.scenario)


@given(size=st.floats(0.06, 0.94))
def test_percents_of_one_sentence_have_one_decimal(stage, size):
    small = Effect(central=-size, low=-size - 0.05, high=-size + 0.05)
    sentence = finding(with_trade(stage.outcome, SURE_GAIN, small, SURE_LOSS), "follow")
    if stage.outcome.planned and "revenue not" not in sentence:
        told = re.findall(r"[+−]\d+\.?(\d*)%", sentence)
        assert {len(decimals) for decimals in told} == {1}
