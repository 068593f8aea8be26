"""What an address asks a page to open: taken where it is known, else told with what is near."""

import pytest
from streamlit.testing.v1 import AppTest

from models.validation.cases import cases
from pages.labels.catalogue import t
from tests.conftest import PAGE_SCRIPT


def opened(page, **query):
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120)
    app.query_params.update(query)
    app.switch_page(f"../trust/{page}.py").run()
    assert not app.exception
    return app


def said(app):
    return "\n".join(one.value.replace("\\", "") for one in app.warning)


@pytest.mark.slow
def test_what_a_page_cannot_open_is_told_with_what_is_near_and_stays_until_dismissed():
    app = opened("method", metric="gmw", lever="nothing like it")
    assert "metric = gmw" in said(app)
    assert t("address.unknown_near", near="gmv") in said(app)
    assert t("address.unknown") in said(app)
    assert app.session_state["method.metric"] == "dau"
    app.run()
    assert "metric = gmw" in said(app)
    app.button(key="address.unknown.metric.dismiss").click().run()
    assert "metric = gmw" not in said(app)
    app.query_params["metric"] = "Revenue"
    app.run()
    assert app.session_state["method.metric"] == "revenue"
    assert "metric" not in said(app)


@pytest.mark.slow
def test_few_names_are_told_in_full():
    said_of_cases = said(opened("cases", case="2011Q1"))
    assert all(case.market in said_of_cases for case in cases())
