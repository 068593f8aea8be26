"""What quarters show to the reader: the metrics of every platform (E12-E14, E24, E29)."""

from collections.abc import Collection

import numpy as np

from models.market import advertising, buyers
from models.notation import (
    BRAND,
    DAYS,
    METRICS,
    OWN,
    OWN_METRICS,
    SERVICE_METRICS,
    SERVICES,
    SME,
    Array,
)
from models.simulation.baseline import Baseline
from models.simulation.instant_service import RIVAL, rival_place
from models.simulation.own_side import OwnSide
from models.simulation.quarter import Quarter
from models.simulation.state import State

EVERY = frozenset({*METRICS, *OWN_METRICS, *SERVICE_METRICS})
PURCHASERS = frozenset({"dac", "quarterly_buyers", "aac"})
INSTANT = frozenset({"instant_orders", "instant_ebita", *SERVICE_METRICS})
SELLERS = frozenset({"merchants_sme", "merchants_brand"})
REST = EVERY - PURCHASERS - INSTANT - SELLERS - OWN_METRICS.keys()
REST -= {"dau", "visits_per_user", "ebita"}
"""What money comes to: nobody asks for it beyond the horizon."""


def visitors(played: Quarter, base: Baseline) -> dict[str, Array]:
    """Daily visitors, million, (A, D) (E12).

    Daily shoppers, (D,), are the own app's visitors but for those who come for food.
    """
    population, visits = base.market.population, played.visits
    shoppers = buyers.visiting_people(visits.per_head[:1], population)
    return {
        "dau": buyers.visiting_people(visits.with_food, population),
        "shopping_dau": shoppers[OWN],
    }


def visits_per_user(people: Array, played: Quarter, base: Baseline) -> dict[str, Array]:
    """Visits of each of the daily visitors, ``people`` (A, D) (E29)."""
    made = np.einsum("s,asd->ad", base.market.population, played.visits.with_food)
    return {"visits_per_user": made / people}


def purchasers(state: State, played: Quarter, base: Baseline) -> dict[str, Array]:
    """Buyers of a day, a quarter and a year, million, (A, D) (E12)."""
    population, kappa = base.market.population, base.heterogeneity
    head = played.orders_per_head
    quarterly = buyers.buying_people(head, kappa, population)
    year = head + state.recent[0] + state.recent[1] + state.recent[2]
    return {
        "dac": buyers.buying_people(head / DAYS, kappa, population),
        "quarterly_buyers": quarterly,
        "aac": np.maximum(buyers.buying_people(year, kappa, population), quarterly),
    }


def money(played: Quarter, after: State) -> dict[str, Array]:
    """Sales, revenue, profit and sellers' income, RMB bn a quarter, (A, D)."""
    gmv, earned = played.sold.gmv, played.earned
    revenue = earned.fees.sum(axis=1)
    income = earned.margin * gmv
    return {
        "gmv": played.sold.total,
        "gmv_sme": gmv[:, SME],
        "gmv_brand": gmv[:, BRAND],
        "revenue": revenue,
        "ad_revenue": earned.ads.sum(axis=1),
        "commission": earned.commission.sum(axis=1),
        "ebita": earned.ebita,
        "subsidy": played.programme.cost.sum(axis=1),
        "orders": played.sold.orders.sum(axis=1),
        "gmv_share": after.seen[0].gmv_share,
        "seller_income_sme": income[:, SME],
        "seller_income_brand": income[:, BRAND],
        "brand_revenue_share": advertising.brand_share(earned.fees[:, BRAND], revenue),
    }


def supply(played: Quarter, base: Baseline) -> dict[str, Array]:
    """Sellers by kind, million, (A, D) (E15)."""
    sellers = np.exp(played.earned.sellers) * base.market.merchants[..., None]
    return {"merchants_sme": sellers[:, SME], "merchants_brand": sellers[:, BRAND]}


def meals(side: OwnSide, base: Baseline) -> dict[str, Array]:
    """Instant commerce of the platforms that run a service, (A, D), empty for others (E30)."""
    found, place = side.meals, rival_place(base.market)
    front = () if found is None else found.orders.shape[:-2]
    shape = (*front, len(base.market.platforms), base.p.count)
    orders, profit = np.full(shape, np.nan), np.full(shape, np.nan)
    if found is not None and place is not None:
        for app, service in ((OWN, OWN), (place, RIVAL)):
            orders[..., app, :] = found.orders[..., service, :]
            profit[..., app, :] = found.profit[..., service, :]
    return {"instant_orders": orders, "instant_ebita": profit}


def services(side: OwnSide, base: Baseline) -> dict[str, Array]:
    """Orders, profit and subsidy of every service, (I, D), empty without instant commerce (E30)."""
    found = side.meals
    if found is None:
        none = np.full((SERVICES, base.p.count), np.nan)
        return {"service_orders": none, "service_profit": none, "service_subsidy": none}
    return {
        "service_orders": found.orders,
        "service_profit": found.profit,
        "service_subsidy": found.subsidy,
    }


def beside_market(
    side: OwnSide, base: Baseline, wanted: Collection[str] = EVERY
) -> dict[str, Array]:
    """Metrics that the market for goods does not touch, with quarters in front as in ``side``.

    Those that are ``wanted`` are among them: what the own group alone has, (D,) or (1,) (E3,
    E22-E24), and instant commerce.
    """
    shown = {
        "overseas_gmv": side.rest.overseas_gmv,
        "overseas_ebita": side.rest.overseas_ebita,
        "overseas_cash": side.rest.overseas_cash,
        "portfolio_cash": side.rest.portfolio_cash,
        "effectiveness": side.delivered.effectiveness,
    }
    if INSTANT.isdisjoint(wanted):
        return shown
    return shown | meals(side, base) | services(side, base)


def metrics(
    state: State, played: Quarter, after: State, base: Baseline, wanted: Collection[str] = EVERY
) -> dict[str, Array]:
    """Metrics of the quarter by name, (A, D), or (D,) for the own group alone; see `beside_market`.

    Those that are ``wanted`` are among them; what is dear is left out where none of it is.
    """
    shown = visitors(played, base) | {"ebita": played.earned.ebita}
    shown["group_ebita"] = played.earned.ebita[OWN] + played.own.rest.overseas_ebita
    if "visits_per_user" in wanted:
        shown |= visits_per_user(shown["dau"], played, base)
    if not PURCHASERS.isdisjoint(wanted):
        shown |= purchasers(state, played, base)
    if not REST.isdisjoint(wanted):
        shown |= money(played, after)
    if not SELLERS.isdisjoint(wanted):
        shown |= supply(played, base)
    return shown
