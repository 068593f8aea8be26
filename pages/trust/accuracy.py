"""Accuracy: how the forecast did on quarters it had not seen."""

import streamlit as st

from models.notation import quarter_name, quarter_number
from pages.figures.trust.hindsight_figures import figures
from pages.frame import canvas
from pages.labels.catalogue import t
from pages.labels.html import headline
from pages.panels.trust import accuracy_report, laws
from pages.panels.trust.recovery_report import recovery

SHOWN_FIRST = quarter_number("2022Q4")
"""The last quarter published in March 2023."""

_COLUMNS = 3

st.html(f"<style>{laws.style()}</style>")
st.html(headline(accuracy_report.finding(), accuracy_report.period()))

actuals = accuracy_report.figures_reported()
origin = st.select_slider(
    t("accuracy.origin"),
    list(range(accuracy_report.tested().origins[0], actuals.last + 1)),
    value=SHOWN_FIRST,
    format_func=quarter_name,
    help=t("accuracy.origin.help"),
    key="accuracy.origin",
    persist_state="session",
)
st.caption(t("accuracy.how", origin=quarter_name(origin)))
said = accuracy_report.forecast_at(origin)
drawn = figures(actuals, *said, dark=st.context.theme.type == "dark")
for start in range(0, len(drawn), _COLUMNS):
    for column, figure in zip(st.columns(_COLUMNS, gap="medium"), drawn[start:], strict=False):
        with column:
            canvas.draw(figure)

st.subheader(t("accuracy.misses"))
st.markdown("\n".join(f"- {sentence}" for sentence in accuracy_report.misses()))
st.subheader(t("accuracy.scores"))
st.dataframe(accuracy_report.summary(), hide_index=True, key="accuracy.summary")
with st.expander(t("accuracy.by_horizon")):
    st.dataframe(
        accuracy_report.by_horizon(), hide_index=True, height="content", key="accuracy.horizons"
    )
st.caption(accuracy_report.vintages())
st.caption(t("accuracy.method"))

st.subheader(t("recovery.title"))
recovery()
st.subheader(t("laws.title"))
laws.law_badges()
