"""What stays fixed during a run: the market's baseline under one set of draws."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.market import brands, buyers, choice, merchants, stocks
from models.market.coefficients import Coefficients
from models.notation import DAYS, OWN, PER_HEAD, Array
from models.simulation import baseline_terms as terms
from models.simulation import columns
from models.simulation.baseline_terms import AI, Food, Programmes, Rivals, StockCurves, left_over
from models.simulation.delivery import Standing, standing
from models.vintage import Market


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
    margin, pool : array, shape (A, M, D)
        What sellers keep of their sales, and of all of them, RMB bn a quarter.
    ai_gain, capability : array, shape (D,)
        Saturation of AI, and what brands have learnt.
    food : Food or None
        Instant commerce, where the market has it.
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
    margin: Array
    pool: Array
    curves: StockCurves
    saturation: Array
    ai_gain: Array
    capability: Array
    programmes: Programmes
    rivals: Rivals
    food: Food | None

    def repeated(self, times: int) -> "Baseline":
        """Put copies of the draws side by side, so that several plans run at once."""
        return columns.repeated(self, self.p.count, times)

    @cached_property
    def standing(self) -> Standing:
        """What deliveries are measured against."""
        return standing(self.market.levers, self.p)

    @cached_property
    def burden(self) -> Array:
        """Fees and refund losses of sellers together, (A, M, D)."""
        return self.take + self.loss

    @cached_property
    def orders_per_visit(self) -> Array:
        """Share of an app's baseline orders for a visit a head and day of a segment, (A, S, 1)."""
        return self.segment_mix / self.visits_per_head

    @cached_property
    def kept(self) -> Array:
        """What sellers keep of their sales after fees, (A, M, D)."""
        return 1.0 - self.take

    @cached_property
    def visits_scale(self) -> Array:
        """Visits of a quarter, bn, for one visit a head and day, (S, 1)."""
        return self.market.population[:, None] * DAYS / PER_HEAD

    @cached_property
    def per_head(self) -> Array:
        """Orders a head of a segment for a bn of them, (S, 1)."""
        return PER_HEAD / self.market.population[:, None]

    @cached_property
    def own_visits(self) -> Array:
        """Visits of the own app, bn a quarter, (1,)."""
        return self.visits[OWN].sum(axis=0)

    @cached_property
    def gmv_share(self) -> Array:
        """Share of each app in the sales of all, (A, 1)."""
        gmv = self.market.gmv_total
        return (gmv / gmv.sum())[:, None]

    @cached_property
    def orders_total(self) -> Array:
        """Orders of each app, bn a quarter, (A, 1, 1)."""
        return self.orders.sum(axis=(1, 2))[:, None]

    @cached_property
    def sales_by_app(self) -> Array:
        """Share of each app in the sales of all, (A, 1)."""
        gmv = self.market.gmv_total[:, None]
        return gmv / gmv.sum()

    @cached_property
    def sales_by_segment(self) -> Array:
        """Share of each segment in the sales of all apps together, (S, 1)."""
        gmv = self.market.gmv_total[:, None, None]
        return (gmv * self.segment_mix).sum(axis=0) / gmv.sum()


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
    terms.leave_room(market, share)
    utility = choice.berry_inversion(share, market.nests, p.nest_correlation)
    chosen = choice.nested_logit(utility, market.nests, p.nest_correlation)
    orders = terms.baseline_orders(market)
    total = orders.sum(axis=(1, 2))[:, None]
    segments = terms.segment_mix(market, visits)
    factors = terms.season_factors(market, p, season=season)
    per_head = segments * total * PER_HEAD / market.population[:, None]
    commission = market.commission[..., None] * (1.0 - p.return_share)
    take = market.ad_rate[..., None] + commission
    loss = terms.refund_losses(market, p)
    margin = merchants.net_margin(p.merchant_margin, np.zeros(1), 1.0 - take, take + loss)
    curves = terms.stock_curves(market, p)
    ai_stock = stocks.steady_stock(market.levers[AI], left_over(AI, p))
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
        margin=margin,
        pool=market.gmv[..., None] * margin,
        curves=curves,
        saturation=curves.saturation(curves.steady),
        ai_gain=terms.ai_saturation(p, ai_stock),
        capability=brands.capability_target(
            p.incubation_exposure, market.levers["brand_focus"], p.incubation_exponent
        ),
        programmes=terms.programmes(market, p, orders),
        rivals=terms.rival_terms(market, p, visits, chosen, orders),
        food=terms.food(market),
    )
