"""The menu Share: one button that copies the address of the page."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.labels.catalogue import t


def share_menu() -> None:
    """Draw the button, and say what the address carries."""
    data = {name: t(f"share.{name}") for name in ("copy", "copied", "refused")}
    _component()(data=data, key="share")
    st.caption(t("scenario.share_help"))


@cache
def _component() -> Any:  # noqa: ANN401
    here = Path(__file__)
    css, js = (here.with_name(f"share.{kind}").read_text("utf-8") for kind in ("css", "js"))
    html = '<button type="button"></button> <span role="status"></span>'
    return st.components.v2.component("share", html=html, css=css, js=js)
