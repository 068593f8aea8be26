"""Every door says one thread of linear algebra before numpy is loaded: the same bits anywhere."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

WATCH = """
import os, runpy, sys
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "numpy":
            os._exit(0 if os.environ.get("OPENBLAS_NUM_THREADS") == "1" else 7)
sys.meta_path.insert(0, Watch())
"""
DOORS = {
    "app.py": "runpy.run_path('app.py', run_name='__main__')",
    "serve.py": "sys.argv = ['serve.py']; runpy.run_path('serve.py', run_name='__main__')",
    "cli.py": "sys.argv = ['cli.py', 'laws']; runpy.run_path('cli.py', run_name='__main__')",
    "a process of the server": "import pages.compute.worker",
    "tests": "import tests.conftest",
    "Python": "import models",
}


@pytest.mark.slow
@pytest.mark.parametrize("door", DOORS)
def test_one_thread_is_set_before_numpy(door):
    alone = {name: value for name, value in os.environ.items() if "NUM_THREADS" not in name}
    command = [sys.executable, "-c", WATCH + DOORS[door]]
    done = subprocess.run(command, cwd=ROOT, env=alone, check=False, timeout=120)
    assert done.returncode == 0, "7: numpy came first"


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("taskset") or (os.cpu_count() or 1) < 2, reason="two cores")
def test_a_best_plan_is_the_same_to_the_last_bit_on_one_core_and_on_two():
    free = ["--free", "subsidy_budget", "--free", "ad_load"]
    question = ["--market", "2023Q1", "--maximise", "dau", "--at", "2024Q1", *free, "--json"]
    answers = [
        subprocess.run(
            ["taskset", "-c", cores, sys.executable, "cli.py", "optimise", *question],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for cores in ("0", "0,1")
    ]
    assert json.loads(answers[0])
    assert answers[0] == answers[1]
