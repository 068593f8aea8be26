"""Files that the terminal writes: an older good one survives, and nothing half-written is left."""

import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from pages.terminal.common import write_files
from tests.conftest import ROOT

LIMITED = """
import resource, sys
from pathlib import Path
from pages.terminal.common import write_files
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
for folder in map(Path, sys.argv[1:]):
    try:
        write_files({folder / "a.csv": b"short", folder / "b.csv": b"x" * 5000})
    except OSError as error:
        print(error)
"""


def test_files_are_written_whole_and_bear_the_mode_of_the_old_ones(tmp_path):
    old = tmp_path / "old.csv"
    old.write_bytes(b"before")
    old.chmod(0o640)
    write_files({old: b"after", tmp_path / "new.csv": b"new"})
    assert old.read_bytes() == b"after"
    assert old.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"old.csv", "new.csv"}


@pytest.mark.slow
def test_a_full_disk_leaves_older_files_and_no_empty_one(tmp_path):
    full, empty = folders = tmp_path / "full", tmp_path / "empty"
    for folder in folders:
        folder.mkdir()
    for name in ("a.csv", "b.csv"):
        (full / name).write_bytes(b"as it was")
    command = [sys.executable, "-c", LIMITED, *map(str, folders)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ["b.csv" in line for line in result.stdout.splitlines()] == [True, True]
    assert [p.read_bytes() for p in full.iterdir()] == [b"as it was"] * 2
    assert not list(empty.iterdir())
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1000


def test_a_link_stays_a_link_and_a_folder_that_is_not_there_is_named(tmp_path):
    link, real = tmp_path / "link.csv", tmp_path / "real.csv"
    real.write_bytes(b"before")
    link.symlink_to(real)
    write_files({link: b"after"})
    assert link.is_symlink()
    assert real.read_bytes() == b"after"
    with pytest.raises(OSError, match="No such file") as error:
        write_files({tmp_path / "none" / "x.csv": b""})
    assert error.value.filename.endswith("none/x.csv")


def test_a_device_takes_the_bytes_as_it_is():
    with pytest.raises(OSError, match="No space left"):
        write_files({Path("/dev/full"): b"x"})


def test_every_verb_writes_by_the_one_function():
    verbs = [ROOT / "cli.py", *(ROOT / "pages" / "terminal").glob("*.py")]
    direct = re.compile(r"\.write_(bytes|text)\(|\.to_csv\([^)]*/|open\([^)]*[\"'][wa]")
    names = {path.name for path in verbs if direct.search(path.read_text(encoding="utf-8"))}
    assert names == {"common.py"}


def test_a_folder_that_is_a_file_is_named_and_not_the_draft(tmp_path):
    taken = tmp_path / "charts"
    taken.write_bytes(b"as it was")
    with pytest.raises(OSError, match="Not a directory") as error:
        write_files({tmp_path / "a.csv": b"new", taken / "x.png": b""})
    assert error.value.filename == str(taken / "x.png")
    assert {path.name for path in tmp_path.iterdir()} == {"charts"}
