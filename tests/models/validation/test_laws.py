"""The table of laws: every law is checked, every check can fail, and none does."""

from dataclasses import replace

import numpy as np
import pytest

from models.calibration import trace
from models.errors import ScenarioError
from models.inputs import load_market
from models.levers import KPI_UNITS, LEVERS
from models.scenario import POSTURES
from models.validation import identities, laws, limits, signs
from models.validation.laws import LAW_KINDS, Verdict, check_laws, table_of
from tests.every import every

TABLE = laws.laws()
QUICK = [law for law in TABLE if law.kind != "identity"]


def test_table_and_code_name_the_same_laws():
    assert len({law.name for law in TABLE}) == len(TABLE)
    for kind, known in (("identity", identities.IDENTITIES), ("limit", limits.LIMITS)):
        assert {law.name for law in TABLE if law.kind == kind} == set(known)
    assert {law.kind for law in TABLE} == set(LAW_KINDS)
    assert all(law.statement and law.chinese and law.setting for law in TABLE)


ROW = {
    **dict.fromkeys(("statement", "chinese", "setting"), "-"),
    **dict.fromkeys(("than", "metric", "platform", "when", "sign"), ""),
    "tolerance": "0",
}


@pytest.mark.parametrize(
    ("name", "kind", "fault"),
    [
        ("no_such_check", "identity", "'no_such_check' has no check"),
        ("sales", "limit", "'sales' has no check"),
        ("sales", "rule", "of the kind 'rule'"),
    ],
)
def test_a_row_that_nothing_checks_is_refused_by_name(name, kind, fault):
    with pytest.raises(ValueError, match=fault):
        laws.law_of({**ROW, "name": name, "kind": kind})


def test_a_check_without_a_row_is_refused_by_name(monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "new_limit", limits.reach)
    with pytest.raises(ValueError, match="new_limit"):
        laws.laws()


@pytest.mark.slow
@every("law", QUICK, ids=lambda law: law.name)
def test_limits_and_signs_hold(law):
    (verdict,) = check_laws([law])
    assert verdict.holds, table_of([verdict])


@pytest.mark.slow
def test_identities_hold_with_every_lever_at_its_ends_under_every_posture(monkeypatch):
    """Until rivals have answered; `test_identities` plays twenty quarters of odd plans."""
    monkeypatch.setattr(laws, "QUARTERS", 3)
    verdicts = check_laws(law for law in TABLE if law.kind == "identity")
    assert all(v.holds for v in verdicts), table_of(verdicts)


def test_extremes_reach_both_ends_of_every_lever_alone_and_together():
    market = load_market()
    ends = trace.extremes(market)
    assert len(ends) == 2 * len(LEVERS) + 2
    for name, lever in LEVERS.items():
        for end, value in (("least", lever.low), ("most", lever.high)):
            alone = ends[f"{name} {end}"]
            assert alone[name] == value
            moved = {n for n in LEVERS if alone[n] != market.levers[n]}
            unit = next((u for u in KPI_UNITS.values() if name in u), (name,))
            assert moved <= set(unit)
            if name not in {w for u in KPI_UNITS.values() for w in u}:
                assert ends[end][name] == value
    for targets in ends.values():
        assert targets.keys() == LEVERS.keys()
        for unit in KPI_UNITS.values():
            assert sum(targets[weight] for weight in unit) == pytest.approx(1.0)


@pytest.fixture(scope="module")
def moment():
    market = load_market()
    from models.inputs import load_parameters

    base = trace.prepared(market, load_parameters(), 4)
    *_, last = trace.moments(base, market.levers | {"subsidy_budget": 30.0}, POSTURES[1], 3)
    return last


BROKEN = {
    "sales": lambda m: {"gmv_sme": m.shown["gmv_sme"] * 1.001},
    "orders": lambda m: {"orders": m.shown["orders"] * 0.999},
    "revenue": lambda m: {"commission": m.shown["commission"] + 0.01},
    "profit": lambda m: {"ebita": m.shown["ebita"] + 0.01},
    "market_shares": lambda m: {"gmv_share": m.shown["gmv_share"] * 1.001},
    "people": lambda m: {"dac": m.shown["quarterly_buyers"] * 1.01},
    "positive": lambda m: {"gmv": np.full_like(m.shown["gmv"], np.nan)},
}


@every("name", BROKEN)
def test_an_identity_notices_what_breaks_it(moment, name):
    tolerance = next(law.tolerance for law in TABLE if law.name == name)
    check = identities.IDENTITIES[name]
    assert check(moment) <= tolerance
    assert check(replace(moment, shown={**moment.shown, **BROKEN[name](moment)})) > tolerance


@every("law", [law for law in TABLE if law.kind == "sign"], ids=lambda x: x.name)
def test_the_opposite_of_a_sign_is_broken(law):
    opposite = replace(law, sign=str(-int(law.sign)))
    (verdict,) = check_laws([opposite])
    assert not verdict.holds
    assert table_of([verdict]).startswith("BROKEN")


def test_what_is_not_a_number_holds_for_no_law():
    for kind in LAW_KINDS:
        law = next(law for law in TABLE if law.kind == kind)
        assert not Verdict(law=law, value=float("nan")).holds


def test_no_change_against_no_change_has_no_sign():
    for when in ("all", "last", "1", "from3", "last-peak"):
        assert signs.margin("", "", "gmv", "", when) == 0.0


def test_a_plan_of_the_table_must_be_possible():
    with pytest.raises(ScenarioError, match="ad_load"):
        signs.scenario("ad_load=9")
    assert len(signs.scenario("kpi_group=0.2/0.2/0.6; rivals=follow").steps) == 3
