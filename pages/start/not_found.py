"""Not found: what the address may have meant, and the way back."""

import streamlit as st

from pages.frame.menu import COCKPIT, START
from pages.labels.catalogue import t
from pages.labels.html import forget_headline, headline

st.html(headline(t("missing.title"), t("missing.below")))
forget_headline()  # there is nothing to present or to take away
st.page_link(START, label=t("page.start"), icon=":material/home:")
st.page_link(COCKPIT, label=t("page.cockpit"), icon=":material/tune:")
