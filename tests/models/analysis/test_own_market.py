"""A market of one's own day: read or refused by line, kept, loaded, projected."""

import numpy as np
import pytest

from models import market_files
from models.analysis.moved_today import moved_today
from models.analysis.own_market import build_market
from models.errors import ActualsError, MarketError, ModelError
from models.fingerprint import fingerprint
from models.inputs import (
    latest,
    load_market,
    load_parameters,
    market_faults,
    markets,
    read_scenario_bytes,
    vintages,
)
from models.projection import project
from models.scenario import Scenario
from tests.every import every

HEAD = "platform,period,metric,value,unit,kind\n"
FULL = (
    f"{HEAD}Taotian,2025Q4,CMR,102600,RMB mn,reported\n"
    "Alibaba,2025Q4,China_Ecommerce_Group_adj_EBITA,32000,RMB mn,reported\n"
    "PDD,2025Q4,online_marketing_services_revenue,60500,RMB mn,reported\n"
    "Kuaishou,2025Q4,ecommerce_GMV,510,RMB bn,reported\n"
)


@pytest.fixture(scope="module")
def built():
    return build_market(FULL.encode())


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv(market_files.HOME, str(tmp_path / "not there yet"))
    return tmp_path / "not there yet" / "markets"


def test_a_full_quarter_is_met_and_rests(built):
    market = built.market
    assert (market.vintage, built.start, built.lacking) == ("2025Q4", "2025Q3", ())
    assert sum(built.grades().values()) == len(built.numbers) == 170
    plan = Scenario(name="rest", market="2025Q4", horizon=6, rivals="follow")
    run = project(market, load_parameters(), plan, plain=True)
    reported = {("revenue", 0): 102.6, ("ebita", 0): 32.0, ("ad_revenue", 1): 60.5, ("gmv", 4): 510}
    for (metric, platform), value in reported.items():
        path = run.central(metric, platform)
        assert path == pytest.approx(np.full(6, float(value)), rel=1e-8)
    parts = run.central("ad_revenue") + run.central("commission")
    assert parts == pytest.approx(run.central("revenue"))


def test_a_quarter_with_gaps_says_what_is_carried_over_and_its_grade():
    built = build_market(f"{HEAD}Taotian,2026Q1,CMR,81000,RMB mn,reported\n".encode())
    assert built.lacking == (
        "Kuaishou 2026Q1 ecommerce_GMV",
        "PDD 2026Q1 online_marketing_services_revenue",
        "Alibaba 2026Q1 China_Ecommerce_Group_adj_EBITA",
    )
    by_figure = {gap.figure: gap for gap in built.gaps}
    for figure in built.lacking:
        assert (by_figure[figure].grade, by_figure[figure].needed) == ("D", True)
    cost = by_figure[built.lacking[-1]]
    assert cost.places == ("platforms.taotian.variable_cost",)
    carried = {number.place for number in built.carried}
    assert {"platforms.taotian.variable_cost", "platforms.pdd.ad_rate.sme"} <= carried


def test_the_latest_full_quarter_is_taken_and_another_one_when_it_is_named():
    text = FULL + "Taotian,2026Q1,CMR,81000,RMB mn,reported\n"
    assert build_market(text.encode()).market.vintage == "2025Q4"
    assert build_market(text.encode(), "2026Q1").market.vintage == "2026Q1"
    with pytest.raises(ModelError, match=r"no figure of 2026Q2; choose one of 2025Q4, 2026Q1"):
        build_market(text.encode(), "2026Q2")


def test_the_group_may_say_how_its_levers_stood():
    text = FULL + "Taotian,2025Q4,subsidy_budget,12,RMB bn,derived\n"
    market = build_market(text.encode()).market
    assert market.levers["subsidy_budget"] == 12.0
    assert {n.path: n.grade for n in market.numbers}["levers.subsidy_budget"] == "B"


REFUSED = [
    ("Taotian,2025Q4,CMR,102600,RMB bn,reported", "value", "are the figures in RMB mn"),
    ("Alibaba,2025Q4,China_Ecommerce_Group_adj_EBITA,3.2e6,RMB mn,", "value", "lies from 10.5 to"),
    ("Taobao,2025Q4,DAU_avg,430000000,mn,", "value", "lies from 260 to 410 mn"),
    ("Taobao,2025Q4,DAU_avg,430,thousand,", "unit", "the unit of this series is mn"),
    ("Taobao,2025Q4,DAU_avg,-4,mn,", "value", "above zero"),
    ("Taotian,2025Q4,adj_EBITA,=1+1,RMB mn,", "value", "a plain number"),
    ("Taotian,2025Q4,adj_EBITA,nan,RMB mn,", "value", "a plain number"),
    ("Taotian,Q4 2025,adj_EBITA,32000,RMB mn,", "period", "write 2025Q4"),
    ("Taotian,2025Q4,subsidy_budget,99,RMB bn,", "value", "from 0 to 60"),
    ("Taotian,2025Q4,CMR,102600,RMB mn,certain", "kind", "reported, derived, estimate, recalled"),
    ("Taotian,2025Q4,ad_load,1.2,ratio,", "value", "it is 1 in every market, by definition"),
    ("Alibaba,2025Q4,Taotian_GMV_yoy,900,%,", "value", "growth is from -50 to 200"),
]


