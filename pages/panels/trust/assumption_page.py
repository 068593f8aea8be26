"""The page of assumptions above and below its figures: what decides the plan, and the tabs."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from models.analysis.assumption import ASSUMPTION_METRICS
from models.analysis.influence import ParameterSwing
from models.inputs import load_parameters
from models.scenario import Scenario
from pages import compute
from pages.charts.marks import PICK
from pages.charts.style import Style
from pages.compute.questions import trust_questions as questions
from pages.figures import assumption_values as values
from pages.figures.trust.deciding_figure import Swings, deciding_figure, sentence
from pages.figures.trust.range_figure import range_figure
from pages.frame import canvas, choices
from pages.labels.catalogue import t
from pages.labels.html import headline
from pages.panels.trust import assumption_control, assumption_table, evidence_upload, laws

ASSUMPTION_METRIC_KEY = "assumptions.metric"
_CLICKED = "assumptions.clicked"


def opening(scenario: Scenario, three: Sequence[str], on_plan: Swings, metric: str) -> None:
    """Show which assumptions decide the plan, or how much rests on judgement; what is yours."""
    parameters = load_parameters()
    rows = [parameters.table[name] for name in parameters.names]
    judged = sum(row.grade == "D" for row in rows)
    told, below = sentence(three, on_plan, metric)
    told = told or t("assumptions.finding", count=len(rows), judged=judged)
    below = values.notice(scenario) or below or t("assumptions.purpose")
    st.html(f"<style>{laws.style()}</style>")
    st.html(headline(told, below))


def decided(
    three: Sequence[str],
    on_plan: Swings,
    spans: Mapping[str, tuple[float, float]],
    metric: str,
    scenario: Scenario,
    style: Style,
) -> None:
    """Draw the plan's outcome along what decides it; a row that is clicked is opened below."""
    if not three:
        _metrics().widget()
        return
    figure = deciding_figure(three, on_plan, spans, metric, scenario, style)
    clicked = canvas.draw(figure, _metrics(), pick=PICK)
    if clicked and clicked != st.session_state.get(_CLICKED):
        assumption_control.put(clicked)
    st.session_state[_CLICKED] = clicked


def _metrics() -> canvas.Control:
    """Let the reader choose the measure that all figures of the page tell."""
    return canvas.Control(
        label=t("assumptions.metric"),
        options=tuple(ASSUMPTION_METRICS),
        name=ASSUMPTION_METRIC_KEY,
        words=lambda name: t(f"assumptions.metric.{name}"),
    )


def tabs(
    scenario: Scenario,
    style: Style,
    driven: Mapping[str, Sequence[ParameterSwing]],
    on_plan: Swings,
    metric: str,
) -> None:
    """Draw the tab that is open; the others cost nothing until they are asked for."""
    parts: dict[str, Callable[[], None]] = {
        "assumptions.tab.all": lambda: assumption_table.table(scenario, driven, on_plan, metric),
        "assumptions.tab.range": lambda: _range(scenario, style),
        "assumptions.tab.study": evidence_upload.evidence_upload,
    }
    choices.tabs(parts, "assumptions.tabs")


def _range(scenario: Scenario, style: Style) -> None:
    if figure := range_figure(compute.ask(questions.evidence_of_plan, scenario), scenario, style):
        canvas.draw(figure)
    else:
        st.info(t("evidence.empty"))
