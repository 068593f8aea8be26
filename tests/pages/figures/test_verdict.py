"""The verdict: a condition in each of the four cases of E25, at zero and ties; never an order."""

from dataclasses import replace

import pytest

from models.analysis.outcome import Effect
from models.analysis.plan_worth import VERDICTS, PlanWorth, plan_worth, verdict
from models.errors import ModelError
from models.inputs import load_market, load_parameters
from pages.figures.cockpit import verdict as words
from pages.figures.finding import period
from pages.labels.catalogue import LANGUAGES, t, use_language
from pages.labels.format import number
from tests.every import every
from tests.pages.stages import plan_of, stage_of

NONE = Effect(central=0.0, low=0.0, high=0.0)
TOLD = PlanWorth(
    value=NONE,
    worth=NONE,
    chance_value=0.5,
    chance_worth=0.25,
    later=None,
    verdict="above",
    break_even=Effect(central=1400.0, low=900.0, high=2100.0),
    earns=550.0,
    last=None,
    shopper=1600.0,
    food=100.0,
    draws=400,
)
CASES = {(-9.0, 1400.0): "above", (9.0, 1400.0): "below", (9.0, -1400.0): "any"}
CASES |= {(-9.0, -1400.0): "none", (9.0, float("nan")): "unmoved"}


def case(name):
    """Give a plan of the case ``name``, with a price where the case has one."""
    even = None if name == "unmoved" else TOLD.break_even
    return replace(TOLD, verdict=name, break_even=even)


@every("language", LANGUAGES)
@every("name", VERDICTS)
def test_each_case_says_what_a_visitor_earns_and_what_the_reader_counts(name, language):
    use_language(language)
    told = words.sentence(case(name), instant=False)
    assert number(TOLD.earns) in told
    assert told.endswith(number(TOLD.shopper))
    assert (number(1400.0) in told) == (name in ("above", "below"))


@every("language", LANGUAGES)
def test_no_two_cases_read_alike(language):
    use_language(language)
    assert len({words.condition(case(name)) for name in VERDICTS}) == len(VERDICTS)


@pytest.mark.parametrize(("gained", "wanted"), CASES.items())
def test_the_four_cases_follow_from_what_is_gained(gained, wanted):
    assert verdict(*gained) == wanted


def test_a_plan_that_costs_nothing_pays_whatever_a_visitor_is_worth():
    assert verdict(0.0, 0.0) == "any"


def test_the_verdict_stays_a_condition_where_the_price_is_what_the_reader_counts():
    tie = replace(TOLD, shopper=1400.0)
    assert words.sentence(tie, instant=False).count(number(1400.0)) == 2


@every("language", LANGUAGES)
def test_how_sure_it_is_stands_beside_it(language):
    use_language(language)
    told = words.sureness(TOLD)
    assert all(text in told for text in (number(900.0), number(2100.0), "25%"))
    signs = replace(TOLD, break_even=Effect(central=1400.0, low=-700.0, high=2100.0))
    assert number(-700.0) not in words.sureness(signs)
    assert words.sureness(replace(case("unmoved"), chance_worth=None)) == ""


@every("language", LANGUAGES)
def test_food_visitors_are_named_where_a_plan_is_about_them(language):
    use_language(language)
    assert words.rmb(TOLD.food) in words.counted(TOLD, instant=True)
    assert t("verdict.counted") == words.counted(TOLD, instant=False)


def test_an_infeasible_plan_gets_no_verdict():
    plan = plan_of(assumptions=(("habit_weight", 5.0),))
    with pytest.raises(ModelError):
        plan_worth(load_market(plan.market), load_parameters(), plan)


def test_the_room_of_the_quiet_line_stays_without_a_plan():
    assert words.sure_html(None) == '<p class="sure"></p>'


@every("language", LANGUAGES)
@every("draws", [1, 9])
def test_too_few_futures_say_so_and_never_eight_in_ten_of_them(draws, language):
    use_language(language)
    few = words.sureness(replace(TOLD, draws=draws))
    assert few == t("verdict.few", draws=draws)
    scenario = plan_of(draws=draws)
    outcome = stage_of(scenario).outcome
    words_of = {"name": scenario.name, "quarter": outcome.quarters[-1], "draws": draws}
    assert period(outcome, scenario) == t("finding.period_few", **words_of)
