"""A sweep is one test: it runs on every row of a table and tells all rows at fault."""

import inspect
from reprlib import Repr
from traceback import extract_tb

import pytest

SHORT = Repr()
SHORT.maxstring = SHORT.maxother = 80
FAILURES = (Exception, pytest.fail.Exception)


def some(rows, *sharpest):
    """Give the rows of a long sweep for ``pytest.mark.parametrize``: all but the sharpest wait.

    Those run under ``--exhaustive`` alone; the sharpest tell most of what all of them would.
    """
    rows = list(rows)
    assert {*sharpest} <= {*rows}
    later = pytest.mark.exhaustive
    return [row if row in sharpest else pytest.param(row, marks=later) for row in rows]


def every(names, rows, ids=SHORT.repr, later=()):
    """Run a test on every row as one case, which fails when a single row does.

    Reads like ``pytest.mark.parametrize``; the rows share the fixtures of the test. Rows in
    ``later`` are run under ``--exhaustive`` alone.
    """
    names = names.split(",") if isinstance(names, str) else names
    rows, later = list(rows), list(later)

    def decorate(test):
        def sweep(**fixtures):
            is_whole = later and fixtures.pop("pytestconfig").getoption("--exhaustive")
            asked = [*rows, *later] if is_whole else rows
            assert asked, "a sweep over no rows says nothing"
            offenders = []
            for row in asked:
                cells = dict(zip(names, row if len(names) > 1 else [row], strict=True))
                try:
                    test(**fixtures, **cells)
                except FAILURES as failure:
                    offenders.append(f"{ids(row)}: {failure_text(failure)}")
            if offenders:
                head = f"{len(offenders)} of {len(asked)} rows fail"
                pytest.fail("\n".join([head, *offenders]), pytrace=False)

        return like(test, sweep, names, extra=["pytestconfig"] if later else [])

    return decorate


def failure_text(failure):
    """Where a row failed, and of what."""
    place = extract_tb(failure.__traceback__)[-1]
    return f"{place.filename.rpartition('/')[2]}:{place.lineno} {type(failure).__name__} {failure}"


def like(test, sweep, names, extra=()):
    """Give a sweep the name, the marks and the fixtures of its test."""
    sweep.__name__, sweep.__qualname__ = test.__name__, test.__qualname__
    sweep.__module__, sweep.__doc__ = test.__module__, test.__doc__
    sweep.pytestmark = list(getattr(test, "pytestmark", []))
    signature = inspect.signature(test)
    fixtures = [p for name, p in signature.parameters.items() if name not in names]
    fixtures += [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in extra]
    sweep.__signature__ = signature.replace(parameters=fixtures)
    return sweep
