"""The page of assumptions around its editor: what decides the plan, and what lies in drawers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from models.analysis.assumption import ASSUMPTION_METRICS
from models.analysis.influence import ParameterSwing
from models.inputs import load_market, load_parameters
from models.scenario import Scenario
from pages import compute
from pages.charts.marks import PICK
from pages.charts.style import Style
from pages.compute.questions import trust_questions as questions
from pages.figures.answer_html import answer
from pages.figures.assumption_values import notice
from pages.figures.trust.assumption_words import facts
from pages.figures.trust.deciding_figure import Swings, deciding_figure, sentence
from pages.figures.trust.range_figure import range_figure
from pages.frame import canvas
from pages.frame.drawer import drawers
from pages.frame.shown import tell
from pages.labels.catalogue import t
from pages.panels.trust import assumption_control, assumption_table, evidence_upload
from pages.plan.example import example

ASSUMPTION_METRIC_KEY = "assumptions.metric"
_CLICKED = "assumptions.clicked"


def looked_at(scenario: Scenario) -> Scenario:
    """Give the plan whose outcome is followed: ``scenario``, or the example under its numbers."""
    if scenario.steps:
        return scenario
    return replace(example(scenario), assumptions=scenario.assumptions)


def answer_of(
    scenario: Scenario, shown: Scenario, three: Sequence[str], on_plan: Swings, metric: str
) -> str:
    """Write which assumptions decide ``shown`` and between which outcomes; what is the reader's."""
    told, more = sentence(three, on_plan, metric, shown.name)
    return answer(told, more, notice(scenario) or counted())


def counted() -> str:
    """Count how many numbers there are, and how many of them are judgement."""
    parameters = load_parameters()
    rows = [parameters.table[name] for name in parameters.names]
    judged = sum(row.grade == "D" for row in rows)
    return t("assumptions.counted", count=len(rows), judged=judged)


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


def details(name: str, scenario: Scenario, style: Style, on_plan: Swings, metric: str) -> None:
    """Draw what stands behind the answer, each in a drawer of its own."""
    market = load_market(scenario.market)
    parts: dict[str, Callable[[], object]] = {
        "assumptions.known": lambda: tell(facts(name, market, _driven(scenario)[name])),
        "assumptions.tab.all": lambda: assumption_table.table(
            scenario, _driven(scenario), on_plan, metric
        ),
        "assumptions.tab.range": lambda: _range(scenario, style),
        "assumptions.tab.study": evidence_upload.evidence_upload,
    }
    drawers(parts)


def _driven(scenario: Scenario) -> Mapping[str, Sequence[ParameterSwing]]:
    """Find what each parameter drives; every lever is moved for it, which takes longest."""
    return compute.ask(questions.influences_of, scenario.market, scenario.rivals, scenario.conduct)


def _range(scenario: Scenario, style: Style) -> None:
    if figure := range_figure(compute.ask(questions.evidence_of_plan, scenario), scenario, style):
        canvas.draw(figure)
    else:
        st.info(t("evidence.empty"))
