"""Parts of a market's baseline: orders, segments, season, refunds, stocks, rivals, food."""

from dataclasses import dataclass

import numpy as np

from models.errors import MarketError
from models.levers import LEVERS
from models.market import choice, diversion, instant, rivals, stocks, subsidy
from models.market.choice import Shares
from models.market.coefficients import Coefficients
from models.notation import UPPER, Array, quarter_of_year
from models.vintage import Instant, Market

STOCKS = ("content_investment", "lower_tier_investment", "sme_support")
"""Levers that fill a stock of the own platform, in the order of the stock axis (E6); that of AI
has a form of its own (E22)."""

AI, AI_EXPONENT = "ai_investment", 1.25


@dataclass(frozen=True, kw_only=True, eq=False)
class StockCurves:
    """Carry-over, half-saturation and exponent of the three stocks, each (3, D) (E6)."""

    persistence: Array
    half: Array
    exponent: Array
    steady: Array

    def saturation(self, stock: Array) -> Array:
        """Saturation of each stock, in [0, 1)."""
        return stocks.hill(stock, self.half, self.exponent)


@dataclass(frozen=True, kw_only=True, eq=False)
class Programmes:
    """Subsidies of every app at the baseline (E7).

    ``orders`` are bought today, ``most`` can be bought, returns diminish against ``scale``,
    (A, K, D), bn; ``cost_per_order``, ``incremental_share`` and ``price_cut`` are (K, D).
    """

    orders: Array
    scale: Array
    most: Array
    cost_per_order: Array
    incremental_share: Array
    price_cut: Array


@dataclass(frozen=True, kw_only=True, eq=False)
class Rivals:
    """What the answers of rivals are measured from (E5); first axis A-1.

    ``budget`` (A-1, K, 1) and ``mix`` (A-1, K, 1) of today, ``depth`` (A-1, 1); ``cap`` (A-1, D) in
    RMB bn; ``diversion`` (A-1, K, D) and ``closeness`` (A-1, D); ``reply_slope`` and
    ``reply_elasticity`` (A-1, D) are what a best reply needs.
    """

    budget: Array
    mix: Array
    depth: Array
    gmv: Array
    cap: Array
    diversion: Array
    closeness: Array
    reply_slope: Array
    reply_elasticity: Array


@dataclass(frozen=True, kw_only=True, eq=False)
class Food:
    """Instant commerce at the baseline (E30): columns (I, 1), and log odds ``appeal`` (I, 1)."""

    market: Instant
    orders: Array
    subsidy: Array
    margin: Array
    appeal: Array


def season_factors(market: Market, p: Coefficients, *, season: bool) -> Array:
    """Orders of each quarter of the year relative to the market's own quarter, (4, D)."""
    if not season:
        return np.ones((4, 1))
    return p.season / p.season[quarter_of_year(market.vintage)]


def baseline_orders(market: Market) -> Array:
    """Orders of the market's quarter, bn, (A, M, K, 1)."""
    share = np.stack([market.high_ticket_share, 1.0 - market.high_ticket_share], axis=-1)
    return (market.gmv[:, :, None] * share / market.basket)[..., None]


def segment_mix(market: Market, visits: Array) -> Array:
    """Share of each segment in the orders of an app, (A, S, 1)."""
    intensity = np.ones_like(market.dau)
    intensity[:, UPPER] = market.visit_intensity_upper
    weight = intensity[..., None] * visits
    return weight / weight.sum(axis=1, keepdims=True)


def own_loss_kept(p: Coefficients, protection: Array | float) -> Array:
    """Share of refund losses that still reaches own sellers under protection (E27)."""
    return 1.0 - p.protection_effect * protection


def refund_losses(market: Market, p: Coefficients) -> Array:
    """Refund losses of sellers, share of sales, (A, M, D) (E15)."""
    loss = p.refund_loss * p.refund_exposure * market.refund_leniency[:, None, None]
    kept = own_loss_kept(p, market.levers["seller_protection"])
    return np.concatenate([loss[:1] * kept, loss[1:]])


def left_over(lever: str, p: Coefficients) -> Array:
    """Share of the stock of a lever that is left a quarter later, (D,) (E6, E22)."""
    share: Array = getattr(p, LEVERS[lever].stock)
    return share


