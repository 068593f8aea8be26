"""Studies that a reader adds: refused by line, or what they would change before they are taken."""

import csv
import io
from codecs import BOM_UTF8

import streamlit as st

from models.analysis.evidence_file import with_rows
from models.errors import FileError
from models.inputs import read_rows
from models.parameters.evidence_rows import COLUMNS
from pages import compute
from pages.compute.questions import file_questions
from pages.figures.trust import evidence_change
from pages.frame.look import UPLOAD_MB
from pages.frame.report import problems_table
from pages.frame.shown import tell
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.labels.said import said

_KEY, _KEPT = "evidence.file", "evidence.kept"
_EXAMPLE = {
    "id": "my1",
    "parameter": "habit_weight",
    "study": "Own panel",
    "year": "2025",
    "url": "https://intranet.example/panel-2025",
    "design": "panel",
    "setting": "own app",
    "distance": "near",
    "varied": "a month without push messages",
    "outcome": "daily visits",
    "effect_as_published": "-6% after a month",
    "estimate": "0.22",
    "low": "0.15",
    "high": "0.29",
    "range": "published or stated",
    "pooled": "yes",
    "conversion": "ln(1/0.94) over the share of visits by habit",
}
"""A row that can be read; its figures are made up."""


def evidence_upload() -> None:
    """Take a file of studies and show what would change; nothing is taken here."""
    st.caption(t("study.purpose"))
    st.file_uploader(
        t("study.upload"),
        type="csv",
        key=_KEY,
        on_change=_take_in,
        max_upload_size=UPLOAD_MB,
        help=t("study.help"),
    )
    _offer("study.template", "studies.csv", _written([_EXAMPLE]))
    kept = st.session_state.get(_KEPT)
    if kept is None:
        return
    name, data = kept
    try:
        changes, notes = compute.ask(file_questions.studies_in, data)
    except FileError as error:
        problems_table(name, error.problems)
        return
    for note in notes:
        st.info(plain(said(note)))
    st.markdown(f"**{plain(evidence_change.finding(changes))}**")
    if changes:
        tell(evidence_change.table(changes))
        st.caption(t("study.nothing_taken"))
        _offer("study.merged", "evidence.csv", _written(with_rows(read_rows("evidence.csv"), data)))


def _take_in() -> None:
    """Keep a new file for the session; the widget forgets its own with the language."""
    file = st.session_state[_KEY]
    if file is None:
        st.session_state.pop(_KEPT, None)
    else:
        st.session_state[_KEPT] = (file.name, file.getvalue())


def _written(rows: list[dict[str, str]]) -> bytes:
    order = [*read_rows("evidence.csv")[0]]
    text = io.StringIO()
    writer = csv.DictWriter(text, order, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    assert {*COLUMNS} == {*order}, "the evidence has other columns than its reader"
    return text.getvalue().encode()


def _offer(label: str, name: str, data: bytes) -> None:
    st.download_button(
        t(label),
        BOM_UTF8 + data if label == "study.template" else data,
        file_name=name,
        mime="text/csv",
        key=label,
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
