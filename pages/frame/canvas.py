"""Drawing a figure on the page, with the words above it and the way to take it away."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

import streamlit as st

from models.analysis.outcome import Outcome
from models.scenario import Scenario
from pages import compute
from pages.charts.figure import Figure
from pages.compute.questions import picture_questions
from pages.export.data import csv_of
from pages.figures.outcome_figures import Stage, style_of
from pages.frame import choices, shown
from pages.frame.carrying import carrying
from pages.labels.catalogue import t
from pages.labels.html import source, words
from pages.plan import plan

_LOG = logging.getLogger(__name__)
_VIEW, _VIEWS = "view", ("levels", "changes")


def stage(outcome: Outcome, scenario: Scenario) -> Stage:
    """Set the stage in the reader's language and theme."""
    market = plan.market()
    return Stage(
        market=market,
        scenario=scenario,
        outcome=outcome,
        style=style_of(market, dark=st.context.theme.type == "dark"),
        date=datetime.now(UTC).date().isoformat(),
    )


def draw(figure: Figure, control: Callable[[], object] | None = None, pick: str = "") -> str:
    """Draw ``figure`` with its words above and, beside them, a ``control`` of the chart.

    ``pick`` names a selection in its specification; the answer is the ``key`` of the mark that
    was clicked last, empty without one.
    """
    if not shown.note(figure):
        return ""
    with st.container(key=f"figure.{figure.name}", gap="xsmall"):
        with st.container(horizontal=True, wrap=False, gap="xsmall"):
            st.html(words(figure.title, figure.subtitle, _source(figure)))
            if control:
                control()
            _take_away(figure)
        event = st.vega_lite_chart(
            spec={**figure.spec, "datasets": {"main": figure.table}},
            theme=None,
            key=f"chart.{figure.name}",
            alt=figure.subtitle,  # the finding is the heading; a changing text would redraw all
            on_select="rerun" if pick else "ignore",
            selection_mode=pick or None,
        )
    return _key(event, pick) if pick else ""


def picked(name: str, pick: str) -> str:
    """Give the key of the mark of figure ``name`` that was clicked last, before it is drawn."""
    event = st.session_state.get(f"chart.{name}")
    return _key(event, pick) if event else ""


def _key(event: object, pick: str) -> str:
    rows = cast("Any", event)["selection"].get(pick, [])
    return str(rows[0].get("key", "")) if rows else ""


def _source(figure: Figure) -> str:
    """Mark the chart with the grade of its weakest figure; behind it, where they come from."""
    if not figure.notes:
        return ""
    label = t("source.label", what=figure.title)
    return source(figure.grade, label, figure.notes, figure.name)


def view_control() -> None:
    """Let the reader choose between levels and changes."""
    choices.row(t("figure.view"), _VIEWS, _VIEW, words=lambda view: t(f"figure.{view}"))


def as_changes() -> bool:
    """Return whether the reader wants changes rather than levels."""
    return bool(st.session_state.get(_VIEW) == _VIEWS[1])


def _take_away(figure: Figure) -> None:
    """Offer picture and data; the buttons exist only while the menu is open."""
    menu = st.popover(
        t("figure.download"),
        icon=":material/download:",
        type="tertiary",
        key=f"take.{figure.name}",
        on_change="rerun",
    )
    if menu.open:
        with menu:
            _file(
                figure,
                "png",
                "image/png",
                carrying(lambda: compute.ask(picture_questions.png, figure)),
            )
            _file(
                figure,
                "svg",
                "image/svg+xml",
                carrying(lambda: compute.ask(picture_questions.svg, figure)),
            )
            _file(figure, "csv", "text/csv", lambda: csv_of(figure))


def _file(figure: Figure, kind: str, mime: str, make: Callable[[], bytes]) -> None:
    st.download_button(
        t(f"figure.{kind}"),
        logged(make),
        file_name=f"{figure.name}.{kind}",
        mime=mime,
        key=f"take.{figure.name}.{kind}",
        on_click="ignore",
        type="tertiary",
    )


def logged(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Log why a download failed: the browser learns only that it did."""

    def call() -> bytes:
        try:
            return make()
        except Exception:
            _LOG.exception("a download could not be made")
            raise

    return call
