"""Bring the numbers of a deck up to a plan, and leave everything else as somebody made it.

Only what was written by the deck's writer and still is as it was written follows the plan: charts
by the mark of their frame, texts by that of their shape. A text that was rewritten stays, as do
places, colours, typefaces, the order of slides and slides that were taken out or added.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx.oxml.ns import qn

from models.errors import ModelError
from pages.export.chart_columns import data_of
from pages.export.chart_draw import spans
from pages.export.chart_xml import names_to
from pages.export.deck import written
from pages.export.deck.deck_writer import saved, texts_in
from pages.export.deck.slides import Slide, slides
from pages.export.deck.template import presentation, readable
from pages.figures.pack.pack_model import BoardPack, Chart
from pages.labels.catalogue import in_language, t


class RefreshError(ModelError):
    """A deck cannot be refreshed; the message is in the language in use."""


@dataclass(frozen=True, kw_only=True)
class Refreshed:
    """The bytes of a deck, how many charts and texts follow the plan, and how many of both stay.

    What stays is as somebody has made it.
    """

    data: bytes
    charts: int
    texts: int
    kept: int


def refresh(data: bytes, pack: BoardPack) -> Refreshed:
    """Bring a deck up to ``pack``, in whose language its texts are; errors are in that in use.

    Raises
    ------
    TemplateError
        The bytes are no presentation.
    RefreshError
        The deck holds no record of what was written into it.
    """
    with in_language(pack.language):
        laid = {slide.key: slide for slide in slides(pack)}
        charts = {
            f"{key}.chart.{chart.key}": chart
            for key, slide in laid.items()
            for chart in slide.charts.values()
        }
        after = _now(laid)
    with readable():
        file = presentation(data)
        before = written.texts_of(file)
        if before is None:
            raise RefreshError(t("deck.not_ours"))
        with in_language(pack.language):
            return _refreshed(file, before, charts, after)


def _refreshed(
    file: Any,  # noqa: ANN401
    before: written.Texts,
    charts: Mapping[str, Chart],
    after: written.Texts,
) -> Refreshed:
    found = [(shape.chart, charts[mark]) for mark, shape in _charts(file, charts)]
    ours = [(native, chart) for native, chart in found if _takes(native, chart)]
    drawn = sum(_redraw(native, chart) for native, chart in ours)
    counts = [
        _rewrite(shape, before[mark], after.get(mark)) for mark, shape in _texts(file, before)
    ]
    written.keep(file, before | {mark: after[mark] for mark in before if mark in after})
    return Refreshed(
        data=saved(file),
        charts=drawn,
        texts=sum(changed for changed, _ in counts),
        kept=sum(kept for _, kept in counts) + len(found) - len(ours),
    )


def _now(laid: Mapping[str, Slide]) -> written.Texts:
    """Give every text as the pack has it now, by its mark."""
    return {mark: texts for slide in laid.values() for mark, texts in texts_in(slide).items()}


def _shapes(file: Any) -> Iterator[Any]:  # noqa: ANN401
    for slide in file.slides:
        yield from _within(slide.shapes)
        if slide.has_notes_slide:
            yield from slide.notes_slide.shapes


def _within(shapes: Any) -> Iterator[Any]:  # noqa: ANN401
    """Give shapes, those of groups included."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _within(shape.shapes)
        else:
            yield shape


