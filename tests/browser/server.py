"""The real app in a process of its own, as ``make run`` starts it."""

import fcntl
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from tests.conftest import ROOT

START_SECONDS = 60
DIRECT = build_opener(ProxyHandler({}))  # never through a proxy: the server is on this machine


SERVED = """
import runpy, sys
from pages import compute
from pages.compute import door
from pages.panels import warm
{changed}
sys.argv[0] = "serve.py"
runpy.run_path("serve.py", run_name="__main__")
"""
EAGER = "door.NICENESS = 0"
"""The app whose long questions are as urgent as all else: tests on both cores would starve them."""

LEAN = "compute.begin = warm.warm = lambda: None"
"""The app that starts in a fifth of the time: without processes beside it, nothing prepared."""


@contextmanager
def running_app(log, port=None, *, changed=""):
    """Start the app on a loopback port, a free one unless given; yields its address.

    ``log`` receives its output; ``changed`` is `EAGER`, `LEAN` or, for the app as it is, nothing.
    """
    address = f"http://127.0.0.1:{port or free_port()}"
    with log.open("wb") as sink:
        program = ["-c", SERVED.format(changed=changed)] if changed else ["serve.py"]
        options = ["--server.headless=true", f"--server.port={address.rpartition(':')[2]}"]
        process = subprocess.Popen(
            [sys.executable, *program, *options], cwd=ROOT, stdout=sink, stderr=subprocess.STDOUT
        )
        try:
            wait_until_healthy(address, process, log)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def shared_app(folder):
    """Give the address of one eager app for all processes of a run, which share ``folder``.

    It takes as long to start as many tests: who comes first starts it, and ends it when no other
    uses it any more.
    """
    address, log = folder / "server.txt", folder / "server.log"
    with locked(folder / "server.users") as use, locked(folder / "server.start") as start:
        fcntl.flock(start, fcntl.LOCK_EX)
        fcntl.flock(use, fcntl.LOCK_SH)
        if address.exists():
            fcntl.flock(start, fcntl.LOCK_UN)
            yield address.read_text(encoding="utf-8")
            return
        with running_app(log, changed=EAGER) as started:
            address.write_text(started, encoding="utf-8")
            fcntl.flock(start, fcntl.LOCK_UN)
            yield started
            fcntl.flock(start, fcntl.LOCK_EX)
            fcntl.flock(use, fcntl.LOCK_EX)
            address.unlink()
    text = log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback (most recent call last)" not in text, f"the server's log:\n{text}"


@contextmanager
def locked(path):
    """Open a file that processes lock; all its locks end with it."""
    with path.open("w") as file:
        yield file


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_healthy(address, process, log):
    deadline = time.monotonic() + START_SECONDS
    while not is_healthy(address):
        if process.poll() is not None or time.monotonic() > deadline:
            msg = f"the app did not start:\n{log.read_text(encoding='utf-8', errors='replace')}"
            raise RuntimeError(msg)
        time.sleep(0.1)


def is_healthy(address):
    try:
        with DIRECT.open(f"{address}/_stcore/health", timeout=2) as answer:
            return answer.status == 200
    except (URLError, ConnectionError, TimeoutError):
        return False
