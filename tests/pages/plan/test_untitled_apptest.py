"""The plan that nobody named bears the name of the language in use, wherever it stands."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from pages.labels.catalogue import use_language
from pages.plan.untitled import in_language
from tests.conftest import PAGE_SCRIPT
from tests.every import every
from tests.pages.panel_moves import with_sliders
from tests.pages.stages import plan_of


@every(
    ("language", "name", "said"),
    [
        ("chinese", "My plan", "我的方案"),
        ("chinese", "My plan (2)", "我的方案 (2)"),
        ("english", "我的方案 (12)", "My plan (12)"),
        ("english", "My plan", "My plan"),
        ("chinese", "My plan B", "My plan B"),
        ("chinese", "Harvest (2)", "Harvest (2)"),
    ],
)
def test_only_the_name_that_nobody_gave_is_translated(language, name, said):
    use_language(language)
    told = in_language(name)
    use_language("english")
    assert told == said


@pytest.mark.slow
def test_open_plans_and_their_past_change_their_name_with_the_language():
    app = with_sliders(AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120))
    app.session_state["shelf"] = tuple(
        replace(plan_of({"sme_support": 4.0}), name=name) for name in ("My plan (2)", "Harvest")
    )
    app.run()
    app.slider(key="lever.taobao_traffic_share").set_value(0.5).run()
    app.button(key="language.other").click().run()
    assert not app.exception
    assert app.session_state["plan"].name == "我的方案"
    assert {one.name for one in app.session_state["shelf"]} == {"我的方案 (2)", "Harvest"}
    app.button(key="history.undo").click().run()
    assert app.session_state["plan"].name == "我的方案"
    app.button(key="language.other").click().run()
    assert app.session_state["plan"].name == "My plan"
    assert {one.name for one in app.session_state["shelf"]} >= {"My plan (2)", "Harvest"}
