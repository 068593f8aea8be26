"""The present view takes the number of its chart from the address, and what goes with it."""

from pages.charts.figure import Figure
from pages.figures.html_tables import paragraph, table
from pages.frame import present
from pages.frame.shown import Piece
from tests.every import every
from tests.pages.stages import plan_of, stage_of


@every("asked,number", [("1", 1), ("3", 3), ("0", 1), ("4", 1), ("99", 1), ("yes", 1), ("", 1)])
def test_an_address_that_names_no_chart_opens_the_first(monkeypatch, asked, number):
    monkeypatch.setattr(present.st, "query_params", {"present": asked})
    assert present.place(3) == number


TABLE, WORDS, QUIET = table(["a"], [("b", [])], "c"), paragraph("x"), paragraph("y", "quiet-note")


@every(
    "told,slides",
    [
        ([TABLE, WORDS], [TABLE + WORDS]),
        ([WORDS, TABLE, TABLE], [TABLE, TABLE]),
        ([WORDS, QUIET], [WORDS, QUIET]),
        (["<style>p{}</style>"], []),
    ],
)
def test_words_go_with_the_table_before_them_and_stand_alone_only_where_nothing_else_does(
    told, slides
):
    shown = [Piece(html=one) for one in told]
    assert [one.html for one in present.worth_showing(shown)] == slides


HEAD = "<h2>z</h2><p>x</p>"
CHART = stage_of(plan_of()).rivals()


@every(
    "told,slides",
    [
        ([HEAD, CHART], [(CHART, HEAD)]),
        ([HEAD, CHART, CHART], [(CHART, HEAD), (CHART, "")]),
        ([HEAD, TABLE, CHART], [(None, HEAD), (None, TABLE), (CHART, "")]),
        ([CHART, WORDS], [(CHART, "")]),
        ([3 * HEAD, CHART], [(None, 3 * HEAD), (CHART, "")]),
    ],
)
def test_a_head_with_few_words_leads_to_the_chart_after_it(told, slides):
    shown = [one if isinstance(one, Figure) else Piece(html=one) for one in told]
    found = present.worth_showing(shown)
    assert [(one.figure, one.html) for one in found] == slides
