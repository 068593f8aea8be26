"""Assumptions: which of them decide this plan, which studies stand behind each, what yours do."""

import streamlit as st

from models.analysis.assumption import ASSUMPTION_METRICS
from models.errors import ModelError
from pages import compute
from pages.compute.questions import trust_questions as questions
from pages.figures.answer_html import answer, sheet
from pages.figures.outcome_figures import style_of
from pages.figures.trust.deciding_figure import deciding
from pages.frame.example_line import example_line
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.trust import assumption_control, assumption_page, assumption_views, laws
from pages.plan import plan

scenario, market = plan.current(), plan.market()
shown = assumption_page.looked_at(scenario)
metric = st.session_state.get(assumption_page.ASSUMPTION_METRIC_KEY) or ASSUMPTION_METRICS[0]
style = style_of(market, dark=st.context.theme.type == "dark")
st.html(f"<style>{laws.style()}</style>{sheet()}")
example_line(shown)
above = st.empty()
above.html(answer(t("assumptions.computing")))
try:
    on_plan = compute.ask(questions.swings_of_plan, shown)
    spans = compute.ask(questions.spans_of_plan, shown)
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

three = deciding(on_plan, metric)
above.html(assumption_page.answer_of(scenario, shown, three, on_plan, metric))
assumption_page.decided(three, on_plan, spans, metric, shown, style)
left, right = st.columns([1, 3], gap="large")
with left:
    name = assumption_control.pick(scenario, on_plan, metric)
    assumption_control.control(name, market)
with right:
    assumption_views.views(name, scenario, market, metric, style)
assumption_control.others(scenario)
assumption_page.details(name, scenario, style, on_plan, metric)
