"""Every attack stays within the bounds of the specification."""

import pytest

from tests.attacks import searches
from tests.attacks.attack import ATTACKS, Attack, Finding, attack
from tests.attacks.run import SUBJECTS
from tests.conftest import ROOT
from tests.every import some

SEARCHES = {name for name, found in ATTACKS.items() if found.find.__module__ == searches.__name__}
"""A minute each; `test_expected_of_searches` holds one market to the sharper of them."""


@pytest.mark.slow
@pytest.mark.parametrize("name", some(ATTACKS, *ATTACKS.keys() - SEARCHES))
def test_the_model_survives(name):
    found = list(ATTACKS[name].find())
    broken = [one for one in found if not one.holds]
    assert any(one.is_bounded for one in found)
    assert not broken, "\n".join(f"{one.what}: {one.value:g}, {one.bounds}" for one in broken)


def test_every_file_of_attacks_is_run():
    files = {
        path.stem
        for path in (ROOT / "tests" / "attacks").glob("*.py")
        if "@attack(" in path.read_text(encoding="utf-8") and not path.stem.startswith("test_")
    }
    assert files == set(SUBJECTS)


def test_a_figure_outside_its_bounds_is_broken_and_no_number_holds():
    assert Finding(what="-", value=1, low=0, high=1).verdict == "ok"
    for value in (-0.1, 1.1, float("nan")):
        assert Finding(what="-", value=value, low=0, high=1).verdict == "BROKEN"
    assert Finding(what="-", value=5).verdict == "-"


def test_an_attack_is_registered_by_its_name(monkeypatch):
    monkeypatch.setattr("tests.attacks.attack.ATTACKS", {})

    @attack("a title")
    def nothing():
        yield Finding(what="-", value=0)

    from tests.attacks import attack as module

    assert {"nothing": Attack(title="a title", find=nothing, is_slow=False)} == module.ATTACKS
