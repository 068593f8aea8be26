"""The line that says how the model did where a like decision was tried."""

from dataclasses import replace

import pytest

from models.validation.cases import cases
from models.validation.episodes import episodes
from models.validation.record import Finding, findings, tried
from pages.figures import record_words
from pages.labels.catalogue import LANGUAGES, use_language
from pages.terminal import record_lines

RETURN = tried(next(case for case in cases() if case.market == "2023Q1").taken.scenario)
CHECK = RETURN.episode.checks[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_holds_year_and_likeness(language):
    use_language(language)
    line = record_words.line(RETURN, findings(RETURN.episode.id))
    assert "2023" in line
    assert "1.00" in line


@pytest.mark.parametrize(
    ("seen", "said", "told"),
    [
        (0.06, 0.02, "rose far more than"),
        (0.03, 0.02, "rose more than"),
        (0.02, 0.0205, "rose as the model says"),
        (0.02, 0.03, "rose less than"),
        (-0.05, -0.30, "fell far less than"),
        (0.03, -0.20, "rose where the model says a fall"),
        (-0.03, 0.20, "fell where the model says a rise"),
    ],
)
def test_what_was_seen_is_set_beside_what_the_model_says(seen, said, told):
    check = replace(CHECK, observed=seen, low=seen, high=seen)
    assert f"daily visitors {told}" in record_words.line(RETURN, [Finding(check=check, said=said)])


def test_what_tests_nothing_is_called_so():
    war = tried(next(one for one in episodes() if one.id == "instant-war").scenario)
    assert "set with" in record_words.line(war, ())
    untested = tried(next(case for case in cases() if case.market == "2023Q4").taken.scenario)
    assert "nothing published" in record_words.line(untested, ())


def test_the_terminal_says_the_same_and_nothing_where_nothing_alike_was_tried():
    (line,) = record_lines.lines(RETURN.scenario)
    assert record_words.line(RETURN, findings(RETURN.episode.id)) in line
    told = record_lines.as_object(RETURN.scenario)
    assert (told["case"], told["year"], len(told["findings"])) == ("2023Q1", "2023", 2)
    still = replace(RETURN.scenario, steps=())
    assert not list(record_lines.lines(still))
    assert record_lines.as_object(still)["case"] is None
