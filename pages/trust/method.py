"""Method: which equation a figure comes from, and how sure its numbers are."""

import streamlit as st

from models.errors import ModelError
from pages import compute
from pages.compute.questions.cockpit_questions import outcome
from pages.figures.answer_html import answer, sheet
from pages.figures.outcome_figures import style_of
from pages.figures.trust import method_chain, method_words
from pages.figures.trust.chain import chain_of
from pages.frame.example_line import example_line
from pages.frame.shown import NothingMoreError, tell
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.trust import method_page
from pages.plan import example, links

scenario, market = example.looked_at()
style = style_of(market, dark=st.context.theme.type == "dark")
st.html(f"<style>:root{{--own:{style.own};}}</style>{sheet()}{method_chain.sheet()}")
example_line(scenario)
top = st.empty()
asked = method_page.question()
chain = chain_of(asked.metric, asked.lever)
try:
    rests = compute.ask(outcome, scenario).evidence.get(asked.metric)
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()
sure = method_chain.rests_on(rests, scenario.name)
top.html(answer(method_chain.finding(chain), sure, method_chain.below(chain)))
tell(method_chain.picture(chain) + method_chain.legend())

found = method_words.found(asked.words)
if not found:
    st.info(t("method.none_found", words=plain(asked.words)))
    raise NothingMoreError
marked = {*chain.direct, *chain.remembered}
text = method_words.listing(
    method_words.Shown(first=chain.sources, found=found, is_asked=bool(asked.words)),
    marked,
    market,
    lambda name: links.to_page("assumptions", parameter=name),
)
st.markdown(text, unsafe_allow_html=True)
