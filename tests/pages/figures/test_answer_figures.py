"""The three figures and the two roads of the answer: their numbers, their sources, their size."""

import re
from dataclasses import astuple

from models.analysis.outcome import SALES_OF, TRADE
from pages.figures import provenance
from pages.figures.cockpit import roads
from pages.figures.cockpit.kpi import STRIP, cards, strip
from pages.figures.finding import finding, statement
from pages.labels.catalogue import LANGUAGES, named, t, use_language
from pages.labels.format import figure, percent_change
from tests.every import every
from tests.pages.stages import plan_of, stage_of


@every("language", LANGUAGES)
def test_the_answer_shows_level_change_and_range_of_three_figures(stage, language):
    use_language(language)
    html = cards(stage.outcome)
    assert re.findall(r'class="card" data-metric="(\w+)"', html) == list(TRADE)
    for name in ("dau", "revenue"):
        change = percent_change(*astuple(stage.outcome.relative[name]))
        assert f">{change.value}<" in html
        assert change.interval in html


@every("language", LANGUAGES)
def test_total_and_worst_year_lie_behind_the_name_of_a_figure(stage, language):
    use_language(language)
    html = cards(stage.outcome)
    level = stage.outcome.levels["ebita"]
    for value in (level.total, level.worst):
        assert figure(value, "RMB bn") in html
    assert html.count("<button") == len(TRADE) == html.count('role="tooltip"')


@every("language", LANGUAGES)
def test_each_road_tells_what_it_gains_or_loses(stage, language):
    use_language(language)
    html = roads.roads(stage.outcome)
    for side, name in zip(stage.market.sides, SALES_OF, strict=True):
        change = percent_change(*astuple(stage.outcome.relative[name]))
        row = html.partition(f'data-metric="{name}"')[2].partition("</p>")[0]
        assert all(text in row for text in (named(side), change.value, change.interval))
    widths = [float(width) for width in re.findall(r"width:([\d.]+)%", html)]
    assert max(widths) == 50.0


@every("language", LANGUAGES)
def test_pictures_tell_the_roads_in_words(stage, language):
    use_language(language)
    for line, side, name in zip(
        roads.lines(stage.outcome), stage.market.sides, SALES_OF, strict=True
    ):
        assert named(side) in line
        assert line.endswith(str(percent_change(*astuple(stage.outcome.relative[name]))))


def test_a_gain_lies_right_of_nothing_and_a_loss_left_of_it(stage):
    lefts = re.findall(r'class="(gain|loss)" style="left:([\d.]+)%', roads.roads(stage.outcome))
    assert lefts
    for kind, left in lefts:
        assert (float(left) == 50.0) == (kind == "gain")


def test_the_roads_bear_the_colours_of_the_market(stage):
    for dark in (False, True):
        rule = roads.colours(stage.market, dark=dark)
        assert all((s.colour_dark if dark else s.colour) in rule for s in stage.market.sides)


def test_without_a_plan_nothing_changes_and_no_bar_is_drawn():
    idle = stage_of(plan_of({}, draws=20)).outcome
    html = cards(idle)
    assert html.count(f">{t('kpi.no_change')}<") == len(TRADE) + len(SALES_OF)
    assert "<u" not in html
    assert statement(idle, "follow") == t("finding.nothing")


@every("language", LANGUAGES)
def test_the_statement_is_the_finding_with_its_time(stage, language):
    use_language(language)
    told, short = statement(stage.outcome, "follow"), finding(stage.outcome, "follow")
    assert stage.outcome.quarters[-1] in told
    assert told.lower().endswith(short.lower())


def test_the_strip_tells_each_of_its_figures_with_its_grade(stage):
    html = strip(stage.outcome)
    assert re.findall(r'data-metric="(\w+)"', html) == list(STRIP)
    assert all(f">{provenance.grade_of(name, stage.market)}</button>" in html for name in STRIP)
