"""Best plan: what to set the levers to, goal seek, the frontier of two measures, priorities."""

from collections.abc import Callable

import streamlit as st

from models.notation import quarters_after
from pages.figures.decide_html import sheet
from pages.figures.html_tables import sheet as tables_sheet
from pages.figures.outcome_figures import style_of
from pages.frame import choices
from pages.labels.catalogue import t
from pages.labels.html import headline
from pages.panels.decide.best_page import best
from pages.panels.decide.best_question import bounds
from pages.panels.decide.frontier_page import frontier
from pages.panels.decide.priorities_page import priorities
from pages.panels.decide.seek_page import seek
from pages.plan import plan

st.html(tables_sheet() + sheet())
top = st.empty()
top.html(headline(t("best.nothing"), t("best.nothing_below")))
scenario, market = plan.current(), plan.market()
style = style_of(market, dark=st.context.theme.type == "dark")
quarters = quarters_after(market.vintage, scenario.horizon)
asked = bounds(scenario, market)
at = asked.at if asked.at in quarters else quarters[-1]

parts: dict[str, Callable[[], None]] = {
    "best.tab.best": lambda: best(asked, top),
    "best.tab.seek": lambda: seek(scenario, at, style, top),
    "best.tab.frontier": lambda: frontier(asked, style, top),
    "best.tab.priorities": lambda: priorities(asked, top),
}
choices.tabs(parts, "best.tabs")
