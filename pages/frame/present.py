"""The present view: the finding, the cards and one chart at a time, and nothing to operate.

The address says which chart is on screen: ``?present=1`` is the first. Levers are drawn all the
same and hidden by style, so that the plan stays as it was when one comes back.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import streamlit as st

from models.scenario.conduct import shared_posture
from pages.charts.figure import Figure
from pages.figures.cockpit.kpi import cards, group_cell
from pages.figures.finding import finding, period
from pages.figures.outcome_figures import Stage
from pages.frame import canvas
from pages.labels.catalogue import t
from pages.labels.html import headline
from pages.labels.names import plain

_ADDRESS = "present"
_SHEET = Path(__file__).with_name("present.css")
_SIZE = {"width": 1228, "height": 352, "autosize": {"type": "fit", "contains": "padding"}}
"""Size of a chart on a page of 1280 x 720, which the style sheet enlarges to the screen's."""


def is_on() -> bool:
    """Return whether the address asks for the present view."""
    return _ADDRESS in st.query_params


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
    """Draw the page: the finding, the cards, the chart that the address names, the bar below."""
    figures = [*stage.all(), *more]
    number = place(len(figures))
    figure = figures[number - 1]
    sentence = finding(stage.outcome, shared_posture(stage.scenario, stage.market))
    st.html(f"<style>{_rules()}</style>")
    with st.container(key="present", gap="xsmall"):
        st.html(
            headline(sentence, period(stage.outcome, stage.scenario), group_cell(stage.outcome))
        )
        st.html(cards(stage.outcome))
        # Measured by the browser it would be too wide on an enlarged page.
        canvas.alone(replace(figure, spec=figure.spec | _SIZE), key="present.chart")
        _bar(figure, number, len(figures))


def place(count: int) -> int:
    """Give the number of the chart on screen, from 1; the first where the address names none."""
    asked = str(st.query_params.get(_ADDRESS, ""))
    known = [str(number) for number in range(1, count + 1)]
    return int(asked) if asked in known else 1


def _bar(figure: Figure, number: int, count: int) -> None:
    """Show where the figures come from; step, or go back, by key or by hand."""
    with st.container(
        key="present.bar", horizontal=True, gap="xsmall", vertical_alignment="center"
    ):
        st.caption(plain(figure.footer))
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
        st.query_params.pop(_ADDRESS, None)
    else:
        st.query_params[_ADDRESS] = str(number)
