"""A search in steps: each run of the page takes one, so it shows what it has and can be stopped.

What was found is written down before anything is drawn; stopping loses nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import streamlit as st

from models.errors import ModelError
from pages.labels.names import plain

_Q = TypeVar("_Q")
_F = TypeVar("_F")


@dataclass(kw_only=True)
class SearchJob(Generic[_Q, _F]):
    """A question, what was found so far, and whether there is more to come."""

    question: _Q
    results: list[_F] = field(default_factory=list)
    total: int = 1
    steps: int = 0
    runs: bool = True
    refusal: str = ""

    @property
    def part(self) -> float:
        """Part that is done, 0 to 1."""
        return min(1.0, self.steps / max(self.total, 1))


def start(name: str, question: object) -> None:
    """Begin anew; what an earlier search found goes."""
    st.session_state[name] = SearchJob(question=question)


def of(name: str) -> SearchJob | None:
    """Give the search of this session, if there is one."""
    return st.session_state.get(name)


def halt(name: str) -> None:
    """Stop after the step that is under way; what was found stays."""
    if job := of(name):
        job.runs = False


def controls(name: str, question: object, label: str, *, stop: str) -> None:
    """Offer to start, and while the search runs to stop it."""
    job = of(name)
    running = bool(job and job.runs)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        # Not a callback: that would ask the question of the run before.
        if st.button(label, key=f"{name}.start", type="primary", disabled=running):
            start(name, question)
            st.rerun()
        if running and job:
            st.button(stop, key=f"{name}.stop", on_click=halt, args=(name,))
            st.progress(job.part)
    if job and job.refusal:
        st.error(plain(job.refusal))


def continue_search(name: str, step: Callable[[SearchJob], None]) -> None:
    """Take one step of a search that runs, then draw the page again with what it found."""
    job = of(name)
    if not (job and job.runs):
        return
    try:
        step(job)
    except ModelError as error:
        job.runs, job.refusal = False, str(error)
    except Exception:
        job.runs = False
        raise
    job.steps += 1
    if job.steps >= job.total:
        job.runs = False
    st.rerun()
