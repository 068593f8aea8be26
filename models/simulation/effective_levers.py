"""Own levers as the market feels them, after effectiveness (E3, E6, E11, E22)."""

from dataclasses import dataclass

from models.market import orders, organisation, stocks
from models.market.between import between
from models.notation import Array
from models.simulation.baseline import Baseline
from models.simulation.baseline_terms import AI, STOCKS, ai_saturation, left_over
from models.simulation.delivery import Delivery, felt_leniency
from models.simulation.lever_delivery import together
from models.simulation.state import State
from models.simulation.stock_paths import carried

FOCUS = 0.02, 1.0
"""Least and largest share of brands that the exposure goes to."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Effective:
    """What is delivered of the own levers, each (D,), or in several quarters with these in front.

    ``stocks`` and ``gains`` (3, D) are of content, lower tiers and support; ``festival`` is the
    saturation of the quarter's festival against the usual one, ``festival_lift`` the extra orders
    that it makes, as a share; ``traffic`` (M, D) is what the split of traffic makes of orders,
    ``brand_traffic`` the visits to brands relative to the baseline's split.
    """

    traffic_share: Array
    traffic: Array
    brand_traffic: Array
    brand_focus: Array
    refund_leniency: Array
    festival: Array
    festival_lift: Array
    stocks: Array
    ai_stock: Array
    gains: Array
    ai_gain: Array
    mismatch_left: Array
    ai_lift: Array

    def at(self, t: int) -> "Effective":
        """Pick one of several quarters."""
        return Effective(**{name: path[t] for name, path in vars(self).items()})


def effective_levers(
    state: State, delivered: Delivery, festival_weight: Array, base: Baseline
) -> Effective:
    """Scale deviations by effectiveness, fill the stocks, and read their saturation.

    Everything has quarters in front, ``festival_weight`` (T, 1) too; ``state`` holds the stocks
    before the first.
    """
    p, levers, er = base.p, base.market.levers, delivered.effectiveness
    real = delivered.realised

    def felt(name: str, low: float, high: float) -> Array:
        return organisation.effective(levers[name], real[name], er, low, high)

    usual = levers["festival_intensity"]
    intensity = felt("festival_intensity", 0.0, float("inf"))
    festival = orders.festival_saturation(intensity, usual, festival_weight)
    spend = together([real[name] for name in STOCKS])
    filled = carried(state.stocks, spend, base.curves.persistence)
    gains = base.curves.saturation(filled) - base.saturation
    ai_stock = carried(state.ai_stock, real[AI], left_over(AI, p))
    ai_gain = stocks.routing_gain(base.ai_gain, ai_saturation(p, ai_stock), er)
    share = felt("taobao_traffic_share", 0.02, 0.98)
    usual_share = levers["taobao_traffic_share"]
    return Effective(
        traffic_share=share,
        traffic=orders.traffic_response(share, usual_share, p.traffic_diminishing_returns),
        brand_traffic=(1.0 - share) / (1.0 - usual_share),
        brand_focus=between(real["brand_focus"], *FOCUS),
        refund_leniency=felt_leniency(delivered, base.standing),
        festival=festival,
        festival_lift=orders.festival_lift(festival, p.festival_lift),
        stocks=filled,
        ai_stock=ai_stock,
        gains=stocks.scaled_gain(gains, er[:, None]),
        ai_gain=ai_gain,
        mismatch_left=stocks.mismatch_left(ai_gain, base.ai_gain, p.ai_routing_share),
        ai_lift=stocks.conversion_lift(ai_gain, base.ai_gain, p.ai_conversion_lift),
    )
