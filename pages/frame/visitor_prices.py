"""What the reader counts a visitor at: two fields that write assumption rows of the plan."""

import streamlit as st

from models.analysis.plan_worth import PRICES
from models.inputs import load_parameters
from pages.labels.catalogue import t
from pages.plan import assumption_plan

STEP = 100.0


def visitor_prices(place: str) -> None:
    """Ask for both prices, RMB a year; ``place`` tells the fields of one page apart."""
    st.caption(t("worth.ask"))
    for column, name in zip(st.columns(2), PRICES, strict=True):
        with column:
            _field(name, f"{place}.{name}")


def shopper_price(key: str, sentence: str) -> None:
    """Ask for the price of a daily shopper alone, at the end of a ``sentence`` in Markdown."""
    _field(PRICES[0], key, sentence)


def _field(name: str, key: str, sentence: str = "") -> None:
    _, high = load_parameters().allowed(name)
    if st.session_state.get(key) != (value := assumption_plan.assumed(name)):
        st.session_state[key] = value
    st.number_input(
        sentence or t(f"parameter.{name}"),
        value=None,  # a field that its browser has not been given yet must not say the least
        min_value=0.0,  # a visitor may count nothing: the least that is allowed, shown as 0
        max_value=float(high),
        step=STEP,
        key=key,
        format="%.0f",
        help=t("worth.ask_help"),
        on_change=_taken,
        args=(name, key),
    )


def _taken(name: str, key: str) -> None:
    if (typed := st.session_state[key]) is None:  # cleared: it goes back to what it held
        return
    least, _ = load_parameters().allowed(name)
    assumption_plan.assume(name, max(least, float(typed)))
    st.rerun()  # the whole page, also where the field stands in a part of it
