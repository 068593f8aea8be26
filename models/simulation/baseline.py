"""What stays fixed during a run: the market's baseline under one set of draws."""

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from models.errors import MarketError
from models.market import brands, buyers, choice, merchants, rivals, stocks, subsidy
from models.market.coefficients import Coefficients
from models.notation import DAYS, OWN, PER_HEAD, UPPER, Array, quarter_of_year
from models.vintage import Market

STOCKS = ("content_investment", "lower_tier_investment", "sme_support")
"""Levers that fill a stock of the own platform, in the order of the stock axis."""

AI_EXPONENT = 1.25


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
class Baseline:
    """Constants of a run; shapes as in the notation, a length of 1 where draws agree.

    Attributes
    ----------
    season : array, shape (4, D)
        Orders of each quarter of the year relative to the market's own quarter.
    visits_per_head, visits : array, shape (A, S, 1)
        Visits a head and day, and bn visits a quarter.
    utility : array, shape (A, S, D)
        Mean utility that the baseline shares reveal.
    orders, merchant_mix, segment_mix : arrays, shapes (A, M, K, 1), (A, M, 1), (A, S, 1)
        Orders in bn, and their shares by merchant type and by segment.
    heterogeneity : array, shape (A, S, D)
        The NBD's kappa.
    commission, take, loss : array, shape (A, M, D)
        Commission on what is not returned, all fees, refund losses; shares of sales.
    pool : array, shape (A, M, D)
        Profit of all sellers, RMB bn a quarter.
    depth0, mix, reply_slope, reply_elasticity : arrays of the rivals, first axis A-1
        Subsidy depth, its split by ticket and what a best reply needs.
    """

    market: Market
    p: Coefficients
    season: Array
    visits_per_head: Array
    visits: Array
    utility: Array
    orders: Array
    merchant_mix: Array
    segment_mix: Array
    heterogeneity: Array
    commission: Array
    take: Array
    loss: Array
    pool: Array
    curves: StockCurves
    saturation: Array
    ai_saturation: Array
    capability: Array
    cost_per_order: Array
    incremental_share: Array
    subsidised: Array
    own_depth: Array
    depth0: Array
    mix: Array
    reply_slope: Array
    reply_elasticity: Array

    def repeated(self, times: int) -> "Baseline":
        """Put copies of the draws side by side, so that several plans run at once."""
        count = self.p.count

        def wide(value: Any) -> Any:  # noqa: ANN401
            same = isinstance(value, np.ndarray) and value.shape[-1] == count
            return np.tile(value, times) if same else value

        parts = {f.name: wide(getattr(self, f.name)) for f in fields(self)}
        curves = {f.name: wide(getattr(self.curves, f.name)) for f in fields(self.curves)}
        p = self.p.repeated(times)
        return replace(self, **parts | {"p": p, "curves": replace(self.curves, **curves)})

    @cached_property
    def burden(self) -> Array:
        """Fees and refund losses of sellers together, (A, M, D)."""
        return self.take + self.loss

    @cached_property
    def volume(self) -> Array:
        """Share of the baseline orders of an app that a bn visits of a segment make, (A, S, 1)."""
        return self.segment_mix / self.visits

    @cached_property
    def visits_scale(self) -> Array:
        """Visits of a quarter, bn, for one visit a head and day, (S, 1)."""
        return self.market.population[:, None] * DAYS / PER_HEAD

    @cached_property
    def orders_total(self) -> Array:
        """Orders of each app, bn a quarter, (A, 1, 1)."""
        return self.orders.sum(axis=(1, 2))[:, None]


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
    loss[OWN] *= own_loss_kept(p, market.levers["seller_protection"])
    return loss


def stock_curves(market: Market, p: Coefficients) -> StockCurves:
    """Curves of the three stocks, and the stocks that the baseline spend sustains."""
    spend = np.array([market.levers[name] for name in STOCKS])[:, None]
    persistence = np.stack([p.content_persistence, p.lower_tier_persistence, p.support_persistence])
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


def _leave_room(market: Market, share: Array) -> None:
    """Refuse a market whose apps fill every shopping occasion."""
    taken = float(share.sum(axis=0).max())
    if taken >= 1.0:
        msg = (
            f"market {market.vintage}: the apps take {taken:.2f} of all shopping occasions, but "
            "some must stay outside; raise shopping_occasions or lower daily visitors"
        )
        raise MarketError(msg)


def build(market: Market, p: Coefficients, *, season: bool) -> Baseline:
    """Derive every constant of a run from a market and its draws.

    Raises
    ------
    MarketError
        The apps leave no shopping occasion to the outside option.
    ValueError
        The annual penetration of an app has no heterogeneity that explains it.
    """
    rate = -np.log1p(-market.dau / market.population)[..., None]
    visits = rate * market.population[:, None] * DAYS / PER_HEAD
    share = rate / p.shopping_occasions
    _leave_room(market, share)
    utility = choice.berry_inversion(share, market.nests, p.nest_correlation)
    orders = baseline_orders(market)
    total = orders.sum(axis=(1, 2))[:, None]
    segments = segment_mix(market, visits)
    factors = season_factors(market, p, season=season)
    per_head = segments * total * PER_HEAD / market.population[:, None]
    commission = market.commission[..., None] * (1.0 - p.return_share)
    take = market.ad_rate[..., None] + commission
    loss = refund_losses(market, p)
    curves = stock_curves(market, p)
    cost = p.subsidy_depth * p.subsidised_basket
    spent = market.subsidy[..., None]
    subsidised = subsidy.subsidised_orders(spent, cost, total)
    mix = spent[1:] / spent[1:].sum(axis=1, keepdims=True)
    gmv = market.gmv.sum(axis=1)
    slope = rivals.demand_slope(
        p.price_sensitivity, mix, gmv[1:, None] / total[1:, 0], cost, p.subsidy_depth
    )
    chosen = choice.nested_logit(utility, market.nests, p.nest_correlation)
    own = choice.own_semi_elasticity(chosen.share, chosen.within, p.nest_correlation)
    capability = brands.capability_target(
        p.incubation_exposure, market.levers["brand_focus"], p.incubation_exponent
    )
    return Baseline(
        market=market,
        p=p,
        season=factors,
        visits_per_head=rate,
        visits=visits,
        utility=utility,
        orders=orders,
        merchant_mix=orders.sum(axis=2) / total,
        segment_mix=segments,
        heterogeneity=buyers.solve_heterogeneity(
            per_head * factors.sum(axis=0), market.penetration[..., None]
        ),
        commission=commission,
        take=take,
        loss=loss,
        pool=market.gmv[..., None] * merchants.soft_margin(p.merchant_margin - take - loss),
        curves=curves,
        saturation=curves.saturation(curves.steady),
        ai_saturation=ai_saturation(
            p, stocks.steady_stock(market.levers["ai_investment"], p.ai_persistence)
        ),
        capability=capability,
        cost_per_order=cost,
        incremental_share=subsidy.incremental_share(p.subsidy_depth, p.subsidy_elasticity),
        subsidised=subsidised,
        own_depth=(subsidised[OWN] * cost).sum(axis=0) / gmv[OWN],
        depth0=(market.subsidy.sum(axis=1) / gmv)[1:, None],
        mix=mix,
        reply_slope=slope,
        reply_elasticity=own[1:].mean(axis=1) * slope,
    )
