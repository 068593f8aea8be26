"""A file that the reader hands in: taken, kept for the session, let go."""

from codecs import BOM_UTF8
from typing import NamedTuple

import streamlit as st

from pages.frame.look import UPLOAD_MB
from pages.labels.catalogue import t
from pages.labels.names import plain


class StoredFile(NamedTuple):
    """A file as the session keeps it."""

    name: str
    data: bytes


def hand_in(kind: str, example: str) -> StoredFile | None:
    """Let the reader hand in a table of a kind, beside an example of one; give what is kept."""
    _uploader(kind, "csv", UPLOAD_MB)
    _example(kind, example)
    return _still_here(kind)


def hand_in_document(kind: str, ending: str, megabytes: int) -> StoredFile | None:
    """Let the reader hand in a document, of which there is no example; give what is kept."""
    _uploader(kind, ending, megabytes)
    return _still_here(kind)


def _uploader(kind: str, ending: str, megabytes: int) -> None:
    st.file_uploader(
        t(f"own.{kind}.upload"),
        type=ending,
        key=f"own.{kind}",
        on_change=_take_in,
        args=(kind,),
        max_upload_size=megabytes,
        help=t(f"own.{kind}.help"),
    )


def _still_here(kind: str) -> StoredFile | None:
    """Give what is kept, and a way to let it go where the box does not show it any more."""
    file = kept(kind)
    if file is not None and st.session_state.get(f"own.{kind}") is None:
        # The widget forgets its file when the language or the page changes.
        _offer_removal(kind, file.name)
    return file


def kept(kind: str) -> StoredFile | None:
    """Give the file of a kind that the session keeps."""
    file: StoredFile | None = st.session_state.get(_kept(kind))
    return file


def asked(kind: str) -> str:
    """Give the key under which the session notes that the preview was asked for."""
    return f"own.{kind}.asked"


def _take_in(kind: str) -> None:
    """Keep a new file for the session, without the preview of the last one."""
    file = st.session_state[f"own.{kind}"]
    st.session_state.pop(asked(kind), None)
    if file is None:
        st.session_state.pop(_kept(kind), None)
    else:
        st.session_state[_kept(kind)] = StoredFile(name=file.name, data=file.getvalue())


def _offer_removal(kind: str, name: str) -> None:
    st.button(
        t("own.remove", file=plain(name)),
        key=f"own.{kind}.remove",
        icon=":material/close:",
        type="tertiary",
        on_click=lambda: st.session_state.pop(_kept(kind), None),
    )


def _kept(kind: str) -> str:
    return f"own.{kind}.kept"


def _example(kind: str, example: str) -> None:
    st.code(example.rstrip(), language=None, wrap_lines=True)
    st.download_button(
        t("own.template"),
        BOM_UTF8 + example.encode(),
        file_name=f"{kind}.csv",
        mime="text/csv",
        key=f"own.{kind}.example",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
