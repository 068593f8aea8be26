"""The checks of static/, each file of them run by node where the machine has it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from data.build_static import BUNDLE, bundle
from pages.components.static_files import MODULES
from tests.conftest import ROOT

CHECKS = sorted(Path(__file__).parent.glob("*.test.js"))
NODE = shutil.which("node")


@pytest.mark.skipif(not NODE, reason="node is not installed: the checks of static/ are not run")
@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.name)
def test_modules_pass_their_checks(check):
    done = subprocess.run(
        [NODE, "--test", str(check)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr


OURS = [path for path in sorted(MODULES.rglob("*.js")) if path != BUNDLE]
IMPORTED = re.compile(r"""(?:from|import\()\s*["']([^"']+)["']""")
GRAMMAR = re.compile(r"""\$schema|["']?encoding["']?\s*:|["']?(?:mark|layer)["']?\s*:\s*["'{\[]""")
"""What no Vega-Lite specification is without."""


@pytest.mark.parametrize("module", OURS, ids=lambda path: path.name)
def test_a_module_imports_from_the_folder_alone(module):
    text = module.read_text("utf-8")
    assert "://" not in text.replace("http://www.w3.org/2000/svg", ""), "loads from elsewhere"
    for imported in IMPORTED.findall(text):
        path = (module.parent / imported).resolve()
        assert path.is_file()
        assert path.is_relative_to(MODULES)


def test_no_script_travels_with_a_run_but_the_loader():
    """A component's script is sent anew with every run that draws it."""
    assert not list((ROOT / "pages").rglob("*.js"))
    pages = [path.read_text("utf-8") for path in (ROOT / "pages").rglob("*.py")]
    assert sum("components.v2" in text for text in pages) == 1


@pytest.mark.parametrize("module", OURS, ids=lambda path: path.name)
def test_no_chart_is_specified_in_the_browser(module):
    """Every specification is an altair.Chart of pages/charts, for screen and export alike."""
    assert not GRAMMAR.findall(module.read_text("utf-8"))


def test_the_grammar_is_known_where_it_stands():
    assert GRAMMAR.search('{ "mark": "bar" }')
    assert GRAMMAR.search("({ encoding: { x: {} } })")


@pytest.mark.slow
def test_charts_are_drawn_by_the_library_of_the_locked_renderer():
    assert BUNDLE.read_text("utf-8") == bundle(), "run: make static"


def test_nothing_of_ours_is_compiled_from_text():
    """A content policy without `unsafe-eval` is tried in the browser tests."""
    for module in OURS:
        assert not re.search(r"\beval\(|new Function", module.read_text("utf-8")), module.name
