"""Instant commerce on screen: its levers and its figure, where the market has it and only there."""

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from pages.labels.catalogue import t, use_language
from pages.plan.plan import key
from tests.conftest import PAGE_SCRIPT
from tests.pages.decide.test_cockpit_apptest import checked, move, page_text, start
from tests.pages.drawn import figures_on
from tests.pages.panel_moves import with_sliders

pytestmark = pytest.mark.slow


def sliders(app):
    return {slider.key for slider in app.slider}


def test_the_levers_of_instant_commerce_end_where_the_market_says():
    app = start(market="2025Q3", draws="50")
    subsidy = app.slider(key=key("instant_subsidy"))
    assert (subsidy.min, subsidy.max, subsidy.value) == (0, 8, 5.4)
    assert "RMB an order" in subsidy.help


def test_a_market_without_instant_commerce_offers_neither_levers_nor_figure():
    app = start(market="2022Q1", draws="50")
    assert not {key("instant_subsidy"), key("instant_entrance")} & sliders(app)
    assert t("below.instant") not in [drawer.label for drawer in app.expander]


def test_the_figure_says_what_moves_and_leaves_with_the_market():
    app = start(market="2025Q3", draws="50", horizon="4")
    app.session_state["drawer.below.instant"] = True
    checked(app.run())
    assert "whose orders move" in page_text(app)
    before = len(figures_on(app))
    move(app, "instant_subsidy", 1.0)
    text = page_text(app)
    assert "Our orders −" in text
    assert "Profit: ours −37 → −" in text
    assert len(figures_on(app)) == before
    assert any("up to RMB" in caption.value for caption in app.caption)
    checked(app.selectbox(key="market").select("2022Q1").run())
    assert "Our orders" not in page_text(app)


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_the_case_says_what_the_three_services_do_and_which_price_decides(language):
    use_language(language)
    app = with_sliders(AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120))
    app.query_params["lang"] = {"english": "en", "chinese": "zh"}[language]
    app.session_state["drawer.cases.services"] = True
    app = checked(app.switch_page("../trust/cases.py").run())
    text = unescape(page_text(app))
    for service in {"english": ("Meituan", "JD"), "chinese": ("美团", "京东")}[language]:
        assert f"{service}: orders a day" in text or f"{service}：日订单量" in text
    names = {"english": ("Stop", "Taper", "Hold"), "chinese": ("停止", "收缩", "坚持")}[language]
    (told,) = [c.value for c in app.caption if all(name in c.value for name in names)]
    assert told.index(names[0]) < told.index(names[1]) < told.index(names[2])
    use_language("english")


def test_best_reply_is_said_to_follow_in_instant_commerce():
    app = start(market="2025Q3", draws="20", horizon="4", rivals="best-reply")
    app.session_state["drawer.below.instant"] = True
    checked(app.run())
    assert not any("Best reply follows here" in caption.value for caption in app.caption)
    move(app, "instant_subsidy", 1.0)
    assert any("Best reply follows here" in caption.value for caption in app.caption)
