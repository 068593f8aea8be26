"""Processes that the terminal starts beside its own: none outlives it."""

import signal
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.every import every

STARTED = """
import os, sys, time
from pages.terminal.children import children
if __name__ == "__main__":
    executor = children(1, sys.argv[1])
    executor.submit(os.getpid).result()
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.mark.slow
@every("method", ["fork", "spawn"])
@every("ended", [signal.SIGKILL, signal.SIGTERM])
def test_a_child_ends_with_a_process_that_is_killed(method, ended):
    """The pipe to which all of them write closes with the last of them."""
    command = [sys.executable, "-c", STARTED, method]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout.readline() == "ready\n"
        first.send_signal(ended)
        said, _ = first.communicate(timeout=20)
    assert (said, first.returncode) == ("", -ended)
