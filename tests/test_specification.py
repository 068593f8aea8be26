"""The specification in models/README.md and models/equations, against the code and the data."""

import csv
import re

import pytest

from tests.conftest import ROOT

README = (ROOT / "models" / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (E\d+) \| .+ \| (.+) \| (.+) \|$", re.MULTILINE)
TABLE = {number: (files, names) for number, files, names in ROW.findall(README)}

PAGES = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "models" / "equations").glob("*.md"))
}
ENTRY = re.compile(r"^### (E\d+)\. .+?(?=^#|\Z)", re.MULTILINE | re.DOTALL)
ENTRIES = [
    (found[1], page, found[0]) for page, text in PAGES.items() for found in ENTRY.finditer(text)
]
BULLET = re.compile(r"^- \*\*([^*]+):\*\* (.+?)(?=^- |^$|\Z)", re.MULTILINE | re.DOTALL)

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
    files_by_number = {}
    for folder, patterns in FOLDERS.items():
        for path in (path for pattern in patterns for path in (ROOT / folder).rglob(pattern)):
            for number in numbers(path.read_text(encoding="utf-8")):
                files_by_number.setdefault(number, set()).add(path.relative_to(ROOT).as_posix())
    return files_by_number


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


def place(path):
    """Where a path of the text lies, by the root of the repository or by models."""
    return next((f / path for f in (ROOT, ROOT / "models") if (f / path).exists()), None)


@pytest.mark.parametrize("text", [README, *PAGES.values()], ids=["README", *PAGES])
def test_every_path_in_the_text_exists(text):
    paths = {found for found in quoted(text) if "/" in found and " " not in found}
    assert not {path for path in paths if place(path) is None}


def test_every_equation_has_one_entry_on_the_page_of_its_row():
    linked = re.findall(r"^\| (E\d+) \| .+ \| \[(\w+)\]\(equations/(\w+)\.md\) \|", README, re.M)
    assert all(word == page for _, word, page in linked)
    assert sorted((number, page) for number, page, _ in ENTRIES) == sorted(
        (number, page) for number, _, page in linked
    )


@pytest.mark.parametrize(("number", "page", "entry"), ENTRIES, ids=[n for n, _, _ in ENTRIES])
def test_an_entry_says_where_it_is_and_why_and_for_what_it_holds(number, page, entry):
    bullets = dict(BULLET.findall(entry))
    assert {"In", "Why", "Holds for"} <= bullets.keys()
    assert not set(quoted(bullets.get("Parameters", ""))) - parameters()
    paths = [found for found in quoted(bullets["In"]) if found.endswith(".py")]
    code = "".join(place(path).read_text(encoding="utf-8") for path in paths)
    names = [found for found in quoted(bullets["In"]) if found.isidentifier()]
    assert paths
    assert not {n for n in names if not re.search(rf"^\s*(def|class) {n}\b", code, re.MULTILINE)}
    files = {path.relative_to(ROOT).as_posix() for path in map(place, paths)}
    assert set(quoted(TABLE[number][0])) <= files, "a file of the table is not in the entry"


def test_every_parameter_of_the_model_is_named_on_a_page():
    named = {found for text in PAGES.values() for found in quoted(text)}
    assert not parameters() - named


def parameters():
    """Names of the parameters that are drawn or fixed."""
    with (ROOT / "data" / "parameters.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {row["name"] for row in rows if row["distribution"] not in ("reference", "derived")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(E5-E7)", ["E5", "E6", "E7"]),
        ("E17, E18", ["E17", "E18"]),
        ("E1-E4 and E60", ["E1", "E2", "E3", "E4", "E60"]),
        ("E0 1E9 #1F4E9E 2e5", []),
    ],
)
def test_numbers_are_found(text, expected):
    assert list(numbers(text)) == expected
