"""The part of the Cockpit below its main charts that follows the levers, when they rest."""

import streamlit as st

from models.errors import ModelError
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.frame import canvas
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.cockpit.detail_panel import detail_panel
from pages.plan import dragging, plan


@st.fragment(key=dragging.BELOW)
def below() -> None:
    """Draw who wins and who loses, why, and the rest that is chosen among."""
    with dragging.alone():
        scenario = plan.current()
        st.subheader(t("cockpit.below"))
        try:
            detail_panel(canvas.stage(compute.ask(questions.outcome, scenario), scenario))
        except ModelError as error:
            st.error(plain(str(error)))
