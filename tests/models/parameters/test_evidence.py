"""Published effects: which rows are refused, and what their pools come to."""

from statistics import NormalDist

import numpy as np
import pytest

from data import build_markets
from models.errors import ParameterError
from models.inputs import load_effects, read_rows
from models.parameters.evidence_pool import LEAST_SD, pool, pools, table_faults
from models.parameters.evidence_rows import CONTEXT, Effect, read_effects

ROW = {
    "id": "e1", "parameter": "speed", "study": "Smith", "year": "2020", "url": "https://a.b",
    "distance": "near", "estimate": "1", "low": "0.5", "high": "2", "pooled": "yes", "why_not": "",
    "conversion": "none needed",
}  # fmt: skip


def read(**changes):
    return read_effects([(7, ROW | changes)], ["speed", "depth"])


def effect(estimate, low, high, distance="near"):
    cells = {column: ROW[column] for column in ("id", "study", "year", "url")}
    return Effect(
        **cells, parameters=("speed",), distance=distance, estimate=estimate, low=low, high=high
    )


def test_a_row_becomes_an_effect():
    (found,) = read(parameter="speed|depth")
    assert found.parameters == ("speed", "depth")
    assert (found.low, found.estimate, found.high) == (0.5, 1.0, 2.0)
    assert found.pooled
    (bare,) = read(pooled="no", why_not="an upper bound", estimate="", low="", high="")
    assert not bare.pooled
    assert not bare.has_range
    assert pools([bare]) == {}


HOSTILE = [
    ({"conversion": " "}, "column conversion", "say how it was converted"),
    ({"url": ""}, "column url", "say where the effect can be read"),
    ({"study": ""}, "column study", "name the study"),
    ({"low": "1.5"}, "column low", "the low end is at most the estimate, 1"),
    ({"high": "0.9"}, "column high", "the high end is at least the estimate, 1"),
    ({"estimate": "inf"}, "column estimate", "write a finite number"),
    ({"high": "1e308"}, "column high", "write a finite number up to 1e9"),
    ({"high": "many"}, "column high", "write a finite number"),
    ({"estimate": "1_0"}, "column estimate", "write a finite number"),
    ({"low": ""}, "column low", "an estimate with a low and a high end"),
    ({"parameter": "speed|sped"}, "column parameter", "none of parameters.csv; closest: speed"),
    ({"parameter": "speed|speed"}, "column parameter", "a row names a parameter once"),
    ({"parameter": "context"}, "column parameter", "is not pooled; write no"),
    ({"distance": "close"}, "column distance", "one of near, mid, far"),
    ({"pooled": "maybe"}, "column pooled", "write yes or no"),
    ({"pooled": "no"}, "column why_not", "say why"),
    ({"study": "Sm\u202eith"}, "column study", "invisible character U+202E"),
]


@pytest.mark.parametrize(("changes", "place", "words"), HOSTILE)
def test_a_row_that_cannot_be_used_is_named_with_its_line(changes, place, words):
    with pytest.raises(ParameterError, match=r"evidence\.csv, line 7, e1, ") as error:
        read(**changes)
    assert place in str(error.value)
    assert words in str(error.value)


def test_every_fault_of_every_row_is_told_at_once():
    rows = [(2, ROW | {"url": "", "distance": ""}), (3, ROW)]
    with pytest.raises(ParameterError) as error:
        read_effects(rows, ["speed"])
    assert [line.split(",")[1] for line in str(error.value).splitlines()] == [
        " line 2", " line 2", " line 3",
    ]  # fmt: skip


def test_one_row_is_its_own_pool():
    found = pool([effect(-1.0, -2.0, 0.0)])
    assert (found.mean, found.between, found.is_log) == (-1.0, 0.0, False)
    assert (found.low, found.high) == pytest.approx((-2.0, 0.0), abs=1e-9)


def test_far_rows_count_a_quarter_of_near_ones():
    near, far = effect(0.0, -1.0, 1.0), effect(0.3, -0.7, 1.3, "far")
    assert pool([near, far]).mean == pytest.approx(0.3 / 5.0)
    assert pool([far]).high - pool([far]).low == pytest.approx(4.0)


def test_positive_rows_are_pooled_in_logarithms():
    found = pool([effect(1.0, 0.5, 2.0), effect(4.0, 2.0, 8.0)])
    assert found.is_log
    assert found.mean == pytest.approx(2.0)
    assert found.high / found.mean == pytest.approx(found.mean / found.low)


def test_rows_that_disagree_widen_the_pool():
    rng = np.random.default_rng(1)
    spread, sd, half = 2.0, 0.5, NormalDist().inv_cdf(0.95)
    centres = rng.normal(0.0, np.hypot(spread, sd), 4_000)
    found = pool([effect(c, c - half * sd, c + half * sd) for c in centres])
    assert found.between == pytest.approx(spread, rel=0.05)
    assert found.new_high == pytest.approx(half * spread, rel=0.05)
    alike = pool([effect(1e-9, -1.0, 1.0)] * 3)
    assert alike.between == 0.0


def test_no_range_is_taken_for_certain():
    found = pool([effect(-1.0, -1.0, -1.0)])
    assert found.high - found.low == pytest.approx(2.0 * NormalDist().inv_cdf(0.95) * LEAST_SD)


def test_the_evidence_has_its_papers():
    rows = read_rows("evidence.csv")
    assert len(rows) == 299
    assert sum(bool(row["estimate"]) for row in rows) == 196
    pooled = [effect for effect in load_effects() if effect.pooled]
    assert len(pooled) == sum(row["pooled"] == "yes" for row in rows) == 174
    assert len(pools(load_effects())) == 81
    assert all(row["pooled"] == "no" for row in rows if row["parameter"] == CONTEXT)


def test_every_pool_stands_beside_its_prior_to_the_last_digit():
    table = read_rows("parameters.csv")
    assert sum(bool(row["pool"]) for row in table) == 81
    assert not list(table_faults(table, pools(load_effects())))


def test_a_pool_that_is_misquoted_is_named():
    found = {"speed": pool([effect(1.0, 0.5, 2.0)])}
    judged = {"distribution": "Beta(2,2)", "verified": "no", "grade": "C"}
    row = {"name": "speed"} | judged | found["speed"].cells()
    assert not list(table_faults([row], found))
    (told,) = table_faults([row | {"pool": "1.001", "near": "0"}], found)
    assert told.startswith("parameters.csv, speed: near is 0, pool is 1.001;")
    (told,) = table_faults([row | {"name": "depth"}], found)
    assert "the evidence gives n 0" in told
    (told,) = table_faults([row | {"grade": "B"}], found)
    assert "grade is B; the evidence gives grade C" in told


def test_make_data_writes_nothing_while_a_row_cannot_be_used(monkeypatch, capsys):
    def refuse():
        msg = "evidence.csv, line 7, e1: url is empty"
        raise ParameterError(msg)

    monkeypatch.setattr(build_markets, "load_effects", refuse)
    assert build_markets.main(["--check"]) == 1
    assert "line 7" in capsys.readouterr().err
