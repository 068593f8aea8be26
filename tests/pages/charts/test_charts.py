"""Charts: valid specifications without data, data without surprises, pictures of the right size."""

import struct
from itertools import cycle
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import vl_convert
from jsonschema import ValidationError

from models.fingerprint import fingerprint
from models.inputs import load_market, vintages
from pages.charts.effect_charts import RIVALS_COLUMNS
from pages.charts.marks import draw, mark
from pages.charts.panels import DELIVERY_COLUMNS, PATHS_COLUMNS
from pages.charts.style import SCREEN_FONT, Style
from pages.export import pictures, typeface
from pages.labels.catalogue import LANGUAGES, use_language
from pages.labels.format import money_change
from tests.every import every
from tests.pages.stages import plan_of, stage_of

FIGURES = ("trajectory", "rivals", "sides", "revenue", "sellers", "delivery")
SPOKEN = list(zip(vintages(), cycle(LANGUAGES), strict=False))
OTHER = plan_of({"ad_load": 0.6, "subsidy_budget": 1.0, "fee_waiver": 0.01}, rivals="best-reply")


def figure(stage, name):
    return next(figure for figure in stage.all() if figure.name == name)


@pytest.fixture(scope="module")
def other():
    return stage_of(OTHER)


def test_no_specification_is_built_that_breaks_the_schema():
    """By the fixture of this folder: the charts themselves are built unchecked."""
    with pytest.raises(ValidationError):
        draw(Style(own="#FF5000"), 100, mark("bar", width="wide"))


@pytest.mark.slow
@every("name", FIGURES)
def test_specification_holds_no_data(stage, name):
    spec = figure(stage, name).spec
    assert spec["data"] == {"name": "main"}
    assert "values" not in str(spec)
    assert "datasets" not in spec


@pytest.mark.slow
@every("name", FIGURES)
def test_specification_does_not_change_with_the_data(stage, other, name):
    assert figure(stage, name).spec == figure(other, name).spec


def test_specification_is_built_once(stage):
    assert stage.trajectory().spec is stage.trajectory().spec


@pytest.mark.slow
@every("name", FIGURES)
def test_specification_compiles_with_its_data(stage, name):
    drawn = figure(stage, name)
    spec = drawn.spec | {"datasets": {"main": drawn.table.to_pylist()}, "width": 500}
    compiled = vl_convert.vegalite_to_vega(spec)
    assert {"main"} <= {source["name"] for source in compiled["data"]}


def test_tables_have_the_columns_that_the_charts_read(stage):
    for name in ("trajectory", "sides", "revenue", "sellers"):
        assert tuple(figure(stage, name).table.column_names) == PATHS_COLUMNS
    assert tuple(figure(stage, "rivals").table.column_names) == RIVALS_COLUMNS
    assert tuple(figure(stage, "delivery").table.column_names) == DELIVERY_COLUMNS


def test_trajectory_draws_the_very_numbers_of_the_projection(stage):
    table = stage.trajectory().table.to_pylist()
    for panel, metric in enumerate(("dau", "revenue", "ebita")):
        rows = [row for row in table if row["panel"] == panel]
        rows = [row for row in rows if row["quarter"] >= stage.market.vintage]
        path = stage.outcome.paths[metric]
        assert [row["plan"] for row in rows] == [path.today, *path.plan]
        assert [row["quarter"] for row in rows] == [stage.market.vintage, *stage.outcome.quarters]
        assert all(
            row["low_80"] <= row["low_50"] <= row["high_50"] <= row["high_80"] for row in rows
        )


@pytest.mark.slow
def test_what_was_reported_is_drawn_up_to_today_and_nothing_else(stage):
    table, market = stage.trajectory().table.to_pylist(), stage.market
    assert table[0]["quarter"] == market.vintage  # labels of the axis are counted from today
    for panel, metric in enumerate(("dau", "revenue", "ebita")):
        rows = [row for row in table if row["panel"] == panel]
        before = {r["quarter"]: r["past"] for r in rows if r["quarter"] < market.vintage}
        assert before == market.history.get(metric, {})
        assert all(r["plan"] is None for r in rows if r["quarter"] in before)
    assert len(market.history["revenue"]) == len(market.history["ebita"]) == 9
    assert all(
        r["quarter"] >= market.vintage for r in stage.trajectory(changes=True).table.to_pylist()
    )
    assert any(
        "from 2023Q2 to today: as reported; grade C" in note for note in stage.trajectory().notes
    )


def test_no_reported_quarter_is_told_where_none_is_drawn(stage):
    assert not any("as reported" in note for note in stage.trajectory(changes=True).notes)


def test_changes_start_at_nothing_and_their_last_year_makes_the_headline(stage):
    rows = [row for row in stage.trajectory(changes=True).table.to_pylist() if row["panel"] == 0]
    assert rows[0]["plan"] == 0
    idle = stage.outcome.paths["dau"].no_change
    changes = [row["plan"] for row in rows[1:]]
    # Charts show quarters; the headline is read over the year, each quarter at its own weight.
    year = sum(changes[-4:] * idle[-4:]) / sum(idle[-4:])
    assert year == pytest.approx(stage.outcome.relative["dau"].central, rel=1e-12)


