"""A sweep is one test: it runs on every row of a table and tells all rows at fault."""

import inspect
from reprlib import Repr
from traceback import extract_tb

import pytest

SHORT = Repr()
SHORT.maxstring = SHORT.maxother = 80
FAILURES = (Exception, pytest.fail.Exception)


def every(names, rows, ids=SHORT.repr):
    """Run a test on every row as one case, which fails when a single row does.

    Reads like ``pytest.mark.parametrize``; the rows share the fixtures of the test.
    """
    names = names.split(",") if isinstance(names, str) else names
    rows = list(rows)

    def decorate(test):
        def sweep(**fixtures):
            assert rows, "a sweep over no rows says nothing"
            offenders = []
            for row in rows:
                cells = dict(zip(names, row if len(names) > 1 else [row], strict=True))
                try:
                    test(**fixtures, **cells)
                except FAILURES as failure:
                    offenders.append(f"{ids(row)}: {failure_text(failure)}")
            if offenders:
                head = f"{len(offenders)} of {len(rows)} rows fail"
                pytest.fail("\n".join([head, *offenders]), pytrace=False)

        return like(test, sweep, names)

    return decorate


def failure_text(failure):
    """Where a row failed, and of what."""
    place = extract_tb(failure.__traceback__)[-1]
    return f"{place.filename.rpartition('/')[2]}:{place.lineno} {type(failure).__name__} {failure}"


def like(test, sweep, names):
    """Give a sweep the name, the marks and the fixtures of its test."""
    sweep.__name__, sweep.__qualname__ = test.__name__, test.__qualname__
    sweep.__module__, sweep.__doc__ = test.__module__, test.__doc__
    sweep.pytestmark = list(getattr(test, "pytestmark", []))
    signature = inspect.signature(test)
    fixtures = [p for name, p in signature.parameters.items() if name not in names]
    sweep.__signature__ = signature.replace(parameters=fixtures)
    return sweep
