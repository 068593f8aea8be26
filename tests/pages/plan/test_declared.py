"""What the browser keeps of the one who sits here comes back, and nothing foreign does."""

import json

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as st_

from pages.plan import declared


@pytest.fixture(autouse=True)
def _session(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})


def test_what_is_kept_comes_back():
    assert declared.for_browser() == ""
    assert declared.declare(" 王芳 ")
    declared.note_origin("Plan", 3)
    kept = declared.for_browser()
    st.session_state.clear()
    declared.take_back(kept)
    assert (declared.person(), declared.began_from("plan "), declared.began_from("B")) == (
        "王芳", 3, 0
    )  # fmt: skip


def test_what_is_known_already_stays():
    declared.declare("Bob")
    declared.note_origin("Plan", 7)
    declared.take_back(json.dumps({"person": "Eve", "origins": {"plan": 2, "b": 1}}))
    assert (declared.person(), declared.began_from("Plan"), declared.began_from("B")) == (
        "Bob", 7, 1
    )  # fmt: skip


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "a\u202eb", "a\nb"])
def test_a_name_that_cannot_be_one_is_not_taken(name):
    assert not declared.declare(name)
    assert declared.person() == ""


@given(
    st_.text() | st_.recursive(st_.none() | st_.text() | st_.integers(), st_.lists).map(json.dumps)
)
def test_anything_may_stand_in_a_browser(text):
    st.session_state.clear()
    declared.take_back(text)
    assert declared.person() == ""
