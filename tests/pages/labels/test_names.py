"""Foreign text is text on every page: names of plans never run as HTML or Markdown."""

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest

from pages.figures.html_tables import table
from pages.labels.catalogue import LANGUAGES, use_language
from pages.labels.html import Html
from pages.labels.names import plain
from pages.plan.plan import PlanInputs
from tests.conftest import PAGE_SCRIPT, ROOT
from tests.every import every
from tests.pages.drawers import DRAWERS
from tests.pages.drawn import text_on
from tests.pages.hostile import HOST, NAMES
from tests.pages.page_texts import nodes, texts
from tests.pages.stages import plan_of

SECTIONS = ("decide", "challenge", "trust", "share")
PAGES = [p.relative_to(ROOT) for s in SECTIONS for p in sorted((ROOT / "pages" / s).glob("*.py"))]
OPEN_TOGETHER = (NAMES[:4], NAMES[4:])


class Tags(HTMLParser):
    """The elements of a piece of HTML, with their attributes."""

    def __init__(self, body):
        super().__init__()
        self.messages = []
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        attributes = {name: value for name, value in attrs if name not in ("aria-label", "title")}
        self.messages.append(f"{tag} {attributes}")

    @property
    def foreign(self):
        """Those that only a name can have brought."""
        marks = (HOST, "evil", "onerror", "script ")
        return [tag for tag in self.messages if any(mark in tag for mark in marks)]


def offenders(app, names):
    """Places of the page where a name could run."""
    names = [name for name in names if plain(name) != name]
    for node in nodes(app._tree):
        kind = getattr(node, "type", "")
        for field, text in texts(getattr(node, "proto", None), kind):
            if kind == "html" or (kind, field) == ("bidi_component", "words"):
                yield from Tags(text).foreign
            else:
                yield from (f"{kind}.{field}: {text}" for name in names if name in text)


def opened(language, names):
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=300)
    app.query_params["lang"] = {"english": "en", "chinese": "zh"}[language]
    mine, *others = names
    app.session_state["plan"] = PlanInputs(
        name=mine,
        author=mine,
        horizon=4,
        draws=50,
        notes=(("author", mine),),
        moved=(("subsidy_budget", 14.0),),
    )
    app.session_state["shelf"] = tuple(
        replace(plan_of({"sme_support": 4.0 + i}, horizon=4, draws=50), name=name)
        for i, name in enumerate(others)
    )
    return app.run()


@pytest.mark.slow
@pytest.mark.usefixtures("few_futures", "no_influences")
def test_no_name_of_a_plan_runs_on_any_page():
    """Half of the names in each language: places where text stands differ by page, not word."""
    faults, silent = [], set()
    for names, language in zip(OPEN_TOGETHER, LANGUAGES, strict=True):
        app = opened(language, names)
        use_language(language)
        for page in PAGES:
            for drawer in DRAWERS:
                app.session_state[f"drawer.{drawer}"] = True
            app.switch_page(str(ROOT / page)).run()
            assert not app.exception, [error.value for error in app.exception]
            faults += [f"{page}: {fault}" for fault in offenders(app, names)]
            text = text_on(app)
            silent |= {page.stem for name in names[:1] if name not in text}
    assert not faults, "\n".join(dict.fromkeys(faults))
    assert not silent & {"cockpit", "compare", "rivals", "risk"}, "no name was there to run"


@every("name", NAMES)
def test_a_name_stays_in_sight_in_html_and_in_markdown(name):
    body = table([name], [(name, [name, Html("<b>ours</b>")])], name)
    assert unescape(body).count(name) == 4
    assert not Tags(body).foreign
    assert "<b>ours</b>" in body
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain(name)).replace("\N{WORD JOINER}", "")
    assert shown == name


def test_a_plain_name_is_not_touched():
    assert plain("Return to Taobao 重返淘宝 2023Q1") == "Return to Taobao 重返淘宝 2023Q1"
