"""Organisation: does the plan's own deliver it, which structure would better, what KPIs do."""

from collections.abc import Callable

import streamlit as st

from models.analysis.structure.comparison import AIM
from models.analysis.structure.structures import TODAY
from models.errors import ModelError
from pages import compute
from pages.compute.questions import challenge_questions as questions
from pages.compute.questions.cockpit_questions import outcome
from pages.figures.answer_html import sheet
from pages.figures.challenge import structure_figures, structure_tables
from pages.figures.challenge.structure_figures import Drawing
from pages.figures.html_tables import paragraph
from pages.figures.outcome_figures import style_of
from pages.frame import canvas
from pages.frame.drawer import drawers
from pages.frame.example_line import example_line
from pages.frame.shown import tell
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.challenge import structure_control, structure_page
from pages.plan import example

scenario, market = example.looked_at()
style = style_of(market, dark=st.context.theme.type == "dark")
on = Drawing(scenario=scenario, market=market, style=style)
st.html(sheet())
example_line(scenario)
above = st.container()
with st.expander(t("structure.settings"), key="drawer.structure", type="compact"):
    every, chosen = structure_control.choose(scenario, market)
    strengths = structure_control.strengths()
try:
    delivered = compute.ask(questions.deliveries, scenario, every, strengths)
    ways = compute.ask(questions.structures_compared, scenario, every, strengths)
    hinges = compute.ask(questions.structure_hinges, scenario, every, strengths)
    of_plan = compute.ask(outcome, scenario)
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

with above:
    level, quarter = of_plan.level(AIM), on.quarters[-1]
    st.html(structure_page.headline_of(delivered, ways, hinges, scenario, level))
    if figure := structure_figures.deliveries(on, delivered[TODAY.name]):
        canvas.draw(figure)
    laid_out = structure_tables.structures(delivered, ways, chosen, market, of_plan, quarter)
    tell(laid_out + paragraph(t("structure.judgement"), "quiet-note"))
parts: dict[str, Callable[[], object]] = {
    "structure.hinges": lambda: tell(structure_tables.hinge_table(hinges, of_plan.level)),
    "structure.degrees": lambda: structure_page.degrees(on, every, ways, strengths),
    "structure.effects": lambda: structure_page.effects(on, delivered, chosen, strengths),
    "structure.orders.head": lambda: structure_page.orders(on, strengths, of_plan.level),
    "structure.latest": lambda: structure_page.latest(on, chosen, strengths),
}
drawers(parts)
