"""How much of a range rests on which grade: planted outcomes with known answers."""

import numpy as np
import pytest

from models.analysis.evidence import evidence
from models.analysis.judgement import CHANCE, OWN, PARTS, attribution, attribution_of
from models.analysis.outcome import OUTCOME_METRICS
from models.analysis.study import sample
from models.inputs import load_market
from models.notation import GRADES
from models.parameters.draws import SEASON
from models.projection import project
from tests.every import every
from tests.pages.stages import plan_of

DRAWS = 1000
TOLERANCE = 0.05
KEYS = {*PARTS}


def variance_by_grade(outcome, draws, parameters, own=()):
    """Shares of one outcome, by name."""
    shares = attribution(draws, parameters, own).shares(outcome[None])[0]
    return dict(zip(PARTS, shares.tolist(), strict=True))


@pytest.fixture(scope="module")
def draws(parameters):
    return parameters.draw(DRAWS, seed=5)


def standard(values):
    return (values - values.mean()) / values.std()


def of_grade(parameters, draws, grade):
    return next(
        standard(values)
        for name, values in draws.items()
        if parameters.table[name].grade == grade and np.ptp(values) > 0
    )


def noise(count=DRAWS):
    return np.random.default_rng(7).standard_normal(count)


def test_planted_shares_are_found_again(parameters, draws):
    grades = [g for g in GRADES if any(parameters.table[n].grade == g for n in draws)]
    first, judged = of_grade(parameters, draws, grades[0]), of_grade(parameters, draws, "D")
    outcome = 2.0 * judged + 1.0 * first + 1.0 * noise()
    shares = variance_by_grade(outcome, draws, parameters)
    wanted = dict.fromkeys(KEYS, 0.0) | {"D": 4 / 6, grades[0]: 1 / 6, CHANCE: 1 / 6}
    assert shares == pytest.approx(wanted, abs=TOLERANCE)


def test_pure_chance_is_called_chance(parameters, draws):
    shares = variance_by_grade(noise(), draws, parameters)
    assert shares[CHANCE] > 1 - TOLERANCE


def test_pure_judgement_is_called_judgement(parameters, draws):
    judged = [
        name
        for name, values in draws.items()
        if parameters.table[name].grade == "D" and name not in SEASON and np.ptp(values) > 0
    ]
    shares = attribution(draws, parameters).shares(np.array([draws[name] for name in judged]))
    # All but what lies along the direction in which the seasons are tied: a part in 50,000.
    assert shares[:, GRADES.index("D")] == pytest.approx(1, abs=5e-5)


def test_a_season_shares_with_the_three_others_what_it_is_tied_to(parameters, draws):
    shares = attribution(draws, parameters).shares(np.array([draws[name] for name in SEASON]))
    own = [GRADES.index(parameters.table[name].grade) for name in SEASON]
    assert (shares[np.arange(len(SEASON)), own] > 0.5).all()
    assert shares[:, -1] == pytest.approx(0, abs=1e-3)  # none of it is chance


def test_what_parameters_tell_in_full_leaves_nothing_to_chance(parameters, draws):
    outcome = sum(of_grade(parameters, draws, grade) for grade in "BCD")
    shares = variance_by_grade(outcome, draws, parameters)
    assert shares[CHANCE] == pytest.approx(0.0, abs=1e-9)
    assert sum(shares.values()) == pytest.approx(1.0, abs=1e-12)


def test_an_own_assumption_takes_its_share_from_its_grade(parameters, draws):
    mine = next(
        name
        for name, values in draws.items()
        if parameters.table[name].grade == "D" and name not in SEASON and np.ptp(values) > 0
    )
    outcome = standard(draws[mine]) + of_grade(parameters, draws, "B") + noise()
    ours, yours = (variance_by_grade(outcome, draws, parameters, own) for own in ((), (mine,)))
    assert ours[OWN] == 0.0
    assert yours[OWN] == pytest.approx(1 / 3, abs=TOLERANCE)
    assert yours[OWN] + yours["D"] == pytest.approx(ours["D"], abs=0.01)
    for untouched in ("B", CHANCE):
        assert yours[untouched] == pytest.approx(ours[untouched], abs=0.01)


def test_only_what_is_assumed_otherwise_is_an_own_assumption(parameters):
    market, central = load_market(), parameters.table["habit_weight"].central
    for value, count in ((central, 0), (1.1 * central, 1)):
        plan = plan_of(draws=300, assumptions=(("habit_weight", value),))
        regression = attribution_of(parameters, market, plan)
        assert regression.graded[PARTS.index(OWN)].sum() == count


def test_what_never_varies_rests_on_nothing(parameters, draws):
    shares = variance_by_grade(np.full(DRAWS, 3.0), draws, parameters)
    assert shares == dict.fromkeys(KEYS, 0.0) | {CHANCE: 1.0}


@every("scale", [1e-6, 1.0, 1e9])
def test_shares_sum_to_one_in_any_unit(parameters, draws, scale):
    outcome = scale * (of_grade(parameters, draws, "D") + noise()) + 17.0 * scale
    shares = variance_by_grade(outcome, draws, parameters)
    assert set(shares) == KEYS
    assert sum(shares.values()) == pytest.approx(1, abs=1e-12)
    assert all(0 <= share <= 1 for share in shares.values())
    assert shares["D"] == pytest.approx(0.5, abs=TOLERANCE)


def test_many_outcomes_at_once_are_each_as_alone(parameters, draws):
    outcomes = np.stack([noise(), of_grade(parameters, draws, "D"), np.zeros(DRAWS)])
    together = attribution(draws, parameters).shares(outcomes)
    for column, outcome in zip(together, outcomes, strict=True):
        alone = variance_by_grade(outcome, draws, parameters)
        assert column == pytest.approx(list(alone.values()), abs=1e-12)


def test_few_draws_tell_nothing(parameters):
    few = parameters.draw(150, seed=5)
    assert not attribution(few, parameters).is_telling
    assert variance_by_grade(noise(150), few, parameters)[CHANCE] == 1


def test_one_draw_tells_nothing_and_breaks_nothing(parameters):
    assert not attribution(parameters.draw(1, seed=5), parameters).is_telling


def runs(parameters, **settings):
    market = load_market()
    plan, idle = plan_of(**settings), plan_of({}, **settings)
    samples = [sample(project(market, parameters, scenario)) for scenario in (plan, idle)]
    return (*samples, attribution_of(parameters, market, plan))


def test_every_headline_of_a_plan_says_what_it_rests_on(parameters):
    by_metric = evidence(*runs(parameters, draws=DRAWS))
    assert set(by_metric) <= set(OUTCOME_METRICS)
    assert {"dau", "revenue", "ebita", "gmv"} <= set(by_metric)
    assert "value" not in by_metric  # 256 draws are too few for so many parameters
    for shares in by_metric.values():
        assert sum(shares.values()) == pytest.approx(1, abs=1e-12)
        # Six parameters in seven are estimates or judgement, and so is what they tell.
        assert shares["C"] + shares["D"] > 0.75 * (1 - shares[CHANCE])


def test_without_a_plan_or_with_few_draws_there_is_nothing_to_tell(parameters):
    plan, idle, regression = runs(parameters, draws=DRAWS)
    assert evidence(idle, idle, regression) == {}
    assert evidence(plan, idle, None) == {}
    assert evidence(*runs(parameters, draws=150)) == {}
