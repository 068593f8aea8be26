"""The frame of `make bench`: a missed budget and a broken bench both count."""

import pytest

from tests.bench import heavy, run
from tests.bench.budgets import Budget, elementary, ratio
from tests.conftest import PAGE_SCRIPT


def broken():
    msg = "no server"
    raise RuntimeError(msg)


@pytest.mark.parametrize(
    ("measure", "verdict"),
    [
        (lambda: 10.0, "ok"),
        (lambda: 10.1, "MISSED"),
        (lambda: float("nan"), "MISSED"),
        (broken, "FAILED: no server"),
    ],
)
def test_verdict_and_exit_code(measure, verdict, monkeypatch, capsys):
    monkeypatch.setattr(run, "BENCHES", ())
    monkeypatch.setattr(run, "BUDGETS", [Budget(name="wait", limit=10, unit="ms", measure=measure)])
    assert run.main() == (verdict != "ok")
    assert capsys.readouterr().out.rstrip().endswith(verdict)


def test_ratio_counts_work_in_units_of_the_reference():
    def twice():
        elementary(500, 4)
        elementary(500, 4)

    assert ratio(twice, draws=500, quarters=4) == pytest.approx(2, rel=0.5)


def test_memory_is_measured_on_pages_that_are_there():
    assert heavy.COCKPIT in heavy.PAGES
    assert [page for page in heavy.PAGES if not (PAGE_SCRIPT.parent / page).is_file()] == []
