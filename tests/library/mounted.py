"""Small and read-only places to write to: mounts, because root passes file modes."""

import os
import subprocess
from contextlib import contextmanager

import pytest


@contextmanager
def tmpfs(folder, megabytes=1):
    """Mount a file system of its own; the test is skipped aloud where that is not allowed."""
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("NOT RUN: mounting takes root")
    _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=False)


def remount(folder, mode):
    """Make a mount read-only (``ro``) or writable again (``rw``)."""
    _run("mount", "-o", f"remount,{mode}", folder)


def _run(*command):
    try:
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        pytest.skip(f"NOT RUN: {error}")
    if done.returncode:
        pytest.skip(f"NOT RUN: mounting is not allowed here ({done.stderr.strip()})")
