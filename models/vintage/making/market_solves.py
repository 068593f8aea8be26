"""Solves of a market: numbers set so that a total comes to what was reported."""

from collections.abc import Callable, Iterator

from models.levers import LEVERS
from models.notation import MERCHANTS
from models.vintage.making.market_figures import Number
from models.vintage.making.market_growth import Draft, Table
from models.vintage.making.market_setting import (
    JUDGED,
    REPORTED,
    SOLVED,
    Gap,
    figure_of,
    is_due,
    joined,
    key_of,
    tidy,
)

DOMESTIC = [name for name, lever in LEVERS.items() if lever.spend in ("deals", "domestic")]
OVERSEAS = [name for name, lever in LEVERS.items() if lever.spend == "overseas"]

DAYS = 0.091
"""Days of a quarter, in thousands: million orders a day and RMB an order make RMB bn."""

UNIT_OF_MARGIN = "share"


def revenue(draft: Draft, platform: str, parts: list[str]) -> float:
    """Add up what a platform earns at its rates, RMB bn; refunds cut commission."""
    place = f"platforms.{platform}"
    sme = draft.value(f"{place}.gmv.sme")
    gmv = {"sme": sme, "brand": draft.value(f"{place}.gmv.total") - sme}
    kept = {"ad_rate": 1.0, "commission": 1.0 - draft.central["return_share"]}
    return sum(kept[p] * gmv[m] * draft.value(f"{place}.{p}.{m}") for p in parts for m in gmv)


def scale_rates(task: Table, draft: Draft, target: float) -> dict[str, float]:
    """Scale the rates named in ``parts`` until they earn the target."""
    factor = target / revenue(draft, task["platform"], task["parts"])
    return {place: draft.value(place) * factor for place in _rates(task) if draft.value(place)}


def _rates(task: Table) -> Iterator[str]:
    for part in task["parts"]:
        yield from (f"platforms.{task['platform']}.{part}.{kind}" for kind in MERCHANTS)


def set_cost(task: Table, draft: Draft, target: float) -> dict[str, float]:
    """Set the variable cost of the own group so that its EBITA is the target, season off."""
    place = f"platforms.{task['platform']}"
    left = revenue(draft, task["platform"], ["ad_rate", "commission"]) - target
    left -= sum(draft.value(f"levers.{name}") for name in DOMESTIC)
    left -= draft.value(f"{place}.fixed_cost") + protection(draft, task["platform"])
    if draft.texts["instant"].get("in_ebita"):
        left += instant_profit(draft, task["platform"])
    return {f"{place}.variable_cost": left / draft.value(f"{place}.gmv.total")}


def protection(draft: Draft, platform: str) -> float:
    """Cost of protecting sellers, RMB bn: the tools, and the refund losses insured (E14, E27)."""
    share = draft.value("levers.seller_protection")
    if not share:
        return 0.0
    central = draft.central
    sme, total = (draft.value(f"platforms.{platform}.gmv.{part}") for part in ("sme", "total"))
    hit = sme + central["refund_loss_brand_share"] * (total - sme)
    lost = central["refund_loss"] * draft.value("levers.refund_leniency") * hit
    insured = (1.0 - central["refund_abuse_share"]) * central["protection_effect"] * lost
    return share * (central["protection_cost"] + insured)


def instant_profit(draft: Draft, service: str) -> float:
    """Profit of one service of instant commerce, RMB bn a quarter (E30)."""
    place = f"instant.{service}"
    left = draft.value(f"{place}.margin") - draft.value(f"{place}.subsidy")
    return DAYS * draft.value(f"{place}.orders") * left


def set_instant(task: Table, draft: Draft, target: float) -> dict[str, float]:
    """Set the margin of a service of instant commerce so that its profit is the target."""
    place = f"instant.{task['service']}"
    earned = target / (DAYS * draft.value(f"{place}.orders"))
    return {f"{place}.margin": earned + draft.value(f"{place}.subsidy")}


def set_subsidy(task: Table, draft: Draft, target: float) -> dict[str, float]:
    """Set what a service pays an order so that its profit is the target, not below its peace.

    What is left once the subsidy can fall no further is margin, and all of it where a figure says
    what is paid.
    """
    place = f"instant.{task['service']}"
    if draft.how.get(f"{place}.subsidy") == REPORTED:
        return set_instant(task, draft, target)
    earned = target / (DAYS * draft.value(f"{place}.orders"))
    peace = draft.numbers.get(f"{place}.peace")
    least = peace.value if peace else 0.0
    subsidy = draft.value(f"{place}.margin") - earned
    if subsidy >= least:
        return {f"{place}.subsidy": subsidy}
    return {f"{place}.subsidy": least, f"{place}.margin": earned + least}


