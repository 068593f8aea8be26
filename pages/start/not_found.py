"""Not found: what the address may have meant, and the way back."""

import streamlit as st

from pages.labels.catalogue import t
from pages.labels.html import headline

st.html(headline(t("missing.title"), t("missing.below")))
st.page_link("pages/start/start.py", label=t("page.start"), icon=":material/home:")
st.page_link("pages/decide/cockpit.py", label=t("page.cockpit"), icon=":material/tune:")
