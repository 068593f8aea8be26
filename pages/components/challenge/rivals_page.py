"""The head of the page of rivals: the finding, and which figure is told."""

from models.analysis.rivalry.takeback import Reaction
from models.market.vintage import Market
from models.scenario import Scenario
from pages.components.challenge.challenge_html import capital
from pages.components.challenge.rivals_figures import MEASURES, plain, title
from pages.components.shell import choices
from pages.labels.catalogue import t
from pages.labels.format import money
from pages.labels.html import headline

MEASURE = "rivals.measure"


def headline_of(reaction: Reaction | None, scenario: Scenario, market: Market) -> str:
    """Say what is taken back of our sales, and what it costs those who take it."""
    if reaction is None:
        return headline(t("rivals.nothing"), t("rivals.nothing_below"))
    found = reaction.figures["gmv"]
    told = title(found, market)
    if found.parts and found.before.central > 0.0:
        whole, rest = (plain(found, x.central) for x in (found.before, found.after))
        told = t("rivals.remains", whole=whole, rest=rest)
    if found.parts:
        key = "rivals.finding" if reaction.cost >= 0 else "rivals.finding_gain"
        told = t(key, picture=told, cost=money(abs(reaction.cost)))
    return headline(told, t("rivals.below", name=scenario.name, quarter=reaction.quarter))


def measure() -> str:
    """Let the reader choose the figure of the picture."""
    return choices.row(
        t("rivals.measure"),
        MEASURES,
        MEASURE,
        words=lambda metric: capital(t(f"measure.{metric}")),
    )
