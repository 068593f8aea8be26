"""Saving the plan on screen into the library, and settling with somebody who saved in between."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from models.errors import ConflictError, LibraryError, ModelError
from models.library import finding, open_library, saving
from models.library.comparing import Difference, Place, differences, merged
from models.library.finding import Kept
from models.scenario import Scenario
from models.text_rules import NAME_LENGTH, NOTE_LENGTH
from pages import compute
from pages.compute.questions import share_questions as questions
from pages.figures.share import library_words as words
from pages.frame.menu import BOARD, COMPARE
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.labels.said import said
from pages.plan import declared, plan, shelf

_NAME, _MESSAGE = "library.save.name", "library.save.message"
_DONE, _CONFLICT = "library.save.done", "library.save.conflict"


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A plan that could not be saved, what somebody saved in between, and what both began from."""

    mine: Scenario
    winner: Kept
    base: Scenario | None

    def rows(self) -> list[Difference]:
        """List what differs, mine first."""
        return differences(self.mine, self.winner.scenario(), self.base)


def save_panel(scenario: Scenario) -> None:
    """Draw the name of the one who saves, asked once, the message and the button."""
    conflict: Conflict | None = st.session_state.get(_CONFLICT)
    if conflict:
        _settle(conflict)
        return
    if done := st.session_state.pop(_DONE, None):
        label, values = done
        text = t(label, **values) if label else said(values["error"])
        (st.success if label else st.error)(plain(text))
        if label:
            _ways_on()
    if not declared.person():
        st.text_input(
            t("library.who"), key=_NAME, max_chars=NAME_LENGTH, help=t("library.who_help")
        )
    st.text_input(t("library.message"), key=_MESSAGE, max_chars=NOTE_LENGTH)
    _button("save", _save, scenario)


def _ways_on() -> None:
    """Lead on from a saved plan: a menu that says no more than that it is saved ends the walk."""
    with st.container(horizontal=True, gap="small"):
        st.page_link(COMPARE, label=t("library.then_compare"))
        st.page_link(BOARD, label=t("library.then_board"))


def _save(scenario: Scenario) -> None:
    if not declared.person():
        declared.declare(str(st.session_state.get(_NAME, "")))
    store(scenario, declared.began_from(scenario.name))


def store(scenario: Scenario, onto: int) -> None:
    """Save a plan onto a revision, and note what came of it for the next drawing."""
    message = str(st.session_state.get(_MESSAGE, ""))
    by = declared.person()
    try:
        figures = compute.ask(questions.results, scenario)
        saved = saving.save(
            open_library(), scenario, figures, author=by, message=message, onto=onto
        )
    except ConflictError as error:
        st.session_state[_CONFLICT] = _conflict(scenario, error)
    except (ModelError, compute.ComputationError) as error:
        st.session_state[_DONE] = ("", {"error": str(error)})
    else:
        declared.note_origin(saved.name, saved.revision)
        values = {"name": saved.name, "revision": saved.revision}
        st.session_state[_DONE] = ("library.saved", values)
        st.session_state[_MESSAGE] = ""


def _conflict(mine: Scenario, error: ConflictError) -> Conflict:
    library = open_library()
    base = None
    if error.onto:
        # Where older rules refuse it, every difference is a choice.
        with suppress(LibraryError):
            base = finding.revision(library, mine.name, error.onto).scenario()
    return Conflict(mine=mine, winner=finding.revision(library, mine.name), base=base)


def _settle(conflict: Conflict) -> None:
    """Let the reader choose row by row, then save onto what was saved in between."""
    winner = conflict.winner
    author = winner.author or t("library.somebody")
    st.warning(
        plain(t("library.conflict", author=author, name=winner.name, revision=winner.revision))
    )
    rows = conflict.rows()
    choices = {row.place: _choice(number, row, conflict) for number, row in enumerate(rows)}
    if not rows:
        st.caption(t("library.conflict_alike"))
    _button("settle", _settled, conflict, choices)
    _button("settle_new", _as_new, conflict)
    _button("settle_later", _leave)


def _choice(number: int, row: Difference, conflict: Conflict) -> str:
    """Let the reader choose whose row stands; at first that of the side which changed it."""
    sides = {"mine": row.a, "theirs": row.b}

    def named(side: str) -> str:
        return t(f"library.{side}", value=words.cell(row.row, sides[side]))

    return st.radio(
        plain(" ".join(filter(None, (words.row_name(row.row), row.quarter)))),
        list(sides),
        index=int(conflict.base is not None and row.a == row.base),
        key=f"library.conflict.{number}",
        format_func=named,
        horizontal=True,
    )


def _button(name: str, work: Callable[..., None], *given: object) -> None:
    st.button(
        t(f"library.{name}"),
        key=f"library.{name}",
        type="primary" if name in ("save", "settle") else "secondary",
        on_click=work,
        args=given,
        width="stretch",
    )


def _settled(conflict: Conflict, choices: dict[Place, str]) -> None:
    base = conflict.base or conflict.mine
    theirs = conflict.winner.scenario()
    try:
        both = merged(conflict.mine, theirs, base, choices)
        plan.check(both)
    except ModelError as error:
        st.session_state[_DONE] = ("", {"error": str(error)})
        _leave()
        return
    _leave()
    plan.adopt(both)
    store(both, conflict.winner.revision)


def _as_new(conflict: Conflict) -> None:
    """Keep both: mine under a name of its own."""
    taken = [conflict.winner.scenario(), *shelf.plans()]
    name = shelf.free_name(conflict.mine.name, taken)
    _leave()
    plan.change(name=name)
    store(plan.current(), 0)


def _leave() -> None:
    st.session_state.pop(_CONFLICT, None)