def _charts(file: Any, charts: Mapping[str, Chart]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    for shape in _shapes(file):
        mark = written.mark_of(shape)
        if getattr(shape, "has_chart", False) and mark in charts:
            yield mark, shape


def _texts(file: Any, texts: written.Texts) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    for shape in _shapes(file):
        if (mark := written.mark_of(shape)) in texts and not getattr(shape, "has_chart", False):
            yield mark, shape


def _takes(native: Any, chart: Chart) -> bool:  # noqa: ANN401
    """Tell whether a chart still has the form that its numbers need; another form stays."""
    area = native._chartSpace.chart.plotArea
    if area.last_ser is None or any(one.find(qn("c:cat")) is None for one in area.sers):
        return False  # its series were taken out, or it was made into points of two numbers
    return chart.kind not in _OF_PAIRS or len(area.sers) >= len(data_of(chart))


def _redraw(native: Any, chart: Chart) -> bool:  # noqa: ANN401
    """Put the numbers of a chart in place of those that it has; looks stay."""
    before, after = _has(native), _wanted(chart)
    if before == after:
        return False
    native.replace_data(data_of(chart))
    if chart.kind in _OF_PAIRS:
        spans(native, chart)
    elif chart.kind in ("bands", "chances"):
        names_to(native, max(before[0], default=0), len(chart.categories) - 1)
    return True


_OF_PAIRS = ("answers", "seen")
"""Charts that draw ranges at the second of their two series."""

_Cells = dict[int, str | float]
_Numbers = tuple[_Cells, list[tuple[str, _Cells]]]
"""The categories of a chart, and of each series its name and numbers: by place what is filled."""


def _has(native: Any) -> _Numbers:  # noqa: ANN401
    """Read what a chart shows."""
    series = native._chartSpace.chart.plotArea.sers
    return dict(_cells(series[0], "cat")), [
        (_text(one.find(qn("c:tx"))), {at: _number(text) for at, text in _cells(one, "val")})
        for one in series
    ]


def _cells(series: Any, tag: str) -> Iterator[tuple[int, str]]:  # noqa: ANN401
    part = series.find(qn(f"c:{tag}"))
    for point in () if part is None else part.iter(qn("c:pt")):
        yield int(point.get("idx")), _text(point)


def _number(text: str) -> str | float:
    """Give the number of a cell, or what somebody wrote in its place."""
    try:
        return float(text)
    except ValueError:
        return text


def _text(part: Any) -> str:  # noqa: ANN401
    return "" if part is None else str(next((one.text for one in part.iter(qn("c:v"))), "") or "")


def _wanted(chart: Chart) -> _Numbers:
    data = data_of(chart)
    return (
        {place: str(one.label) for place, one in enumerate(data.categories)},
        [
            (one.name, {at: value for at, value in enumerate(one.values) if value is not None})
            for one in data
        ],
    )


Counts = tuple[int, int]
"""Texts that follow the plan, and texts that somebody has rewritten and that stay."""


def _rewrite(shape: Any, before: list[str], after: list[str] | None) -> Counts:  # noqa: ANN401
    if after is None or before == after:
        return 0, 0
    if getattr(shape, "has_table", False):
        return _rewrite_table(shape.table, before, after)
    if not shape.has_text_frame:
        return 0, 0
    return _rewrite_frame(shape.text_frame, before, after)


def _rewrite_frame(frame: Any, before: list[str], after: list[str]) -> Counts:  # noqa: ANN401
    """Rewrite the paragraphs that stand as they were written, wherever they stand now."""
    places = list(frame.paragraphs)
    if len(before) != len(after):
        if [one.text for one in places] != before:
            return 0, 1
        while len(places) < len(after):
            places[-1]._p.addnext(deepcopy(places[-1]._p))
            places = list(frame.paragraphs)
        for one in places[len(after) :]:
            one._p.getparent().remove(one._p)
        before = [one.text for one in frame.paragraphs]
        places = list(frame.paragraphs)
    return _paired(places, before, after)


def _paired(places: list[Any], before: list[str], after: list[str]) -> Counts:
    """Rewrite each paragraph that still bears its old text."""
    changed = kept = 0
    for old, new in zip(before, after, strict=True):
        found = next((one for one in places if one.text == old), None)
        if found is None:
            kept += 1
            continue
        places.remove(found)
        if old != new:
            _set(found, new)
            changed += 1
    return changed, kept


def _set(paragraph: Any, text: str) -> None:  # noqa: ANN401
    """Put a text in the letters of the first run."""
    if not paragraph.runs:
        paragraph.add_run()
    first, *rest = paragraph.runs
    first.text = text
    for run in rest:
        run._r.getparent().remove(run._r)


def _rewrite_table(table: Any, before: list[str], after: list[str]) -> Counts:  # noqa: ANN401
    """Rewrite the cells that stand as they were written; rows come and go at the end."""
    wide = len(table.columns)
    if len(list(table.iter_cells())) != len(before) or len(after) % wide:
        return 0, 1
    rows = table._tbl.tr_lst
    for _ in range(len(after) // wide - len(rows)):
        rows[-1].addnext(deepcopy(rows[-1]))
    for row in rows[len(after) // wide :]:
        row.getparent().remove(row)
    cells = list(table.iter_cells())
    before = [*before, *(cell.text for cell in cells[len(before) :])]
    counts = [
        _paired([cell.text_frame.paragraphs[0]], [old], [new])
        for cell, old, new in zip(cells, before, after, strict=False)
    ]
    return sum(one for one, _ in counts), sum(other for _, other in counts)
