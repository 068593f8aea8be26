"""What is told above the finding: faults of a file, its notes, rows that wait, refused names."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from models.errors import Problem
from models.scenario_csv import Reading
from pages.components.steering import address, plan
from pages.labels.catalogue import t
from pages.labels.names import plain as plain

_READING, _NOTICE = "reading", "notice"
_ROWS_SHOWN, _HEIGHT = 6, 240


def notify(text: str) -> None:
    """Have ``text`` shown once, above the finding."""
    st.session_state[_NOTICE] = text


def keep(file: str, reading: Reading) -> None:
    """Have the faults and notes of ``file`` shown until they are dismissed."""
    st.session_state[_READING] = (file, reading)


def forget() -> None:
    """Show no more of the last file."""
    st.session_state.pop(_READING, None)


def reading_report() -> None:
    """Tell what came of the last file: its problems in a table, its notes, rows that wait."""
    if notice := st.session_state.pop(_NOTICE, ""):
        st.warning(plain(notice))
    if faults := address.faults():
        lines = "\n".join(f"- {plain(fault)}" for fault in faults)
        st.warning(f"{t('address.title')}\n\n{lines}")
        st.button(t("problems.dismiss"), key="address.dismiss", on_click=address.dismiss)
    if count := plan.waiting():
        st.warning(t("scenario.waiting", count=count))
    file, reading = st.session_state.get(_READING, ("", Reading()))
    for note in reading.notes:
        st.info(plain(note))
    if reading.problems:
        problems_table(file, reading.problems)
    if reading.notes or reading.problems:
        st.button(t("problems.dismiss"), key="problems.dismiss", on_click=forget)


def problems_table(file: str, problems: Sequence[Problem], key: str = "problems") -> None:
    """Say that ``file`` is refused, and list everything that is wrong with it."""
    st.error(t("problems.title", file=plain(file), count=len(problems)))
    columns = {
        "line": [problem.line for problem in problems],
        "column": [problem.column or "" for problem in problems],
        "found": [problem.found for problem in problems],
        "message": [problem.message for problem in problems],
    }
    height: Literal["content"] | int = "content" if len(problems) < _ROWS_SHOWN else _HEIGHT
    table = {t(f"problems.{name}"): cells for name, cells in columns.items()}
    st.dataframe(table, hide_index=True, height=height, key=key)
