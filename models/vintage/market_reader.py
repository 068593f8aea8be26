"""From the numbers of a market file to the arrays of a `Market`, checked against each other."""

from collections.abc import Iterator, Sequence

import numpy as np

from models.levers import KPI_UNITS
from models.notation import MERCHANTS, PER_HEAD, SEGMENTS, TICKETS, UPPER, Array
from models.vintage import Market, Platform, Side
from models.vintage.market_content import Content, Fault, take_apart
from models.vintage.market_faults import all_faults
from models.vintage.market_history import reported
from models.vintage.market_instant import instant, lever_numbers
from models.vintage.market_rules import MOST_TAKEN, Ranges
from models.vintage.market_terms import limits, unavailable

SHORT_YEAR = 3.0
"""Quarters that a year counts at least, relative to any of them: the strongest is a third."""

MOST_VISITS = 1.5
"""Daily visits a head, all apps together, below the fewest shopping occasions of any draw (1.6)."""

SUM_TOLERANCE = 1e-6

_LABELS = ("english", "chinese", "colour", "colour_dark")


def read_market(text: str, name: str, parameters: Ranges) -> Market:
    """Read the text of a market file.

    Parameters
    ----------
    text : str
        TOML; every number a table with value, unit, source and grade.
    name : str
        Name of the file in messages.
    parameters : mapping of str to (low, high, unit)
        Parameters of the model that the table ``[parameters]`` may replace.

    Raises
    ------
    MarketError
        One line for each fault: file, line, place, what was found, what is allowed.
    """
    content = take_apart(text, name)
    content.refuse(all_faults(content, parameters))
    content.refuse(_parts(content))
    market = _market(content)
    content.refuse(_too_many_visitors(market))
    content.refuse([*_too_many_visits(market), *_too_many_buyers(market), *_weights(market)])
    return market


def _parts(content: Content) -> Iterator[Fault]:
    """Faults of parts that exceed their total, and of fees that leave too little."""
    for platform in content.platforms:
        for table, part in (("gmv", "sme"), ("dau", "upper")):
            place = f"platforms.{platform}.{table}"
            values = content.group(place)
            if not values[part] < values["total"]:
                found = f"value = {values[part]:g} leaves nothing of the total {values['total']:g}"
                yield f"{place}.{part}", f"{found} for the other part; make it smaller"
        for kind in MERCHANTS:
            ads, paid = (f"platforms.{platform}.{fee}.{kind}" for fee in ("ad_rate", "commission"))
            taken = content.numbers[ads].value + content.numbers[paid].value
            if taken > MOST_TAKEN:
                found = f"ads and commission take {taken:g} of sales together"
                yield ads, f"{found}; allowed are at most {MOST_TAKEN:g}"


def _market(content: Content) -> Market:
    numbers = (*content.numbers.values(), *lever_numbers(content))
    levers = {n.path.removeprefix("levers."): n.value for n in numbers if "levers." in n.path}
    arrays = Arrays(content)
    gmv = arrays.split("gmv", "sme")
    high = levers["high_ticket_share"]
    own_subsidy = levers["subsidy_budget"] * np.array([high, 1.0 - high])
    return Market(
        vintage=content.texts["vintage"],
        english=content.texts["english"],
        chinese=content.texts["chinese"],
        platforms=tuple(_platform(content, name) for name in content.platforms),
        sides=(_side(content, content.sides[0]), _side(content, content.sides[1])),
        gmv=gmv,
        dau=arrays.split("dau", "upper"),
        population=arrays.row("population", SEGMENTS),
        visit_intensity_upper=arrays.column("visit_intensity_upper"),
        ad_rate=arrays.table("ad_rate", MERCHANTS),
        commission=arrays.table("commission", MERCHANTS),
        merchants=arrays.table("merchants", MERCHANTS),
        penetration=arrays.table("penetration", SEGMENTS),
        subsidy=np.vstack([own_subsidy, arrays.table("subsidy", TICKETS, first=1)]),
        traffic_share=arrays.column("traffic_share", levers["taobao_traffic_share"]),
        refund_leniency=arrays.column("refund_leniency", levers["refund_leniency"]),
        basket=np.stack([arrays.table(f"basket.{m}", TICKETS) for m in MERCHANTS], axis=1),
        high_ticket_share=arrays.table("high_ticket_share", MERCHANTS),
        fixed_cost=arrays.column("fixed_cost"),
        variable_cost=arrays.column("variable_cost"),
        levers=levers,
        overseas=content.group("overseas"),
        parameters=content.group("parameters"),
        history=reported(content),
        instant=instant(content),
        unavailable=unavailable(content),
        limits=limits(content, levers, float(gmv[0].sum())),
        numbers=numbers,
    )


