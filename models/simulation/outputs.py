"""What a quarter shows to the reader: the metrics of every platform (E12-E14, E24, E29)."""

from collections.abc import Collection

import numpy as np

from models.market import advertising, buyers
from models.notation import BRAND, DAYS, METRICS, OWN, SME, Array
from models.simulation.baseline import Baseline
from models.simulation.quarter import Quarter, overseas_ebita
from models.simulation.state import State


def visitors(played: Quarter, base: Baseline) -> dict[str, Array]:
    """Daily visitors, million, and what each of them visits, (A, D) (E12, E29)."""
    population, per_head = base.market.population, played.visits.per_head
    reached = population.sum() - np.einsum("s,asd->ad", population, np.exp(-per_head))
    return {
        "dau": reached,
        "visits_per_user": np.einsum("s,asd->ad", population, per_head) / reached,
    }


def purchasers(state: State, played: Quarter, base: Baseline) -> dict[str, Array]:
    """Buyers of a day, a quarter and a year, million, (A, D) (E12)."""
    population, kappa = base.market.population, base.heterogeneity
    head = played.orders_per_head
    quarterly = buyers.buying_people(head, kappa, population)
    year = head + state.recent[0]
    year += state.recent[1]
    year += state.recent[2]
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
        "subsidy": played.deals.cost.sum(axis=1),
        "orders": played.sold.orders.sum(axis=1),
        "gmv_share": after.gmv_share,
        "seller_income_sme": income[:, SME],
        "seller_income_brand": income[:, BRAND],
        "brand_revenue_share": advertising.brand_share(earned.fees[:, BRAND], revenue),
    }


def supply(played: Quarter, base: Baseline) -> dict[str, Array]:
    """Sellers by kind, million, (A, D) (E15)."""
    sellers = np.exp(played.earned.sellers) * base.market.merchants[..., None]
    return {"merchants_sme": sellers[:, SME], "merchants_brand": sellers[:, BRAND]}


def apart(played: Quarter, after: State, base: Baseline) -> dict[str, Array]:
    """Give what stands beside the domestic market, (D,) or (1,) (E3, E23, E24)."""
    spend = played.delivered.realised["overseas_investment"]
    overseas = overseas_ebita(after.overseas_gmv, spend, base)
    return {
        "overseas_gmv": after.overseas_gmv,
        "overseas_ebita": overseas,
        "group_ebita": played.earned.ebita[OWN] + overseas,
        "overseas_cash": after.overseas_cash,
        "portfolio_cash": after.portfolio_cash,
        "effectiveness": played.delivered.effectiveness,
    }


PURCHASERS = {"dac", "quarterly_buyers", "aac"}


def metrics(
    state: State, played: Quarter, after: State, base: Baseline, wanted: Collection[str] = METRICS
) -> dict[str, Array]:
    """Metrics of the quarter by name: (A, D), or (D,) for the own group alone.

    Buyers, the dearest, are left out unless one of them is in ``wanted``.
    """
    bought = {} if PURCHASERS.isdisjoint(wanted) else purchasers(state, played, base)
    return {
        **visitors(played, base),
        **bought,
        **money(played, after),
        **supply(played, base),
        **apart(played, after, base),
    }
