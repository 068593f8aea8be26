"""The present view of any page: its finding and one part at a time, and nothing to operate.

A part is a chart, or a table or the like that the page tells without one. The address says which is
on screen: ``?present=1`` is the first. Levers are drawn all the same and hidden by style, so that
the plan stays as it was when one comes back.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import streamlit as st

from models.scenario.conduct import shared_posture
from pages.charts.figure import Figure
from pages.charts.style import Spec
from pages.export.told_html import blocks_of, is_worth_a_slide
from pages.figures.answer_html import answer
from pages.figures.cockpit.kpi import cards, group_cell
from pages.figures.finding import period, statement
from pages.figures.outcome_figures import Stage
from pages.frame import canvas, shown
from pages.labels.catalogue import t
from pages.labels.html import headline
from pages.labels.names import plain

_SHEET = Path(__file__).with_name("present.css")
_WIDE, _BELOW_CARDS, _ALONE = 1228, 352, 498
"""Sizes of a chart on a page of 1280 x 720, which the style sheet enlarges to the screen's."""


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
    aside = group_cell(stage.outcome)
    _slides(headline(sentence, below, aside), [*stage.all(), *more], cards(stage.outcome))


def page() -> None:
    """Draw what the page that has run showed: its finding, and a part of it at a time."""
    sentence, more, below = shown.finding()
    if is_on() and sentence:
        slides = worth_showing(shown.parts())
        _slides(answer(sentence, more, below), slides)


def worth_showing(parts: Sequence[Figure | shown.Piece]) -> list[Figure | shown.Piece]:
    """Give the charts, and what stands alone beside them; words go with the piece before them.

    Of a page with nothing else the words themselves.
    """
    slides: list[Figure | shown.Piece] = []
    for part in parts:
        if isinstance(part, Figure) or is_worth_a_slide(part.html):
            slides.append(part)
        elif slides and isinstance(before := slides[-1], shown.Piece):
            slides[-1] = replace(before, html=before.html + part.html)
    return slides or [one for one in parts if isinstance(one, Figure) or blocks_of(one.html)]


def _slides(head: str, parts: Sequence[Figure | shown.Piece], first: str = "") -> None:
    """Draw the finding, the part that the address names, and the bar; ``first`` once alone."""
    number = place(len(parts))
    part = parts[number - 1] if parts else None
    beside = first if number == 1 else ""
    st.html(f"<style>{_rules()}</style>")
    with st.container(key="present", gap="xsmall"):
        st.html(head)
        if beside:
            st.html(beside)
        if isinstance(part, Figure):
            # Measured by the browser it would be too wide on an enlarged page.
            sized = replace(part, spec=part.spec | _size(beside))
            canvas.alone(sized, key="present.chart")
        elif part:
            with st.container(key="present.told"):
                st.html(part.html)
        _bar(part.footer if isinstance(part, Figure) else shown.footer(), number, len(parts))


def _size(beside: str) -> Spec:
    height = _BELOW_CARDS if beside else _ALONE
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