@every(("line", "column", "rule"), REFUSED)
def test_a_row_that_cannot_be_is_refused_by_line(line, column, rule):
    with pytest.raises(ActualsError) as caught:
        build_market(f"{FULL}{line}\n".encode())
    assert [(p.line, p.column) for p in caught.value.problems if rule in p.message] == [(6, column)]


@every(
    ("data", "rule"),
    [
        (b"", "header"),
        (b"PK\x03\x04\x00\x00", "."),
        (b"lever,quarter,value\n", "header"),
        (HEAD.encode(), "no row gives a quarter"),
        (f"{HEAD}Foo,2025Q4,bar,1,RMB mn,\n".encode(), "no row gives a quarter"),
        (f"{HEAD}Taotian,2020Q4,CMR,101000,RMB mn,\n".encode(), "after 2023Q1"),
        (f"{FULL}{FULL[len(HEAD) :]}".encode(), "already"),
        (f"{HEAD}Taotian,2025Q4,GMV,9,RMB bn,\n".encode(), "make no market that the model can use"),
        (FULL.replace("2025Q4", "9999Q4").encode(), "make no market that the model can use"),
    ],
)
def test_a_file_of_which_no_market_can_be_made_is_refused(data, rule):
    with pytest.raises(ModelError, match=rule):
        build_market(data)


def test_a_market_is_kept_loaded_projected_and_let_go(built, home):
    assert markets() == vintages()
    assert market_files.save_own("2025Q4", built.text).parent == home
    assert markets() == (*vintages(), "2025Q4")
    assert (latest(), vintages()[-1]) == ("2025Q3", "2025Q3")
    market = load_market("2025Q4")
    run = project(market, load_parameters(), Scenario(name="x", market="2025Q4", horizon=2))
    assert run.quarters == ("2026Q1", "2026Q2")
    first = fingerprint("2025Q4")
    market_files.save_own("2025Q4", built.text.replace("built from your figures", "mended"))
    assert load_market("2025Q4").english == "December quarter 2025: mended"
    assert fingerprint("2025Q4") != first
    market_files.remove_own("2025Q4")
    assert markets() == vintages()
    with pytest.raises(MarketError, match="there is no market '2025Q4'"):
        load_market("2025Q4")


def test_a_plan_that_names_no_market_never_starts_from_an_own_one(built, home):
    market_files.save_own("2025Q4", built.text)
    rows = "scenario,lever,quarter,value\nA,subsidy_budget,2026Q1,15\n"
    assert [plan.market for plan in read_scenario_bytes(rows.encode()).scenarios] == [latest()]
    named = rows + "A,market,,2025Q4\n"
    assert [plan.market for plan in read_scenario_bytes(named.encode()).scenarios] == ["2025Q4"]


def test_a_folder_that_is_a_file_is_told(built, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv(market_files.HOME, str(tmp_path / "file"))
    with pytest.raises(MarketError, match=r"cannot be kept there .* set TWO_ROADS_HOME"):
        market_files.save_own("2025Q4", built.text)
    assert markets() == vintages()


def test_what_cannot_be_removed_is_told(home):
    (home / "2025Q4.toml").mkdir(parents=True)
    with pytest.raises(MarketError, match=r"cannot be removed .*; remove it by hand"):
        market_files.remove_own("2025Q4")


def test_an_own_file_that_cannot_be_used_is_told_and_stops_nothing(built, home):
    market_files.save_own("2025Q4", built.text[:400])
    assert "2025Q4.toml" in market_faults()["2025Q4"]
    assert markets() == vintages()


@every("name", ["../2025Q4", "/etc/passwd", "2025Q4.toml", "2025q4", "", "2025Q4\n", "CON"])
def test_a_name_is_never_a_path(name, home):
    with pytest.raises(MarketError, match="bears the name of its quarter"):
        market_files.save_own(name, "x")
    assert not home.exists()


def test_both_forecasts_are_set_side_by_side_over_the_new_year(built):
    moved = {one.metric: one for one in moved_today(load_market(), built.market, load_parameters())}
    revenue = moved["revenue"]
    assert revenue.year == ("2026Q1", "2026Q2", "2026Q3", "2026Q4")
    assert revenue.after == pytest.approx(sum(revenue.new.mean[q] for q in revenue.year))
    assert revenue.past["2025Q4"] == pytest.approx(102.6)
    assert revenue.past["2025Q3"] == pytest.approx(78.927)
    assert all(revenue.new.low[q] < revenue.new.mean[q] < revenue.new.high[q] for q in revenue.year)
    assert revenue.after < revenue.before
