"""What a plan spends over its horizon, and how one lever pays for another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from models.levers import LEVERS
from models.market.over_year import YEAR
from models.notation import Array
from models.vintage import Market

SPENDING = tuple(name for name, lever in LEVERS.items() if lever.spend)
"""Levers whose unit is money, RMB bn a quarter."""

OUTSIDE = tuple(name for name, lever in LEVERS.items() if lever.spend == "overseas")
"""Levers of `SPENDING` that enter the profit of the group and not the domestic one (E24)."""

_DIGITS = 9


@dataclass(frozen=True, kw_only=True)
class Spend:
    """Money over a horizon, RMB bn: ``total``, and ``year``, the dearest four quarters running.

    A horizon shorter than a year is its own year.
    """

    total: float
    year: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Transfer:
    """Money that moves from ``source`` to pay for the increase of ``lever``, RMB bn a quarter.

    Attributes
    ----------
    wanted : array, shape (T,)
        What total spend exceeds today's by, or the increase of the lever if that is less.
    amount : array, shape (T,)
        What the source can give of it within its range.
    left : array, shape (T,)
        Targets of the source after it.
    """

    lever: str
    source: str
    wanted: Array
    amount: Array
    left: Array

    @property
    def missing(self) -> float:
        """What stays unfunded over the horizon, RMB bn."""
        return round(float((self.wanted - self.amount).sum()), _DIGITS)


def is_overseas(levers: Iterable[str]) -> bool:
    """Return whether a plan that moves ``levers`` spends where the domestic profit does not see."""
    return not set(OUTSIDE).isdisjoint(levers)


def spend(path: Array) -> Spend:
    """Sum a path (T,), RMB bn a quarter, over its horizon and over its dearest year."""
    years = np.convolve(path, np.ones(min(YEAR, len(path))), mode="valid")
    total, year = (round(float(amount), _DIGITS) for amount in (path.sum(), years.max()))
    return Spend(total=total, year=year)


def together(paths: Mapping[str, Array]) -> Array:
    """Spend of all levers of money, RMB bn a quarter, (T,)."""
    return np.sum([paths[name] for name in SPENDING], axis=0)


def unfunded(paths: Mapping[str, Array], today: Mapping[str, float]) -> dict[str, Array]:
    """Give the increases that raise total spend in some quarter, by lever, the largest first.

    Parameters
    ----------
    paths : mapping of str to array, shape (T,)
        Targets of every lever of money, RMB bn a quarter.
    today : mapping of str to float
        What each is set to today.

    Returns
    -------
    dict of array, shape (T,)
        RMB bn a quarter, never negative.
    """
    over = together(paths) - sum(today[name] for name in SPENDING)
    risen = {name: paths[name] - today[name] for name in SPENDING}
    wanted = {
        name: np.clip(np.minimum(rise, over), 0.0, None).round(_DIGITS)
        for name, rise in risen.items()
    }
    increases = {name: rise for name, rise in wanted.items() if rise.any()}
    return dict(sorted(increases.items(), key=lambda item: -risen[item[0]].sum()))


def sources(paths: Mapping[str, Array], market: Market, lever: str) -> dict[str, float]:
    """Give what each other lever of money could give up, RMB bn over the quarters that want it.

    What the market does not offer has nothing to give. Levers that have not risen themselves come
    first, then those that can give most.
    """
    today = market.levers
    wants = unfunded(paths, today).get(lever, np.zeros(1)) > 0.0
    room = {
        name: round(float((wants * (paths[name] - market.bounds(name)[0])).sum()), _DIGITS)
        for name in SPENDING
        if name != lever
    }
    givers = {name: rest for name, rest in room.items() if rest > 0.0}
    rises = {name: bool((paths[name] > today[name]).any()) for name in givers}
    return dict(sorted(givers.items(), key=lambda item: (rises[item[0]], -item[1])))


def fund(paths: Mapping[str, Array], market: Market, lever: str, source: str) -> Transfer:
    """Take from ``source``, quarter by quarter, what the increase of ``lever`` adds to the total.

    So neither the total nor any year costs more than it does today, as far as the source reaches.
    """
    wanted = unfunded(paths, market.levers).get(lever, np.zeros_like(paths[lever]))
    least = market.bounds(source)[0]
    amount = np.minimum(wanted, np.maximum(paths[source] - least, 0.0)).round(_DIGITS)
    left = np.maximum(paths[source] - amount, least).round(_DIGITS)
    return Transfer(lever=lever, source=source, wanted=wanted, amount=amount, left=left)
