"""The grammar of charts: what is a column and what is a value, and every chart written in it."""

import altair as alt
import pytest

from pages.charts import bar_charts, effect_charts, line_charts, panels, scatter
from pages.charts.along import along
from pages.charts.axes import pixel
from pages.charts.forest import Span, forest
from pages.charts.heat import heat
from pages.charts.marks import bars, dots, draw, lines, words
from pages.charts.style import Style
from pages.charts.subsidy_chart import subsidy_mix
from pages.charts.triangle import triangle

MONEY = "RMB bn/quarter"
PANEL = panels.Panel(title="Sales", unit=MONEY, colour="#1F4E9E", reported=True)
CHARTS = {
    "paths": (panels.paths, (PANEL, PANEL), 400),
    "delivery": (panels.delivery, 3, 300),
    "trajectories": (line_charts.trajectories, "share", 3, 250),
    "options": (line_charts.options, MONEY, (0, 1, 2), 240),
    "shares": (line_charts.shares, 300, 150),
    "fourlines": (line_charts.fourlines, "million", 290),
    "hindsight": (line_charts.hindsight, "#0B7285", 240),
    "outlook": (line_charts.outlook, MONEY, 300),
    "curve": (line_charts.curve, "million", MONEY, "RMB bn", 240),
    "seek": (scatter.seek, "million", MONEY, "Subsidies", 330),
    "frontier": (scatter.frontier, ("million", MONEY), "Visitors", 360),
    "box": (scatter.box, 300),
    "waterfall": (bar_charts.waterfall, MONEY, 5, 210),
    "takeback": (bar_charts.takeback, MONEY, 4, 330),
    "tornado": (bar_charts.tornado, MONEY, 12, 400),
    "evidence": (bar_charts.evidence, 5, 228),
    "rivals": (effect_charts.rivals, 440),
    "stakes": (effect_charts.winners_losers, 4, 4, 330),
    "yields": (effect_charts.marginal_returns, 6, 248),
    "billion": (subsidy_mix, 420),
    "heat": (heat, 3, 8, 158),
    "triangle": (triangle, 270),
    "forest": (forest, Span(low=0.1, high=9.0, ticks=(0.2, 1.0, 5.0), is_log=True), 5.2, 218),
    "along": (along, "share", 3, 132),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_a_valid_specification_without_data(name):
    build, *given = CHARTS[name]
    spec = build(Style(own="#1F4E9E"), *given)
    assert spec["layer"]
    assert spec["data"] == {"name": "main"}
    assert "datasets" not in spec
    assert "'data':" not in str(spec["layer"])


def test_a_colour_is_an_ink_or_the_column_that_holds_one():
    inked, read = (dots(40, color=color).to_dict() for color in ("#1F4E9E", "colour"))
    assert inked["mark"]["color"] == "#1F4E9E"
    assert "color" not in read["mark"]
    assert read["encoding"]["color"] == {"field": "colour", "type": "nominal", "scale": None}


def test_a_place_is_a_column_or_a_value():
    drawn = bars("start", alt.datum(0), 15, y=pixel("height")).to_dict()["encoding"]
    assert drawn["x"] == {"field": "start", "type": "quantitative"}
    assert drawn["x2"] == {"datum": 0}
    assert drawn["y"] == {"value": {"expr": "height"}}


def test_text_is_a_column_or_the_same_for_all():
    column, same = (
        words(text, "#14213D").to_dict()["encoding"]["text"] for text in ("name", alt.value("x"))
    )
    assert column == {"field": "name", "type": "nominal"}
    assert same == {"value": "x"}


def test_margins_stay_free_whatever_stands_in_them():
    spec = draw(Style(own="#1F4E9E"), 100, lines("plan", "#1F4E9E"), left=90, right=70)
    edges = [layer["encoding"]["x"]["value"]["expr"] for layer in spec["layer"][1:]]
    assert edges == ["-90", "width + 70"]
