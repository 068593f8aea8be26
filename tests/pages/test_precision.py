"""Three significant digits, and nothing where no digit is left: every figure on every page."""

import re
from html import unescape

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from models.inputs import DATA
from pages.figures.challenge.rivals_figures import TAKEBACK_MEASURES
from pages.frame import canvas
from pages.labels.catalogue import LANGUAGES, t, use_language
from pages.plan.plan import PlanInputs
from tests.conftest import ROOT
from tests.pages.page_texts import digits, nodes, texts

SECTIONS = ("decide", "challenge", "trust")
PAGES = [p.relative_to(ROOT) for s in SECTIONS for p in sorted((ROOT / "pages" / s).glob("*.py"))]
PLANS = (
    PlanInputs(name="Nothing", horizon=4, draws=60),
    PlanInputs(
        name="Large",
        horizon=4,
        draws=60,
        moved=(("taobao_traffic_share", 0.7), ("subsidy_budget", 30.0), ("overseas_investment", 9)),
        assumptions=(("habit_weight", 0.35),),
    ),
    PlanInputs(
        name="Early", market="2008Q4", horizon=4, draws=60, moved=(("taobao_traffic_share", 0.9),)
    ),
)
LOOKS = {
    "cockpit": [
        {"below": "below.stakes", "view": "levels"},
        {"below": "below.drivers", "view": "changes", "drivers.metric": "gmv"},
        {"below": "below.sides", "drivers.metric": "dau"},
        {"below": "below.sellers", "view": "levels"},
    ],
    "rivals": [{"rivals.measure": name} for name in TAKEBACK_MEASURES],
    "risk": [{"risk.tabs": t(name)} for name in ("risk.tab.tornado", "risk.tab.regret")],
    "assumptions": [
        {"assumptions.metric": "dau", "view": "changes"},
        {"assumptions.metric": "ebita", "view": "levels"},
    ],
}
"""Choices of the pages, each of which shows other figures."""

FIGURE = re.compile(
    r"(?<![\d.,\w])[\d,]*\d(?:\.\d+)?(?=\s?(?:bn|m|%|亿|万亿|万|points|个百分点)(?![A-Za-z\d]))"
)
"""A number with a unit behind it: no year, no count, no digest."""

PAIR = re.compile(r"(?<=[\s+−])([\d,]*\d(?:\.\d+)?) / [+−]?([\d,]*\d(?:\.\d+)?)")
"""Two payoffs of the game; their unit stands in the head of the table."""

RANGE = re.compile(r"\[[−\d][^\]]*\]")
NUMBER = re.compile(r"[\d,]*\d(?:\.\d+)?")
NONE = re.compile(r"0\.0+")
QUOTED = {
    number
    for file in sorted(DATA.rglob("*.toml"))
    for number in NUMBER.findall(file.read_text("utf-8"))
}
"""What the data say in the words of their sources is not rounded."""


def at_fault(text):
    """Figures of a text with a fourth digit, and those of which no digit is left.

    The end of a range may be nought; it has the decimals of the other end.
    """
    ends = [number for span in RANGE.findall(text) for number in NUMBER.findall(span)]
    body = RANGE.sub("", text)
    figures = [*FIGURE.findall(body), *(one for pair in PAIR.findall(body) for one in pair)]
    long = [one for one in (*figures, *ends) if digits(one) > 3 and one not in QUOTED]
    return [*long, *filter(NONE.fullmatch, figures)]


def test_a_fault_is_found():
    assert at_fault("1,303.7亿") == ["1,303.7"]
    assert at_fault("+0.00 m [−0.10, 0.20]") == ["0.00"]
    assert at_fault("−1,684 / +20") == ["1,684"]
    assert at_fault("[1,303, 1,310]") == ["1,303"]
    assert at_fault("0.00142 bn, 52.0%, 1,240 bn, 2024Q3, 1,024 futures") == []


@pytest.fixture
def drawn(monkeypatch):
    """Every figure that a page draws."""
    figures = []
    draw = canvas.draw

    def kept(figure, *rest, **options):
        figures.append(figure)
        return draw(figure, *rest, **options)

    monkeypatch.setattr(canvas, "draw", kept)
    return figures


def words_of(figure):
    yield from (figure.title, figure.subtitle)
    for name, kind in zip(figure.table.column_names, figure.table.schema.types, strict=True):
        if pa.types.is_string(kind):
            yield from filter(None, figure.table[name].to_pylist())


def words_on(app):
    for node in nodes(app._tree):
        kind = getattr(node, "type", "")
        for _, text in texts(getattr(node, "proto", None), kind):
            yield unescape(re.sub("<[^>]*>", " ", text))


@pytest.mark.slow
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_on_every_page_keeps_to_three_digits(language, plan, drawn):
    use_language(language)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
    app.query_params["lang"] = {"english": "en", "chinese": "zh"}[language]
    app.session_state["plan"] = plan
    app.run()
    faults, seen = [], 0
    for page in PAGES:
        for look in LOOKS.get(page.stem, [{}]):
            drawn.clear()
            for name, choice in look.items():
                app.session_state[name] = choice
            app.switch_page(str(page)).run()
            assert not app.exception, [error.value for error in app.exception]
            words = [*words_on(app), *(text for one in drawn for text in words_of(one))]
            seen += sum(bool(FIGURE.search(text)) for text in words)
            faults += [
                f"{page.stem}: {at_fault(text)} in {text[:200]}" for text in words if at_fault(text)
            ]
    assert seen > 100
    assert not faults, "\n".join(dict.fromkeys(faults))
