"""Parts of a plan, and the price of a visitor, both changed beside the statement itself."""

from html import unescape

import pytest

from models.analysis.plan_worth import PRICES
from models.inputs import load_parameters
from pages.labels.catalogue import t
from pages.panels.cockpit.verdict_panel import TRAFFIC
from tests.pages.decide.test_cockpit_apptest import checked, move, page_text, start

pytestmark = pytest.mark.slow
PLAN = {"lever__taobao_traffic_share": "0.55", "lever__subsidy_budget": "14", "draws": "20"}
FIELD = "verdict.visitor_value"


@pytest.fixture
def app():
    return start(**PLAN, horizon="4")


def press(app, name):
    return checked(app.button_group(key="parts").set_value(name).run())


def parts(app):
    return [group.key for group in app.button_group if group.key == "parts"]


def moved(app):
    return dict(app.session_state["plan"].moved)


def test_traffic_alone_and_the_whole_plan_are_one_click_each(app):
    whole, statement = moved(app), page_text(app)
    press(app, "traffic")
    assert moved(app).keys() == {TRAFFIC}
    assert app.button_group(key="parts").value == "traffic"
    assert t("parts.closed", what=t("subsidy_budget")) in unescape(page_text(app))
    press(app, "whole")
    assert moved(app) == whole
    assert page_text(app) == statement


def test_parts_looked_at_and_put_back_at_once_leave_no_step_that_changes_nothing(app):
    press(app, "traffic")
    press(app, "whole")
    whole = moved(app)
    while not app.button(key="history.undo").disabled:
        checked(app.button(key="history.undo").click().run())
        assert moved(app) != whole
        whole = moved(app)


def test_parts_leave_a_locked_lever_where_it_is(app):
    for lever, is_free in ((TRAFFIC, True), ("subsidy_budget", False)):
        app.session_state["plan.locked"] = frozenset({lever})
        checked(app.run())
        assert app.button_group(key="parts").disabled != is_free
        told = t("parts.locked") in [caption.value for caption in app.caption]
        assert told != is_free, "what cannot be chosen says why"


def test_a_plan_of_one_lever_has_no_parts():
    app = start(lever__taobao_traffic_share="0.55", draws="20", horizon="4")
    assert not parts(app)


def test_a_plan_without_traffic_is_not_offered_it():
    app = start(lever__subsidy_budget="14", lever__sme_support="5", draws="20", horizon="4")
    assert not parts(app)


def test_what_a_visitor_counts_is_changed_in_place_and_kept_with_the_plan(app):
    assert app.number_input(key=FIELD).value == 1600
    checked(app.number_input(key=FIELD).set_value(2400.0).run())
    assert dict(app.session_state["plan"].assumptions)[PRICES[0]] == 2400
    app.session_state["drawer.below.worth"] = True
    checked(app.run())
    assert app.number_input(key=f"worth.{PRICES[0]}").value == 2400


def test_a_visitor_may_count_nothing(app):
    least, _ = load_parameters().allowed(PRICES[0])
    checked(app.number_input(key=FIELD).set_value(0.0).run())
    assert dict(app.session_state["plan"].assumptions)[PRICES[0]] == least
    assert f"{app.number_input(key=FIELD).value:.0f}" == "0"


def test_nothing_moved_asks_for_no_price(app):
    checked(app.button(key="reset.all").click().run())
    assert FIELD not in [field.key for field in app.number_input]
    move(app, "subsidy_budget", 14.0)
    assert FIELD in [field.key for field in app.number_input]
