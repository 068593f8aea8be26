"""Figures of the pages of trust: true to the numbers, valid, exportable, adding up as written."""

import re
from dataclasses import astuple, replace
from itertools import cycle, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.analysis.assumption import (
    ASSUMPTION_METRICS,
    LINES,
    SPLIT_PARTS,
    Split,
    assumption_effects,
    run_four,
)
from models.analysis.evidence import evidence_of_levels
from models.analysis.influence import influences
from models.analysis.judgement import attribution_of
from models.analysis.outcome import OUTCOME_METRICS, Effect
from models.analysis.study import sample
from models.inputs import load_market, load_parameters, vintages
from models.projection import project
from pages.charts.axes import apart
from pages.charts.bar_charts import EVIDENCE_COLUMNS, inks
from pages.charts.line_charts import FOURLINES_COLUMNS
from pages.export import pictures
from pages.figures.assumption_values import changed, notice, ours
from pages.figures.outcome_figures import style_of
from pages.figures.trust.assumption_figures import finding, four_lines, parts_table, sentence
from pages.figures.trust.assumption_words import drives, facts
from pages.figures.trust.range_figure import range_figure
from pages.labels.catalogue import LANGUAGES, t, use_language
from pages.labels.format import shared_decimals
from pages.labels.sums import adding_up
from pages.panels.trust import assumption_control, recovery_report
from tests.every import every
from tests.pages.stages import plan_of, stage_of

pytestmark = pytest.mark.slow

ASSUMED = (("habit_weight", 0.35),)


def weighing(scenario):
    return assumption_effects(run_four(load_market(scenario.market), load_parameters(), scenario))


@pytest.fixture(scope="module")
def scenario():
    return plan_of(assumptions=ASSUMED)


@pytest.fixture(scope="module")
def weighed(scenario):
    return weighing(scenario)


def figure(weighed, scenario, metric="dau", view="levels", *, dark=False):
    market = load_market(scenario.market)
    return four_lines(weighed, metric, scenario, market, style_of(market, dark=dark), view)


def test_four_lines_hold_the_numbers_and_one_specification(weighed, scenario):
    drawn = figure(weighed, scenario)
    assert drawn.spec["data"] == {"name": "main"}
    assert figure(weighed, replace(scenario, name="other")).spec is drawn.spec
    assert tuple(drawn.table.column_names) == FOURLINES_COLUMNS
    rows = [row for row in drawn.table.to_pylist() if row["plan_yours"] is not None]
    for name in LINES:
        assert [row[name] for row in rows] == weighed.lines["dau"][name].tolist()


def test_labels_name_lines_that_are_one_only_once():
    both = figure(weighing(plan_of()), plan_of())
    texts = [row["end_text"] for row in both.table.to_pylist() if row["end_text"]]
    assert sorted(text.rsplit(" ", 2)[0] for text in texts) == ["no change", "plan"]
    none = figure(weighing(plan_of({})), plan_of({}))
    assert len([row for row in none.table.to_pylist() if row["end_text"]]) == 1
    assert none.title == t("assumptions.finding.nothing")


def test_changes_start_from_no_change_under_our_assumptions(weighed, scenario):
    rows = figure(weighed, scenario, view="changes").table.to_pylist()
    assert all(row["no_change_ours"] in (0.0, None) for row in rows)


@every("metric,language", zip(ASSUMPTION_METRICS, cycle(LANGUAGES), strict=False))
def test_every_view_can_be_drawn_in_both_languages_and_themes(weighed, scenario, metric, language):
    use_language(language)
    for view, dark in (("levels", True), ("changes", False)):
        drawn = figure(weighed, scenario, metric, view, dark=dark)
        assert "{" not in drawn.title + drawn.subtitle
        assert pictures.svg(drawn).startswith(b"<?xml")


def numbers(text):
    cells = re.findall(r"<td><b>([^<]*)</b>", text)
    digits = [re.sub(r"[^0-9.+-]", "", c.replace("\N{MINUS SIGN}", "-")) for c in cells]
    return [float(text or 0) for text in digits]  # no change has none


@every("language", LANGUAGES)
@every("metric", ASSUMPTION_METRICS)
def test_the_table_adds_up_as_it_is_written(weighed, scenario, metric, language):
    use_language(language)
    text = parts_table(weighed.splits[metric], metric, "2027Q3")
    *some, total = numbers(text)
    assert sum(some) == pytest.approx(total, abs=1e-9)
    assert "{" not in text + sentence(weighed.splits[metric], metric, scenario)


@given(st.lists(st.floats(-500, 500), min_size=3, max_size=3), st.sampled_from(["million", ""]))
def test_written_changes_add_up_and_stay_near_what_they_are(values, unit):
    triples = {
        name: (value, value, value) for name, value in zip(SPLIT_PARTS, values, strict=False)
    }
    triples["total"] = (sum(values),) * 3
    written = adding_up(triples, unit, total="total", rest="interaction")
    shown = {
        name: 0.0
        if change.is_none
        else float(change.value.split()[0].replace("\N{MINUS SIGN}", "-").replace(",", ""))
        for name, change in written.items()
    }
    total = shown.pop("total")
    assert sum(shown.values()) == pytest.approx(total, abs=1e-9)
    largest = max(abs(x) for triple in triples.values() for x in triple)
    unit_of_digits = 10.0 ** -shared_decimals([largest])
    for name, value in shown.items():
        assert abs(value - triples[name][0]) <= 2 * unit_of_digits


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=6), st.floats(0.1, 50))
def test_labels_keep_their_order_and_their_distance(values, gap):
    placed = apart(values, gap)
    order = np.argsort(values, kind="stable")
    steps = np.diff(np.array(placed)[order])
    assert (steps >= gap - 1e-6).all()
    far = [10.0 * gap * i for i in range(len(values))]
    assert apart(far, gap) == pytest.approx(far)