def _platform(content: Content, name: str) -> Platform:
    texts = {key: content.texts[f"platforms.{name}.{key}"] for key in (*_LABELS, "nest")}
    return Platform(id=name, **texts)


def _side(content: Content, name: str) -> Side:
    return Side(id=name, **{key: content.texts[f"sides.{name}.{key}"] for key in _LABELS})


class Arrays:
    """Numbers of a file as arrays, one row a platform."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._tables = [f"platforms.{name}" for name in content.platforms]

    def row(self, table: str, parts: Sequence[str]) -> Array:
        """Numbers of one table, (parts,)."""
        values = self._content.group(table)
        return np.array([values[part] for part in parts])

    def table(self, name: str, parts: Sequence[str], first: int = 0) -> Array:
        """One row a platform from ``first`` on, (A - first, parts)."""
        return np.stack([self.row(f"{table}.{name}", parts) for table in self._tables[first:]])

    def split(self, name: str, part: str) -> Array:
        """One part and the rest of its total, (A, 2)."""
        values = self.table(name, (part, "total"))
        return np.stack([values[:, 0], values[:, 1] - values[:, 0]], axis=1)

    def column(self, name: str, own: float | None = None) -> Array:
        """One number a platform, (A,); ``own`` is that of the own group where a lever gives it."""
        numbers = self._content.numbers
        given = [t for t in self._tables if own is None or t != self._tables[0]]
        values = [numbers[f"{table}.{name}"].value for table in given]
        return np.array(values if own is None else [own, *values])


def _weights(market: Market) -> Iterator[Fault]:
    for unit, names in KPI_UNITS.items():
        total = sum(market.levers[name] for name in names)
        if abs(total - 1.0) > SUM_TOLERANCE:
            yield f"levers.{names[0]}", f"the three weights of {unit} sum to {total:g}, not to 1"


def _too_many_visitors(market: Market) -> Iterator[Fault]:
    for place, dau, most in _by_segment(market, "dau", market.dau, market.population):
        if not dau < most:
            yield place, f"{dau:g} million visitors a day, but this tier counts {most:g} million"


def _too_many_visits(market: Market) -> Iterator[Fault]:
    visits = -np.log1p(-market.dau / market.population).sum(axis=0)
    for segment, count in zip(SEGMENTS, visits, strict=True):
        if count > MOST_VISITS:
            found = f"all apps together have {count:.2f} visits a head and day"
            yield f"population.{segment}", f"{found}; allowed are at most {MOST_VISITS:g}"


def _too_many_buyers(market: Market) -> Iterator[Fault]:
    most = -np.expm1(-SHORT_YEAR * orders_per_head(market))
    for place, share, limit in _by_segment(market, "penetration", market.penetration, most):
        if not share < limit:
            found = f"value = {share:g}: there are too few orders for that many buyers"
            yield place, f"{found}; allowed is less than {limit:.4g}"


def _by_segment(
    market: Market, name: str, values: Array, limits: Array
) -> Iterator[tuple[str, float, float]]:
    limits = np.broadcast_to(limits, values.shape)
    for a, platform in enumerate(market.platform_ids):
        for s, segment in enumerate(SEGMENTS):
            place = f"platforms.{platform}.{name}.{segment}"
            yield place, float(values[a, s]), float(limits[a, s])


def orders_per_head(market: Market) -> Array:
    """Orders a head in the market's own quarter, (A, S)."""
    share = np.stack([market.high_ticket_share, 1.0 - market.high_ticket_share], axis=-1)
    orders = (market.gmv[:, :, None] * share / market.basket).sum(axis=(1, 2))
    weight = -np.log1p(-market.dau / market.population) * market.population
    weight[:, UPPER] *= market.visit_intensity_upper
    by_segment = orders[:, None] * weight / weight.sum(axis=1, keepdims=True)
    return by_segment * PER_HEAD / market.population
