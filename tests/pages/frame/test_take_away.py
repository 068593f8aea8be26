"""A chart that is taken away says when, whatever page it is from."""

from dataclasses import replace

from pages.frame import shown
from pages.frame.take_away import makers
from tests.pages.stages import plan_of, stage_of


def test_a_picture_bears_the_day_once_also_where_the_chart_on_its_page_has_none():
    chart = stage_of(plan_of()).rivals()
    for footer in ("Market of a case", f"Plan of {shown.today()} · {shown.today()} · model"):
        picture = makers(replace(chart, footer=footer))["svg"]().decode()
        assert picture.count(f" · {shown.today()}") == 1
