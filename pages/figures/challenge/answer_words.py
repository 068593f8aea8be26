"""Who takes back how much of the sales of a plan, what remains, and what answering costs."""

from models.analysis.rivalry.takeback import Reaction, Takeback
from models.vintage import Market
from pages.figures.challenge.rivals_figures import percents, plain, shown, title
from pages.figures.html_tables import capital
from pages.labels.catalogue import t
from pages.labels.format import MINUS, fixed, money_size


def sentence(reaction: Reaction, market: Market) -> str:
    """Write who takes back how much of our sales, in money."""
    gmv = reaction.figures["gmv"]
    whole, *parts, rest = shown(gmv)
    if not whole:
        moved = any(parts) and rest
        return t("rivals.alone" if moved else "rivals.none", rest=_signed(gmv, rest))
    gained = t("rivals.sales" if whole > 0 else "rivals.sales_lost", amount=plain(gmv, whole))
    return capital(title(gmv, market, of=gained))


def remainder(reaction: Reaction) -> str:
    """Write what remains of a gain of sales once rivals have answered; nothing without one."""
    gmv = reaction.figures["gmv"]
    whole, *parts, rest = shown(gmv)
    if not parts or whole <= 0 or rest > whole:
        return ""
    key = "whole" if rest == whole else "remains" if rest > 0 else "gone"
    percent = f"{fixed(percents(gmv)[-1], 0)}%"
    amounts = {"whole": plain(gmv, whole), "rest": _signed(gmv, rest)}
    return capital(t(f"rivals.{key}", percent=percent, **amounts))


def left(reaction: Reaction) -> str:
    """Write where sales stand against no change once rivals have answered."""
    gmv = reaction.figures["gmv"]
    return capital(t("rivals.left", rest=_signed(gmv, shown(gmv)[-1])))


def cost(reaction: Reaction) -> str:
    """Write what the answers cost those who give them; nothing where nobody answers."""
    if not shown(reaction.figures["gmv"])[1:-1]:
        return ""
    sign, size = money_size(reaction.cost)
    key = {1: "rivals.costs", -1: "rivals.earns", 0: "rivals.free"}[sign]
    return t(key, cost=size)


def in_one(reaction: Reaction, market: Market) -> str:
    """Write what remains of our sales, or else who takes it, and what answering costs."""
    first = remainder(reaction) or sentence(reaction, market)
    return t("finding.semicolon").join(filter(None, (first, cost(reaction))))


def _signed(gmv: Takeback, rest: float) -> str:
    """Write what remains; less than nothing bears its sign."""
    return f"{MINUS if rest < 0 else ''}{plain(gmv, rest)}"
