"""The table of equations in models/README.md, against the code and the data that name them."""

import re

import pytest

from tests.conftest import ROOT

README = (ROOT / "models" / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (E\d+) \| .+ \| (.+) \| (.+) \|$", re.MULTILINE)
TABLE = {number: (files, names) for number, files, names in ROW.findall(README)}

NUMBER = re.compile(r"\bE([1-9]\d?)(?:-E?(\d\d?))?\b")
"""One equation, or the first and last of a few; E0 is the effectiveness at the baseline."""

FOLDERS = {"models": ("*.py",), "pages": ("*.py", "*.csv"), "data": ("*.csv", "*.toml")}


def quoted(cell):
    return re.findall(r"`([^`]+)`", cell)


def numbers(text):
    for first, last in NUMBER.findall(text):
        yield from (f"E{number}" for number in range(int(first), int(last or first) + 1))


@pytest.fixture(scope="module")
def named():
    """Equations by number, with the files that name them."""
    found = {}
    for folder, patterns in FOLDERS.items():
        for path in (path for pattern in patterns for path in (ROOT / folder).rglob(pattern)):
            for number in numbers(path.read_text(encoding="utf-8")):
                found.setdefault(number, set()).add(path.relative_to(ROOT).as_posix())
    return found


def test_every_equation_that_is_named_stands_in_the_table(named):
    assert not {number: files for number, files in named.items() if number not in TABLE}


def test_every_equation_of_the_table_is_named(named):
    assert not TABLE.keys() - named.keys()
    assert list(TABLE) == [f"E{place}" for place in range(1, len(TABLE) + 1)]


@pytest.mark.parametrize("number", TABLE)
def test_files_and_names_of_an_equation_are_there(number, named):
    files, names = map(quoted, TABLE[number])
    texts = [(ROOT / file).read_text(encoding="utf-8") for file in files]
    assert named[number] & set(files), f"none of {files} says {number}"
    for name in names:
        defined = re.compile(rf"^\s*(def|class) {name}\b", re.MULTILINE)
        assert any(defined.search(text) for text in texts), f"{name} is not in {files}"


def test_every_path_in_the_text_exists():
    paths = {text for text in quoted(README) if "/" in text and " " not in text}
    folders = (ROOT, ROOT / "models")
    assert not {path for path in paths if not any((folder / path).exists() for folder in folders)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(E5-E7)", ["E5", "E6", "E7"]),
        ("E17, E18", ["E17", "E18"]),
        ("E1-E4 and E60", ["E1", "E2", "E3", "E4", "E60"]),
        ("E0 1E9 #1F4E9E 2e5", []),
    ],
)
def test_numbers_are_found(text, found):
    assert list(numbers(text)) == found
