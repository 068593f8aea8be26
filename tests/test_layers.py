"""The shape of the code: who may import whom, who may touch the disk, how long a file may be."""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

SECTIONS = ("pages.start", "pages.decide", "pages.challenge", "pages.trust", "pages.share")
DOORS = ("app", "serve", "cli")
RANKS = (
    ("models.blas",),
    ("models.numpy_parts",),
    ("models.errors",),
    ("models.text_rules",),
    ("models.notation",),
    ("models.levers",),
    ("models.market",),
    ("models.vintage",),
    ("models.parameters",),
    ("models.scenario",),
    ("models.documents",),
    ("models.market_files",),
    ("models.inputs",),
    ("models.fingerprint",),
    ("models.own_day",),
    ("models.simulation",),
    ("models.projection",),
    ("models.plan_columns",),
    ("models.ensemble",),
    ("models.experiments",),
    ("models.calibration",),
    ("models.validation",),
    ("models.analysis",),
    ("models.library",),
    ("models.ledger",),
    ("models",),
    ("pages",),
    ("pages.labels",),
    ("pages.charts",),
    ("pages.figures",),
    ("pages.figures.pack",),
    ("pages.export",),
    ("pages.compute",),
    ("pages.components",),
    ("pages.plan",),
    ("pages.frame",),
    ("pages.panels",),
    SECTIONS,
    ("pages.main",),
    ("pages.terminal",),
    DOORS,
)
"""A module imports only from its own rank and from above it; an entry comes with its content."""

BARE = {"models", "pages"}
"""Entries that stand for the package's own __init__ and not for everything below it."""

OURS = {"models", "pages", "app", "serve", "cli", "data", "tests"}

FORBIDDEN = {
    "models": {"streamlit", "altair"},
    "pages.labels": {"streamlit"},
    "pages.charts": {"streamlit"},
    "pages.figures": {"streamlit"},
    "pages.export": {"streamlit"},
}

DISK = {
    "open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "fromfile", "tofile",
    "loadtxt", "savetxt", "genfromtxt", "memmap",
}  # fmt: skip

ON_DISK = {
    Path("models/inputs.py"),
    Path("models/market_files.py"),
    Path("models/library/disk.py"),  # the file of saved plans: whole or not, and put in its place
    Path("models/documents/office_parts.py"),  # opens parts of a zip that is in memory
    Path("models/simulation/shared_memory.py"),  # memory that another process opens like a file
    Path("models/simulation/second_process.py"),  # asks the system how many programs run
}
"""Modules of the model that may read and write files."""

LONGEST_FILE = 300


def sources(*roots):
    paths = (path for root in roots for path in sorted((ROOT / root).rglob("*.py")))
    return [path.relative_to(ROOT) for path in paths]


FILES = [*sources("models", "pages"), *(Path(f"{door}.py") for door in DOORS)]


def dotted(path):
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def rank(name):
    """Place of a dotted name in RANKS by its longest matching entry; -1 if it has none."""
    fits = [
        (len(entry), place)
        for place, entries in enumerate(RANKS)
        for entry in entries
        if name == entry or (entry not in BARE and name.startswith(f"{entry}."))
    ]
    return max(fits, default=(0, -1))[1]


def folder(name):
    """Package that a dotted name lies in; a package lies in itself."""
    return name if (ROOT / Path(*name.split("."))).is_dir() else name.rpartition(".")[0]


def are_apart(one, other):
    """Tell whether two folders are beside each other: neither of them holds the other."""
    a, b = f"{one}.", f"{other}."
    return bool(one and other) and not (a.startswith(b) or b.startswith(a))


def fault_of_import(name, imported):
    """Say what is wrong with an import of ours, or nothing."""
    if rank(imported) < 0:
        return f"{name} imports {imported}, which has no place in RANKS"
    if rank(imported) > rank(name):
        return f"{name} imports {imported}, which stands below it"
    if rank(imported) == rank(name) and are_apart(folder(name), folder(imported)):
        return f"{name} imports {imported}, a folder of the same rank"
    return None


