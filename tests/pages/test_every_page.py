"""Every page is read: three digits in every figure, no name runs, nothing heavy in the server."""

import inspect
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.figures.challenge.rivals_figures import TAKEBACK_MEASURES
from pages.labels import format
from pages.labels.catalogue import t, use_language
from pages.panels.decide import frontier_page
from pages.plan import dragging
from pages.plan.plan import PlanInputs
from tests.conftest import PAGE_SCRIPT, ROOT
from tests.pages.drawers import DRAWERS
from tests.pages.drawn import text_on
from tests.pages.figures_read import (
    FIGURE,
    at_fault,
    faults_on,
    too_small,
    written_on,
)
from tests.pages.hostile import NAMES, offenders
from tests.pages.stages import plan_of

SECTIONS = ("decide", "challenge", "trust", "share")
PAGES = [p.relative_to(ROOT) for s in SECTIONS for p in sorted((ROOT / "pages" / s).glob("*.py"))]
DRAWS = 24
LARGE = PlanInputs(
    name=NAMES[0],
    author=NAMES[0],
    notes=(("author", NAMES[0]),),
    horizon=4,
    draws=DRAWS,
    moved=(
        ("taobao_traffic_share", 0.7),
        ("subsidy_budget", 30.0),
        ("overseas_investment", 9),
        ("instant_subsidy", 7.0),
    ),
    assumptions=(("habit_weight", 0.35),),
)
TINY = PlanInputs(
    name=NAMES[4],
    author=NAMES[4],
    notes=(("author", NAMES[4]),),
    market="2008Q4",
    horizon=4,
    draws=DRAWS,
    moved=(("taobao_traffic_share", 0.9), ("content_investment", 0.001)),
)
BESIDE = {
    plan: tuple(
        replace(plan_of({"sme_support": 4.0 + i}, plan.market, horizon=4, draws=DRAWS), name=name)
        for i, name in enumerate(names)
    )
    for plan, names in ((LARGE, NAMES[1:4]), (TINY, NAMES[5:]))
}
"""Plans that are open beside. Half of the names in each language: places where text stands differ
by page, not by word."""

TARGETS = {f"risk.target.{name}": -3.7 for name in ("ebita", "gmv", "value")}
OPENED = {f"drawer.{name}": name != "risk.tab.sobol" for name in DRAWERS}
"""All drawers but the one that counts sample points, which are no figures of the plan."""

BELOW = {f"drawer.{name}": True for name in dragging.DRAWERS}

CLOSED = dict.fromkeys(OPENED, False)

LOOKS = {
    "best_plan": [{"tab": "best.tab.seek"}],
    "cockpit": [
        {"view": "levels", "drivers.metric": "gmv", **BELOW},
        {"view": "changes", "drivers.metric": "dau", **BELOW},
    ],
    "compare": [OPENED],
    "rivals": [OPENED, *({"rivals.measure": name, **CLOSED} for name in TAKEBACK_MEASURES)],
    "risk": [{**OPENED, **TARGETS}],
    "organisation": [OPENED],
    "assumptions": [
        {"assumptions.metric": "dau", "view.levels": "changes", **OPENED},
        {"assumptions.metric": "ebita", "view.levels": "levels", **OPENED},
    ],
}
"""Choices of the pages, each of which shows other figures; a tab by its label."""

UNREAD = {
    "risk": [{"drawer.risk.tab.sobol": True}],
    "best_plan": [{"tab": "best.tab.priorities"}],
}
"""What is opened besides and once, without reading its figures."""

TABS = {"best_plan": "best.tabs"}
SEARCHES = {
    "best.tab.best": "best.job",
    "best.tab.frontier": "frontier.job",
    "best.tab.priorities": "priorities.job",
}
"""Tabs of Best plan that search, with the key of the search."""

READ_ONCE = {"cases", "method", "board"}
"""Pages on which no plan is shown, and one that takes seconds: read in one language."""

READ_ELSEWHERE = {"accuracy"}
"""Forecasts take seconds: its figures are read where it is opened for its own sake."""

BEARING_NAMES = {"cockpit", "compare", "rivals", "risk"}

ONCE = [page for page in PAGES if page.stem not in READ_ELSEWHERE]
PLANNED = [page for page in ONCE if page.stem not in READ_ONCE]
SINGLE_LEVER = "subsidy_budget"

IN_UNITS = ("format.bn", "format.yi", "format.million", "format.wan")
WRITERS = ("format", "decide_words")
WITHOUT_LEVEL = {
    "money_figures._hit",
    "rivals_tables._money",
}
"""Where changes of rivals are written, whose own levels no page reads."""


