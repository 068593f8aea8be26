"""Names and values of the numbers of a market, in words."""

from models.analysis.own_market import OwnMarket, OwnNumber
from models.levers import LEVERS
from models.vintage import Market
from models.vintage.making.market_setting import Gap
from pages.labels.catalogue import catalogue, language, named, t
from pages.labels.format import figure, number
from pages.labels.said import said

HOWS = ("all", "reported", "solved", "grown", "judged", "carried")
"""Ways in which numbers come about, and all of them."""

_SHARES = {"share", "share of GMV", "weight"}


def place_name(place: str, market: Market) -> str:
    """Name a number of a market file: whose it is, and what."""
    table, *rest = place.split(".")
    if table == "levers" and rest[0] in LEVERS:
        return t(rest[0])
    if table == "platforms":
        owner = next(named(platform) for platform in market.platforms if platform.id == rest[0])
        return t("own_day.of", owner=owner, what=t(f"own_day.field.{'.'.join(rest[1:])}"))
    if table == "instant" and len(rest) > 1 and market.instant:
        at = market.instant.services.index(rest[0])
        owner = getattr(market.instant, language())[at]
        return t("own_day.of", owner=owner, what=t(f"own_day.field.instant.{rest[1]}"))
    key = f"own_day.field.{place}"
    return t(key) if key in catalogue() else place


def value_text(one: OwnNumber) -> str:
    """Write a number with its unit."""
    if one.unit in _SHARES:
        return figure(one.value, "share")
    if one.unit.startswith("RMB bn") or one.unit in ("million", "million/day"):
        return figure(one.value, one.unit)
    unit = t(f"unit.{one.unit}") if f"unit.{one.unit}" in catalogue() else ""
    return f"{number(one.value)} {unit}".strip()


def numbers_table(built: OwnMarket, how: str) -> dict[str, list[str]]:
    """Lay out the numbers that came about in one way, or all of them, what was reported first."""
    shown = [one for one in built.numbers if how in (HOWS[0], one.how)]
    shown.sort(key=lambda one: HOWS.index(one.how))
    cells = {
        "number": [place_name(one.place, built.market) for one in shown],
        "value": [value_text(one) for one in shown],
        "grade": [one.grade for one in shown],
        "how": [t(f"own_day.how.{one.how}") for one in shown],
        "source": [said(one.source) for one in shown],
    }
    return _titled(cells)


def gaps_table(built: OwnMarket) -> dict[str, list[str]]:
    """Lay out the figures that the quarter lacks, what stands in their place, and its grade."""
    by_place = {one.place: one for one in built.numbers}
    gaps = sorted(built.gaps, key=lambda gap: not gap.needed)
    firsts = [by_place[gap.places[0]] for gap in gaps]
    cells = {
        "figure": [gap.figure for gap in gaps],
        "number": [_names(gap, built) for gap in gaps],
        "value": [value_text(one) for one in firsts],
        "grade": [gap.grade for gap in gaps],
        "stands": [t(f"own_day.stands.{gap.stand_in}", market=built.start) for gap in gaps],
    }
    return _titled(cells)


def _names(gap: Gap, built: OwnMarket) -> str:
    """Name the first number that a figure would have set, and count all of them."""
    first, count = place_name(gap.places[0], built.market), len(gap.places)
    return t("own_day.more", first=first, count=count) if count > 1 else first


def _titled(cells: dict[str, list[str]]) -> dict[str, list[str]]:
    return {t(f"own_day.column.{name}"): column for name, column in cells.items()}
