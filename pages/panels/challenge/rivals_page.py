"""The head of the page of rivals: the finding, and which figure is shown."""

from models.analysis.rivalry.takeback import Reaction, Takeback
from models.scenario import Scenario
from models.vintage import Market
from pages.figures.challenge.rivals_figures import (
    TAKEBACK_MEASURES,
    percents,
    plain,
    shown,
    title,
)
from pages.figures.html_tables import capital
from pages.frame import choices
from pages.labels.catalogue import t
from pages.labels.format import MINUS, fixed, money_size
from pages.labels.html import headline

MEASURE = "rivals.measure"


def headline_of(reaction: Reaction | None, scenario: Scenario, market: Market) -> str:
    """Write what is taken back of our sales, and what it costs those who take it."""
    if reaction is None:
        return headline(t("rivals.nothing"), t("rivals.nothing_below"))
    gmv = reaction.figures["gmv"]
    whole, *parts, rest = shown(gmv)
    text = title(gmv, market)
    if parts and whole > 0 and rest <= whole:
        key = "whole" if rest == whole else "remains" if rest > 0 else "gone"
        percent = f"{fixed(percents(gmv)[-1], 0)}%"
        amounts = {"whole": plain(gmv, whole), "rest": _signed(gmv, rest)}
        text = t(f"rivals.{key}", percent=percent, **amounts)
    if parts:
        text = f"{text}{t('finding.semicolon')}{_cost(reaction)}"
    below = t("rivals.below", name=scenario.name, quarter=reaction.quarter)
    return headline(capital(text), below)


def _signed(gmv: Takeback, rest: float) -> str:
    """Write what remains; less than nothing bears its sign."""
    return f"{MINUS if rest < 0 else ''}{plain(gmv, rest)}"


def _cost(reaction: Reaction) -> str:
    """Write what the answers cost those who give them."""
    sign, size = money_size(reaction.cost)
    key = {1: "rivals.costs", -1: "rivals.earns", 0: "rivals.free"}[sign]
    return t(key, cost=size)


def measure() -> str:
    """Let the reader choose the figure of the picture."""
    return choices.row(
        t("rivals.measure"),
        TAKEBACK_MEASURES,
        MEASURE,
        words=lambda metric: capital(t(f"measure.{metric}")),
    )
