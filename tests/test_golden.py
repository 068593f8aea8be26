"""The golden fixture itself: it must fail when it should."""

import pytest

from tests.conftest import Golden, compare
from tests.every import every


@pytest.fixture
def stored(tmp_path):
    answer = {"share": [0.25, 0.5], "name": "plan", "n": 3}
    Golden(rewrite=True, folder=tmp_path)("answer", answer)
    return Golden(rewrite=False, folder=tmp_path)


def test_the_same_answer_passes_up_to_rounding(stored):
    stored("answer", {"share": (0.25, 0.5 * (1 + 1e-12)), "name": "plan", "n": 3})


@every(
    "answer",
    [
        {"share": [0.25, 0.5 * (1 + 1e-8)], "name": "plan", "n": 3},
        {"share": [0.25], "name": "plan", "n": 3},
        {"share": [0.25, 0.5], "name": "other", "n": 3},
        {"share": [0.25, 0.5], "name": "plan"},
        {"share": [0.25, None], "name": "plan", "n": 3},
    ],
)
def test_another_answer_fails(stored, answer):
    with pytest.raises(AssertionError, match="answer"):
        stored("answer", answer)


def test_a_missing_file_fails_instead_of_being_written(tmp_path):
    with pytest.raises(pytest.fail.Exception, match="make golden"):
        Golden(rewrite=False, folder=tmp_path)("absent", {})
    assert not list(tmp_path.iterdir())


def test_zero_is_compared_exactly():
    assert list(compare(0.0, 1e-300, "x"))
