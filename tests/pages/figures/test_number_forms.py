"""Numbers that stand beside each other have one form."""

import re

from models.analysis.optimise.first_moves import Move
from models.ledger.example import example
from pages.figures.decide import moves_figure
from pages.figures.share.ledger_words import SPLIT, part_beside
from pages.labels.catalogue import LANGUAGES, use_language
from tests.every import every


@every("language", LANGUAGES)
def test_parts_of_a_miss_have_the_decimals_of_the_largest(language):
    use_language(language)
    decision = example()
    told = [part_beside(decision.miss, decision.aim.metric, name) for name in ("total", *SPLIT)]
    decimals = {len(number) for text in told for number in re.findall(r"\d+\.?(\d*)", text)}
    assert len(decimals) == 1


def test_the_title_of_moves_names_the_largest_gain_or_loss():
    gain = Move(lever="taobao_traffic_share", effect=2.0, profit=0.0)
    loss = Move(lever="subsidy_budget", effect=-30.0, profit=0.0)
    for moves in ((gain, loss), (loss, gain)):
        told = moves_figure.most(moves, "worth")
        assert "uyer subsidies" in told
        assert "−30 bn" in told
