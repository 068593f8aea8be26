"""The record beside a plan: one line where a like decision was tried, with the way to its case."""

from collections.abc import Iterable

import streamlit as st

from models.scenario import Scenario
from models.validation.record import Finding, Tried, tried
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.figures import record_words
from pages.frame.menu import CASES, linked
from pages.labels.catalogue import t
from pages.labels.names import plain


def record(scenario: Scenario) -> None:
    """Draw the line, if there is one, in the room that is kept for it."""
    if found := tried(scenario):
        _line(found, record_words.line(found, _findings(found)))


def records(scenarios: Iterable[Scenario]) -> None:
    """Draw a line for each plan that has one, under its name."""
    found = [(one.name, like) for one in scenarios if (like := tried(one))]
    if not found:
        return
    with st.container(key="records", gap=None):
        for name, like in found:
            line = record_words.line(like, _findings(like))
            _line(like, t("record.plan", plan=name, line=line))


def _line(found: Tried, text: str) -> None:
    st.page_link(
        linked(CASES),
        label=plain(text),
        icon=":material/history:",
        help=plain(record_words.about(found)),
        query_params={"case": found.case.market},
    )


def _findings(found: Tried) -> tuple[Finding, ...]:
    return compute.ask(questions.record_of, found.episode.id) if found.episode else ()
