"""The checks of static/, each file of them run by node where the machine has it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from pages.components import static_files

CHECKS = sorted(Path(__file__).parent.glob("*.test.js"))
NODE = shutil.which("node")


@pytest.mark.skipif(not NODE, reason="node is not installed: the checks of static/ are not run")
@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.name)
def test_modules_pass_their_checks(check):
    done = subprocess.run(
        [NODE, "--test", str(check)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_import_of_a_module_stays_in_the_folder():
    modules = {path.name: path.read_text("utf-8") for path in static_files.MODULES.rglob("*.js")}
    assert modules
    names = {name: text.replace("http://www.w3.org/2000/svg", "") for name, text in modules.items()}
    foreign = [name for name, text in names.items() if "http://" in text or "https://" in text]
    assert not foreign, "modules load nothing from elsewhere"
