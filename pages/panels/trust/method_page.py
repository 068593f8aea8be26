"""The page of the method: which figure, which lever, which words; the address may say all three."""

from dataclasses import dataclass

import streamlit as st

from models.levers import LEVERS
from models.notation import METRIC_TABLE
from pages.figures.trust.method_words import figure_title
from pages.figures.trust.specification import equations
from pages.frame import choices
from pages.frame.from_address import asked
from pages.labels.catalogue import t
from pages.plan import page_address

FIGURES = tuple(row.name for row in METRIC_TABLE if row.scope != "service")
FIGURE, LEVER, SEARCH = "method.metric", "method.lever", "method.search"
_FIRST = "dau"
_ANY = ""
"""In place of a lever: all of them."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the reader asks: the chain to a figure, from one lever or from all, and a search."""

    metric: str
    lever: str
    words: str


def question() -> Question:
    """Draw the three controls, at first as the address asks; it follows them from then on."""
    _read_address()
    with st.container(horizontal=True, gap="small", key="method.controls"):
        metric = choices.one(
            t("method.metric"), FIGURES, FIGURE, words=figure_title, default=_FIRST
        )
        lever = choices.one(
            t("method.lever"), (_ANY, *LEVERS), LEVER, words=_lever_name, default=_ANY
        )
        words = st.text_input(
            t("method.search"),
            key=SEARCH,
            placeholder=t("method.search_hint"),
            persist_state="session",
        )
    of_reader = Question(metric=metric, lever=lever, words=words.strip())
    _write_address(of_reader)
    return of_reader


def _lever_name(lever: str) -> str:
    return t(lever) if lever else t("method.every_lever")


def _read_address() -> None:
    """Take figure, lever and equation where the address names others than this page wrote."""
    if metric := asked("metric", FIGURES):
        choices.put(FIGURE, metric)
    if lever := asked("lever", LEVERS):
        choices.put(LEVER, lever)
    if number := asked("equation", equations()):
        st.session_state[SEARCH] = number


def _write_address(question: Question) -> None:
    number = question.words.upper()
    page_address.write("metric", question.metric if question.metric != _FIRST else "")
    page_address.write("lever", question.lever)
    page_address.write("equation", number if number in equations() else "")