def set_margin(task: Table, draft: Draft, target: float) -> dict[str, float]:
    """Set the margin of the overseas block so that its EBITA is the target."""
    turnover = draft.value("overseas.gmv") * draft.value("overseas.take_rate")
    spent = sum(draft.value(f"levers.{name}") for name in OVERSEAS)
    return {"overseas.margin": (target + spent) / turnover}


SOLVERS: dict[str, Callable[[Table, Draft, float], dict[str, float]]] = {
    "rates": scale_rates, "cost": set_cost, "overseas": set_margin,
    "instant": set_instant, "subsidy": set_subsidy,
}  # fmt: skip

_SAME = {"subsidy": "instant"}
"""Solves that stand for each other: both make the profit of a service."""


def subject(task: Table) -> tuple[str, str]:
    """Say what a solve is about, so that a recipe's own takes the place of the common one."""
    what: str = task["what"]
    whose: str = task.get("platform") or task.get("service", "")
    return _SAME.get(what, what), whose


def solve_first(task: Table, draft: Draft) -> Gap | None:
    """Follow a solve for all markets, the first way whose figure is there; a gap where none is."""
    if task["what"] == "rates" and all(draft.how.get(place) == JUDGED for place in _rates(task)):
        return None
    ways = [way for way in task.get("ways", [{}]) if is_due(way, draft.name)]
    for way in ways:
        single = {**task, **way}
        target = _target(single, draft)
        if target is not None:
            solve(single, draft, target)
            return None
    return _unsolved(task, ways, draft) if ways else None


def _unsolved(task: Table, ways: list[Table], draft: Draft) -> Gap:
    places = tuple(place for place in _places(task) if place in draft.numbers)
    first = draft.numbers[places[0]]
    needed = bool(task.get("needed"))
    return Gap(figure_of(ways[0], draft), places, first.source, first.grade, needed=needed)


def _places(task: Table) -> list[str]:
    """List the numbers that a solve would set."""
    named = {
        "cost": [f"platforms.{task.get('platform')}.variable_cost"],
        "overseas": ["overseas.margin"],
        "instant": [f"instant.{task.get('service')}.margin"],
        "subsidy": [f"instant.{task.get('service')}.subsidy"],
    }
    return list(_rates(task)) if task["what"] == "rates" else named[task["what"]]


def _target(task: Table, draft: Draft) -> Number | None:
    """Give what a total must come to; None where its figure is not there."""
    if "actual" not in task:
        return Number(task["value"] * task.get("share", 1.0), "", "B", "")
    figure = draft.figures.find(key_of(task["actual"], draft))
    share = task.get("share", 1.0)
    if figure is None or "since_base" not in task:
        return figure and Number(figure.value * share, "", figure.grade, figure.source)
    return _moved_since(task, figure, draft)


def _moved_since(task: Table, figure: Number, draft: Draft) -> Number | None:
    """Move the profit of the vintage before by what a wider figure moved since then."""
    assert draft.base
    before = draft.figures.find(key_of(task["actual"], draft.base))
    if before is None:
        return None
    was = instant_profit(draft.base, task["service"])
    change = (figure.value - before.value) * task.get("share", 1.0)
    told = f"{draft.start}'s {was:.4g} and {change:+.4g}: {figure.source}; {before.source}"
    return Number(was + change, "", figure.grade, told)


def solve(task: Table, draft: Draft, target: Number | None = None) -> None:
    """Follow one solve; a `LookupError` where the figure of its total is not there."""
    target = target or _target(task, draft)
    if target is None:
        msg = f"{task['actual']} stands nowhere among the figures; {draft.name} needs it"
        raise LookupError(msg)
    if "in_ebita" in task and draft.texts["instant"]:
        draft.texts["instant"] = _flagged(draft.texts["instant"], task["in_ebita"])
    for place, value in SOLVERS[task["what"]](task, draft, target.value).items():
        old = draft.numbers.get(place)
        told = f"set so that the {task['meets']} comes to {target.value:.6g} RMB bn"
        if task["what"] == "rates" and old:
            told += f": {old.value:g} × {value / old.value:.4f}"
        draft.numbers[place] = Number(
            value=tidy(value),
            unit=old.unit if old else UNIT_OF_MARGIN,
            grade=task.get("grade", "B"),
            source=joined(told, task.get("source", ""), target.source),
        )
        draft.how[place] = SOLVED


def _flagged(instant: Table, in_ebita: bool) -> Table:
    rest = {key: value for key, value in instant.items() if key != "in_ebita"}
    return {"in_ebita": True, **rest} if in_ebita else rest
