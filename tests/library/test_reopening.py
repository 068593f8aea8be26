"""Old plans on the model of today: the difference is split, and the parts are those that moved."""

import json
import re
from dataclasses import replace

import pytest

from models.library import finding, open_library, saving
from models.library import identity as identities
from models.library.database import sqlite_url
from models.library.figures import figures_of, figures_today
from models.library.identity import Identity
from models.library.reopening import is_current, reopened
from models.projection import project
from tests.library.sample_plans import plan

OLD = {
    "parameters": lambda made: Identity(
        model=made.model, market=made.market, parameters=_moved(made.parameters)
    ),
    "market": lambda made: Identity(
        model=made.model, market=_other_market(made.market), parameters=made.parameters
    ),
    "equations": lambda made: replace(made, model="0" * 12),
    "everything": lambda made: Identity(
        model="0" * 12, market=_other_market(made.market), parameters=_moved(made.parameters)
    ),
}


def _moved(text):
    """Parameters of another day: a weaker habit."""
    kept = json.loads(text)
    lines = kept["table"].splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("habit_persistence,"))
    cells = lines[place].split(",")
    central = lines[0].split(",").index("central")
    cells[central] = str(float(cells[central]) * 0.97)
    lines[place] = ",".join(cells)
    return json.dumps(kept | {"table": "\n".join(lines)})


def _other_market(text):
    """The market of another day: its note differs in one number."""
    changed, count = re.subn(
        r"(\[platforms\.\w+\.dau\]\ntotal = \{ value = )([\d.]+)",
        lambda found: f"{found[1]}{float(found[2]) * 1.01:.6g}",
        text,
        count=1,
    )
    assert count == 1
    return changed


@pytest.mark.parametrize("moved", OLD)
def test_the_difference_of_an_old_plan_is_split_and_adds_up(tmp_path, monkeypatch, moved):
    library = open_library(sqlite_url(tmp_path / "library.db"))
    scenario = plan(draws=50)
    made = OLD[moved](identities.identity(scenario.market))
    parameters = identities.parameters_from(made.parameters)
    market = identities.market_from(made.market, scenario.market)
    old = list(figures_of(project(market, parameters, scenario, draws=0)))
    if moved in ("equations", "everything"):
        old = [replace(one, central=one.central * 1.01) for one in old]
    monkeypatch.setattr(saving, "identity", lambda _: made)
    saving.save(library, scenario, old)
    kept = finding.revision(library, "Plan")
    assert not is_current(kept)
    today = reopened(kept, figures_today(scenario))
    assert not today.fault
    for change in today.changes:
        parts = (change.parameters, change.market, change.equations)
        assert sum(parts) == pytest.approx(change.new.central - change.old.central, rel=1e-9)
        scale = abs(change.old.central)
        for name, part in zip(("parameters", "market", "equations"), parts, strict=True):
            if moved not in (name, "everything"):
                assert part == pytest.approx(0.0, abs=1e-9 * scale)
            if moved == name == "equations":
                assert part == pytest.approx(-change.old.central / 101, rel=1e-6)
    dau = next(one for one in today.changes if one.metric == "dau")
    if moved != "everything":
        assert abs(getattr(dau, moved)) > 1e-6


def test_a_plan_of_today_is_current(tmp_path):
    library = open_library(sqlite_url(tmp_path / "library.db"))
    scenario = plan(draws=20)
    saving.save(library, scenario, figures_today(scenario))
    kept = finding.revision(library, "Plan")
    assert is_current(kept)
    today = reopened(kept, figures_today(scenario))
    assert today.is_same
    assert all(one.new == one.old and one.equations == 0 for one in today.changes)


def test_what_cannot_be_run_any_more_is_said(tmp_path, monkeypatch):
    library = open_library(sqlite_url(tmp_path / "library.db"))
    scenario = plan(draws=20)
    broken = Identity(model="0" * 12, parameters="{}", market="x = 1")
    monkeypatch.setattr(saving, "identity", lambda _: broken)
    saving.save(library, scenario, figures_today(scenario))
    today = reopened(finding.revision(library, "Plan"), figures_today(scenario))
    assert "cannot be read any more" in today.fault
    assert today.changes
