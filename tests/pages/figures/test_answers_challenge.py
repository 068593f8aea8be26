"""The sentences of Rivals and Risk: true at zero, at ties, and where nothing fits."""

from types import SimpleNamespace

import pytest

from models.analysis.risk.box import Box, BoxRule
from models.analysis.rivalry.takeback import Reaction
from models.analysis.targets import Target
from models.inputs import load_market
from models.notation import quarters_after
from pages.figures.challenge import answer_words, risk_words
from pages.figures.challenge.rivals_figures import picture
from pages.figures.challenge.twenty_dots import dots
from pages.figures.outcome_figures import style_of
from pages.labels.catalogue import LANGUAGES, t, use_language
from tests.pages.figures.test_true_sentences import ANSWER_PARTS, GAINS, taken_back
from tests.pages.stages import plan_of

MARKET = load_market()
QUARTERS = quarters_after(MARKET.vintage, 4)


@pytest.fixture(autouse=True, params=LANGUAGES)
def language(request):
    use_language(request.param)
    yield request.param
    use_language(LANGUAGES[0])


def reaction_of(before, parts):
    found = Reaction(figures={"gmv": taken_back(before, parts)}, bills=(), quarter="x", draws=9)
    return found


@pytest.mark.parametrize("before", GAINS)
@pytest.mark.parametrize("parts", ANSWER_PARTS)
def test_rivals_says_a_remainder_only_of_a_gain_that_somebody_answers(before, parts):
    reaction = reaction_of(before, parts)
    said, rest = answer_words.sentence(reaction, MARKET), answer_words.remainder(reaction)
    assert said
    assert "{" not in said + rest
    if not parts or before <= 0.0:
        assert not rest
    assert bool(answer_words.cost(reaction)) == bool(parts)
    if before == 0.0 and not any(parts):
        assert said == t("rivals.none")


@pytest.mark.parametrize("gain", [2.0, -2.0])
def test_only_the_rival_that_answers_most_bears_its_colour(gain):
    style = style_of(MARKET)
    reaction = reaction_of(gain, (-0.2, -0.9, 0.1))
    rows = picture(reaction, "gmv", plan_of(), MARKET, style).table.to_pylist()
    answers = [row["colour"] for row in rows if not row["solid"]]
    assert answers == [style.ink("quiet"), MARKET.platforms[2].colour, style.ink("quiet")]


SHARES = (0.0, 1e-6, 0.02, 0.3, 0.5, 0.98, 1.0 - 1e-6, 1.0)


@pytest.mark.parametrize("share", SHARES)
def test_a_chance_is_never_none_nor_all_where_it_is_not(share):
    said = risk_words.counted(share)
    assert (said == t("risk.count.none")) == (share == 0.0)
    assert (said == t("risk.count.all")) == (share == 1.0)


def stress_of(share, targets, box=None):
    return SimpleNamespace(together=share, targets=targets, box=box, futures=100)


def target(bound, metric="dau", **more):
    return Target(metric=metric, bound=bound, is_relative=True, **more)


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("bounds", [(1.02,), (1.0,), (0.95, 1.0), (1.02, 0.95)])
def test_risk_tells_the_plan_and_no_change_and_what_it_hangs_on(share, bounds):
    targets = tuple(target(bound) for bound in bounds)
    still = all(bound <= 1.0 for bound in bounds)
    said = risk_words.answer(stress_of(share, targets), MARKET)
    assert risk_words.counted(share) in said
    assert t(f"risk.answer.still.{'all' if still else 'none'}", text="") in said
    rules = tuple(BoxRule(name=name, low=0.1) for name in ("macro", "course"))
    box = Box(rules=rules, coverage=0.5, density=0.5, mass=0.5, score=0.5)
    hung = risk_words.answer(stress_of(share, targets, box), MARKET)
    assert risk_words.input_name("macro", MARKET) in hung
    assert risk_words.input_name("course", MARKET) not in hung
    drawn = dots(stress_of(share, targets), "#123456")
    assert drawn.count("<i") == 40
    assert drawn.count('class="reached"') == round(20 * share) + 20 * still


def test_what_no_change_does_is_left_out_where_it_depends_on_the_future():
    absolute = Target(metric="dau", bound=400.0)
    assert risk_words.still_share((absolute,)) is None
    assert risk_words.still_share((absolute, target(1.02))) == 0.0
    assert risk_words.still_share((target(0.9, is_ceiling=True),)) == 0.0
    assert dots(stress_of(0.5, (absolute,)), "#123456").count("<i") == 20


def test_examples_of_targets_ask_a_plan_that_gives_visitors_up_for_profit():
    gains, gives_up, unclear = (SimpleNamespace(sign=lambda _, way=way: way) for way in (1, -1, 0))
    assert risk_words.examples(gives_up)["ebita"] > 0.0 > risk_words.examples(gives_up)["dau"]
    assert risk_words.examples(gains) == risk_words.examples(unclear) == risk_words.DEFAULT_TARGETS
