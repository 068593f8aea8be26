"""Assumptions: which of them decide this plan, which studies stand behind each, what yours do."""

import streamlit as st

from models.analysis.assumption import ASSUMPTION_METRICS
from models.errors import ModelError
from pages import compute
from pages.compute.questions import trust_questions as questions
from pages.figures.outcome_figures import style_of
from pages.figures.trust import assumption_words
from pages.figures.trust.deciding_figure import deciding
from pages.labels.names import plain
from pages.panels.trust import assumption_control, assumption_views
from pages.panels.trust.assumption_page import ASSUMPTION_METRIC_KEY, decided, opening, tabs
from pages.plan import plan

scenario, market = plan.current(), plan.market()
metric = st.session_state.get(ASSUMPTION_METRIC_KEY) or ASSUMPTION_METRICS[0]
try:
    on_plan = compute.ask(questions.swings_of_plan, scenario) if scenario.steps else {}
    spans = compute.ask(questions.spans_of_plan, scenario) if scenario.steps else {}
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

style = style_of(market, dark=st.context.theme.type == "dark")
three = deciding(on_plan, metric)
opening(scenario, three, on_plan, metric)
decided(three, on_plan, spans, metric, scenario, style)
left, right = st.columns([1, 3], gap="large")
with left:
    name = assumption_control.pick(scenario, on_plan, metric)
    assumption_control.control(name, market)
with right:
    assumption_views.views(name, scenario, market, metric, style)
# Every lever is moved for these, which takes longest; what stands above is drawn by then.
driven = compute.ask(questions.influences_of, scenario.market, scenario.rivals, scenario.conduct)
st.html(assumption_words.facts(name, market, driven[name]))
assumption_control.others(scenario)
tabs(scenario, style, driven, on_plan, metric)
