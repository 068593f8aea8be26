"""Board pack: what the board will read first, and the pack as documents that can be edited."""

import streamlit as st

from models.errors import ModelError
from models.scenario.conduct import shared_posture
from pages import compute
from pages.compute.questions.cockpit_questions import outcome
from pages.figures.answer_html import answer, sheet
from pages.figures.finding import finding, period
from pages.frame.example_line import example_line
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.share import deck_refresh, pack_page
from pages.plan import example

scenario, market = example.looked_at()
st.html(sheet())
example_line(scenario)
try:
    told = compute.ask(outcome, scenario)
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

sentence = finding(told, shared_posture(scenario, market))
st.html(answer(sentence, t("pack.first"), period(told, scenario)))
left, right = st.columns([3, 1], gap="large")
slide, page = left.columns([5, 3], gap="medium")
numbers = pack_page.numbers_of(scenario, told)
with right:
    locale = pack_page.chosen_language()
    pack_page.documents(numbers, locale)
    st.caption(t("pack.hint"))
    with st.container(key="own-deck"):
        deck_refresh.refresh(numbers, locale, pack_page.today())
try:
    pack_page.begin(numbers)
    with slide:
        pack_page.first_slide(numbers, locale)
    # The memo argues with every number of the pack; all else of the page stands by then.
    with page, st.spinner(t("pack.computing")):
        pack_page.first_page(numbers, locale)
except ModelError as error:
    st.error(plain(str(error)))
