"""Draws that a calibration moved: joint, stable, the same in any chunks; all others untouched."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import fingerprint, inputs
from models.errors import ParameterError
from models.inputs import load_parameters, posterior
from models.notation import BLOCK
from models.parameters import Posterior
from models.parameters.draws import SEASON, tips
from tests.every import every

STORED = posterior()
UPDATED = load_parameters()
PRIORS = UPDATED.priors


def test_the_app_draws_from_the_stored_calibration():
    assert UPDATED.posterior is STORED
    assert PRIORS.posterior is None
    assert PRIORS.priors is PRIORS


def test_central_values_are_those_of_the_table():
    assert UPDATED.central() == PRIORS.central()


def test_free_parameters_come_as_joint_rows():
    free = [name for name in STORED.names if name not in SEASON]
    places = [STORED.names.index(name) for name in free]
    stored = {tuple(row) for row in STORED.draws[:, places]}
    drawn = UPDATED.draw(500)
    assert all(row in stored for row in zip(*(drawn[name] for name in free), strict=True))


def test_seasons_keep_the_stored_spread_around_the_table():
    drawn, central = UPDATED.draw(4 * BLOCK), UPDATED.central()
    for name in SEASON:
        stored = STORED.draws[:, STORED.names.index(name)]
        assert np.median(drawn[name]) == pytest.approx(central[name], rel=5e-3)
        assert drawn[name].std() == pytest.approx(stored.std(), rel=0.1)


def test_other_parameters_keep_their_prior_draws_where_the_market_was_stable():
    before, after = PRIORS.block(0), UPDATED.block(0)
    others = [name for name in UPDATED.names if name not in STORED.names]
    same = np.all([before[name] == after[name] for name in others], axis=0)
    assert same.mean() > 0.7


@settings(max_examples=10, deadline=None)
@given(n=st.integers(0, 2 * BLOCK + 3), seed=st.sampled_from([0, 1, 20251122]))
def test_draw_i_does_not_depend_on_how_many_are_drawn(n, seed):
    few, many = UPDATED.draw(n, seed), UPDATED.draw(2 * BLOCK + 10, seed)
    assert all(np.array_equal(few[name], many[name][:n]) for name in UPDATED.names)


@pytest.mark.slow
@every("overrides", [{}, {"habit_weight": 0.36}, {"nest_correlation": 0.55}])
def test_every_draw_is_stable_and_admissible(overrides):
    drawn = UPDATED.draw(2 * BLOCK, 5, overrides)
    assert not tips(drawn).any()
    for name in STORED.names:
        low, high = UPDATED.allowed(name)
        assert ((low <= drawn[name]) & (drawn[name] <= high)).all()


def test_an_override_moves_the_draws_with_it():
    plain, kept = UPDATED.draw(BLOCK), []
    for name in ("content_utility", "lower_tier_utility"):
        moved = UPDATED.draw(BLOCK, 0, {name: 1.5 * UPDATED.central()[name]})
        ratio = moved[name] / plain[name]
        kept.append(np.isclose(ratio, np.median(ratio), rtol=1e-12))
    # One market in sixteen tips, whatever is assumed of content: it is drawn again, but for that.
    assert np.array_equal(*kept)
    assert 0.9 < kept[0].mean() < 1.0


def test_the_summary_tells_of_every_free_parameter():
    assert tuple(row.parameter for row in STORED.summary) == STORED.names
    for row in STORED.summary:
        assert row.prior_low < row.prior_high
        assert row.posterior_low < row.posterior_high
        drawn = STORED.draws[:, STORED.names.index(row.parameter)]
        assert np.mean((row.posterior_low <= drawn) & (drawn <= row.posterior_high)) == (
            pytest.approx(0.9, abs=0.03)
        )


def test_at_least_a_fifth_of_the_candidates_count():
    assert STORED.effective_size >= 0.2 * STORED.candidates


@every("value", [-1.0, np.nan, 2.0])
def test_a_posterior_outside_the_range_is_refused(value):
    wrong = replace(STORED, draws=np.where(np.arange(15) == 0, value, STORED.draws))
    with pytest.raises(ParameterError, match=r"nest_correlation.*calibrate"):
        PRIORS.updated(wrong)


def test_a_posterior_of_what_nothing_draws_is_refused():
    wrong = Posterior(
        names=("discount_rate",), draws=np.full((3, 1), 0.1), effective_size=3.0, candidates=3
    )
    with pytest.raises(ParameterError, match="discount_rate"):
        PRIORS.updated(wrong)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of what is stored, in place of it."""
    for name in ("parameters.csv", "posterior.csv", "posterior_report.toml"):
        (tmp_path / name).write_bytes((inputs.DATA / name).read_bytes())
    monkeypatch.setattr(inputs, "DATA", tmp_path)
    kept = (inputs.posterior, inputs._updated, inputs.load_parameters, inputs.calibration_fault)
    for cached in kept:
        monkeypatch.setattr(inputs, cached.__name__, cached.__wrapped__)
    return tmp_path


def test_a_copy_reads_the_same(folder):
    assert np.array_equal(inputs.load_parameters().posterior.draws, STORED.draws)
    assert inputs.load_parameters().posterior.summary == STORED.summary


@pytest.mark.parametrize("name", ["posterior.csv", "posterior_report.toml"])
def test_without_a_stored_calibration_the_priors_rule(folder, name):
    (folder / name).unlink()
    assert inputs.load_parameters().posterior is None
    with pytest.raises(ParameterError, match="calibrate"):
        inputs.posterior()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("posterior.csv", ""),
        ("posterior.csv", "nest_correlation\n"),
        ("posterior.csv", "nest_correlation\nhigh\n"),
        ("posterior.csv", "nest_correlation,habit_weight\n0.4\n0.3,0.2\n"),
        ("posterior.csv", "nest_correlation\nnan\n"),
        ("posterior.csv", "no_such_thing\n0.4\n"),
        ("posterior_report.toml", "effective_size = "),
        ("posterior_report.toml", "candidates = 3"),
        ("posterior_report.toml", "effective_size = 3\ncandidates = 3\nparameters = [1]"),
    ],
)
def test_a_damaged_calibration_is_told_and_the_priors_rule(folder, name, text):
    (folder / name).write_text(text)
    with pytest.raises(ParameterError):
        inputs.load_priors().updated(inputs.posterior())
    assert inputs.load_parameters() is inputs.load_priors()
    assert "calibrate" in inputs.calibration_fault()
    fingerprint._fingerprint.cache_clear()
    assert len(fingerprint.fingerprint("2024Q3")) == 12


def test_a_whole_calibration_has_no_fault(folder):
    assert inputs.calibration_fault() == ""


@pytest.mark.parametrize("name", ["posterior.csv", "posterior_report.toml"])
def test_half_a_calibration_or_a_folder_in_its_place_stops_nothing(folder, name):
    (folder / name).unlink()
    (folder / name).mkdir()
    assert inputs.load_parameters() is inputs.load_priors()
    assert "calibrate" in inputs.calibration_fault()
