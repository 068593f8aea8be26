"""Trust → Your figures through app.py: a file is read, refused by line, previewed and kept."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from models import market_files
from models.errors import ConvergenceError, FileError
from models.inputs import latest
from models.text_rules import refusal
from pages.labels.catalogue import t, use_language
from pages.panels.trust import own_figures
from tests.conftest import PAGE_SCRIPT, ROOT
from tests.every import some
from tests.models.analysis.test_own_market import FULL
from tests.pages.drawn import figures_on, text_on

pytestmark = pytest.mark.slow

PAGE = "../trust/your_figures.py"
HEADER = "lever,from,to,metric,platform,quarters,effect,standard_error,date,total_or_average\n"
TEST = "content_investment,1.5,4,dau,taotian,4,3.2,0.8,2024-04-01,average\n"


def checked(app):
    assert not app.exception, [error.value for error in app.exception]
    return app


@pytest.fixture
def app():
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120)
    app.query_params["market"] = latest()
    app.query_params |= {"lever.subsidy_budget": "14", "draws": "50"}
    return checked(app.switch_page(PAGE).run())


def page_text(app):
    return text_on(app)


def in_drawer(app, tab):
    """Keep a drawer open, which only a browser does by itself."""
    app.session_state[f"drawer.your_figures.tab.{tab}"] = True
    return app


def handed_in(app, text):
    file = ("later.csv", text.encode(), "text/csv")
    return checked(app.file_uploader(key="own.market").set_value(file).run())


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv(market_files.HOME, str(tmp_path))
    return tmp_path / "markets"


@pytest.mark.parametrize("language", some(["english", "chinese"], "chinese"))
def test_later_quarters_say_what_they_change_before_they_are_taken(app, language, home):
    app.session_state["language"] = language
    for name in ("gaps", "numbers"):
        app.session_state[f"drawer.own_day.{name}"] = True
    handed_in(app, FULL)
    told = page_text(app)
    use_language(language)
    for word in ("2025Q4", "2026Q4", t("own_day.profit.less", by="").strip().split()[0]):
        assert word in told
    assert len(figures_on(app)) == 1
    gaps, numbers = (frame.value for frame in app.dataframe)
    assert len(numbers) == 170
    assert set(numbers[t("own_day.column.grade")]) <= set("ABCD")
    assert "Douyin 2025 GMV" in list(gaps[t("own_day.column.figure")])
    assert not home.exists()


def test_before_figures_are_handed_in_the_example_answers_and_cannot_be_taken(app, home):
    assert t("your_figures.example") in [caption.value for caption in app.caption]
    assert "2025Q4" in page_text(app)
    assert len(figures_on(app)) == 1
    assert "own_day.save" not in [button.key for button in app.button]
    handed_in(app, FULL)
    assert t("your_figures.example") not in [caption.value for caption in app.caption]


def test_a_market_is_saved_chosen_from_the_list_and_let_go(app, home):
    handed_in(app, FULL)
    checked(app.button(key="own_day.save").click().run())
    assert [path.name for path in home.iterdir()] == ["2025Q4.toml"]
    checked(app.button(key="own_day.start.2025Q4").click().run())
    assert app.session_state["plan"].market == "2025Q4"
    assert "2025Q4" in app.query_params["market"]
    checked(app.switch_page("../decide/cockpit.py").run())
    assert "year to 2028Q4" in page_text(app)
    market_files.remove_own("2025Q4")
    checked(app.run())
    assert app.session_state["plan"].market == latest()
    assert any("2025Q4" in warning.value for warning in app.warning)


def test_a_quarter_that_is_ours_already_is_shown_and_not_saved(app, home):
    handed_in(app, FULL.replace("2025Q4", "2024Q4").replace(",510,", ",470,"))
    assert not app.button(key="own_day.save").disabled
    handed_in(app, "platform,period,metric,value,unit\nTaotian,2025Q3,CMR,79000,RMB mn\n")
    assert app.button(key="own_day.save").disabled


def test_figures_with_faults_are_refused_by_line(app, home):
    handed_in(app, FULL.replace("102600,RMB mn", "102600,RMB bn"))
    (table,) = [e.proto.body for e in app.get("html") if 'class="problems"' in e.proto.body]
    assert re.findall("<td>(.*?)</td>", table)[1:3] == ["2", "value"]
    assert not [b for b in app.button if b.key == "own_day.save"]


def uploader(app, tab, data):
    checked(in_drawer(app, tab).run())
    file = ("mine.csv", data.encode(), "text/csv")
    app.file_uploader(key=f"own.{tab}").set_value(file)
    return checked(in_drawer(app, tab).run())


@pytest.mark.parametrize(
    ("tab", "text", "message"),
    [
        ("experiments", HEADER + TEST.replace("0.8", "-0.8"), "a standard error is"),
        ("experiments", HEADER + TEST.replace("content_investment", "luck"), "a test is of one"),
        ("experiments", HEADER + TEST.replace(",3.2,", ",-3.2,"), "contradicts the model"),
        ("actuals", "platform,period,metric,value,unit\nTaotian,2024Q4,CMR,-5,RMB mn\n", "above"),
        ("actuals", "platform,period,metric,value,unit\nTaotian,2024Q4,CMR,1,RMB mn\n", "times"),
    ],
)
def test_a_file_with_faults_is_refused_by_line_and_column(app, tab, text, message):
    uploader(app, tab, text)
    (table,) = [e.proto.body for e in app.get("html") if 'class="problems"' in e.proto.body]
    first, line, *_ = re.findall("<td>(.*?)</td>", table)
    assert message in first
    assert line == "2"
    assert not app.success


def test_a_file_that_only_the_fit_refuses_is_not_called_without_a_fault(app, monkeypatch):
    def refused(_scenario, _experiments, _actuals):
        raise FileError([refusal(2, "effect", "3.2", "no market can be built with it")])

    monkeypatch.setattr(own_figures.questions, "previewed", refused)
    uploader(app, "experiments", HEADER + TEST)
    assert app.success
    app.button(key="own.experiments.preview").click()
    checked(in_drawer(app, "experiments").run())
    assert not app.success
    assert "no market can be built" in page_text(app)


@pytest.mark.slow
def test_a_test_of_a_lever_is_previewed_and_stores_nothing(app):
    stored = (ROOT / "data" / "posterior.csv").read_bytes()
    uploader(app, "experiments", HEADER + TEST)
    app.button(key="own.experiments.preview").click()
    checked(in_drawer(app, "experiments").run())
    assert len(figures_on(app)) == 2  # the example of later quarters, and the curve
    ranges = app.dataframe[0].value
    assert ranges.iloc[0, 0] == t("parameter.content_utility")
    assert len(app.dataframe[1].value) == 4
    assert (ROOT / "data" / "posterior.csv").read_bytes() == stored


@pytest.mark.slow
def test_figures_of_the_example_are_read_and_previewed(app):
    uploader(app, "actuals", own_figures._EXAMPLES["actuals"])
    app.button(key="own.actuals.preview").click()
    checked(in_drawer(app, "actuals").run())
    assert len(app.dataframe[0].value)
    assert not app.error


@pytest.mark.parametrize("tab", ["actuals", "experiments"])
def test_a_file_its_preview_and_its_drawer_outlive_language_and_page(app, tab, monkeypatch):
    asked = []

    def preview(_scenario, experiments, actuals):
        asked.append(experiments or actuals)
        msg = "tried"
        raise ConvergenceError(msg, None, 0)

    monkeypatch.setattr(own_figures.questions, "previewed", preview)
    uploader(app, tab, own_figures._EXAMPLES[tab])
    app.button(key=f"own.{tab}.preview").click()
    checked(app.run())
    # What a browser does to widgets when the page or the language changes.
    del app.session_state[f"own.{tab}"]
    del app.session_state[f"drawer.your_figures.tab.{tab}"]
    asked.clear()
    checked(app.run())
    assert app.session_state[f"drawer.your_figures.tab.{tab}"]
    assert asked == [own_figures._EXAMPLES[tab].encode()]
    assert own_figures._EXAMPLES[tab].strip() in [code.value for code in app.code]
    checked(app.button(key=f"own.{tab}.remove").click().run())
    assert not [b for b in app.button if b.key == f"own.{tab}.preview"]
