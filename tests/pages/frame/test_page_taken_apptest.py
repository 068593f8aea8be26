"""What a page shows is noted, presented and drawn; a document that carries a plan opens as it."""

from xml.etree import ElementTree as ET

import pytest

from models.documents.plan_document import with_plan
from models.scenario.csv.scenario_file import write_bytes
from pages.export.page import HEIGHT, WIDTH
from pages.export.page_sheet import MOST, PageSheet, sheet_svg
from pages.export.told import Told
from pages.export.told_html import blocks_of
from pages.labels.catalogue import LANGUAGES, t, use_language
from tests.every import every
from tests.pages.decide.test_cockpit_apptest import checked, page_text, start
from tests.pages.drawn import htmls_on, specs_on
from tests.pages.stages import plan_of, stage_of

SVG = "{http://www.w3.org/2000/svg}"
RIVALS = "../challenge/rivals.py"
MOVED = {"lever__subsidy_budget": "14", "draws": "50", "horizon": "4"}


@pytest.mark.slow
def test_a_page_is_presented_by_what_it_drew_and_nothing_is_drawn_twice():
    app = checked(start(**MOVED).switch_page(RIVALS).run())
    (drawn,) = specs_on(app)
    assert app.get("popover")
    app.query_params["present"] = "1"
    checked(app.run())
    (slide,) = specs_on(app)
    assert slide["height"] > 400
    assert {"width", "height", "autosize"} >= {
        name for name in slide if slide[name] != drawn.get(name)
    } - {"datasets"}
    assert 'class="headline"' in page_text(app)
    assert "Slide 1 of 1" in " ".join(caption.value for caption in app.caption).replace("\\", "")


PLAIN = {"../challenge/risk.py": "twenty", "../trust/method.py": "chain"}
"""Pages without a chart, and the class of what each tells in its place."""

MORE = {"../trust/cases.py": "seen-told", "../share/library.py": "headline"}


@pytest.mark.slow
@every(("path", "kind"), PLAIN.items(), later=MORE.items())
def test_a_page_without_a_chart_has_its_picture_and_a_slide(path, kind):
    app = checked(start(**MOVED).switch_page(path).run())
    assert [menu for menu in app.get("popover") if menu.proto.popover.icon.endswith("camera:")]
    assert f'class="{kind}"' in page_text(app)
    told = [Told(blocks=blocks_of(html)) for html in htmls_on(app)]
    page = PageSheet(finding="F", below="", told=told, style=stage_of(plan_of()).style)
    assert ET.fromstring(sheet_svg(page)).get("width") == str(WIDTH)
    app.query_params["present"] = "1"
    checked(app.run())
    assert f'class="{kind}"' in page_text(app)
    assert page_text(app).count('class="headline"') == 2, "the page's own, hidden, and the slide's"
    assert not specs_on(app)


@pytest.mark.slow
def test_a_document_opens_in_the_sidebar_as_its_plan():
    app = start(draws="50", horizon="4")
    app.session_state["menu.open"] = True
    checked(app.run())
    document = with_plan(b"<svg><g/></svg>", write_bytes([plan_of(horizon=4)]))
    checked(app.file_uploader[0].set_value(("plan.svg", document, "image/svg+xml")).run())
    assert app.slider(key="lever.subsidy_budget").value == 14.0
    assert 'class="problems"' not in page_text(app)


@pytest.mark.slow
@every(("language", "count"), [(LANGUAGES[0], 1), (LANGUAGES[1], 3), (LANGUAGES[0], MOST)])
def test_the_picture_of_a_page_holds_its_charts_with_grades_within_its_edges(language, count):
    use_language(language)
    stage = stage_of(plan_of())
    figures = stage.all()[:count]
    page = PageSheet(finding="F" * 90, below="x", figures=figures, style=stage.style)
    root = ET.fromstring(sheet_svg(page))
    texts = ["".join(text.itertext()) for text in root.findall(f"{SVG}text")]
    grades = [figure.grade for figure in figures if figure.grade]
    assert len(root.findall(f"{SVG}circle")) == len(grades) > 0
    assert [text for text in texts if text in {*grades}] == grades
    together = "".join(texts).replace(" ", "")
    wanted = [*(figure.title for figure in figures), stage.date, t("picture.grades")]
    assert not [words for words in wanted if words.replace(" ", "") not in together]
    boxes = root.findall(f"{SVG}svg")
    assert len(boxes) == len(figures)
    for box in boxes:
        x, y = float(box.get("x")), float(box.get("y"))
        assert x + float(box.get("width")) <= WIDTH
        assert y + float(box.get("height")) <= HEIGHT


def test_a_page_without_a_second_line_has_a_picture_too():
    stage = stage_of(plan_of())
    page = PageSheet(finding="F", below="", figures=stage.all()[:1], style=stage.style)
    assert ET.fromstring(sheet_svg(page)).findall(f"{SVG}text")
