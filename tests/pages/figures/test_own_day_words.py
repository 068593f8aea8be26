"""What later figures change, in a sentence: more, less, the same, and nothing to compare."""

from dataclasses import replace

import pytest

from models.analysis.moved_today import MovedMetric, Outlook
from models.analysis.own_market import build_market
from pages.figures.trust import own_day_figures
from pages.labels.catalogue import LANGUAGES, t, use_language
from tests.models.analysis.test_own_market import FULL

NOTHING = Outlook(mean={}, low={}, high={})


@pytest.fixture(scope="module")
def built():
    return build_market(FULL.encode())


def moved(metric, before, after):
    return MovedMetric(
        metric=metric,
        unit="RMB bn/quarter",
        past={},
        old=NOTHING,
        new=NOTHING,
        year=("2026Q1", "2026Q4"),
        before=before,
        after=after,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_less_the_same_and_nothing_to_compare_read_otherwise(built, language):
    use_language(language)
    profit = moved("ebita", 130.0, 130.0)
    said = [
        own_day_figures.finding((moved("revenue", 400.0, after), profit), built)
        for after in (440.0, 360.0, 400.4)
    ]
    alone = replace(moved("revenue", 400.0, 440.0), year=())
    said.append(own_day_figures.finding((alone, profit), built))
    assert len(set(said)) == len(said)
    assert all("2025Q4" in text for text in said)
    assert all(t("own_day.profit.same") in text for text in said[:3])
    assert "10.0%" in said[0]
    assert "10.0%" in said[1]
    purpose = own_day_figures.purpose(built)
    assert built.start in purpose
    assert "2025Q4" in purpose
