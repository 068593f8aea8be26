"""Method: which equation a figure comes from, and how sure its numbers are."""

import streamlit as st

from models.errors import ModelError
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.figures.outcome_figures import style_of
from pages.figures.trust import method_chain, method_words
from pages.figures.trust.chain import chain_of
from pages.figures.trust.specification import equations
from pages.labels.catalogue import t
from pages.labels.html import headline
from pages.labels.names import plain
from pages.panels.trust import method_page
from pages.plan import links, plan

scenario, market = plan.current(), plan.market()
style = style_of(market, dark=st.context.theme.type == "dark")
st.html(f"<style>:root{{--own:{style.own};}}</style>{method_chain.sheet()}")
top = st.empty()
asked = method_page.question()
chain = chain_of(asked.metric, asked.lever)
try:
    outcome = compute.ask(questions.outcome, scenario) if scenario.steps else None
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()
rests = outcome.evidence.get(asked.metric) if outcome else None
top.html(headline(method_chain.finding(chain), method_chain.below(chain, rests)))
st.html(method_chain.picture(chain) + method_chain.legend())

shown = method_words.found(asked.words)
st.subheader(t("method.equations", count=len(shown), all=len(equations())))
if not shown:
    st.info(t("method.none_found", words=plain(asked.words)))
    st.stop()
marked = {*chain.direct, *chain.remembered}
st.markdown(
    method_words.listing(
        shown,
        marked,
        market,
        lambda name: links.to_page("assumptions", parameter=name),
        is_asked=bool(asked.words),
    ),
    unsafe_allow_html=True,
)
