"""Own levers as the market feels them, after effectiveness (E3, E6, E11, E22)."""

from dataclasses import dataclass

from models.market import orders, organisation, stocks
from models.notation import Array
from models.simulation.baseline import Baseline
from models.simulation.baseline_terms import AI, STOCKS, ai_saturation, left_over
from models.simulation.delivery import Delivery, Standing, felt_leniency
from models.simulation.lever_delivery import together
from models.simulation.state import State
from models.simulation.stock_paths import carried


@dataclass(frozen=True, kw_only=True, eq=False)
class Effective:
    """What is delivered of the own levers, each (D,), or in several quarters with these in front.

    ``stocks`` and ``gains`` (3, D) are of content, lower tiers and support; ``festival`` is the
    saturation of the quarter's festival against the usual one; ``traffic`` (M, D) is what the
    split of traffic makes of orders.
    """

    traffic_share: Array
    traffic: Array
    refund_leniency: Array
    festival: Array
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
    state: State, delivered: Delivery, festival_weight: Array, rest: Standing, base: Baseline
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
    festival = felt("festival_intensity", 0.0, float("inf"))
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
        refund_leniency=felt_leniency(delivered, rest),
        festival=orders.festival_saturation(festival, usual, festival_weight),
        stocks=filled,
        ai_stock=ai_stock,
        gains=stocks.scaled_gain(gains, er[:, None]),
        ai_gain=ai_gain,
        mismatch_left=stocks.mismatch_left(ai_gain, base.ai_gain, p.ai_routing_share),
        ai_lift=stocks.conversion_lift(ai_gain, base.ai_gain, p.ai_conversion_lift),
    )
