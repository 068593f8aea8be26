"""The page of assumptions above and below its figures: the finding, and what lies in tabs."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from models.analysis.assumption import ASSUMPTION_METRICS
from models.analysis.influence import ParameterSwing
from models.inputs import load_parameters
from models.scenario import Scenario
from pages import compute
from pages.charts.style import Style
from pages.compute.questions import trust_questions as questions
from pages.figures import assumption_values as values
from pages.figures.trust.range_figure import range_figure
from pages.frame import canvas, choices
from pages.labels.catalogue import t
from pages.labels.html import headline
from pages.panels.trust import assumption_table, laws

ASSUMPTION_METRIC_KEY = "assumptions.metric"


def opening(scenario: Scenario) -> None:
    """Show how much rests on judgement, and what is assumed otherwise."""
    parameters = load_parameters()
    rows = [parameters.table[name] for name in parameters.names]
    judged = sum(row.grade == "D" for row in rows)
    below = values.notice(scenario) or t("assumptions.purpose")
    st.html(f"<style>{laws.style()}</style>")
    st.html(headline(t("assumptions.finding", count=len(rows), judged=judged), below))


def controls() -> None:
    """Let the reader choose the measure that lines and parts tell, and levels or changes."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        choices.row(
            t("assumptions.metric"),
            ASSUMPTION_METRICS,
            ASSUMPTION_METRIC_KEY,
            words=lambda name: t(f"assumptions.metric.{name}"),
        )
        canvas.view_control()


def tabs(
    scenario: Scenario,
    style: Style,
    driven: Mapping[str, Sequence[ParameterSwing]],
    on_plan: Mapping[str, Mapping[str, ParameterSwing]],
    metric: str,
) -> None:
    """Draw the tab that is open; the others cost nothing until they are asked for."""
    parts: dict[str, Callable[[], None]] = {
        "assumptions.tab.all": lambda: assumption_table.table(scenario, driven, on_plan, metric),
        "assumptions.tab.range": lambda: _range(scenario, style),
    }
    choices.tabs(parts, "assumptions.tabs")


def _range(scenario: Scenario, style: Style) -> None:
    if figure := range_figure(compute.ask(questions.evidence_of_plan, scenario), scenario, style):
        canvas.draw(figure)
    else:
        st.info(t("evidence.empty"))
