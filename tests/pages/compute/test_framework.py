"""Streamlit's own rooms are entered by one file, and only as long as there is no door."""

import ast
from inspect import signature
from pathlib import Path

import pytest
import streamlit as st
import streamlit.typing
from streamlit import env_util, string_util
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest

from pages.compute import framework
from tests.conftest import PAGE_SCRIPT, ROOT

PUBLIC = {"streamlit", "streamlit.components.v2", "streamlit.errors", "streamlit.typing"}
TYPES = {
    "streamlit.delta_generator.DeltaGenerator",
    "streamlit.navigation.page.StreamlitPage",
}
"""What ``st.container`` and ``st.Page`` return; they have no public name to be annotated by."""

FILES = [*(ROOT / "pages").rglob("*.py"), ROOT / "app.py", ROOT / "serve.py", ROOT / "cli.py"]
HERE = Path(framework.__file__)


def undocumented(path):
    """Names of Streamlit that a file imports and that its documentation does not know."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parent = name.rpartition(".")[0]
            is_public = name in PUBLIC | TYPES or (parent in PUBLIC and hasattr(st, name[10:]))
            if name.split(".")[0] == "streamlit" and not is_public:
                yield name


def test_only_one_file_enters():
    by_file = {path.relative_to(ROOT): set(undocumented(path)) for path in FILES if path != HERE}
    assert not {path: names for path, names in by_file.items() if names}
    assert set(undocumented(HERE)), "nothing is left to keep in one file"


def test_it_was_tried_on_the_installed_version():
    installed = st.__version__.rpartition(".")[0]
    assert installed == framework.CHECKED, (
        f"try pages/compute/framework.py on Streamlit {installed}, see whether the public names"
        " have come to do the same, and then raise CHECKED"
    )


@pytest.mark.parametrize("name", sorted(TYPES))
def test_no_public_name_has_come_for_a_type(name):
    assert not hasattr(streamlit.typing, name.rpartition(".")[2]), "annotate with streamlit.typing"


def test_streamlit_finds_no_pages_of_its_own():
    assert not (PAGE_SCRIPT.parent / "pages").exists(), "they would be run without the page script"


def test_the_way_through_history_still_is_nowhere_else():
    assert "is_history_navigation" in signature(ScriptRunContext).parameters
    public = {name for name in dir(st.context) if "history" in name or "navigation" in name}
    assert not public, f"st.context.{public} may replace went_through_history"


def test_what_is_put_off_to_the_first_session_still_is():
    framework.prepare("🛣️")
    assert callable(env_util.is_repl)
    assert string_util.is_emoji("🛣️")


def test_a_session_is_known_by_its_thread():
    def script():
        import streamlit as st

        from pages.compute import framework

        st.text(f"{framework.in_session()} {framework.went_through_history()}")

    assert not framework.in_session()
    assert AppTest.from_function(script).run(timeout=20).text[0].value == "True False"
