"""What the rivals' answer does to the sales of a plan, in one sentence."""

from models.analysis.rivalry.takeback import Reaction, Takeback
from models.vintage import Market
from pages.figures.challenge.rivals_figures import percents, plain, shown, title
from pages.figures.html_tables import capital
from pages.labels.catalogue import t
from pages.labels.format import MINUS, fixed, money_size


def sentence(reaction: Reaction, market: Market) -> str:
    """Write what is taken back of our sales, and what it costs those who take it."""
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
    return capital(text)


def _signed(gmv: Takeback, rest: float) -> str:
    """Write what remains; less than nothing bears its sign."""
    return f"{MINUS if rest < 0 else ''}{plain(gmv, rest)}"


def _cost(reaction: Reaction) -> str:
    """Write what the answers cost those who give them."""
    sign, size = money_size(reaction.cost)
    key = {1: "rivals.costs", -1: "rivals.earns", 0: "rivals.free"}[sign]
    return t(key, cost=size)
