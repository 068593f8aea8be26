"""Seven decisions with their options: every file reads, writes back to itself and projects."""

from pathlib import Path

import numpy as np
import pytest

from models.inputs import DATA, load_market, load_parameters, read_scenarios, vintages
from models.projection import project
from models.scenario.csv.scenario_file import write_bytes
from models.validation.cases import GRADE_OF_SOURCE, cases
from models.validation.episodes import episodes
from tests.every import every

CASES = cases()
FILES = sorted((DATA / "scenarios").glob("[0-9]*Q[1-4]/*.csv"))


def test_each_vintage_is_a_decision_with_two_or_three_options_one_of_them_taken():
    assert tuple(case.market for case in CASES) == vintages()
    for case in CASES:
        assert 2 <= len(case.options) <= 3
        assert sum(option.decided for option in case.options) == 1
        assert all(option.scenario.market == case.market for option in case.options)
        assert all(text.english and text.chinese for text in (case.question, case.decided))


def test_every_fact_bears_its_source():
    for case in CASES:
        assert case.facts
        assert all(fact.source and fact.kind in GRADE_OF_SOURCE for fact in case.facts)


def test_every_case_has_a_natural_experiment():
    assert {episode.case for episode in episodes()} == {case.market for case in CASES}


def test_every_option_file_is_in_the_library():
    assert len(FILES) == sum(len(case.options) for case in CASES)
    assert (DATA / "scenarios" / "2023Q1" / "return-to-taobao.csv") in FILES


@every("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_reading_and_writing_an_option_is_the_identity(path: Path):
    scenarios = read_scenarios(path)
    assert len(scenarios) == 1
    assert write_bytes(scenarios) == path.read_bytes()
    assert scenarios[0].market == path.parent.name


@pytest.mark.slow
@every("case", CASES, ids=lambda case: case.market)
def test_options_of_a_case_lead_to_different_futures(case):
    market, parameters = load_market(case.market), load_parameters()
    ends = [
        project(market, parameters, option.scenario, plain=True).central("dau")[-1]
        for option in case.options
    ]
    assert len({round(float(end), 9) for end in ends}) == len(ends)
    assert np.isfinite(ends).all()
