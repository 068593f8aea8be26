"""What a quarter shows to the reader: the metrics of every platform (E12-E14, E24, E29)."""

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
from models.simulation.quarter import Quarter
from models.simulation.state import State

EVERY = frozenset({*METRICS, *OWN_METRICS, *SERVICE_METRICS})
PURCHASERS = frozenset({"dac", "quarterly_buyers", "aac"})
REST = EVERY - PURCHASERS - OWN_METRICS.keys() - {"dau", "visits_per_user", "ebita"}
"""What money, sellers and services come to: nobody asks for it beyond the horizon."""


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


def meals(played: Quarter, base: Baseline) -> dict[str, Array]:
    """Instant commerce of the platforms that run a service, (A, D), empty for others (E30)."""
    shape = (len(base.market.platforms), base.p.count)
    orders, profit = np.full(shape, np.nan), np.full(shape, np.nan)
    found, place = played.meals, rival_place(base.market)
    if found is not None and place is not None:
        orders[OWN], orders[place] = found.orders[0], found.orders[RIVAL]
        profit[OWN], profit[place] = found.profit[0], found.profit[RIVAL]
    return {"instant_orders": orders, "instant_ebita": profit}


def services(played: Quarter, base: Baseline) -> dict[str, Array]:
    """Orders, profit and subsidy of every service, (I, D), empty without instant commerce (E30)."""
    found = played.meals
    if found is None:
        none = np.full((SERVICES, base.p.count), np.nan)
        return {"service_orders": none, "service_profit": none, "service_subsidy": none}
    return {
        "service_orders": found.orders,
        "service_profit": found.profit,
        "service_subsidy": found.subsidy,
    }


def apart(played: Quarter) -> dict[str, Array]:
    """Give what the own group alone has, (D,) or (1,) (E3, E12, E22-E24)."""
    rest = played.own.rest
    return {
        "overseas_gmv": rest.overseas_gmv,
        "overseas_ebita": rest.overseas_ebita,
        "group_ebita": played.earned.ebita[OWN] + rest.overseas_ebita,
        "overseas_cash": rest.overseas_cash,
        "portfolio_cash": rest.portfolio_cash,
        "effectiveness": played.delivered.effectiveness,
    }


def metrics(
    state: State, played: Quarter, after: State, base: Baseline, wanted: Collection[str] = EVERY
) -> dict[str, Array]:
    """Metrics of the quarter by name: (A, D), or (D,) for the own group alone.

    Those that are ``wanted`` are among them; what is dear is left out where none of it is.
    """
    shown = visitors(played, base) | {"ebita": played.earned.ebita}
    if "visits_per_user" in wanted:
        shown |= visits_per_user(shown["dau"], played, base)
    if not PURCHASERS.isdisjoint(wanted):
        shown |= purchasers(state, played, base)
    if not REST.isdisjoint(wanted):
        shown |= money(played, after) | supply(played, base)
        shown |= meals(played, base) | services(played, base)
    return shown | apart(played)
