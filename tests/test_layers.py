"""The shape of the code: who may import whom, who may touch the disk, how long a file may be."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

ORDER = (
    "models.blas",
    "models.errors",
    "models.notation",
    "models.levers",
    "models.distributions",
    "models.text_rules",
    "models.plan_rules",
    "models.plan_checks",
    "models.conduct_rules",
    "models.market",
    "models.parameters",
    "models.scenario",
    "models.conduct",
    "models.csv_text",
    "models.csv_records",
    "models.csv_cells",
    "models.csv_kinds",
    "models.csv_table",
    "models.csv_rows",
    "models.csv_drafts",
    "models.csv_writer",
    "models.scenario_csv",
    "models.plan_digest",
    "models.rhythms",
    "models.plan_address",
    "models.address_reader",
    "models.market_file",
    "models.inputs",
    "models.finite",
    "models.simulation",
    "models.projection",
    "models.trial",
    "models.ensemble",
    "models.numbers",
    "models.calibration",
    "models.validation",
    "models.analysis",
    "models.library",
    "models",
    "pages",
    "pages.labels",
    "pages.charts",
    "pages.export",
    "pages.compute",
    "pages.components",
    "pages.terminal",
    "pages.decide",
    "pages.challenge",
    "pages.trust",
    "pages.share",
    "app",
    "serve",
    "cli",
)
"""A module imports only from its own place and from above it; a new module gets its place here."""

BARE = {"models", "pages"}
"""Entries that stand for the package's own __init__ and not for everything below it."""

OURS = {name.split(".")[0] for name in ORDER} | {"data", "tests"}

FORBIDDEN = {
    "models": {"streamlit", "altair"},
    "pages.labels": {"streamlit"},
    "pages.charts": {"streamlit"},
    "pages.export": {"streamlit"},
}

DISK = {
    "open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "fromfile", "tofile",
    "loadtxt", "savetxt", "genfromtxt", "memmap",
}  # fmt: skip

LONGEST_FILE = 300


def sources(*roots):
    found = (path for root in roots for path in sorted((ROOT / root).rglob("*.py")))
    return [path.relative_to(ROOT) for path in found]


MODELS, PAGES = sources("models"), sources("pages")
DOORS = ("app.py", "serve.py", "cli.py")
FILES = [*MODELS, *PAGES, *(Path(f) for f in DOORS if (ROOT / f).exists())]
EVERY_FILE = [*FILES, *sources("tests", "data")]


def dotted(path):
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def rank(name):
    """Place of a dotted name in ORDER by its longest matching entry; -1 if it has none."""
    fits = [
        i
        for i, entry in enumerate(ORDER)
        if name == entry or (entry not in BARE and name.startswith(f"{entry}."))
    ]
    return max(fits, key=lambda i: len(ORDER[i]), default=-1)


def tree(path):
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def imports(path):
    """Dotted names that a file imports, function-level imports included."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if rank(name) >= 0 or is_module(name) else node.module


def is_module(name):
    place = ROOT / Path(*name.split("."))
    return place.is_dir() or place.with_suffix(".py").exists()


def disk_calls(path):
    calls = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    for call in calls:
        *owner, verb = ast.unparse(call.func).split(".")
        # scenario_csv.read_bytes() and its inverse, however imported, work on bytes in memory.
        is_ours = owner == ["scenario_csv"] or (not owner and verb != "open")
        if verb in DISK and not is_ours:
            yield f"line {call.lineno}: {ast.unparse(call.func)}()"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_imports_point_left(path):
    name = dotted(path)
    assert rank(name) >= 0, f"{name} has no place in ORDER"
    for imported in imports(path):
        if imported.split(".")[0] in OURS:
            assert 0 <= rank(imported) <= rank(name), f"{name} imports {imported}"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_each_layer_keeps_to_its_libraries(path):
    name = dotted(path)
    for layer, forbidden in FORBIDDEN.items():
        if name == layer or name.startswith(f"{layer}."):
            assert not forbidden & {imported.split(".")[0] for imported in imports(path)}


@pytest.mark.parametrize("path", MODELS, ids=str)
def test_only_inputs_touches_the_disk(path):
    if path != Path("models/inputs.py"):
        assert not list(disk_calls(path)), "only models/inputs.py reads files"


def test_only_init_lies_directly_in_pages():
    assert [p.name for p in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


@pytest.mark.parametrize("path", EVERY_FILE, ids=str)
def test_no_file_is_too_long(path):
    lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE, f"{path} has {lines} lines; one idea a file"


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("models.market.choice", "models.market"),
        ("models.scenario_csv", "models.scenario_csv"),
        ("models", "models"),
        ("pages.decide.cockpit", "pages.decide"),
        ("models.unheard_of", None),
        ("pages.flat", None),
    ],
)
def test_rank_knows_every_name_by_its_longest_entry(name, entry):
    assert rank(name) == (-1 if entry is None else ORDER.index(entry))
