"""Where the orders of a promotion come from: rivals' orders of the same class (E31)."""

from models.market.between import between
from models.notation import Array

MOST = 0.5
"""Part of an app's core orders that the promotions of others take, or give back, at most."""


def kept_share(grown: Array, sales: Array, switching: Array) -> Array:
    """Part of core orders that the promotions of others leave, (A, K, D) (E31).

    Parameters
    ----------
    grown : array, shape (A, K, D)
        Sales that promotions add at each app, RMB bn, signed.
    sales : array, shape (A, K, D)
        Core sales of each app and class, RMB bn.
    switching : array, shape (D,)
        Share of what a promotion adds that was spent at the other apps.
    """
    elsewhere = sales.sum(axis=0) - sales
    part = grown / elsewhere
    of_others = part.sum(axis=0) - part
    return 1.0 - between(switching * of_others, -MOST, MOST)
