"""What a quarter shows to the reader: the metrics of every platform (E12-E14, E24, E29)."""

import numpy as np

from models.market import advertising, buyers
from models.notation import BRAND, DAYS, SME, Array
from models.simulation.baseline import Baseline
from models.simulation.quarter import Quarter, overseas_ebita
from models.simulation.state import State


def people(state: State, played: Quarter, base: Baseline) -> dict[str, Array]:
    """Visitors and buyers by window, million, (A, D) (E12)."""
    population, kappa = base.market.population, base.heterogeneity
    head, visits_per_head = played.orders_per_head, played.visits.per_head
    quarterly = buyers.buying_people(head, kappa, population)
    daily = buyers.buying_people(head / DAYS, kappa, population)
    year = head + state.recent[0]
    year += state.recent[1]
    year += state.recent[2]
    visitors = population.sum() - np.einsum("s,asd->ad", population, np.exp(-visits_per_head))
    return {
        "dau": visitors,
        "dac": daily,
        "quarterly_buyers": quarterly,
        "aac": np.maximum(buyers.buying_people(year, kappa, population), quarterly),
        "visits_per_user": np.einsum("s,asd->ad", population, visits_per_head) / visitors,
    }


def money(played: Quarter) -> dict[str, Array]:
    """Sales, revenue, profit and sellers' income, RMB bn a quarter, (A, D)."""
    gmv, earned = played.sold.gmv, played.earned
    total = gmv.sum(axis=1)
    paid = earned.ads + earned.commission
    revenue = paid.sum(axis=1)
    income = earned.margin * gmv
    return {
        "gmv": total,
        "gmv_sme": gmv[:, SME],
        "gmv_brand": gmv[:, BRAND],
        "revenue": revenue,
        "ad_revenue": earned.ads.sum(axis=1),
        "commission": earned.commission.sum(axis=1),
        "ebita": earned.ebita,
        "subsidy": played.deals.cost.sum(axis=1),
        "orders": played.sold.orders.sum(axis=1),
        "gmv_share": total / total.sum(axis=0),
        "seller_income_sme": income[:, SME],
        "seller_income_brand": income[:, BRAND],
        "brand_revenue_share": advertising.brand_share(paid[:, BRAND], revenue),
    }


def metrics(state: State, played: Quarter, after: State, base: Baseline) -> dict[str, Array]:
    """Every metric of the quarter by name: (A, D), or (D,) for the own group alone."""
    sellers = np.exp(played.earned.sellers) * base.market.merchants[..., None]
    spend = played.delivered.realised["overseas_investment"]
    return {
        **people(state, played, base),
        **money(played),
        "merchants_sme": sellers[:, SME],
        "merchants_brand": sellers[:, BRAND],
        "overseas_gmv": after.overseas_gmv,
        "overseas_ebita": overseas_ebita(after.overseas_gmv, spend, base),
        "overseas_cash": after.overseas_cash,
        "portfolio_cash": after.portfolio_cash,
        "effectiveness": played.delivered.effectiveness,
    }
