"""Markets made of figures: the rules alone rebuild the stored ones, and say what is carried."""

import pytest

from models.analysis.own_market import build_market
from models.inputs import actuals_bytes, load_parameters
from models.own_day import make_market
from models.projection import project
from models.vintage.making.market_figures import gather, over_year
from models.vintage.making.market_setting import CARRIED
from tests.test_market_2025q3 import ALIKE, EXPECTED, PLANS

BY_RULES = ("2023Q4", "2024Q3", "2025Q3")


@pytest.mark.parametrize("quarter", BY_RULES)
def test_the_rules_alone_rebuild_a_stored_market_within_one_per_cent(quarter):
    stored = make_market(quarter, is_shipped=True).draft.numbers
    rebuilt = make_market(quarter).draft.numbers
    assert stored.keys() == rebuilt.keys()
    for place, number in stored.items():
        assert rebuilt[place].value == pytest.approx(number.value, rel=0.01, abs=1e-12), place


def test_what_was_settled_by_hand_is_no_part_of_the_rules():
    stored = make_market("2024Q3", is_shipped=True).draft.numbers
    rebuilt = make_market("2024Q3").draft
    told = rebuilt.numbers["platforms.jd.gmv.total"].source
    assert "growth of four quarters of JD net_revenues" in told
    assert rebuilt.value("platforms.jd.gmv.total") != stored["platforms.jd.gmv.total"].value


def test_the_published_figures_give_a_market_that_agrees_with_the_reference():
    built = build_market(actuals_bytes(), "2025Q3")
    market = built.market
    run = project(market, load_parameters(), PLANS["no change"], plain=True)
    quarters = list(run.quarters)
    for (quarter, platform, metric), value in EXPECTED["no change"].items():
        path = run.central(metric, market.platform_ids.index(platform))
        found = path[quarters.index(quarter)]
        assert found == pytest.approx(value, **ALIKE), (platform, metric)


def test_a_quarter_without_a_recipe_takes_figures_and_carries_the_rest():
    rows = [row("Taotian", "CMR", 102600), row("PDD", "online_marketing_services_revenue", 60500)]
    made = make_market("2025Q4", rows)
    numbers, how = made.draft.numbers, made.draft.how
    assert made.draft.start == "2025Q3"
    assert how["platforms.taotian.ad_rate.sme"] == "solved"
    assert numbers["levers.refund_leniency"].source.startswith("as in 2025Q3: ")
    assert numbers["levers.refund_leniency"].grade == "D"
    douyin = next(gap for gap in made.gaps if gap.figure == "Douyin 2025 GMV")
    assert (douyin.stand_in, douyin.grade) == ("pace", "D")
    assert how["platforms.douyin.gmv.total"] == CARRIED
    before = made.draft.before("platforms.douyin.gmv.total").value
    grown = before * 1.2**0.25 * made.draft.season_ratio
    assert numbers["platforms.douyin.gmv.total"].value == pytest.approx(grown)
    missing = {gap.figure for gap in made.gaps if gap.needed}
    assert missing == {
        "Kuaishou 2025Q4 ecommerce_GMV",
        "Alibaba 2025Q4 China_Ecommerce_Group_adj_EBITA",
    }


def test_a_service_pays_what_its_loss_and_its_orders_say():
    rows = [row("Alibaba", "instant_commerce_loss", 25000), row("Taotian", "CMR", 102600)]
    draft = make_market("2025Q4", rows).draft
    service = {
        name: draft.value(f"instant.taotian.{name}") for name in ("orders", "subsidy", "margin")
    }
    profit = 0.091 * service["orders"] * (service["margin"] - service["subsidy"])
    assert profit == pytest.approx(-25.0)
    assert service["margin"] == draft.before("instant.taotian.margin").value


def test_history_runs_without_a_gap_or_not_at_all():
    places = make_market("2025Q4", [row("Taotian", "CMR", 102600)]).draft.numbers
    assert "history.revenue.2025Q3" in places
    later = make_market("2026Q2", [row("Taotian", "CMR", 98000, "2026Q2")]).draft.numbers
    assert not [place for place in later if place.startswith("history.")]


def test_a_later_table_wins_and_figures_of_two_bases_are_put_on_one():
    older = gather([row("A", "x", 1)], [row("A", "x", 3)])
    assert older.find("A|2025Q4|x").value == 3
    assert over_year({"2025Q1": 1.0, "2025Q2": 2.0, "2025Q3": 3.0}, "2025Q3") is None


def row(platform, metric, value, period="2025Q4", unit="RMB mn"):
    unit = "RMB bn" if platform == "A" else unit
    return {
        "platform": platform, "period": period, "metric": metric, "value": str(value),
        "unit": unit, "kind": "reported", "source": "made up",
    }  # fmt: skip
