"""Solves of a recipe: numbers set so that a total comes to what was reported."""

from data.market_numbers import CENTRAL, Number, Table, Vintage, joined, reported, tidy
from models.levers import LEVERS


def revenue(vintage: Vintage, platform: str, parts: list[str]) -> float:
    """Add up what a platform earns at its rates, RMB bn; refunds cut commission."""
    place = f"platforms.{platform}"
    sme = vintage.value(f"{place}.gmv.sme")
    gmv = {"sme": sme, "brand": vintage.value(f"{place}.gmv.total") - sme}
    kept = {"ad_rate": 1.0, "commission": 1.0 - CENTRAL["return_share"]}
    return sum(kept[p] * gmv[m] * vintage.value(f"{place}.{p}.{m}") for p in parts for m in gmv)


def scale_rates(task: Table, vintage: Vintage, target: float) -> dict[str, float]:
    """Scale the rates named in ``parts`` until they earn the target."""
    factor = target / revenue(vintage, task["platform"], task["parts"])
    start = f"platforms.{task['platform']}"
    places = [f"{start}.{part}.{m}" for part in task["parts"] for m in ("sme", "brand")]
    return {place: vintage.value(place) * factor for place in places if vintage.value(place)}


DOMESTIC = [name for name, lever in LEVERS.items() if lever.spend in ("deals", "domestic")]
OVERSEAS = [name for name, lever in LEVERS.items() if lever.spend == "overseas"]


def set_cost(task: Table, vintage: Vintage, target: float) -> dict[str, float]:
    """Set the variable cost of the own group so that its EBITA is the target, season off."""
    place = f"platforms.{task['platform']}"
    left = revenue(vintage, task["platform"], ["ad_rate", "commission"]) - target
    left -= sum(vintage.value(f"levers.{name}") for name in DOMESTIC)
    left -= vintage.value(f"{place}.fixed_cost") + protection(vintage, task["platform"])
    if vintage.texts["instant"].get("in_ebita"):
        left += instant_profit(vintage, task["platform"])
    return {f"{place}.variable_cost": left / vintage.value(f"{place}.gmv.total")}


def protection(vintage: Vintage, platform: str) -> float:
    """Cost of protecting sellers, RMB bn: the tools, and the refund losses insured (E14, E27)."""
    share = vintage.value("levers.seller_protection")
    if not share:
        return 0.0
    sme, total = (vintage.value(f"platforms.{platform}.gmv.{part}") for part in ("sme", "total"))
    hit = sme + CENTRAL["refund_loss_brand_share"] * (total - sme)
    lost = CENTRAL["refund_loss"] * vintage.value("levers.refund_leniency") * hit
    insured = (1.0 - CENTRAL["refund_abuse_share"]) * CENTRAL["protection_effect"] * lost
    return share * (CENTRAL["protection_cost"] + insured)


DAYS = 0.091
"""Days of a quarter, in thousands: million orders a day and RMB an order make RMB bn."""


def instant_profit(vintage: Vintage, service: str) -> float:
    """Profit of one service of instant commerce, RMB bn a quarter (E30)."""
    place = f"instant.{service}"
    left = vintage.value(f"{place}.margin") - vintage.value(f"{place}.subsidy")
    return DAYS * vintage.value(f"{place}.orders") * left


def set_instant(task: Table, vintage: Vintage, target: float) -> dict[str, float]:
    """Set the margin of a service of instant commerce so that its profit is the target."""
    place = f"instant.{task['service']}"
    earned = target / (DAYS * vintage.value(f"{place}.orders"))
    return {f"{place}.margin": earned + vintage.value(f"{place}.subsidy")}


def set_margin(task: Table, vintage: Vintage, target: float) -> dict[str, float]:
    """Set the margin of the overseas block so that its EBITA is the target."""
    turnover = vintage.value("overseas.gmv") * vintage.value("overseas.take_rate")
    spent = sum(vintage.value(f"levers.{name}") for name in OVERSEAS)
    return {"overseas.margin": (target + spent) / turnover}


SOLVERS = {
    "rates": scale_rates, "cost": set_cost, "overseas": set_margin, "instant": set_instant
}  # fmt: skip
UNIT_OF_MARGIN = "share"


def solve(task: Table, vintage: Vintage) -> None:
    """Follow one solve of a recipe."""
    figure = reported(task["actual"]) if "actual" in task else Number(task["value"], "", "B", "")
    target = figure.value * task.get("share", 1.0)
    for place, value in SOLVERS[task["what"]](task, vintage, target).items():
        old = vintage.numbers.get(place)
        told = f"set so that the {task['meets']} comes to {target:.6g} RMB bn"
        if task["what"] == "rates" and old:
            told += f": {old.value:g} × {value / old.value:.4f}"
        vintage.numbers[place] = Number(
            value=tidy(value),
            unit=old.unit if old else UNIT_OF_MARGIN,
            grade=task.get("grade", "B"),
            source=joined(told, task.get("source", ""), figure.source),
        )
