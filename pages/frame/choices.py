"""Choices whose words change with the language, while what was chosen stays.

The browser answers with the words on screen, so each language has a widget of its own; the choice
itself is kept beside them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

from pages.labels.catalogue import language, t

_T = TypeVar("_T")


def one(
    label: str,
    options: Sequence[_T],
    name: str,
    *,
    words: Callable[[_T], str] = str,
    default: _T | None = None,
    help: str | None = None,
) -> _T:
    """Let the reader choose one of ``options``; a choice that is no longer among them goes."""
    kept = st.session_state.get(name, default)
    key = _widget(name, kept if kept in options else options[0])
    if st.session_state[key] not in options:
        st.session_state[key] = options[0]
    choice: Any = st.selectbox(label, options, key=key, format_func=words, help=help)
    st.session_state[name] = choice
    return choice


def some(
    label: str,
    options: Sequence[_T],
    name: str,
    *,
    words: Callable[[_T], str] = str,
    default: Sequence[_T] = (),
    help: str | None = None,
) -> list[_T]:
    """Let the reader choose any number of ``options``."""
    kept = st.session_state.get(name, list(default))
    key = _widget(name, [item for item in kept if item in options])
    choices: Any = st.multiselect(label, options, key=key, format_func=words, help=help)
    st.session_state[name] = choices
    return list(choices)


def row(label: str, options: Sequence[_T], name: str, *, words: Callable[[_T], str] = str) -> _T:
    """Let the reader choose one of a few options that stand side by side, the first at first.

    The browser answers such a row by place, so one widget, of key ``name``, serves all languages.
    """
    return st.segmented_control(
        label,
        options,
        default=options[0],
        key=name,
        required=True,
        format_func=words,
        label_visibility="collapsed",
        persist_state="session",
    )


def tabs(parts: Mapping[str, Callable[[], None]], name: str) -> None:
    """Draw the tab that is open; the others cost nothing until they are asked for.

    ``parts`` are drawn under the words of their keys. The tab that is open stays so in the other
    language and when one comes back to the page.
    """
    words = {t(key): key for key in parts}
    kept = f"{name}.open"
    if st.session_state.get(name) not in words and st.session_state.get(kept) in parts:
        st.session_state[name] = t(st.session_state[kept])
    drawn = st.tabs(list(words), key=name, on_change="rerun")
    for tab, (key, draw) in zip(drawn, parts.items(), strict=True):
        if tab.open:
            st.session_state[kept] = key
            with tab:
                draw()


def take(name: str, value: object) -> None:
    """Choose ``value`` for the reader, before the widget is drawn."""
    st.session_state[name] = st.session_state[f"{name}.{language()}"] = value


def put(name: str, value: object) -> None:
    """Choose ``value`` for the reader, as an address does; before the choice is drawn."""
    st.session_state[name] = value
    st.session_state.pop(f"{name}.shown", None)


def _widget(name: str, value: object) -> str:
    """Give the key of this language's widget, which shows ``value`` unless it has its own."""
    key = f"{name}.{language()}"
    shown = f"{name}.shown"
    if key not in st.session_state or st.session_state.get(shown) != language():
        st.session_state[key] = value
    st.session_state[shown] = language()
    return key
