"""The rest of the group, which the market does not touch: overseas and portfolio (E23, E24)."""

from dataclasses import dataclass

import numpy as np

from models.market import accounts
from models.notation import Array
from models.simulation.baseline import Baseline
from models.simulation.delivery import Delivery
from models.simulation.stock_paths import multiplied, quarter_before, summed
from models.vintage import Market


@dataclass(frozen=True, kw_only=True, eq=False)
class RestOfGroup:
    """Overseas block and portfolio at the end of a quarter, or of several, which stand in front.

    ``overseas_gmv`` and ``overseas_ebita`` in RMB bn a quarter, ``overseas_cash`` and
    ``portfolio_cash`` in RMB bn so far, all (1,) or (D,); ``units`` counts the non-core units kept.
    """

    overseas_gmv: Array
    overseas_ebita: Array
    overseas_cash: Array
    portfolio_cash: Array
    units: Array

    def at(self, t: int) -> "RestOfGroup":
        """Pick one of several quarters."""
        return RestOfGroup(**{name: path[t] for name, path in vars(self).items()})


def at_start(market: Market) -> RestOfGroup:
    """Give the market's own figures, before any cash has come in."""
    gmv, spend = market.overseas["gmv"], market.levers["overseas_investment"]
    return RestOfGroup(
        overseas_gmv=np.full(1, gmv),
        overseas_ebita=np.full(1, _overseas_ebita(gmv, spend, market)),
        overseas_cash=np.zeros(1),
        portfolio_cash=np.zeros(1),
        units=np.full(1, market.levers["noncore_units"]),
    )


def rest_of_group(before: RestOfGroup, delivered: Delivery, base: Baseline) -> RestOfGroup:
    """Go on from ``before`` over the quarters that are ``delivered``, (T, 1) or (T, D)."""
    spend, units = delivered.realised["overseas_investment"], delivered.realised["noncore_units"]
    growth = accounts.overseas_growth(spend, delivered.state.integration)
    gmv = multiplied(before.overseas_gmv, growth)
    profit = _overseas_ebita(gmv, spend, base.market)
    sold = quarter_before(before.units, units) - units
    cash = accounts.unit_cash(sold, base.p.disposal_value)
    return RestOfGroup(
        overseas_gmv=gmv,
        overseas_ebita=profit,
        overseas_cash=summed(before.overseas_cash, profit),
        portfolio_cash=summed(before.portfolio_cash, cash),
        units=units,
    )


def _overseas_ebita(gmv: Array | float, spend: Array | float, market: Market) -> Array:
    """Profit of the overseas block, RMB bn a quarter (E24)."""
    return np.asarray(market.overseas["margin"] * market.overseas["take_rate"] * gmv - spend)
