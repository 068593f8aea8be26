"""Sentences can be said only where they are true: at zero, at ties, with one and with many."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from models.analysis.compare.contests import contests
from models.analysis.compare.field import Field
from models.analysis.outcome import Effect, RivalResponse
from models.analysis.risk.regret import Regret
from models.analysis.rivalry.games import pure_equilibria
from models.analysis.rivalry.quantal import quantal_response
from models.analysis.rivalry.takeback import Takeback
from models.analysis.rivalry.wargame import ANSWERS, WarGame
from models.analysis.structure.latest import Start
from models.analysis.structure.strengths import SPAN
from models.analysis.structure.structures import Structure
from models.inputs import load_market, vintages
from models.notation import quarters_after
from pages.charts.panels import LEVERS_DRAWN
from pages.figures.challenge.rivals_figures import percents, shown, title
from pages.figures.challenge.structure_figures import start_finding
from pages.figures.challenge.war_words import sentence as war_sentence
from pages.figures.decide.compare_tables import contest, finding
from pages.figures.finding import _answer
from pages.labels.catalogue import LANGUAGES, t, use_language
from pages.panels.challenge.risk_page import _least
from pages.panels.challenge.structure_page import attention
from tests.every import every
from tests.pages.stages import plan_of, stage_of

MANY = {
    "taobao_traffic_share": 0.55, "subsidy_budget": 14.0, "sme_support": 5.0, "ad_load": 1.1,
    "content_investment": 3.0, "lower_tier_investment": 2.0, "refund_leniency": 0.5,
}  # fmt: skip


def sure(value):
    return Effect(central=value, low=value, high=value)


def taken_back(before, parts):
    after = before + sum(parts)
    return Takeback(
        metric="gmv",
        level=100.0,
        before=sure(before),
        after=sure(after),
        answer=sure(after - before),
        parts={place: sure(part) for place, part in enumerate(parts, 1)},
        relative=(sure(before / 100.0), sure(after / 100.0)),
    )


ANSWER_PARTS = [
    (),
    (0.0,),
    (-0.5,),
    (0.5,),
    (-2.0,),
    (-0.5, -0.5),
    (-0.7, 0.2),
    (-2.0, 0.1),
    (0.0, 0.0),
]
GAINS = (0.0, 0.004, -0.004, 1.0, -1.0, 0.2)


def test_the_title_of_the_answer_says_what_the_bars_show():
    market, wrong = load_market(), []
    for gain, parts in product(GAINS, ANSWER_PARTS):
        reaction = taken_back(gain, parts)
        whole, *bars, rest = shown(reaction)
        taken, sentence = round(whole - rest, 9), title(reaction, market)
        true = {
            "take": whole > 0 and taken > 0 and bool(bars),
            "more than our": whole > 0 and taken > whole and bool(bars),
            "our loss": whole < 0,
            "deepen": whole < 0 and taken > 0,
            "into a gain": whole < 0 < rest,
            "answers add": whole > 0 > taken,
            "Nobody answers": not bars and whole != 0,
            "does not change it": whole == 0 == taken,
            "alone change it": whole == 0 != taken,
        }
        said = {phrase: phrase in sentence for phrase in true}
        if said != true:
            wrong.append((gain, parts, sentence))
    assert not wrong


def test_rivals_that_tie_are_all_named():
    market = load_market()
    first, second = (platform.english for platform in market.platforms[1:3])
    assert f"{first} and {second}" in title(taken_back(3.0, (-0.5, -0.5)), market)


@every(
    ("before", "after", "said"),
    [
        (1.0, 0.5, "take back"),
        (1.0, 1.0, "leaves sales as they are"),
        (1.0, 0.9999, "leaves sales as they are"),
        (1.0, 1.5, "give up"),
        (1.0, -0.5, "and more"),
        (-1.0, -1.0, "leaves sales as they are"),
        (-1.0, -1.5, "further"),
        (-1.0, -0.5, "softens"),
        (-1.0, 0.5, "into a gain"),
    ],
)
def test_the_cockpit_says_what_the_answer_does(before, after, said):
    outcome = stage_of(plan_of(draws=20)).outcome
    own = RivalResponse(
        platform=0, before=before, after=Effect(central=after, low=after, high=after)
    )
    sign = 1 if after > 0 else -1
    changed = replace(
        outcome,
        rival_responses=(own, *outcome.rival_responses[1:]),
        relative={**outcome.relative, "gmv": sure(0.1 * sign)},
        change={**outcome.change, "gmv": sure(float(sign))},
    )
    assert said in _answer(changed, "follow")


"""Totals and worst years beside the levels of both plans, which no sentence here is about."""


def compared(a, b):
    """Two plans by the same four measures, of which all draws are ``a`` and ``b``."""
    paths = {metric: np.stack([a, b])[:, None] for metric in ("dau", "revenue", "ebita")}
    paths["value"] = np.stack([a, b])
    plans = (replace(plan_of({}), name="A"), replace(plan_of({}), name="B"))
    return tuple(contests(Field(scenarios=plans, quarters=("2027Q3",), paths=paths)))


def test_equal_plans_are_called_equal_and_a_call_of_one_half_is_open():
    one = np.linspace(1.0, 2.0, 21)
    rarely = one.copy()
    rarely[1:3] += (0.5, -0.5)  # in two draws of twenty, once this way and once the other
    same, open_, ahead = (compared(one, other) for other in (one, rarely, one - 0.1))
    levels = dict.fromkeys(("dau", "revenue", "ebita", "value"), (1.0, 1.0))
    assert not any(call.is_close for call in same)
    assert all(call.is_close and call.odds == 0.5 for call in open_)
    assert "open" not in finding(same, levels)
    assert "the same in every measure" in finding(same, levels)
    assert "50%" not in contest(same, levels)
    assert t("compare.equal") in contest(same, levels)
    assert "is open" in finding(open_, levels)
    assert contest(open_, levels).count(f"<small>{t('compare.open')}</small>") == 4
    assert "ahead" in finding(ahead, levels)
    mixed = (*same[:2], *ahead[2:])
    assert "both are equal in" in finding(mixed, levels)
    assert "open" not in finding(mixed, levels)


def test_a_lead_of_nothing_is_told_as_none():
    one = np.linspace(1.0, 2.0, 21)
    calls = compared(one + 1e-4, one)
    levels = dict.fromkeys(("dau", "revenue", "ebita", "value"), (400.0, 400.0))
    assert all(call.odds == 1.0 for call in calls)
    assert "ahead" not in finding(calls, levels)
    assert finding(calls, levels).startswith("Both are equal in")
    assert contest(calls, levels).count(t("format.no_change")) == 4


@pytest.mark.slow
@every("count", [1, LEVERS_DRAWN, LEVERS_DRAWN + 1, len(MANY)])
def test_levers_that_are_not_drawn_are_in_the_numbers_file(count):
    drawn = stage_of(plan_of(dict(list(MANY.items())[:count]), draws=10)).delivery()
    in_file = len(set(drawn.table["panel"].to_pylist()))
    assert in_file == count
    more = t("figure.delivery.more", count=count - LEVERS_DRAWN)
    assert (more in drawn.subtitle) == (count > LEVERS_DRAWN)


@pytest.mark.slow
@every("vintage", vintages()[::3], later=vintages())
def test_reported_is_said_of_lines_that_are_reported(vintage):
    drawn = stage_of(plan_of({}, vintage, draws=10)).trajectory()
    rows = drawn.table.to_pylist()
    panels = {row["panel"] for row in rows if row["past"] is not None and row["plan"] is None}
    names = [t(f"finding.{name}").lower() for name in ("dau", "revenue", "ebita")]
    if len(panels) == len(names):
        assert drawn.subtitle.startswith("Reported, then")
    else:
        assert not drawn.subtitle.startswith("Reported, then")
        reported = drawn.subtitle.lower()
        places = {place for place, name in enumerate(names) if name in reported}
        assert places == panels


def starting(marks):
    quarters = quarters_after("2024Q3", len(marks))
    chances = np.where(marks, 0.6, 0.4)
    return quarters, Start(quarters=quarters, chances=chances, without=0.1, latest=None)


def test_starts_are_told_as_they_are():
    wrong = []
    for marks in product([False, True], repeat=4):
        quarters, start = starting(np.array(marks))
        kind, enough = start.window
        spans = {
            "never": set(),
            "any": set(quarters),
            "until": set(quarters[: quarters.index(enough[-1]) + 1]) if enough else set(),
            "from": set(quarters[quarters.index(enough[0]) :]) if enough else set(),
            "some": set(enough),
        }
        spans["between"] = spans["until"] & spans["from"]
        if spans[kind] != {q for q, mark in zip(quarters, marks, strict=True) if mark}:
            wrong.append((marks, kind))
    assert not wrong
    _, gaps = starting(np.array([True, False, True, True]))
    text = start_finding(dict.fromkeys(SPAN, gaps), Structure(name="one_group"))
    assert "2024Q4, 2025Q2 and 2025Q3 only" in text


@every(
    ("moved", "said"),
    [
        ({}, "No lever gets a new target"),
        ({"ad_load": 1.1}, "more than one lever"),
        ({"ad_load": 1.1, "sme_support": 5.0}, "2 levers get a new target"),
    ],
)
def test_targets_are_counted(moved, said):
    assert said in attention(plan_of(moved), load_market())


def game(payoffs):
    payoffs = np.array(payoffs, float)
    return WarGame(
        rivals=(1,),
        plans=tuple("abcd")[: payoffs.shape[1]],
        answers=tuple(ANSWERS)[: payoffs.shape[2]],
        payoffs=payoffs,
        equilibria=pure_equilibria(payoffs),
        stability=np.zeros(payoffs.shape[1:]),
        quantal=quantal_response(payoffs, None),
        draws=1,
    )


def test_the_game_tells_ties_and_many():
    alike = war_sentence(game([[[2, 2], [1, 1]], [[3, 3], [3, 3]]]))
    assert "worth the same" in alike
    one = war_sentence(game([[[2, 2], [1, 1]], [[3, 1], [3, 1]]]))
    assert "do best to stand still" in one
    many = war_sentence(game([np.eye(4), np.eye(4)]))
    assert "4 pairs of choices hold, among them" in many
    assert many.count(" met by ") == 3
    few = war_sentence(game([np.eye(2), np.eye(2)]))
    assert "2 pairs of choices hold:" in few


def test_regret_of_nothing_and_of_ties():
    def row(plan, high):
        return Regret(plan=plan, usual=high / 2, high=high, worst=high, best=0.5)

    assert "no long-run value to speak of" in _least((row("a", 0.0), row("b", 1.0)), 50.0)
    assert "a and b" in _least((row("a", 1.0), row("b", 1.0), row("c", 2.0)), 50.0)
    assert "RMB 1.0 bn" in _least((row("a", 1.0), row("b", 2.0)), 50.0)


def test_every_case_is_written_in_both_languages():
    market, titles = load_market(), []
    for language in LANGUAGES:
        use_language(language)
        titles += [title(taken_back(g, parts), market) for g, parts in product(GAINS, ANSWER_PARTS)]
    use_language(LANGUAGES[0])
    assert not [text for text in titles if "{" in text]


def test_what_rivals_take_is_told_in_money_and_in_per_cent_that_add_up():
    market = load_market()
    for gain, parts in product((1.0, 0.2, 3.7), ANSWER_PARTS):
        reaction = taken_back(gain, parts)
        whole, *bars, rest = percents(reaction)
        assert (whole, whole + sum(bars)) == (100, rest)
        assert abs(rest - 100.0 * reaction.after.central / gain) <= 0.5 + 1e-9
        taken = 100 - rest
        assert (f"({taken:,}%)" in title(reaction, market)) == (taken > 0)
    assert percents(taken_back(-1.0, (-0.5,))) == []