def test_the_finding_tells_what_is_moved_and_what_is_assumed(weighed, scenario):
    split, idle = weighed.splits["dau"], replace(scenario, steps=())
    assert "under ours" in finding(split, "dau", scenario)
    assert "assumptions alone" in finding(split, "dau", idle)


def test_an_assumption_that_moves_nothing_is_not_called_none(scenario):
    none = Effect(central=0.0, low=0.0, high=0.0)
    some = Effect(central=2.0, low=1.0, high=3.0)
    split = Split(decision=some, assumption=none, interaction=none, total=some)
    ours = replace(scenario, assumptions=())
    assert scenario.assumptions
    for text in (finding, sentence):
        assert "nothing is assumed otherwise" in text(split, "dau", ours)
        assert "assumptions" in text(split, "dau", scenario)
        assert "nothing is assumed otherwise" not in text(split, "dau", scenario)
    still = Split(decision=none, assumption=none, interaction=none, total=none)
    for one in (ours, scenario):
        idle = replace(one, steps=())
        said = "nothing assumed otherwise" in finding(still, "dau", idle)
        assert said == (one is ours)


def of_levels(scenario):
    market, parameters = load_market(), load_parameters()
    attribution = attribution_of(parameters, market, scenario)
    return evidence_of_levels(sample(project(market, parameters, scenario)), attribution)


def test_too_few_draws_tell_nothing(stage):
    assert not of_levels(plan_of({}, draws=20))
    assert range_figure({}, stage.scenario, stage.style) is None


@every("moved", [True, False])
def test_cuts_of_a_range_fill_the_bar(stage, moved):
    scenario = plan_of(draws=400) if moved else plan_of({}, draws=400)
    shares = stage_of(scenario).outcome.evidence if moved else of_levels(scenario)
    assert moved or set(shares) == {*OUTCOME_METRICS} - {"value", "worth"}  # of fewer draws
    drawn = range_figure(shares, scenario, stage.style)
    assert tuple(drawn.table.column_names) == EVIDENCE_COLUMNS
    for name in {row["row"] for row in drawn.table.to_pylist()}:
        cuts = [row for row in drawn.table.to_pylist() if row["row"] == name]
        assert sum(cut["share"] for cut in cuts) == pytest.approx(1.0)
        assert {cut["grade"] for cut in cuts} == {"A", "B", "C", "D", "own", "chance"}
    assert pictures.svg(drawn).startswith(b"<?xml")


def test_grades_differ_by_fill_and_outline(stage):
    looks = [inks(stage.style, g) for g in ("A", "B", "C", "D", "own", "chance")]
    assert len({(fill, stroke) for fill, stroke, _ in looks}) == len(looks)


@every("language", LANGUAGES)
def test_what_is_assumed_otherwise_is_told(scenario, language):
    use_language(language)
    assert changed(plan_of()) == ()
    assert notice(plan_of()) == ""
    assert [astuple(change) for change in changed(scenario)] == [("habit_weight", 0.28, 0.35)]
    assert "0.35" in notice(scenario)
    same = plan_of(assumptions=(("habit_weight", 0.28),))
    assert notice(same) == ""
    many = plan_of(assumptions=(*ASSUMED, ("refund_loss", 0.05)))
    assert "1" in notice(many)


def test_every_influence_can_be_told_in_both_languages():
    market, driven = load_market(), influences(load_market(), load_parameters())
    assert any(driven.values())
    for language, (name, swings) in product(LANGUAGES, driven.items()):
        use_language(language)
        assert ("%" in " ".join(drives(swings))) == bool(swings)
        assert t("assumptions.fact.drives") in facts(name, market, swings)


def test_recovery_says_whether_ranges_are_honest():
    rows = [{"parameter": "habit_weight", "runs": "200", "covered": "0.9", "nominal": "0.9"}]
    assert "honest" in recovery_report.finding(rows)
    assert "too narrow" in recovery_report.finding([rows[0] | {"covered": "0.5"}])
    assert "too wide" in recovery_report.finding([rows[0] | {"covered": "1"}])
    assert list(recovery_report.table(rows).values())[1] == ["90%"]


@every("vintage", vintages())
def test_the_slider_holds_our_value_and_any_that_is_allowed(vintage):
    market, parameters = load_market(vintage), load_parameters()
    for name in parameters.names:
        least, most = parameters.allowed(name)
        for value in {ours(name, market), least, most}:
            low, high, step = assumption_control._track(name, market, value)
            assert least <= low <= value <= high <= most
            assert least == most or low < high
            assert 0 < step <= high - low or least == most
