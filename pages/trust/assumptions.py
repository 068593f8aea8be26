"""Assumptions: every number that the model rests on, and what changes when one is another."""

import streamlit as st

from models.analysis.assumption import ASSUMPTION_METRICS
from models.errors import ModelError
from pages import compute
from pages.compute.questions import trust_questions as questions
from pages.figures.outcome_figures import style_of
from pages.figures.trust import assumption_words
from pages.figures.trust.assumption_figures import four_lines, parts_table, sentence
from pages.frame import canvas
from pages.labels.names import plain
from pages.panels.trust import assumption_control
from pages.panels.trust.assumption_page import ASSUMPTION_METRIC_KEY, controls, opening, tabs
from pages.plan import plan

scenario, market = plan.current(), plan.market()
metric = st.session_state.get(ASSUMPTION_METRIC_KEY) or ASSUMPTION_METRICS[0]
try:
    weighing = compute.ask(questions.weighed, scenario)
    on_plan = compute.ask(questions.swings_of_plan, scenario) if scenario.steps else {}
    driven = compute.ask(
        questions.influences_of, scenario.market, scenario.rivals, scenario.conduct
    )
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

style = style_of(market, dark=st.context.theme.type == "dark")
split, level = weighing.splits[metric], weighing.level(metric)
opening(scenario)
left, right = st.columns([2, 3], gap="large")
with left:
    name = assumption_control.pick(scenario, on_plan, metric)
    assumption_control.control(name, market)
    st.html(assumption_words.facts(name, market, driven[name]))
with right:
    controls()
    view = "changes" if canvas.as_changes() else "levels"
    canvas.draw(four_lines(weighing, metric, scenario, market, style, view))
    st.html(parts_table(split, metric, weighing.quarters[-1], level))
    st.html(sentence(split, metric, scenario, level))
assumption_control.others(scenario)
tabs(scenario, style, driven, on_plan, metric)
