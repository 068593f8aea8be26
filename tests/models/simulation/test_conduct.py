"""Rivals that answer each in its own way; default is the scenario's posture, to the last bit."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from models.ensemble import project_futures, project_plans
from models.errors import ParameterError
from models.market.rivals import Conduct, grouped
from models.projection import project
from models.scenario import Scenario, Step
from tests.every import every

PUSH = Scenario(
    name="push",
    market="2023Q1",
    steps=(Step(lever="subsidy_budget", quarter="2023Q2", value=12.0),),
)
STILL = Conduct(posture="passive")
PDD = 1


def run(market, parameters, *conduct, **options):
    options = {"draws": 0} | options
    return project(market, parameters, PUSH, conduct=conduct, **options)


def subsidy(projection, platform=PDD):
    return projection.central("subsidy", platform)


@every("posture", ["passive", "follow", "best-reply"])
def test_one_posture_for_all_is_the_scenarios_to_the_last_bit(market2023, parameters, posture):
    apart = run(market2023, parameters, *(Conduct(posture=posture),) * 4, draws=20)
    whole = project(market2023, parameters, PUSH, draws=20, rivals=posture)
    for name, path in whole.paths.items():
        assert_array_equal(apart.paths[name], path)


def test_only_the_rival_that_answers_spends_more(market2023, parameters):
    still = run(market2023, parameters, *(STILL,) * 4)
    one = run(market2023, parameters, Conduct(matching=1.0), STILL, STILL, STILL)
    assert (subsidy(one)[2:] > subsidy(still)[2:]).all()
    for other in (2, 3, 4):
        assert_array_equal(subsidy(one, other), subsidy(still, other))


@every("lag", [1, 2, 3])
def test_the_answer_falls_so_many_quarters_later(market2023, parameters, lag):
    answer = subsidy(run(market2023, parameters, *(Conduct(matching=1.0, lag=lag),) * 4))
    today = market2023.subsidy[PDD].sum()
    assert_allclose(answer[:lag], today, rtol=1e-12)
    assert answer[lag] > today + 0.01


def test_a_cap_limits_the_answer_and_cuts_nothing(market2023, parameters):
    free = subsidy(run(market2023, parameters, *(Conduct(matching=1.0),) * 4))
    today = market2023.subsidy[PDD].sum()
    assert free.max() > 11.0
    capped = subsidy(run(market2023, parameters, *(Conduct(matching=1.0, cap=11.0),) * 4))
    assert_allclose(capped.max(), 11.0)
    tight = subsidy(run(market2023, parameters, *(Conduct(matching=1.0, cap=0.0),) * 4))
    assert_allclose(tight, today, rtol=1e-12)


def test_strength_multiplies_the_answer(market2023, parameters):
    today = market2023.subsidy[PDD].sum()
    weak, strong = (
        subsidy(run(market2023, parameters, *(Conduct(strength=s),) * 4))[1] - today
        for s in (0.5, 1.0)
    )
    assert weak > 0
    assert_allclose(strong, 2 * weak, rtol=1e-9)
    none = run(market2023, parameters, *(Conduct(strength=0.0),) * 4)
    assert_allclose(subsidy(none), today, rtol=1e-12)


def test_a_fee_cut_goes_to_sellers_instead_of_buyers(market2023, parameters):
    still = run(market2023, parameters, *(STILL,) * 4)
    cut = run(market2023, parameters, *(Conduct(posture="fee-cut", matching=1.0),) * 4)
    assert_allclose(subsidy(cut), subsidy(still), rtol=1e-12)
    assert (cut.central("revenue", PDD)[1:] < still.central("revenue", PDD)[1:]).all()
    assert cut.central("merchants_sme", PDD)[-1] > still.central("merchants_sme", PDD)[-1]
    assert cut.central("gmv")[-1] < still.central("gmv")[-1]


def test_nothing_moves_without_a_move_of_ours(market2023, parameters):
    idle = replace(PUSH, steps=())
    still = project(market2023, parameters, idle, draws=0, rivals="passive")
    for posture in ("follow", "best-reply", "fee-cut"):
        conduct = (Conduct(posture=posture, lag=2, matching=1.0),) * 4
        run = project(market2023, parameters, idle, draws=0, plain=True, conduct=conduct)
        assert_allclose(subsidy(run), subsidy(still), rtol=1e-12)


def test_many_plans_carry_the_conduct(market2023, parameters):
    conduct = (Conduct(matching=1.0, lag=2), STILL, Conduct(posture="best-reply"), STILL)
    plans = [PUSH.schedule(market2023.levers), replace(PUSH, steps=()).schedule(market2023.levers)]
    both = project_plans(
        market2023, parameters, PUSH, plans, metrics=["gmv"], draws=8, conduct=conduct
    )
    alone = project(market2023, parameters, PUSH, draws=8, conduct=conduct)
    assert_array_equal(both["gmv"][0], alone.paths["gmv"])


def test_futures_may_differ_in_strength(market2023, parameters):
    matching = np.linspace(0.0, 1.0, 5)
    central = {"rival_defence": np.full(5, parameters.central()["rival_defence"])}
    conduct = (Conduct(matching=matching), STILL, STILL, STILL)
    paths = project_futures(
        market2023, parameters, PUSH, central, metrics=["subsidy"], conduct=conduct
    )["subsidy"][:, PDD]
    assert (np.diff(paths[3]) > 0).all()
    for place, share in enumerate(matching):
        one = run(market2023, parameters, Conduct(matching=float(share)), STILL, STILL, STILL)
        assert_allclose(paths[:, place], subsidy(one), rtol=1e-12)


@every("posture", ["follow", "fee-cut"])
def test_rivals_that_answer_alike_do_so_as_each_by_itself(market2023, parameters, posture):
    usual = float(parameters.central()["rival_defence"])
    parts = np.random.default_rng(2).random((4, 5))
    together = tuple(Conduct(posture=posture, matching=part) for part in parts)
    # Every other one is told what it would do anyway: none is like its neighbour.
    apart = tuple(
        replace(one, defence=usual if place % 2 else None) for place, one in enumerate(together)
    )
    assert [len(grouped(ways)) for ways in (together, apart)] == [1, 4]
    values = {"growth_upper": np.full(5, parameters.central()["growth_upper"])}
    found, expected = (
        project_futures(
            market2023, parameters, PUSH, values, metrics=["subsidy", "revenue"], conduct=ways
        )
        for ways in (together, apart)
    )
    for name, path in found.items():
        assert_array_equal(path, expected[name])
    assert np.ptp(found["revenue"][-1, 1:], axis=-1).min() > 0.0  # they do answer


@every(
    ("wrong", "named"),
    [
        ({"posture": "angry"}, "fee-cut"),
        ({"lag": 0}, "1 to 3"),
        ({"lag": 4}, "1 to 3"),
        ({"strength": -0.1}, "strength"),
        ({"strength": float("inf")}, "strength"),
        ({"cap": float("inf")}, "cap"),
        ({"matching": float("nan")}, "matching"),
        ({"cap": -1.0}, "cap"),
    ],
)
def test_what_no_rival_can_do_is_refused(wrong, named):
    with pytest.raises(ParameterError, match=named):
        Conduct(**wrong)
