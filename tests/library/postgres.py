"""A PostgreSQL server of the tests' own: a private folder and port, and a user who is not root."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from ctypes import CDLL
from pathlib import Path
from pwd import getpwnam

from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import OperationalError

from models.library.database import DRIVERS

USERS = ("postgres", "nobody")
PDEATHSIG = 1
START_SECONDS = 60


class NoServer(Exception):
    """PostgreSQL cannot be had here; the message says why."""


NONE = "there is no PostgreSQL; apt-get install postgresql"
ROOT = f"root may not run PostgreSQL, and there is none of {', '.join(USERS)}"


def programs():
    """Find the folder of initdb and pg_ctl, where Debian puts them or on the path."""
    versions = Path("/usr/lib/postgresql")
    folders = sorted(versions.glob("*/bin"), key=lambda bin: float(bin.parent.name), reverse=True)
    folders += [Path(found).parent for found in [shutil.which("pg_ctl")] if found]
    for folder in folders:
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise NoServer(NONE)


def account():
    """Name the user that runs the server: ourselves, unless we are root."""
    if os.geteuid() != 0:
        return None
    for name in USERS:
        try:
            return getpwnam(name)
        except KeyError:
            continue
    raise NoServer(ROOT)


def as_user(user):
    whom = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid}
    return whom | ({"extra_groups": []} if whom else {})


def run(user, *command):
    done = subprocess.run(
        list(map(str, command)),
        cwd="/", capture_output=True, text=True, check=False, **as_user(user),
    )  # fmt: skip
    if done.returncode:
        msg = f"{command[0]} failed: {done.stderr.strip() or done.stdout.strip()}"
        raise NoServer(msg)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server():
    """Run a server and give its address; its folder goes with it.

    Raises
    ------
    NoServer
        None can be had; the message says why.
    """
    bin, user, port = programs(), account(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="two-roads-postgres-"))
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data = folder / "data"
    try:
        run(user, bin / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "-N")
        process = start(user, bin / "postgres", "-D", data, "-p", port, "-k", folder)
        try:
            yield answering(process, port)
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
            process.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(user, *command):
    return subprocess.Popen(
        list(map(str, (*command, "-h", "127.0.0.1"))),
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=end_with_parent,
        **as_user(user),
    )


def end_with_parent():
    """Have Linux end this process when its parent dies, however that dies; others have no way."""
    if sys.platform == "linux":
        CDLL(None).prctl(PDEATHSIG, signal.SIGQUIT)


def answering(process, port):
    """Wait until a server answers, and give its address."""
    place = {"host": "127.0.0.1", "port": port, "database": "postgres"}
    address = URL.create(DRIVERS["postgresql"], "tests", **place)
    deadline = time.monotonic() + START_SECONDS
    engine = create_engine(address)
    try:
        while True:
            try:
                engine.connect().close()
                return address
            except OperationalError as error:
                if process.poll() is not None or time.monotonic() > deadline:
                    msg = f"the server does not answer: {error}"
                    raise NoServer(msg) from error
                time.sleep(0.1)
    finally:
        engine.dispose()


def new_database(address, name, like=""):
    """Make a database on the server, empty or ``like`` another one, and give its address."""
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        made = f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{like}"' if like else "")
        connection.execute(text(made))
    engine.dispose()
    return address.set(database=name)
