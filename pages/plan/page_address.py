"""What a page keeps in the address beside the plan, and what of it somebody else put there.

The browser sends the address that it has while a newer one is still on its way to it, so what was
written before the last time counts as our own until the last one has come back.
"""

import streamlit as st

_WRITTEN = "address.page"


def news(name: str) -> str:
    """Give what the address says under ``name`` that the page did not write; empty for nothing."""
    asked = str(st.query_params.get(name, ""))
    written = st.session_state.get(f"{_WRITTEN}.{name}", ())
    if written and asked == written[0]:
        st.session_state[f"{_WRITTEN}.{name}"] = written[:1]
    return "" if asked in written else asked


def write(name: str, text: str) -> None:
    """Put ``text`` under ``name`` into the address, where it says otherwise; empty takes it out."""
    if st.query_params.get(name, "") != text:
        if text:
            st.query_params[name] = text
        else:
            st.query_params.pop(name, None)
    before = st.session_state.get(f"{_WRITTEN}.{name}", ())
    if text not in before[:1]:
        st.session_state[f"{_WRITTEN}.{name}"] = (text, *before[:1])
