"""Figures of money and stakes: true to the numbers, valid, exportable, for every market."""

import re
import struct
from functools import cache
from html import unescape
from itertools import cycle
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from models.analysis.marginal_returns import marginal_values, ranked_returns
from models.analysis.spending import SPENDING
from models.analysis.subsidy_mix import bundles
from models.inputs import load_market, load_parameters, vintages
from pages.charts import effect_charts, subsidy_chart
from pages.compute.questions import cockpit_questions as questions
from pages.export import pictures
from pages.figures.cockpit.money_figures import (
    a_mark,
    returns_figure,
    subsidy_figure,
    winners_losers_figure,
)
from pages.labels.catalogue import LANGUAGES, use_language
from pages.panels.cockpit import money_panel
from pages.panels.steering.spending import bars
from tests.every import every
from tests.pages.stages import plan_of, stage_of

pytestmark = pytest.mark.slow

SPOKEN = list(zip(vintages(), cycle(LANGUAGES), strict=False))
OTHER = plan_of({"ad_load": 0.6, "subsidy_budget": 1.0}, draws=50)
COLUMNS = {
    "stakes": effect_charts.STAKES_COLUMNS,
    "billion": subsidy_chart.COLUMNS,
    "yields": effect_charts.YIELDS_COLUMNS,
}


@cache
def numbers(scenario, draws):
    """What a billion buys, and what one more of each lever brings, the same in every language."""
    market, parameters = load_market(scenario.market), load_parameters()
    idle = plan_of({}, market.vintage, draws=20)
    return (
        bundles(market, parameters, idle, draws=draws),
        ranked_returns(marginal_values(market, parameters, scenario, draws=draws)),
    )


def figures(stage, draws=30):
    bought, returns = numbers(stage.scenario, draws)
    return {
        "stakes": winners_losers_figure(stage),
        "billion": subsidy_figure(stage, bought),
        "yields": returns_figure(stage, returns),
    }


@pytest.fixture(scope="module")
def drawn(stage):
    return figures(stage)


@every("name", COLUMNS)
def test_specification_is_valid_built_once_and_free_of_data(stage, drawn, name):
    figure = drawn[name]
    assert figure.spec["data"] == {"name": "main"}
    assert "datasets" not in figure.spec
    other = figures(stage_of(OTHER), draws=10)[name]
    assert other.spec is figure.spec
    assert tuple(figure.table.column_names) == COLUMNS[name]
    assert figure.notes
    # Depth and basket of a subsidised order rest on published figures, all else on judgement.
    assert figure.grade == ("C" if name == "billion" else "D")


def test_a_picture_has_the_size_of_the_others(drawn):
    picture = pictures.png(drawn["billion"])
    assert struct.unpack(">II", picture[16:24]) == (2560, 1440)


@every("vintage,language", SPOKEN[::5], later=SPOKEN)
def test_every_market_can_be_drawn(vintage, language):
    use_language(language)
    stage = stage_of(plan_of({"subsidy_budget": 14.0}, vintage, draws=20, horizon=4), dark=True)
    for figure in figures(stage, draws=10).values():
        page = ET.fromstring(pictures.svg(figure))
        assert unbroken(figure.title) in unbroken("".join(page.itertext()))


def unbroken(text):
    return re.sub(r"\s", "", text)


def test_a_title_names_who_wins_and_who_loses(drawn, stage):
    title = drawn["stakes"].title
    income = stage.outcome.relative["seller_income_sme"].central
    assert f"Small sellers earn {100 * income:.1f}% more" in title
    assert "brands earn" in title
    assert "less" in title
    worst = min(stage.outcome.stakes[4:], key=lambda stake: stake.after.central)
    assert stage.market.platforms[worst.platform].english in title


def test_bars_are_the_very_stakes_of_the_outcome(drawn, stage):
    rows = drawn["stakes"].table.to_pylist()
    stakes_shown = [
        (stake.before, stake.after.central, stake.sign) for stake in stage.outcome.stakes
    ]
    assert [(row["before"], row["after"], row["sign"]) for row in rows] == stakes_shown


def test_marks_on_a_tray_add_up_to_the_orders(drawn):
    rows = drawn["billion"].table.to_pylist()
    unit = 1.0
    for side, orders in enumerate((1000 / 385, 400 / 3)):
        marks = [row for row in rows if row["kind"] == "dot" and row["side"] == side]
        assert sum(row["part"] for row in marks) * unit == pytest.approx(orders)
        assert max(row["row"] for row in marks) < subsidy_chart.HIGH
    assert drawn["billion"].title.startswith("RMB 1 bn buys 2.60 m phones or 133 m small orders")
    assert "small orders +" in drawn["billion"].title


@every("orders", [0.7, 3.3, 133.0, 144.0, 145.0, 5000.0])
def test_a_tray_holds_any_number_of_orders(orders):
    unit = a_mark(orders)
    assert orders / unit <= subsidy_chart.WIDE * subsidy_chart.HIGH
    assert orders / unit > subsidy_chart.WIDE * subsidy_chart.HIGH / 10


def test_a_range_over_zero_buys_nothing_that_can_be_told(drawn):
    rows = drawn["yields"].table.to_pylist()
    visitors = [row for row in rows if row["panel"] == 0]
    for row in visitors:
        assert (row["text"] == "no clear effect") == (row["low_80"] <= 0 <= row["high_80"])
    clear = [row["central"] for row in visitors if row["clear"]]
    assert clear == sorted(clear, reverse=True)


def test_nothing_is_won_or_lost_while_nothing_is_moved():
    assert winners_losers_figure(stage_of(plan_of({}))) is None


def test_bars_of_spending_share_one_scale_that_starts_at_zero():
    today = load_market().levers
    paths = {name: np.full(6, today[name]) for name in SPENDING}
    programme = np.array([0.0, 3.0, 3.0, 3.0, 3.0, 0.0])
    html = bars(paths | {"subsidy_budget": paths["subsidy_budget"] + programme}, today)
    widths = [float(match) for match in re.findall(r"width:([\d.]+)%", html)]
    marks = [float(match) for match in re.findall(r"left:([\d.]+)%", html)]
    assert widths[0] == pytest.approx(sum(widths[1:]), abs=0.05)
    assert marks[0] == pytest.approx(sum(marks[1:]), abs=0.05)
    text = "Spend 147 bn over 6 quarters (at today's pace 135 bn); dearest year 102 bn (90.0 bn)"
    assert text in unescape(html)
    assert "Overseas, which enters the group's profit alone" in unescape(html)


def test_what_a_billion_buys_is_asked_without_the_plan(stage, monkeypatch):
    asked = []
    monkeypatch.setattr(
        money_panel.compute, "ask", lambda question, plan: asked.append((question, plan))
    )
    monkeypatch.setattr(money_panel, "subsidy_figure", lambda *_: None)
    money_panel.figures(stage, stage.scenario)
    ((question, plan),) = asked
    assert question is questions.bundles
    assert stage.scenario.steps
    assert not plan.steps