def test_rivals_stand_in_the_market_files_order_and_the_one_that_answers_most_has_its_colour(stage):
    rows = stage.rivals().table.to_pylist()
    assert [row["platform"] for row in rows] == [p.english for p in stage.market.platforms]
    answers = [abs(row["after"] - row["before"]) for row in rows[1:]]
    most = 1 + answers.index(max(answers))
    for place, (row, platform) in enumerate(zip(rows, stage.market.platforms, strict=True)):
        is_told = place in (0, most)
        assert row["colour"] == (platform.colour if is_told else stage.style.ink("quiet"))


def test_no_rival_has_a_colour_where_none_answers():
    rows = stage_of(plan_of(rivals="passive", draws=20)).rivals().table.to_pylist()
    assert rows[0]["colour"] != rows[1]["colour"]
    assert len({row["colour"] for row in rows[1:]}) == 1


def test_lost_profit_is_shaded_and_its_total_written_in(stage):
    table = stage.trajectory(changes=True).table.to_pylist()
    profit = stage.outcome.changes["ebita"].plan
    lost = [row["lost"] for row in table if row["panel"] == 2]
    assert lost == pytest.approx([0.0, *np.minimum(profit, 0.0)])
    assert {row["lost"] for row in table if row["panel"] < 2} == {None}
    (told,) = [row for row in table if row["note_text"] and row["panel"] == 2]
    total, level = stage.outcome.lost, stage.outcome.level("ebita")
    assert total.central == pytest.approx(sum(lost))
    assert total.low < total.central < total.high <= 0.0
    written = money_change(-total.central, -total.high, -total.low, level=level)
    assert f"{written.value.lstrip('+')} {written.interval} " in told["note_text"]
    at = stage.outcome.quarters.index(told["quarter"])
    assert told["note"] == pytest.approx(min(profit[at], 0.0) / 2.0)


def test_nothing_is_shaded_where_nothing_is_lost():
    table = stage_of(plan_of({}, draws=20)).trajectory(changes=True).table.to_pylist()
    assert {row["lost"] for row in table} <= {None, 0.0}
    assert not any(row["note_text"] for row in table if row["panel"] == 2)


def test_one_double_eleven_is_named(stage):
    table = stage.trajectory(changes=True).table.to_pylist()
    (named,) = [row["quarter"] for row in table if row["festival"]]
    assert named.endswith("Q4")
    assert named in stage.outcome.quarters


def test_nothing_is_delivered_when_nothing_is_planned():
    idle = stage_of(plan_of({}))
    assert idle.delivery() is None
    assert [figure.name for figure in idle.all()] == list(FIGURES[:-1])


def test_delivery_lags_the_plan_and_reaches_it(stage):
    rows = [row for row in stage.delivery().table.to_pylist() if row["panel"] == 1]
    assert rows[0]["planned"] == rows[0]["delivered"] == rows[0]["before"]
    assert rows[1]["before"] < rows[1]["delivered"] < rows[1]["planned"] == 14.0
    assert rows[-1]["delivered"] == pytest.approx(14.0, rel=1e-3)


@pytest.mark.slow
def test_png_is_sixteen_to_nine_at_twice_the_size(stage):
    """One: `test_cli_demo` holds all six."""
    picture = pictures.png(stage.delivery())
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (2560, 1440)


def test_svg_carries_words_and_provenance(stage):
    drawn = stage.trajectory()
    page = ET.fromstring(pictures.svg(drawn, 1000, 600))
    texts = "".join(page.itertext())
    assert (page.get("width"), page.get("height")) == ("1000", "600")
    assert drawn.title in texts
    assert stage.market.vintage in texts
    assert "2026-11-22" in texts
    assert fingerprint(stage.market.vintage) in texts


def test_pictures_use_the_typeface_of_the_renderer(stage):
    drawn = pictures.svg(stage.rivals()).decode()
    assert typeface.LATIN in drawn
    assert SCREEN_FONT not in drawn


def test_a_long_title_is_broken_into_lines_that_fit():
    lines = typeface.wrapped("Daily visitors rise and profit falls " * 6, 26, 600)
    assert len(lines) > 2
    assert all(len(line) * 26 * 0.52 <= 620 for line in lines)
    assert typeface.wrapped("日活用户上升利润下降" * 6, 26, 260)[0] == "日活用户上升利润下降"


@pytest.mark.slow
@every("vintage,language", SPOKEN[::3], later=SPOKEN)
def test_every_market_can_be_drawn(vintage, language):
    use_language(language)
    drawn = stage_of(plan_of({"subsidy_budget": 30.0}, vintage, draws=20, horizon=4), dark=True)
    assert all(pictures.svg(figure) for figure in drawn.all())
    assert load_market(vintage).platforms[0].colour_dark == drawn.style.own
