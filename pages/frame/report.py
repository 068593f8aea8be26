"""What is shown above the finding: faults of a file, its notes, rows that wait, refused names."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from models.errors import Problem
from models.inputs import calibration_fault, market_faults
from models.scenario.csv.scenario_file import Reading
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.labels.said import said
from pages.plan import address, plan

_READING, _NOTICE = "reading", "notice"
_COLUMNS = ("message", "line", "column", "found")
_MOST_SHOWN, _FAULTS_SHOWN = 300, 6


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
    """Show what came of the last file: its problems in a table, its notes, rows that wait."""
    if fault := calibration_fault():
        st.warning(t("report.calibration", reason=plain(said(fault))))
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
        st.info(plain(said(note)))
    if reading.problems:
        problems_table(file, reading.problems)
    if reading.notes or reading.problems:
        st.button(t("problems.dismiss"), key="problems.dismiss", on_click=forget)


def markets_left_out() -> None:
    """Show which market files are left out, and why."""
    for vintage, fault in market_faults().items():
        st.warning(f"{t('markets.left_out', file=f'{vintage}.toml')}\n\n{_listed(fault)}")


def no_market() -> None:
    """Show that no market file can be used, and stop."""
    st.error(t("markets.none"))
    markets_left_out()
    st.stop()


def _listed(faults: str) -> str:
    """List the first faults of a file; the rest only by number."""
    lines = faults.splitlines()
    listed = [*map(plain, lines[:_FAULTS_SHOWN])]
    if more := len(lines) - len(listed):
        listed.append(t("markets.more", count=more))
    return "\n".join(f"- {line}" for line in listed)


def problems_table(file: str, problems: Sequence[Problem]) -> None:
    """Show that ``file`` is refused, and list what is wrong with it, what to do first."""
    st.error(t("problems.title", file=plain(file), count=len(problems)))
    heads = "".join(f"<th>{escape(t(f'problems.{name}'))}</th>" for name in _COLUMNS)
    rows = "".join(_row(problem) for problem in problems[:_MOST_SHOWN])
    label = escape(t("problems.all"))
    st.html(
        f'<div class="problems" role="region" tabindex="0" aria-label="{label}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    if (more := len(problems) - _MOST_SHOWN) > 0:
        st.caption(t("problems.more", count=f"{more:,}"))


def _row(problem: Problem) -> str:
    line, column = problem.line or "", problem.column or ""
    cells = (said(problem.message), str(line), column, problem.found)
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
