"""Reading over a year (E32): what it takes together and what it leaves alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.analysis.reading import by_quarter, figure, needed, total, worst_year

PATHS = arrays(
    float, st.tuples(st.integers(1, 9), st.just(5), st.just(3)), elements=st.floats(1.0, 100.0)
)


@given(path=PATHS)
def test_a_figure_by_the_last_quarter_is_the_mean_of_the_last_four(path):
    read = figure({"gmv": path}, "gmv")
    assert read == pytest.approx(path[-4:, 0].mean(axis=0), rel=1e-12)
    assert by_quarter({"gmv": path}, "gmv")[-1] == pytest.approx(read, rel=1e-12)


@given(path=PATHS, place=st.integers(0, 8))
def test_a_figure_is_what_all_quarters_say_of_its_own(path, place):
    place = min(place, len(path) - 1)
    read = figure({"gmv": path}, "gmv", place)
    assert read == pytest.approx(by_quarter({"gmv": path}, "gmv")[place], rel=1e-12)
    assert read == pytest.approx(path[max(0, place - 3) : place + 1, 0].mean(axis=0), rel=1e-12)


@given(level=st.floats(-1e3, 1e3), quarters=st.integers(1, 12))
def test_a_constant_path_reads_as_itself(level, quarters):
    paths = {"ebita": np.full((quarters, 5, 2), level)}
    assert by_quarter(paths, "ebita") == pytest.approx(level, rel=1e-12)


@given(path=PATHS)
def test_the_first_quarter_and_one_alone_read_as_they_are(path):
    assert (figure({"gmv": path}, "gmv", 0) == path[0, 0]).all()
    assert (figure({"gmv": path}, "gmv", alone=True) == path[-1, 0]).all()
    assert (by_quarter({"gmv": path}, "gmv", alone=True) == path[:, 0]).all()


@given(part=PATHS, seed=st.integers(0, 9))
def test_a_ratio_is_the_ratio_of_the_sums(part, seed):
    whole = part * np.random.default_rng(seed).uniform(1.0, 9.0, part.shape)
    share = {"gmv": part, "gmv_share": part / whole}
    expected = part[-4:, 0].sum(axis=0) / whole[-4:, 0].sum(axis=0)
    assert figure(share, "gmv_share") == pytest.approx(expected, rel=1e-9)
    visits = {"dau": whole, "visits_per_user": part / whole}
    assert figure(visits, "visits_per_user") == pytest.approx(expected, rel=1e-9)


def test_ratios_name_what_they_are_made_of():
    assert needed(["dau", "gmv_share"]) == ("dau", "gmv_share", "gmv")
    assert needed(["visits_per_user", "dau"]) == ("visits_per_user", "dau")


def test_what_describes_the_whole_horizon_is_not_averaged():
    value = np.arange(10.0).reshape(5, 2)
    assert (figure({"value": value}, "value") == value[0]).all()
    assert (by_quarter({"value": value}, "value") == value[0]).all()


def test_several_plans_are_read_side_by_side():
    path = np.arange(2.0 * 6 * 5 * 3).reshape(2, 6, 5, 3)
    both = figure({"gmv": path}, "gmv", 4)
    for plan in range(2):
        assert both[plan] == pytest.approx(figure({"gmv": path[plan]}, "gmv", 4))


@given(path=PATHS)
def test_the_worst_year_is_the_least_full_one_and_the_total_is_its_quarters(path):
    own = path[:, 0]
    lowest, at = worst_year(own)
    first = min(4, len(own)) - 1
    years = by_quarter({"gmv": path}, "gmv")[first:]
    assert lowest == pytest.approx(years.min(axis=0))
    assert (at >= first).all()
    assert lowest == pytest.approx(np.take_along_axis(years, at[None] - first, axis=0)[0])
    assert total(own) == pytest.approx(own.sum(axis=0), rel=1e-12)
