"""Start: three decisions that the product is for, and every other way to begin."""

import streamlit as st

from models.errors import ModelError
from pages.frame.shown import look_at
from pages.labels.catalogue import t
from pages.labels.html import headline
from pages.labels.names import plain
from pages.panels.start_page import decisions, other_ways

look_at()  # at what was decided, and no plan of the reader's
st.html(headline(t("start.title"), t("start.below")))
try:
    decisions()
except ModelError as error:
    st.error(plain(str(error)))
other_ways()