class Import(NamedTuple):
    """What a file imports, in which line: `name` is the module, or what is taken out of it."""

    line: int
    module: str
    name: str


class Call(NamedTuple):
    """What a file calls, in which line, and what matters of what it hands over."""

    line: int
    name: str
    keywords: frozenset[str]
    is_joined: bool
    """The first argument is a text put together on the spot."""


@cache
def used_by(path):
    """All that a file imports and all that it calls; each file is read once for all tests."""
    imported, called = [], []
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported += [Import(node.lineno, alias.name, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            imported += [Import(node.lineno, node.module, name) for name in names]
        elif isinstance(node, ast.Call):
            keywords = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            is_joined = bool(node.args) and isinstance(node.args[0], ast.JoinedStr)
            called.append(Call(node.lineno, ast.unparse(node.func), keywords, is_joined))
    return imported, called


def imports(path):
    """Dotted names that a file imports, function-level imports included."""
    return [
        one.name if one.name == one.module or is_module(one.name) else one.module
        for one in used_by(path)[0]
    ]


@cache
def is_module(name):
    place = ROOT / Path(*name.split("."))
    return place.is_dir() or place.with_suffix(".py").exists()


def disk_calls(path):
    for call in used_by(path)[1]:
        *owner, verb = call.name.split(".")
        # read_bytes() and write_bytes() of scenario files work on bytes in memory.
        if verb in DISK and (owner or verb == "open"):
            yield f"{path}, line {call.line}: {call.name}()"


def import_faults():
    for path in FILES:
        name = dotted(path)
        if rank(name) < 0:
            yield f"{name} has no place in RANKS"
        for imported in imports(path):
            if imported.split(".")[0] in OURS and (fault := fault_of_import(name, imported)):
                yield fault


def test_imports_point_up_the_list():
    assert not list(import_faults())


def test_every_entry_exists():
    assert not [entry for entries in RANKS for entry in entries if not is_module(entry)]


def test_each_layer_keeps_to_its_libraries():
    faults = [
        f"{path} imports {library}"
        for path in FILES
        for layer, forbidden in FORBIDDEN.items()
        if f"{dotted(path)}.".startswith(f"{layer}.")
        for library in forbidden & {imported.split(".")[0] for imported in imports(path)}
    ]
    assert not faults


def test_only_readers_touch_the_disk():
    others = [path for path in sources("models") if path not in ON_DISK]
    assert not [call for path in others for call in disk_calls(path)]


def test_a_file_is_told_by_its_name_alone():
    places = defaultdict(list)
    for path in sources("models", "pages"):
        if path.stem != "__init__":
            places[path.parts[0], path.stem].append(str(path))
    assert not [same for same in places.values() if len(same) > 1]


def test_only_init_lies_directly_in_pages():
    assert [p.name for p in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


def test_no_file_is_too_long():
    modules = [path.relative_to(ROOT) for path in (ROOT / "static").glob("*.js")]
    files = [*FILES, *sources("tests", "data"), *modules]
    lengths = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in files}
    assert not {str(path): n for path, n in lengths.items() if n > LONGEST_FILE}


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("models.market.choice", "models.market"),
        ("models.scenario.csv.rows", "models.scenario"),
        ("models", "models"),
        ("pages.decide.cockpit", "pages.decide"),
        ("models.unheard_of", None),
        ("pages.flat", None),
    ],
)
def test_rank_knows_every_name_by_its_longest_entry(name, entry):
    assert rank(name) == -1 if entry is None else entry in RANKS[rank(name)]


@pytest.mark.parametrize(
    ("name", "imported", "is_wrong"),
    [
        ("models.market.choice", "models.market.memory", False),
        ("models.market.choice", "models.scenario", True),
        ("models.analysis.risk.box", "models.analysis.outcome", False),
        ("models.analysis.risk.box", "models.analysis.drivers.routes", True),
        ("pages.decide.compare", "pages.trust.cases", True),
        ("models.levers", "models.unheard_of", True),
    ],
)
def test_imports_are_judged(name, imported, is_wrong):
    assert bool(fault_of_import(name, imported)) == is_wrong
