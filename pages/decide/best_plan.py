"""Best plan: what to set the levers to, goal seek, the frontier of two measures, priorities."""

from collections.abc import Callable

import streamlit as st

from pages.figures import answer_html
from pages.figures.decide_html import sheet
from pages.figures.outcome_figures import style_of
from pages.frame import choices
from pages.labels.catalogue import t
from pages.panels.decide.best_page import best
from pages.panels.decide.best_question import bounds
from pages.panels.decide.frontier_page import frontier
from pages.panels.decide.priorities_page import priorities
from pages.panels.decide.seek_page import seek
from pages.plan import plan

st.html(answer_html.sheet() + sheet())
top = st.empty()
scenario, market = plan.current(), plan.market()
style = style_of(market, dark=st.context.theme.type == "dark")
tabs = st.container()
form = st.expander(t("best.question"), key="drawer.question", type="compact")
with form:
    asked = bounds(scenario, market)

parts: dict[str, Callable[[], None]] = {
    "best.tab.best": lambda: best(asked, form, style, top),
    "best.tab.seek": lambda: seek(asked, style, top),
    "best.tab.frontier": lambda: frontier(asked, style, top),
    "best.tab.priorities": lambda: priorities(asked, style, top),
}
with tabs:
    choices.tabs(parts, "best.tabs")