def test_a_fault_is_found():
    assert at_fault("1,303.7亿") == ["1,303.7"]
    assert at_fault("+0.00 m [−0.10, 0.20]") == ["0.00"]
    assert at_fault("−1,684 / +20") == ["1,684"]
    assert at_fault("[1,303, 1,310]") == ["1,303"]
    assert at_fault("0.00142 bn, 52.0%, 1,240 bn, 2024Q3, 1,024 futures") == []
    assert too_small("391 m +0.02 m [−0.1, 0.1]") == ["+0.02 m"]
    assert too_small("DAU 3.91亿 −2万") == ["−2万"]
    assert too_small("391 m +0.4 m, 60 bn −0.05 bn, no change") == []


@pytest.fixture
def written(monkeypatch):
    """Functions that write a change in money or people without the level that it changes."""
    callers = set()
    write = format.written_change

    def kept(words, values, level=0.0):
        if words in IN_UNITS and not level and any(values):
            above = ((Path(one.filename).stem, one.function) for one in inspect.stack(0)[1:])
            callers.add(".".join(next(one for one in above if one[0] not in WRITERS)))
        return write(words, values, level)

    monkeypatch.setattr(format, "written_change", kept)
    return callers


class Reader:
    """An open app, the figures that it drew, and what is wrong with the figures it showed."""

    def __init__(self, language, plan, drawn):
        self.drawn, self.faults, self.seen, self.silent = drawn, [], 0, set()
        self.names = [plan.name, *(one.name for one in BESIDE[plan])]
        self.app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=300)
        self.app.query_params["lang"] = {"english": "en", "chinese": "zh"}[language]
        self.app.session_state["plan"] = plan
        self.app.session_state["shelf"] = BESIDE[plan]
        self.app.run()

    def read(self, page, look):
        self.drawn.clear()
        self.open(page, look)
        self.judge(page.stem)
        if self.names[0] not in text_on(self.app):
            self.silent.add(page.stem)

    def open(self, page, look):
        for name, choice in look.items():
            tab = name == "tab"
            key, value = (TABS[page.stem], t(choice)) if tab else (name, choice)
            self.app.session_state[key] = value
        self.app.switch_page(str(ROOT / page)).run()
        assert not self.app.exception, [error.value for error in self.app.exception]

    def free(self, lever, language):
        self.app.multiselect(key=f"best.free.{language}").set_value([lever]).run()

    def search(self, tab, job):
        self.app.session_state[TABS["best_plan"]] = t(tab)
        self.app.run()
        self.drawn.clear()
        self.app.button(key=f"{job}.start").click().run()
        assert self.app.session_state[job].results, self.app.session_state[job].refusal
        self.judge(tab)

    def judge(self, place):
        assert not self.app.exception, [error.value for error in self.app.exception]
        self.seen += sum(bool(FIGURE.search(text)) for text in written_on(self.app, self.drawn))
        self.faults += [f"{place}: {fault}" for fault in faults_on(self.app, self.drawn)]
        self.faults += [f"{place}: {fault}" for fault in offenders(self.app, self.names)]


@pytest.fixture
def sooner(few_futures, laws_known, no_influences, monkeypatch):
    """Ask less often: what is read here is how figures are written, not whether they are right."""
    monkeypatch.setattr(frontier_page, "FRONTIER_POINTS", 2)


@pytest.mark.slow
@pytest.mark.usefixtures("sooner", "computed_beside")
def test_every_figure_keeps_to_three_digits_and_no_name_runs(drawn, written, pytestconfig):
    """A large plan where figures are longest, a tiny one where least is left; each page once.

    What takes time is refused unless it is asked for, which in a server is computed beside it.
    The choices of a page are divided between the two, and exhaustive with both, as are the other
    searches of Best plan.
    """
    faults, searches = [], [*SEARCHES.items()]
    is_whole = pytestconfig.getoption("--exhaustive")
    for place, (language, plan, searched) in enumerate(
        (
            ("chinese", LARGE, searches[:1]),  # with one lever it keeps no limit
            ("english", TINY, searches if is_whole else searches[1:2]),
        )
    ):
        use_language(language)
        reader = Reader(language, plan, drawn)
        for page in PAGES if is_whole else (ONCE, PLANNED)[place]:
            looks = LOOKS.get(page.stem, [OPENED])
            for look in looks if is_whole else (looks[place::2] or looks):
                reader.read(page, look)
            for look in UNREAD.get(page.stem, ()) if is_whole or not place else ():
                reader.open(page, look)
            if page.stem == "best_plan":
                reader.free(SINGLE_LEVER, language)
                for tab, job in searched:
                    reader.search(tab, job)
        assert reader.seen > 100
        assert not reader.silent & BEARING_NAMES, "no name was there to run"
        faults += reader.faults
    assert not faults, "\n".join(dict.fromkeys(faults))
    assert written <= WITHOUT_LEVEL
