"""What stands in the cells behind a chart: its numbers as an office program can draw them.

Office programs know no bands and no waterfall. A band is an area on top of one that is not painted,
a step is a bar on top of one; the cells hold the parts of that stack, which add up to the numbers.
"""

from collections.abc import Callable, Sequence

from pptx.chart.data import CategoryChartData

from pages.export.chart_setting import SLIDE, Setting, two_lines
from pages.figures.pack.pack_model import Chart
from pages.labels.catalogue import t

Numbers = Sequence[float | None]
Column = tuple[str, Numbers]
"""Name of a series and its numbers."""

LOOKS = ("gain", "loss", "unclear", "total")

AREAS = 4
"""Series of a chart with bands that are areas; lines follow."""


def columns(chart: Chart) -> list[Column]:
    """Give the series of a chart in their order; always as many for one kind of chart."""
    return _OF_KIND[chart.kind](chart)


def data_of(chart: Chart, setting: Setting = SLIDE) -> CategoryChartData:
    """Give categories and series for python-pptx."""
    data = CategoryChartData(number_format=chart.number_format)
    data.categories = names_of(chart, setting)
    for name, values in columns(chart):
        data.add_series(name, values)
    return data


def names_of(chart: Chart, setting: Setting = SLIDE) -> list[str]:
    """Give what stands at each category: its name, a figure below."""
    texts = chart.texts or ("",) * len(chart.categories)
    return [two_lines(*pair, setting) for pair in zip(chart.categories, texts, strict=True)]


def _bands(chart: Chart) -> list[Column]:
    """Stack the ends of the bands, then give the lines as they are."""
    past = next((one.values for one in chart.series if one.role == "past"), None)
    ends = [_from(past, chart.values(role)) for role in ("low_80", "low_50", "high_50", "high_80")]
    parts = [
        (f"{t(f'pack.band.{place}')}", _less(upper, lower))
        for place, lower, upper in zip(range(1, 4), ends, ends[1:], strict=False)
    ]
    lines = [
        (t("chart.no_change"), chart.values("no_change")),
        (t("chart.plan"), chart.values("plan")),
        (t("pack.reported"), past or (None,) * len(chart.categories)),
    ]
    return [(t("chart.low_80"), ends[0]), *parts, *lines]


def _from(past: Numbers | None, ends: Numbers) -> Numbers:
    """Let the bands grow out of the reported line: a gap in an area would be drawn as zero."""
    if past is None:
        return ends
    return [old if end is None else end for old, end in zip(past, ends, strict=True)]


def _less(upper: Numbers, lower: Numbers) -> list[float | None]:
    return [None if a is None or b is None else a - b for a, b in zip(upper, lower, strict=True)]


def _steps(chart: Chart) -> list[Column]:
    pairs = [
        (a or 0.0, b or 0.0)
        for a, b in zip(chart.values("start"), chart.values("end"), strict=True)
    ]
    return _floating(pairs, chart.looks)


def _swings(chart: Chart) -> list[Column]:
    pairs = [
        (a or 0.0, b or 0.0) for a, b in zip(chart.values("low"), chart.values("high"), strict=True)
    ]
    return _floating(pairs, ("total",) * len(pairs))


def _floating(pairs: Sequence[tuple[float, float]], looks: Sequence[str]) -> list[Column]:
    """Lay bars from a to b on a base that is not painted; above and below zero stack apart."""
    ends = [(min(pair), max(pair)) for pair in pairs]
    found: list[Column] = [(t("pack.base"), [max(a, 0.0) + min(b, 0.0) for a, b in ends])]
    for look in LOOKS:
        ours = [one == look for one in looks]
        above = [max(b, 0.0) - max(a, 0.0) for a, b in ends]
        below = [min(a, 0.0) - min(b, 0.0) for a, b in ends]
        for sign, sizes in (("+", above), ("\N{MINUS SIGN}", below)):
            name = f"{t(f'pack.look.{look}')} {sign}"
            kept = [size if own and size else None for size, own in zip(sizes, ours, strict=True)]
            found.append((name, kept))
    return found


def _pairs(chart: Chart) -> list[Column]:
    """Give what is compared, then the figure that has a range."""
    by_role = {one.role: one for one in chart.series}
    return [(by_role[role].name, by_role[role].values) for role in pair_roles(chart)]


def pair_roles(chart: Chart) -> tuple[str, str]:
    """Name the two roles that stand beside each other, the one with the range second."""
    return ("before", "after") if chart.kind == "answers" else ("seen", "told")


def _chances(chart: Chart) -> list[Column]:
    return [(one.name, one.values) for one in chart.series]


_OF_KIND: dict[str, Callable[[Chart], list[Column]]] = {
    "bands": _bands,
    "steps": _steps,
    "swings": _swings,
    "answers": _pairs,
    "seen": _pairs,
    "chances": _chances,
}
