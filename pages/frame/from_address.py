"""What an address asks a page to open, besides the plan; what it cannot open is told, not passed.

What is wrong with the plan of an address is told by `pages.frame.report`, for every page alike.
"""

from collections.abc import Collection
from difflib import get_close_matches

import streamlit as st

from models.text_rules import shown
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.plan import page_address

_FEW = 12
"""Names that are told in full; of more, the one nearest to what was asked for."""


def asked(name: str, allowed: Collection[str]) -> str:
    """Give what the address newly asks for under ``name``, if it is allowed; empty otherwise.

    What is not allowed is told here until the reader dismisses it or another address comes.
    """
    key, text = f"address.unknown.{name}", page_address.news(name)
    found = next((one for one in allowed if one.casefold() == text.casefold()), "")
    if text:
        st.session_state[key] = "" if found else text
    if refused := st.session_state.get(key):
        rule = _rule(refused, allowed)
        st.warning(plain(t("address.fault", name=name, value=shown(refused), rule=rule)))
        words = t("problems.dismiss")
        st.button(words, key=f"{key}.dismiss", on_click=st.session_state.pop, args=(key,))
    return found


def _rule(text: str, allowed: Collection[str]) -> str:
    """Say what may be asked for, or of much what is nearest to ``text``."""
    if len(allowed) <= _FEW:
        return t("address.one_of", names=", ".join(allowed))
    near = get_close_matches(text.lower(), [*allowed], n=1)
    return t("address.unknown_near", near=near[0]) if near else t("address.unknown")
