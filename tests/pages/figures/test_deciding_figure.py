"""Which assumptions decide a plan, and the plan's outcome along each."""

import re

from models.analysis.influence import ParameterSwing
from pages.charts.along import ALONG_COLUMNS
from pages.charts.style import Style
from pages.figures.trust.deciding_figure import deciding, deciding_figure, sentence
from pages.labels.catalogue import LANGUAGES, t, use_language
from tests.every import every
from tests.pages.stages import plan_of

NAMES = ("habit_weight", "nest_correlation", "coordination_loss", "rival_matching", "return_share")


def swing(half, central=0.02):
    return ParameterSwing(
        lever="plan", metric="dau", low=central + half, central=central, high=central - half
    )


ON_PLAN = {name: {"dau": swing(0.001 * place)} for place, name in enumerate(NAMES)}


def test_the_three_heaviest_decide_and_what_hardly_moves_it_does_not():
    assert deciding(ON_PLAN, "dau") == ["return_share", "rival_matching", "coordination_loss"]
    flat = {name: {"dau": swing(1e-5)} for name in NAMES}
    assert deciding(flat, "dau") == []
    told, more = sentence([], flat, "dau", "Mine")
    assert told == t("assumptions.decide.0", metric=t("assumptions.effect.dau"), plan="Mine")
    assert more == ""


@every("language", LANGUAGES)
@every("count", (1, 2, 3))
def test_the_sentence_names_them_their_outcomes_and_how_many_are_judgement(language, count):
    use_language(language)
    told, below = sentence(deciding(ON_PLAN, "dau")[:count], ON_PLAN, "dau", "Mine")
    assert "Mine" in told
    assert {"english": "decide", "chinese": "决定"}[language] in told
    assert "+1.6%" in below
    assert "+2.4%" in below
    if count == 3 and language == "english":
        assert below.endswith("One of them is judgement alone.")


def test_the_chart_has_the_outcome_at_both_ends_of_each():
    spans = dict.fromkeys(NAMES, (0.1, 0.4))
    names = deciding(ON_PLAN, "dau")
    figure = deciding_figure(names, ON_PLAN, spans, "dau", plan_of(), Style(own="#1F4E9E"))
    assert tuple(figure.table.column_names) == ALONG_COLUMNS
    first = figure.table.to_pylist()[0]
    assert (first["key"], first["low"], first["high"]) == ("return_share", 0.024, 0.016)
    assert (first["low_end"], first["high_end"]) == ("0.1", "0.4")
    assert first["text"] == "+2.4% to +1.6%"
    assert figure.grade == "D"


@every("language", LANGUAGES)
def test_the_title_is_the_widest_of_the_rows_word_for_word(language):
    use_language(language)
    spans = dict.fromkeys(NAMES, (0.1, 0.4))
    names = deciding(ON_PLAN, "dau")
    figure = deciding_figure(names, ON_PLAN, spans, "dau", plan_of(), Style(own="#1F4E9E"))
    widest, *others = figure.table.to_pylist()
    for end in re.findall(r"[+−][\d.]+%", widest["text"]):
        assert end in figure.title
    assert abs(widest["high"] - widest["low"]) >= max(
        abs(row["high"] - row["low"]) for row in others
    )
