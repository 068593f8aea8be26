"""The list of saved plans with its search, and what is done to the library as a whole."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from models.errors import ModelError
from models.ledger import entries
from models.library import Library, finding, open_library, people
from models.library.backup import backup, restore_backup
from models.library.finding import Entry
from models.text_rules import NAME_LENGTH, name_key
from pages.figures.share import library_words as words
from pages.frame import report
from pages.frame.take_away import logged
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.labels.said import said
from pages.plan import declared, plan

CHOSEN = "library.chosen"
_SEARCH, _ARCHIVED, _SHOWN = "library.search", "library.archived", "library.shown"
_PAGE = 12


def opened() -> Library:
    """Open the library, and tell what happened to it on the way.

    Raises
    ------
    LibraryError
        It cannot be opened.
    """
    library = open_library()
    for notice in library.notices:
        st.warning(plain(said(notice)))
    return library


def choose(library: Library) -> str:
    """Draw the list, and give the name of the plan that is chosen; empty where there is none."""
    search = st.text_input(t("library.search"), key=_SEARCH, max_chars=NAME_LENGTH)
    archived = st.toggle(t("library.archived"), key=_ARCHIVED)
    viewer = declared.person()
    found = finding.plans(library, search, archived=archived, viewer=viewer)
    chosen = _chosen(found)
    st.caption(t("library.count", count=f"{len(found):,}"))
    shown = int(st.session_state.get(_SHOWN, _PAGE))
    with st.container(key="library.list", gap="xsmall"):
        for place, entry in enumerate(found[:shown]):
            _row(place, entry, is_chosen=entry.name == chosen)
    if len(found) > shown:
        st.button(t("library.more"), key="library.more", on_click=_show_more, args=(shown,))
    return chosen


def _chosen(found: list[Entry]) -> str:
    """Give the plan that was chosen, else the one that is open, else the first of the list."""
    by_key = {name_key(entry.name): entry.name for entry in found}
    wanted = (st.session_state.get(CHOSEN, ""), plan.sheet().name)
    kept = (by_key[name_key(name)] for name in wanted if name_key(name) in by_key)
    return next(kept, found[0].name if found else "")


def _row(place: int, entry: Entry, *, is_chosen: bool) -> None:
    st.button(
        plain(entry.name),
        key=f"library.plan.{place}",
        type="tertiary",
        icon=":material/arrow_right:" if is_chosen else None,
        on_click=_choose,
        args=(entry.name,),
    )
    st.caption(plain(words.below(entry)))


def _choose(name: str) -> None:
    st.session_state[CHOSEN] = name


def _show_more(shown: int) -> None:
    st.session_state[_SHOWN] = shown + _PAGE


def whole(library: Library) -> None:
    """Offer what is done to the library as a whole."""
    menu = st.popover(t("library.whole"), key="library.whole", on_change="rerun")
    if not menu.open:
        return
    with menu:
        st.download_button(
            t("library.backup"),
            logged(lambda: _backup(library)),
            file_name="two-roads-library.db",
            key="library.backup",
            on_click="ignore",
        )
        file = st.file_uploader(t("library.restore_backup"), key="library.backup.file")
        st.caption(t("library.restore_backup_help"))
        if file is not None:
            data = file.getvalue()
            st.button(
                t("library.restore_backup_now"),
                key="library.restore_backup",
                on_click=tried(lambda: _restore(library, data)),
            )
        name = st.text_input(
            t("library.forget"), key="library.forget.name", help=t("library.forget_help")
        )
        if name.strip():
            st.button(
                t("library.forget_now", name=plain(name)),
                key="library.forget",
                on_click=tried(lambda: _forget(library, name)),
            )


def _backup(library: Library) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        backup(library, path)
        return path.read_bytes()


def _restore(library: Library, data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "backup.db"
        path.write_bytes(data)
        before = restore_backup(library, path)
    return t("library.restored_backup", before=before)


def _forget(library: Library, name: str) -> str:
    done = people.forget(library, name, entries.forget)
    counts = {"plans": done.plans, "comments": done.comments}
    return t("library.forgotten", names=done.names, mentions=done.mentions, **counts)


def tried(work: Callable[[], str]) -> Callable[[], None]:
    """Make a callback that does something to the library and tells how it went, above the page."""

    def call() -> None:
        try:
            told = work()
        except ModelError as error:
            told = said(str(error))
        if told:
            report.notify(told)

    return call