def stock_curves(market: Market, p: Coefficients) -> StockCurves:
    """Curves of the three stocks, and the stocks that the baseline spend sustains."""
    spend = np.array([market.levers[name] for name in STOCKS])[:, None]
    persistence = np.stack([left_over(name, p) for name in STOCKS])
    half = [p.content_half_saturation, p.lower_tier_half_saturation, p.support_half_saturation]
    exponent = [p.saturation_exponent, p.saturation_exponent, np.ones_like(p.saturation_exponent)]
    return StockCurves(
        persistence=persistence,
        half=np.stack(half),
        exponent=np.stack(exponent),
        steady=stocks.steady_stock(spend, persistence),
    )


def ai_saturation(p: Coefficients, stock: Array) -> Array:
    """Saturation of the AI stock (E22)."""
    return stocks.hill(stock, p.ai_half_saturation, AI_EXPONENT)


def programmes(market: Market, p: Coefficients, orders: Array) -> Programmes:
    """Subsidies of the baseline; ``orders`` are (A, M, K, 1)."""
    cost = p.subsidy_depth * p.subsidised_basket
    today = market.subsidy[..., None] / cost
    by_class = orders.sum(axis=1)
    return Programmes(
        orders=today,
        scale=subsidy.programme_scale(today, by_class),
        most=subsidy.most_orders(today, by_class),
        cost_per_order=cost,
        incremental_share=subsidy.incremental_share(p.subsidy_depth, p.subsidy_elasticity),
        price_cut=subsidy.price_cut(p.subsidy_depth),
    )


def class_shares(market: Market) -> Array:
    """Share of each ticket class in the sales of an app, (A, K, 1)."""
    share = np.stack([market.high_ticket_share, 1.0 - market.high_ticket_share], axis=-1)
    sales = (market.gmv[:, :, None] * share).sum(axis=1)
    return (sales / sales.sum(axis=1, keepdims=True))[..., None]


def rival_terms(
    market: Market, p: Coefficients, visits: Array, chosen: Shares, orders: Array
) -> Rivals:
    """Gather what the answers of rivals are measured from; ``orders`` are (A, M, K, 1)."""
    budget, gmv = market.subsidy[1:, :, None], market.gmv_total[1:, None]
    total, classes = budget.sum(axis=1), class_shares(market)[1:]
    mix = np.where(total[:, None] > 0.0, budget / np.maximum(total, 1e-300)[:, None], classes)
    slope = rivals.demand_slope(
        p.price_sensitivity,
        p.deal_visit_pull,
        mix,
        gmv / orders[1:].sum(axis=(1, 2)),
        p.subsidy_depth * p.subsidised_basket,
        p.subsidy_depth,
    )
    own = choice.own_semi_elasticity(chosen.share, chosen.within, p.nest_correlation)
    won = diversion.diversion(visits, chosen.share, chosen.within, market.nests, p.nest_correlation)
    return Rivals(
        budget=budget,
        mix=mix,
        depth=total / gmv,
        gmv=gmv,
        cap=np.maximum(p.rival_budget_cap * gmv, total),
        diversion=diversion.by_class(won, classes),
        closeness=diversion.closeness(won),
        reply_slope=slope,
        reply_elasticity=own[1:].mean(axis=1) * slope,
    )


def food(market: Market) -> Food | None:
    """Instant commerce of the baseline; None where there is none."""
    if market.instant is None:
        return None
    orders = market.instant.orders[:, None]
    return Food(
        market=market.instant,
        orders=orders,
        subsidy=market.instant.subsidy[:, None],
        margin=market.instant.margin[:, None],
        appeal=instant.appeal(orders, market.instant.potential),
    )


def leave_room(market: Market, share: Array) -> None:
    """Refuse a market whose apps fill every shopping occasion.

    Raises
    ------
    MarketError
        The apps leave no shopping occasion to the outside option.
    """
    taken = float(share.sum(axis=0).max())
    if taken >= 1.0:
        msg = (
            f"market {market.vintage}: the apps take {taken:.2f} of all shopping occasions, but "
            "some must stay outside; raise shopping_occasions or lower daily visitors"
        )
        raise MarketError(msg)
