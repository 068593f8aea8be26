"""Compare: which plan for which aim, the price of the difference, then two against each other."""

import streamlit as st

from models.errors import ModelError
from pages import compute
from pages.compute.questions import decide_questions as questions
from pages.figures import answer_html
from pages.figures.decide import compare_figures, compare_tables, compare_words
from pages.figures.decide.compare_tables import FIRST
from pages.figures.decide_html import sheet
from pages.figures.html_tables import paragraph
from pages.figures.outcome_figures import style_of
from pages.frame import canvas, shown
from pages.frame.example_line import example_line
from pages.frame.shown import tell
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.decide import compare_page
from pages.panels.record_line import records
from pages.plan import example, plan
from pages.plan.challenge_plans import strategies

st.html(answer_html.sheet() + sheet())
scenario, market = plan.current(), plan.market()
if not strategies(scenario):
    scenario, market = example.looked_at()
style = style_of(market, dark=st.context.theme.type == "dark")
example_line(scenario, several=True)
above = st.container()
scenarios = compare_page.chosen(scenario)
compare_page.left_out(scenario)
shown.look_at(*(one for one in scenarios if one.steps))
if len(scenarios) < 2:
    above.html(answer_html.answer(t("compare.nothing"), below=t("compare.nothing_below")))
    raise shown.NothingMoreError
try:
    outcomes = compare_page.outcomes_of(scenarios)
    comparison = compute.ask(questions.compared, scenarios)
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

draws = f"{compute.screen_draws(scenario):,}"
with above:
    below = t("compare.below", quarter=comparison.quarters[-1], draws=draws)
    sure = compare_words.how_sure(comparison)
    behind = compare_figures.columns(comparison, compare_figures.COLUMNS)
    st.html(answer_html.answer(compare_words.finding(comparison), sure, below, behind))
    canvas.draw(compare_figures.heat_map(comparison, outcomes, style))
change, two = st.container(), st.container()
with two:
    front, against = compare_page.pair(comparison.names)
    calls = compare_page.calls_of(comparison, front, against)
    levels = compare_page.levels_of(comparison, front, against)
    contest = compare_tables.contest([one for one in calls if one.metric in FIRST], levels)
    finding = paragraph(compare_tables.finding(calls, levels))
    tell(finding + contest, head=t("compare.contest"))
with change:
    compare_page.lines(comparison, outcomes, front, against, style)
records(scenarios)
compare_page.details(comparison, calls, levels, (front, against))
compare_page.next_steps(scenarios)
