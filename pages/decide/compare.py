"""Compare: which plan is better, by how much, how surely, and what would turn it round."""

import streamlit as st

from models.errors import ModelError
from pages import compute
from pages.compute.questions import decide_questions as questions
from pages.figures.decide import compare_figures, compare_tables
from pages.figures.decide_html import sheet
from pages.figures.html_tables import sheet as tables_sheet
from pages.figures.outcome_figures import style_of
from pages.frame import canvas
from pages.labels.catalogue import t
from pages.labels.html import headline
from pages.labels.names import plain
from pages.panels.decide import compare_page
from pages.panels.record_line import records
from pages.plan import plan

st.html(tables_sheet() + sheet())
top = st.empty()
scenario = plan.current()
style = style_of(plan.market(), dark=st.context.theme.type == "dark")
scenarios = compare_page.chosen(scenario)
if len(scenarios) < 2:
    top.html(headline(t("compare.nothing"), t("compare.nothing_below")))
    st.stop()
try:
    outcomes = compare_page.outcomes_of(scenarios)
    comparison = compute.ask(questions.compared, scenarios)
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

canvas.draw(compare_figures.heat_map(comparison, outcomes, style))
front, against = compare_page.pair(comparison.names)
calls = compare_page.calls_of(comparison, front, against)
subtitle = t(
    "compare.below", quarter=comparison.quarters[-1], draws=f"{compute.screen_draws(scenario):,}"
)
levels = compare_page.levels_of(comparison, front, against)
top.html(headline(compare_tables.finding(calls, levels), subtitle))
compare_page.lines(comparison, outcomes, front, against, style)
records(scenarios)

st.subheader(t("compare.contest"))
st.html(compare_tables.contest(calls, levels))
st.subheader(t("compare.flips"))
compare_page.turning(comparison, calls, front, against)
st.subheader(t("horizon.title"))
compare_page.over_horizon(comparison, front, against)
st.subheader(t("worth.title"))
compare_page.worths(scenarios)
st.subheader(t("compare.differs"))
compare_page.differing(scenarios)
compare_page.next_steps(scenarios)
