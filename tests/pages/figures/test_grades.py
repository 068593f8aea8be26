"""No chart without the grade of what it rests on."""

import ast

from models.inputs import load_market
from models.notation import UNITS
from pages.figures.provenance import of_metrics
from tests.conftest import ROOT

GRADED_LATER = {
    "pages/figures/outcome_figures.py",  # a stage puts words to a chart, each figure its sources
    "pages/figures/trust/own_curves.py",  # what the reader measured
    "pages/figures/trust/own_day_figures.py",  # and reported
}


def ungraded():
    for path in sorted((ROOT / "pages").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Figure":
                given = {one.arg for one in node.keywords}
                if not given & {"grade", None} and name not in GRADED_LATER:
                    yield f"{name}, line {node.lineno}"


def test_every_chart_is_drawn_with_a_grade():
    assert not list(ungraded())


def test_a_grade_is_that_of_the_weakest_figure_and_judgement_where_nobody_reports():
    market = load_market()
    alone = {name: of_metrics(market, name)["grade"] for name in UNITS}
    assert alone["effectiveness"] == "D"
    for name in ("dau", "revenue"):
        for other in UNITS:
            assert of_metrics(market, name, other)["grade"] == max(alone[name], alone[other])
