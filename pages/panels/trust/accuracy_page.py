"""The page of accuracy around its picture: forecast and what came, decisions beside, drawers."""

import streamlit as st

from models.notation import quarter_name, quarter_number
from pages import compute
from pages.compute.questions import trust_questions as questions
from pages.figures.html_tables import paragraph
from pages.figures.trust import accuracy_words
from pages.figures.trust.hindsight_figures import figures
from pages.figures.trust.seen_told import counts
from pages.frame import canvas
from pages.frame.drawer import drawers
from pages.frame.menu import CASES, linked
from pages.frame.shown import tell
from pages.labels.catalogue import t
from pages.panels.trust import accuracy_report
from pages.panels.trust.recovery_report import recovery

SHOWN_FIRST = quarter_number("2022Q4")
"""The last quarter published in March 2023."""

_ACROSS = 2


def picture(*, dark: bool) -> None:
    """Draw forecast and what came of the own revenue, decisions beside it, rivals below."""
    left, right = st.columns([3, 1], gap="large")
    with right:
        origin = _origin()
        _decisions()
    actuals = accuracy_report.figures_reported()
    drawn = figures(actuals, *accuracy_report.forecast_at(origin), dark=dark)
    own, *rivals = sorted(drawn, key=lambda one: not one.name.endswith(_OWN))
    with left:
        canvas.draw(own)
    for start in range(0, len(rivals), _ACROSS):
        for column, figure in zip(st.columns(_ACROSS, gap="large"), rivals[start:], strict=False):
            with column:
                canvas.draw(figure)
    tell(paragraph(t("accuracy.how", origin=quarter_name(origin)), "quiet-note"))


_OWN = accuracy_report.OWN_SERIES.lower()


def _origin() -> int:
    """Let the reader choose the quarter that one stands at."""
    return st.select_slider(
        t("accuracy.origin"),
        list(
            range(accuracy_report.tested().origins[0], accuracy_report.figures_reported().last + 1)
        ),
        value=SHOWN_FIRST,
        format_func=quarter_name,
        help=t("accuracy.origin.help"),
        key="accuracy.origin",
        persist_state="session",
    )


def _decisions() -> None:
    counted = counts(compute.ask(questions.episodes_scored))
    tell(paragraph(accuracy_words.decisions(counted), "answer-more"))
    st.page_link(linked(CASES), label=t("accuracy.to_cases"), icon=":material/history:")


def details() -> None:
    """Draw what stands behind the answer, each in a drawer of its own."""
    drawers(
        {
            "accuracy.misses": _misses,
            "accuracy.scores": _scores,
            "accuracy.by_horizon": _by_horizon,
            "recovery.title": recovery,
        }
    )


def _misses() -> None:
    found = accuracy_report.misses() or [t("accuracy.miss.none")]
    st.markdown("\n".join(f"- {sentence}" for sentence in found))


def _scores() -> None:
    st.dataframe(accuracy_report.summary(), hide_index=True, key="accuracy.summary")
    st.caption(accuracy_report.vintages())
    st.caption(t("accuracy.method"))


def _by_horizon() -> None:
    scores = accuracy_report.by_horizon()
    st.dataframe(scores, hide_index=True, height="content", key="accuracy.horizons")
