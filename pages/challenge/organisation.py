"""Organisation: what a structure does to speed, effectiveness and KPIs, and when to move."""

import streamlit as st

from models.analysis.structure.alignment import alignment
from models.errors import ModelError
from pages import compute
from pages.compute.questions import challenge_questions as questions
from pages.compute.questions.cockpit_questions import outcome
from pages.figures.challenge import structure_figures
from pages.figures.challenge.structure_cards import all_sizes, cards
from pages.figures.challenge.structure_figures import Drawing
from pages.figures.challenge.structure_kpis import kpis
from pages.figures.html_tables import paragraph, sheet
from pages.figures.outcome_figures import style_of
from pages.frame import canvas
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.challenge.structure_control import choose
from pages.panels.challenge.structure_page import attention, headline_of, latest
from pages.plan import plan

scenario, market = plan.current(), plan.market()
style = style_of(market, dark=st.context.theme.type == "dark")
on = Drawing(scenario=scenario, market=market, style=style)
st.html(sheet())
top = st.empty()
every, chosen, size = choose(scenario, market)
try:
    delivered = compute.ask(questions.cards, scenario, every)
    of_plan = compute.ask(outcome, scenario)
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

top.html(headline_of(delivered, chosen, size, scenario, of_plan))
st.html(cards(delivered, every, chosen, size, market, of_plan))
st.html(paragraph(t("structure.judgement"), "quiet-note"))
left, right = st.columns(2, gap="large")
with left:
    canvas.draw(structure_figures.effectiveness(on, delivered, every, chosen, size))
with right:
    canvas.draw(structure_figures.speed(on, delivered, chosen, size))
left, right = st.columns(2, gap="large")
with left:
    if figure := structure_figures.deliveries(on, delivered[chosen.name, size]):
        canvas.draw(figure)
    st.html(attention(scenario, market))
with right:
    canvas.draw(kpis(on, alignment(market.levers), alignment(plan.targets())))
st.html(all_sizes(delivered, chosen, of_plan))
latest(on, chosen)
