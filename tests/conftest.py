"""What every test shares: strict floats, golden files, the order of the run."""

import models.blas  # noqa: F401, I001  before numpy

import gc
import json
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from models.simulation import second_process
from pages.labels.catalogue import LANGUAGES, use_language

# How fast a machine draws and tries an example is no claim about the product.
QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
# Twenty-five examples: the edges are tried first, and faults found by generated examples so far
# needed fewer. Each run draws others.
settings.register_profile("suite", max_examples=25, **QUIET)
settings.register_profile("exhaustive", max_examples=300, **QUIET)
settings.load_profile("suite")

# What a developer keeps as own markets is none of the tests' business, nor theirs of his.
os.environ["TWO_ROADS_HOME"] = str(Path(tempfile.gettempdir()) / f"two-roads-tests-{os.getpid()}")

# Modules and collected tests live to the end: looked through for garbage again and again, they
# cost a tenth of the whole run.
gc.disable()
RARELY = (10_000, 10, 10)

MAIN = sys.modules["__main__"]

LONG = ("test_storage", "test_accessible", "test_shared_address", "test_decide", "test_walk")
"""Browser tests that take a quarter of a minute each."""

ROOT = Path(__file__).parents[1]
PAGE_SCRIPT = ROOT / "pages" / "main" / "page_script.py"
"""What `AppTest` runs: the script that app.py serves."""

GOLDEN = ROOT / "tests" / "golden"


def pytest_addoption(parser):
    parser.addoption(
        "--regenerate", action="store_true", help="rewrite tests/golden; runs golden tests alone"
    )
    parser.addoption(
        "--exhaustive", action="store_true", help="also the long sweeps, which take most of an hour"
    )


def pytest_configure(config):
    # A second process would go on without what a test patches after it began.
    second_process.FEWEST = sys.maxsize
    if config.getoption("--exhaustive"):
        settings.load_profile("exhaustive")


def pytest_collection_modifyitems(config, items):
    items.sort(key=turn)
    if not config.getoption("--exhaustive"):
        keep_only(items, config, lambda item: item.get_closest_marker("exhaustive") is None)
    if config.getoption("--regenerate"):
        keep_only(items, config, lambda item: "golden" in item.fixturenames)


def turn(item):
    """Browser tests last: Playwright keeps an event loop running, and a fast failure comes first.

    Of those the long ones come first: at the end no process waits half a minute for another.
    """
    if item.get_closest_marker("browser") is None:
        return 0
    return 1 if item.path.stem in LONG else 2


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    gc.freeze()
    gc.enable()
    gc.set_threshold(*RARELY)


def keep_only(items, config, is_wanted):
    kept = [item for item in items if is_wanted(item)]
    config.hook.pytest_deselected(items=[item for item in items if not is_wanted(item)])
    items[:] = kept


def pytest_sessionfinish(session, exitstatus):
    if session.config.getoption("--regenerate") and exitstatus == pytest.ExitCode.OK:
        from models.inputs import DATA, data_bytes
        from models.validation import stored

        table = stored.stamped(data_bytes(stored.FILE), "golden")
        (DATA / stored.FILE).write_bytes(table)


@pytest.fixture(scope="session", autouse=True)
def _float_faults_raise():
    # Underflow to zero is what exp() of a very unattractive option should give.
    before = np.seterr(divide="raise", over="raise", invalid="raise", under="ignore")
    yield
    np.seterr(**before)


@pytest.fixture
def golden(request):
    """Compare with tests/golden/<name>.json to a relative 1e-9: ``golden("baseline", {...})``."""
    return Golden(rewrite=request.config.getoption("--regenerate"))


class Golden:
    """A stored answer that only ``--regenerate`` replaces."""

    def __init__(self, *, rewrite, folder=GOLDEN):
        self.rewrite = rewrite
        self.folder = folder

    def __call__(self, name, current):
        path = self.folder / f"{name}.json"
        if self.rewrite:
            text = json.dumps(
                current, indent=1, sort_keys=True, allow_nan=False, ensure_ascii=False
            )
            path.write_text(text + "\n", encoding="utf-8")
        if not path.exists():
            pytest.fail(f"{path} is missing; write it with: make golden")
        stored = json.loads(path.read_text(encoding="utf-8"))
        differences = list(compare(stored, json.loads(json.dumps(current)), name))
        assert not differences, "\n".join(differences[:20])


def compare(stored, current, place, rel=1e-9):
    """Yield one line for each leaf of two JSON values that disagrees."""
    if isinstance(stored, dict) and isinstance(current, dict):
        if stored.keys() != current.keys():
            yield f"{place}: keys differ: {sorted(stored.keys() ^ current.keys())}"
        for key in stored.keys() & current.keys():
            yield from compare(stored[key], current[key], f"{place}.{key}", rel)
    elif isinstance(stored, list) and isinstance(current, list):
        if len(stored) != len(current):
            yield f"{place}: {len(current)} items instead of {len(stored)}"
        for i, pair in enumerate(zip(stored, current, strict=False)):
            yield from compare(*pair, f"{place}[{i}]", rel)
    elif not same_leaf(stored, current, rel):
        yield f"{place}: {current!r} instead of {stored!r}"


def same_leaf(stored, current, rel):
    numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in (stored, current))
    return current == pytest.approx(stored, rel=rel, abs=0) if numbers else stored == current


@pytest.fixture(autouse=True)
def _english_at_first():
    """A test before, or a verb that it ran here, may have left another language behind."""
    use_language(LANGUAGES[0])


@pytest.fixture(autouse=True)
def own_main_module():
    """Give the main module back: `AppTest` leaves a page there, which new processes would run."""

    def give_back():
        sys.modules["__main__"] = MAIN

    give_back()
    return give_back
