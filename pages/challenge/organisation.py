"""Organisation: does the plan's own deliver it, which structure would better, what KPIs do."""

import streamlit as st

from models.analysis.structure.alignment import alignment
from models.analysis.structure.comparison import AIM
from models.errors import ModelError
from pages import compute
from pages.compute.questions import challenge_questions as questions
from pages.compute.questions.cockpit_questions import outcome
from pages.figures.challenge import structure_figures, structure_tables
from pages.figures.challenge.structure_figures import Drawing
from pages.figures.challenge.structure_kpis import kpis
from pages.figures.challenge.structure_sweep import integration
from pages.figures.html_tables import paragraph, sheet
from pages.figures.outcome_figures import style_of
from pages.frame import canvas
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.challenge import structure_control
from pages.panels.challenge.structure_page import attention, headline_of, latest
from pages.plan import plan

scenario, market = plan.current(), plan.market()
style = style_of(market, dark=st.context.theme.type == "dark")
on = Drawing(scenario=scenario, market=market, style=style)
st.html(sheet())
top = st.empty()
every, chosen = structure_control.choose(scenario, market)
strengths = structure_control.strengths()
try:
    delivered = compute.ask(questions.deliveries, scenario, every, strengths)
    span = compute.ask(questions.delivery_span, scenario, chosen, strengths)
    ways = compute.ask(questions.structures_compared, scenario, every, strengths)
    swept = compute.ask(questions.integration_swept, scenario, strengths)
    hinges = compute.ask(questions.structure_hinges, scenario, every, strengths)
    orders = compute.ask(questions.orders_compared, scenario, strengths)
    of_plan = compute.ask(outcome, scenario)
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

top.html(headline_of(delivered, ways, hinges, scenario, of_plan.level(AIM)))
quarter = on.quarters[-1]
st.html(structure_tables.structures(delivered, ways, chosen, market, of_plan, quarter))
st.html(paragraph(t("structure.judgement"), "quiet-note"))
left, right = st.columns(2, gap="large")
with left:
    canvas.draw(integration(on, swept, every, ways))
with right:
    if figure := structure_figures.deliveries(on, delivered[chosen.name]):
        canvas.draw(figure)
    st.html(attention(scenario, market))
left, right = st.columns(2, gap="large")
with left:
    canvas.draw(structure_figures.effectiveness(on, delivered, span, chosen))
with right:
    canvas.draw(structure_figures.speed(on, delivered, chosen))
st.html(structure_tables.hinge_table(hinges, of_plan.level))
st.subheader(t("structure.orders.head"))
left, right = st.columns(2, gap="large")
with left:
    order = structure_control.choose_order()
    way = next(one for one in orders if one.name == order)
    st.html(paragraph(structure_tables.order_finding(way, of_plan.level)))
    structure_control.order_button(order)
with right:
    canvas.draw(kpis(on, alignment(market.levers), alignment(plan.targets())))
st.html(structure_tables.order_table(orders, order, quarter, of_plan.level))
latest(on, chosen, strengths)
