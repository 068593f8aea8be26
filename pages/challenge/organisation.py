"""Organisation: what a structure does to speed, effectiveness and KPIs, and when to move."""

import streamlit as st

from models.analysis.structure.alignment import alignment
from models.errors import ModelError
from pages import compute
from pages.components.challenge import structure_figures
from pages.components.challenge.challenge_html import paragraph, sheet
from pages.components.challenge.structure_cards import all_sizes, cards
from pages.components.challenge.structure_control import choose
from pages.components.challenge.structure_figures import Drawing
from pages.components.challenge.structure_kpis import kpis
from pages.components.challenge.structure_page import attention, headline_of, latest
from pages.components.cockpit.figures import style_of
from pages.components.shell import canvas
from pages.components.shell.report import plain
from pages.components.steering import plan
from pages.compute.questions import challenge as questions
from pages.compute.questions.cockpit import outcome
from pages.labels.catalogue import t

scenario, market = plan.current(), plan.market()
style = style_of(market, dark=st.context.theme.type == "dark")
on = Drawing(scenario=scenario, market=market, style=style)
st.html(sheet())
top = st.empty()
every, chosen, size = choose(scenario, market)
try:
    found = compute.ask(questions.cards, scenario, every)
    of_plan = compute.ask(outcome, scenario).change
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

top.html(headline_of(found, chosen, size, scenario, of_plan))
st.html(cards(found, every, chosen, size, market, of_plan))
st.html(paragraph(t("structure.judgement"), "quiet-note"))
left, right = st.columns(2, gap="large")
with left:
    canvas.draw(structure_figures.effectiveness(on, found, every, chosen, size))
with right:
    canvas.draw(structure_figures.speed(on, found, chosen, size))
left, right = st.columns(2, gap="large")
with left:
    if figure := structure_figures.deliveries(on, found[chosen.name, size]):
        canvas.draw(figure)
    st.html(attention(scenario, market))
with right:
    canvas.draw(kpis(on, alignment(market.levers), alignment(plan.targets())))
st.html(all_sizes(found, chosen, of_plan))
latest(on, chosen)
