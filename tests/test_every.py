"""A sweep fails when a single row does, tells every such row, and keeps marks and fixtures."""

import inspect

import pytest

from tests.every import every


def is_small(number, most=3):
    assert number < most, "too large"


def test_every_row_at_fault_is_told_and_no_other():
    with pytest.raises(pytest.fail.Exception) as failure:
        every("number", [1, 5, 2, 7])(is_small)()
    head, *rows = str(failure.value).splitlines()
    assert head == "2 of 4 rows fail"
    assert [row.partition(":")[0] for row in rows if "too large" in row] == ["5", "7"]


def test_later_rows_run_when_they_are_asked_for(pytestconfig, monkeypatch):
    seen = []
    sweep = every("number", [1], later=[2])(lambda number: seen.append(number))
    for asked in (False, True):
        monkeypatch.setattr(pytestconfig.option, "exhaustive", asked)
        sweep(pytestconfig=pytestconfig)
    assert seen == [1, 1, 2]


def test_a_single_row_fails_a_sweep_of_sweeps():
    def differ(one, other):
        assert (one, other) != (2, "b")

    every("one", [1, 2])(every("other", "ac")(differ))()
    with pytest.raises(pytest.fail.Exception, match="1 of 2 rows fail"):
        every("one", [1, 2])(every("other", "ab")(differ))()


def test_rows_of_several_cells_must_be_whole_and_errors_count():
    with pytest.raises(ValueError, match="zip"):
        every(("number", "most"), [(1, 2), (1,)])(is_small)()
    with pytest.raises(pytest.fail.Exception, match="TypeError"):
        every(("number", "most"), [(1, 2), ("1", 2)])(is_small)()


def test_a_sweep_over_nothing_fails():
    with pytest.raises(AssertionError, match="no rows"):
        every("number", [])(is_small)()


def test_marks_and_fixtures_stay():
    sweep = pytest.mark.slow(every("number", [1])(pytest.mark.browser(is_small)))
    assert {mark.name for mark in sweep.pytestmark} == {"slow", "browser"}
    assert list(inspect.signature(sweep).parameters) == ["most"]
    assert sweep.__name__ == "is_small"
