"""Where the charts' script does not run in a browser, Streamlit's own elements draw the same."""

import json

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from pages.components import charts, loader
from pages.components.packing import packed
from pages.components.specifications import find
from pages.components.static_files import PREFIX
from pages.figures.outcome_figures import Stage
from tests.conftest import PAGE_SCRIPT
from tests.pages.drawn import boards_on, figures_on, htmls_on


def opened(**state):
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=60)
    app.query_params |= {"market": "2023Q1", "lever.subsidy_budget": "14", "draws": "60"}
    for name, value in state.items():
        app.session_state[name.replace("_", ".")] = value
    return checked(app.run())


def checked(app):
    assert not app.exception, [error.value for error in app.exception]
    return app


@pytest.fixture(scope="module")
def drawn():
    return opened()


@pytest.fixture(scope="module")
def plain():
    return opened(components_failed={charts.MODULE})


def test_a_browser_whose_script_failed_gets_the_same_charts(drawn, plain):
    assert not figures_on(plain)
    specs = [json.loads(chart.proto.spec) for chart in plain.get("vega_lite_chart")]
    assert specs
    for spec in specs:
        spec.pop("autosize", None)
    assert [_spec(figure) for figure in figures_on(drawn)] == [
        {name: value for name, value in spec.items() if name != "width"} for spec in specs
    ]


def _spec(figure):
    return json.loads(find(figure["spec"].partition(f"{PREFIX}/")[2]).body)


def test_words_are_the_same_in_both(drawn, plain):
    words = {figure["words"] for figure in figures_on(drawn)}
    assert words
    assert words <= set(htmls_on(plain))


def test_the_view_is_chosen_by_a_widget_that_works(plain):
    before = plain.get("vega_lite_chart")[0].proto.spec
    checked(plain.segmented_control(key="view").select("levels").run())
    assert plain.get("vega_lite_chart")[0].proto.spec != before


def test_a_failure_that_a_browser_tells_is_kept_for_the_session():
    """The loader sets the state ``failed``; its callback notes the module."""

    def script():
        import streamlit as st

        from pages.components import loader

        st.session_state["some.key"] = {"failed": "TypeError: Failed to fetch"}
        loader._note("charts.js", "some.key")
        st.text(str(loader.has_failed("charts.js")))

    assert AppTest.from_function(script).run(timeout=20).text[0].value == "True"
    assert loader.FAILED == "components.failed"


def test_the_cockpits_first_figures_are_one_element(drawn):
    first = boards_on(drawn)[0]
    assert [figure["name"] for figure in first["figures"]] == ["trajectory", "rivals"]
    assert first["columns"] == [3, 2]


def test_figures_are_sent_as_the_stage_has_them(stage: Stage):
    for figure in stage.all():
        table = packed(figure.table)
        assert table["rows"] == figure.table.num_rows
        for name, column in table["columns"].items():
            given, sent = figure.table[name].to_pylist(), _unpacked(column, table["rows"])
            if pa.types.is_floating(figure.table[name].type):
                assert [value is None for value in sent] == [value is None for value in given]
                given, sent = ([value or 0.0 for value in values] for values in (given, sent))
                assert sent == pytest.approx(given, rel=1e-6)
            else:
                assert sent == given


def _unpacked(column, rows):
    if isinstance(column, list):
        return column
    if "all" in column:
        return [column["all"]] * rows
    return [column["of"][at] for at in column["at"]]


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="no number"):
        packed(pa.table({"a": [1.0, float("nan")]}))
