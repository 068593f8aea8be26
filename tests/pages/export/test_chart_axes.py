"""Axes of native charts: ticks that read apart, whatever the size of what is drawn."""

import re
from dataclasses import replace

import pytest

from pages.export.chart_draw import draw_alone
from pages.export.chart_setting import PAGE, SLIDE
from tests.every import every
from tests.pages.export.samples import HORIZON, pack

pytestmark = pytest.mark.slow

SIZE = (3.2, 2.0)
"""Inches."""

SETTINGS = (PAGE, SLIDE)


def charts(kind):
    sections = [pack("english", "Test plan", HORIZON).section(x) for x in ("answer", "rivals")]
    return [one for section in sections for one in section.charts if one.kind == kind]


def scaled(chart, factor):
    series = [
        replace(one, values=tuple(None if x is None else factor * x for x in one.values))
        for one in chart.series
    ]
    return replace(chart, series=tuple(series))


def axis(chart, setting):
    """Give the step of the axis of values, if it is set, and the decimals that its ticks bear."""
    space, _ = draw_alone(chart, SIZE, setting)
    (form,) = {*space.xpath(".//c:valAx/c:numFmt/@formatCode")}
    found = re.fullmatch(r"\+?(?:#,##)?0(?:\.(0+))?(%?)(?:;.*)?", form)
    assert found, form
    step = [float(x) for x in space.xpath(".//c:valAx/c:majorUnit/@val")]
    share = 100.0 if found[2] else 1.0
    return [share * x for x in step], len(found[1] or "")


@every("size", [10.0**power for power in range(-5, 4)])
def test_ticks_beside_bars_differ_in_what_they_bear(size):
    for chart in charts("answers"):
        largest = max(abs(x) for one in chart.series for x in one.values)
        for setting in SETTINGS:
            (step,), decimals = axis(scaled(chart, 1.7 * size / largest), setting)
            assert round(step, decimals) == pytest.approx(step), chart.key


@every("size", [0.004, 0.3, 3.0, 7.0, 19.0, 400.0])
def test_ticks_over_time_are_numbers_with_decimals_where_they_are_small(size):
    for chart in charts("bands"):
        form = "0.00" if size < 20.0 else "#,##0"
        largest = max(abs(x) for one in chart.series for x in one.values if x is not None)
        drawn = replace(scaled(chart, size / largest), number_format=form)
        _, decimals = axis(drawn, PAGE)
        assert (decimals == 0) == (size >= 5.0)
        assert 10.0**-decimals <= max(size / 5.0, 1.0)


@every("count", range(2, 42))
def test_quarters_stand_as_far_apart_on_a_long_axis_as_on_a_short_one(count):
    chart = next(one for one in charts("bands") if len(one.categories) > 2)
    short = replace(
        chart,
        categories=tuple(map(str, range(count))),
        series=tuple(replace(one, values=(1.0,) * count) for one in chart.series),
    )
    for setting in SETTINGS:
        space, _ = draw_alone(short, SIZE, setting)
        (skip,) = map(int, space.xpath(".//c:tickLblSkip/@val"))
        assert skip * (setting.dates - 1) >= count - 1
