"""Cases: seven decisions, what the model would have said, and what came of them."""

import streamlit as st

from models.errors import ModelError
from models.inputs import load_market
from models.notation import OWN
from models.validation.cases import Case, cases
from pages.labels.catalogue import language, named, t
from pages.labels.html import headline
from pages.labels.names import plain
from pages.panels.trust import case_instant, case_scores, laws
from pages.panels.trust.case_options import side_by_side

_CASE = "case"


def _choose() -> Case:
    """Let the reader choose a case; the address remembers it."""
    library = {case.market: case for case in cases()}
    asked = st.query_params.get(_CASE)
    if _CASE not in st.session_state:
        st.session_state[_CASE] = asked if asked in library else list(library)[-1]
    # A widget of its own in each language: the browser answers with the words on screen.
    key = f"{_CASE}.{language()}"
    st.session_state[key] = st.session_state[_CASE]
    chosen = st.selectbox(
        t("cases.choose"),
        list(library),
        key=key,
        format_func=lambda market: f"{market} · {named(library[market])}",
        on_change=_chosen,
        args=(key,),
    )
    st.query_params[_CASE] = chosen
    return library[chosen]


def _chosen(key: str) -> None:
    st.session_state[_CASE] = st.session_state[key]


platform = load_market().platforms[OWN]
own = platform.colour_dark if st.context.theme.type == "dark" else platform.colour
st.html(f"<style>:root{{--own:{own};}}{laws.style()}</style>")
case = _choose()
st.html(headline(named(case.question), named(load_market(case.market))))
try:
    side_by_side(case)
    case_instant.services_and_prices(case)
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

left, right = st.columns(2, gap="large")
with left:
    st.html(case_scores.happened(case))
with right:
    st.html(case_scores.lessons(case))

st.subheader(t("cases.board"))
scores = case_scores.board()
st.caption(case_scores.summary(scores))
st.html(case_scores.table(scores))
st.caption(t("cases.board_note"))
