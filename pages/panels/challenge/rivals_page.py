"""The head of the page of rivals: the finding, and which figure is shown."""

from models.analysis.rivalry.takeback import Reaction
from models.scenario import Scenario
from models.vintage import Market
from pages.figures.challenge.answer_words import sentence
from pages.figures.challenge.rivals_figures import TAKEBACK_MEASURES
from pages.figures.html_tables import capital
from pages.frame import choices
from pages.labels.catalogue import t
from pages.labels.html import headline

MEASURE = "rivals.measure"


def headline_of(reaction: Reaction | None, scenario: Scenario, market: Market) -> str:
    """Write what is taken back of our sales, and what it costs those who take it."""
    if reaction is None:
        return headline(t("rivals.nothing"), t("rivals.nothing_below"))
    below = t("rivals.below", name=scenario.name, quarter=reaction.quarter)
    return headline(sentence(reaction, market), below)


def measure() -> str:
    """Let the reader choose the figure of the picture."""
    return choices.row(
        t("rivals.measure"),
        TAKEBACK_MEASURES,
        MEASURE,
        words=lambda metric: capital(t(f"measure.{metric}")),
    )
