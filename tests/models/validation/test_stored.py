"""Stored results are those of today's files and model; what is not is told with its command."""

from dataclasses import replace

import pytest

from models.inputs import data_bytes
from models.validation import stored
from models.validation.stored import FILE, RESULTS, numbers_of, stale, stamped


@pytest.fixture(scope="module", autouse=True)
def once():
    """Run each probe once: they are what takes time."""
    values = {name: list(result.run()) for name, result in RESULTS.items()}
    again = {name: replace(result, run=values[name].copy) for name, result in RESULTS.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "RESULTS", again)
        yield again


@pytest.fixture(scope="module")
def table(once):
    """Stamped today, whatever the stored one is: a stale result fails one test and no other."""
    return stamped(b"", *once)


@pytest.mark.slow
def test_nothing_stored_is_stale():
    reasons = stale(data_bytes(FILE))
    assert not reasons, "\n".join(reasons.values())


@pytest.mark.parametrize("name", RESULTS)
def test_what_was_never_stamped_is_told_with_its_command(table, name):
    lines = [line for line in table.decode().splitlines() if not line.startswith(f"{name},")]
    (reason,) = stale("\n".join(lines).encode()).values()
    assert reason == f"{name}: inputs and model changed; rebuild: {RESULTS[name].command}"


def test_a_number_in_a_file_makes_all_that_is_made_of_it_stale(table, monkeypatch):
    def changed(name):
        return data_bytes(name).replace(b"0.05,0.75", b"0.05,0.76")

    monkeypatch.setattr(stored, "data_bytes", changed)
    reasons = stale(table)
    assert list(reasons) == list(RESULTS)
    assert all("inputs changed" in line for line in reasons.values())


@pytest.mark.slow
@pytest.mark.parametrize("name", RESULTS)
def test_another_equation_makes_stale_what_it_moves(table, once, monkeypatch, name):
    moved = [value * (1 + 1e-4) for value in once[name].run()]
    monkeypatch.setitem(once, name, replace(once[name], run=moved.copy))
    assert list(stale(table)) == [name]
    assert f"{name}: model changed" in stale(table)[name]


def test_the_last_bits_of_a_run_change_nothing(monkeypatch):
    def run(factor):
        result = stored.Result(command="", inputs=list, run=lambda: [factor * 1.23456789])
        monkeypatch.setattr(stored, "RESULTS", {"one": result})
        return stored.digests("one")

    assert run(1.0) == run(1 + 1e-12)
    assert run(1.0) != run(1 + 1e-4)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("a.csv", b"name,value,note\nx,1,old\n", b"note,value,name\r\nnew,1,x\r\n"),
        ("a.toml", b"a = { value = 1, source = 'old' }", b"# new\n[a]\nvalue = 1\ngrade = 'B'"),
    ],
)
def test_prose_and_layout_of_files_do_not_count(file, before, after):
    assert numbers_of(file, before) == numbers_of(file, after)
    assert numbers_of(file, before) != numbers_of(file, after.replace(b"1", b"2"))


def test_a_stamp_leaves_the_other_rows_alone(table):
    rows = table.decode().splitlines()
    old = [row.replace(row[-12:], "0" * 12) if row.startswith("golden") else row for row in rows]
    assert stamped("\n".join(old).encode(), "recovery").decode().splitlines() == old
    (head, one) = stamped(b"", "recovery").decode().splitlines()
    assert head == rows[0]
    assert one in rows
