"""The present view of any page: its finding and one part at a time, and nothing to operate.

A part is a chart, or a table or the like that the page tells without one. The address says which is
on screen: ``?present=1`` is the first. Levers are drawn all the same and hidden by style, so that
the plan stays as it was when one comes back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import streamlit as st

from models.scenario.conduct import shared_posture
from pages.charts.figure import Figure
from pages.charts.style import Spec
from pages.export.sheet import LINE_HEIGHT
from pages.export.told_html import blocks_of, is_worth_a_slide, leads
from pages.export.typeface import wrapped
from pages.figures.answer_html import answer
from pages.figures.cockpit.kpi import cards, group_cell
from pages.figures.finding import period, statement
from pages.figures.outcome_figures import Stage
from pages.figures.provenance import dated
from pages.frame import canvas, shown
from pages.labels.catalogue import t
from pages.labels.html import headline
from pages.labels.names import plain

_SHEET = Path(__file__).with_name("present.css")
_WIDE, _BELOW_CARDS, _ALONE, _LEAST = 1228, 352, 498, 240
"""Sizes of a chart on a page of 1280 x 720, which the style sheet enlarges to the screen's."""

_SENTENCE, _MORE, _SMALL = 34, 24, 13
"""Sizes of the finding, of what belongs to it with the room above, and of all else, in pixels."""

_FOOT = 780
"""Width of the line that says where figures come from, beside the ways to step."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Slide:
    """What is on screen at a time: a chart, or HTML, or a chart below the HTML that leads to it."""

    figure: Figure | None = None
    html: str = ""


is_on = shown.is_presented


@cache
def _rules() -> str:
    """Rules that hide everything else; they come and go with the view."""
    return _SHEET.read_text(encoding="utf-8")


def enter_button() -> None:
    """Offer the view."""
    st.button(
        t("present.enter"),
        key="present.enter",
        icon=":material/slideshow:",
        type="tertiary",
        help=t("present.help"),
        on_click=_go,
        args=(1,),
    )


def show(stage: Stage, more: Sequence[Figure] = ()) -> None:
    """Draw the Cockpit: the cards with the first chart, the others alone."""
    sentence = statement(stage.outcome, shared_posture(stage.scenario, stage.market))
    below = period(stage.outcome, stage.scenario)
    head = headline(sentence, below, group_cell(stage.outcome))
    first, *others = [Slide(figure=figure) for figure in (*stage.all(), *more)]
    _slides(head, [replace(first, html=cards(stage.outcome)), *others], _beyond(sentence))


def page() -> None:
    """Draw what the page that has run showed: its finding, and a part of it at a time."""
    sentence, more, below = shown.finding()
    if is_on() and sentence:
        taken = _beyond(sentence) + _lines(more, _MORE)
        _slides(answer(sentence, more, below), worth_showing(shown.parts()), taken)


def worth_showing(parts: Sequence[Figure | shown.Piece]) -> list[Slide]:
    """Give the charts, and what stands alone beside them; words go with the piece before them.

    Few words under a head lead to the chart that follows. Of a page with nothing else the words
    themselves.
    """
    slides: list[Slide] = []
    for part in parts:
        before = slides[-1] if slides and not slides[-1].figure else None
        if isinstance(part, Figure):
            if before and leads(before.html):
                slides[-1] = replace(before, figure=part)
            else:
                slides.append(Slide(figure=part))
        elif is_worth_a_slide(part.html):
            slides.append(Slide(html=part.html))
        elif before:
            slides[-1] = replace(before, html=before.html + part.html)
    pieces = [part for part in parts if isinstance(part, shown.Piece)]
    return slides or [Slide(html=one.html) for one in pieces if blocks_of(one.html)]


def _beyond(sentence: str) -> float:
    """Height that a finding takes beyond the two lines that there is room for, in pixels."""
    return max(0.0, _lines(sentence, _SENTENCE) - 2 * _SENTENCE * LINE_HEIGHT)


def _lines(text: str, size: float, width: float = _WIDE) -> float:
    """Height of ``text`` broken into lines, in pixels."""
    return size * LINE_HEIGHT * len(wrapped(text, size, width, bold=size == _SENTENCE))


def _slides(head: str, slides: Sequence[Slide], taken: float) -> None:
    """Draw the finding, the slide that the address names, and the bar.

    ``taken`` is what the finding takes of the chart's height, in pixels.
    """
    number = place(len(slides))
    slide = slides[number - 1] if slides else Slide()
    figure = slide.figure
    footer = dated(figure.footer, shown.today()) if figure else shown.footer()
    st.html(f"<style>{_rules()}</style>")
    with st.container(key="present", gap="xsmall"):
        st.html(head)
        if figure:
            if slide.html:
                st.html(slide.html)
            taken += _small(figure.subtitle, _WIDE) + _small(footer, _FOOT)
            # Measured by the browser it would be too wide on an enlarged page.
            sized = replace(figure, spec=figure.spec | _size(slide, taken))
            canvas.alone(sized, key="present.chart")
        elif slide.html:
            with st.container(key="present.told"):
                st.html(slide.html)
        _bar(footer, number, len(slides))


def _small(text: str, width: float) -> float:
    """Height that small words take beyond their one line, in pixels."""
    return max(0.0, _lines(text, _SMALL, width) - _SMALL * LINE_HEIGHT)


def _size(slide: Slide, taken: float) -> Spec:
    height = max(_LEAST, (_BELOW_CARDS if slide.html else _ALONE) - taken)
    return {"width": _WIDE, "height": height, "autosize": {"type": "fit", "contains": "padding"}}


def place(count: int) -> int:
    """Give the number of the part on screen, from 1; the first where the address names none."""
    asked = str(st.query_params.get(shown.PRESENT, ""))
    known = [str(number) for number in range(1, count + 1)]
    return int(asked) if asked in known else 1


def _bar(footer: str, number: int, count: int) -> None:
    """Show where the figures come from; step, or go back, by key or by hand."""
    with st.container(
        key="present.bar", horizontal=True, gap="xsmall", vertical_alignment="center"
    ):
        st.caption(plain(footer))
        if count:
            st.caption(t("present.place", number=number, count=count), width="content")
        _step("previous", "Left", number - 1, possible=number > 1)
        _step("next", "Right", number + 1, possible=number < count)
        _step("leave", "Esc", None, possible=True)


def _step(name: str, shortcut: str, to: int | None, *, possible: bool) -> None:
    st.button(
        t(f"present.{name}"),
        key=f"present.{name}",
        type="tertiary",
        shortcut=shortcut,
        disabled=not possible,
        on_click=_go,
        args=(to,),
    )


def _go(number: int | None) -> None:
    if number is None:
        st.query_params.pop(shown.PRESENT, None)
    else:
        st.query_params[shown.PRESENT] = str(number)
