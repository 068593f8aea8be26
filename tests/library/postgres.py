"""A PostgreSQL server of the tests' own: a private folder and port, and a user who is not root."""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from pwd import getpwnam

from sqlalchemy import URL, create_engine, text

from models.library.database import DRIVERS

USERS = ("postgres", "nobody")


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


def run(user, *command):
    as_user = (
        {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    )
    done = subprocess.run(
        list(map(str, command)), cwd="/", capture_output=True, text=True, check=False, **as_user
    )
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
    data, log = folder / "data", folder / "log"
    options = f"-p {port} -k {folder} -h 127.0.0.1"
    try:
        run(user, bin / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "-N")
        run(user, bin / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        try:
            yield URL.create(
                DRIVERS["postgresql"], "tests", host="127.0.0.1", port=port, database="postgres"
            )
        finally:
            run(user, bin / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(address, name):
    """Make an empty database on the server and give its address."""
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return address.set(database=name)
