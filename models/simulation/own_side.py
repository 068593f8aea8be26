"""What the own group brings to a quarter, whatever the market answers (E1-E4, E6, E8, E22)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.market import utility
from models.notation import Array
from models.simulation.baseline import Baseline
from models.simulation.costs import lever_costs
from models.simulation.delivery import Delivery, Standing, Targets, deliver_all
from models.simulation.effective_levers import Effective, effective_levers
from models.simulation.own_fees import OwnFees, own_fees
from models.simulation.state import State

COLUMNS_AT_ONCE = 4000
"""Quarters times draws that are worked out in one go, as many as the processor keeps at hand."""


@dataclass(frozen=True, kw_only=True, eq=False)
class OwnSide:
    """What the own levers come to before anything is sold.

    Levers as delivered and as felt; what they change of the own app's ``utility``, (S, D), and
    their ``costs`` of `lever_costs`, RMB bn, (D,); fees of the own app.
    """

    delivered: Delivery
    effective: Effective
    utility: Array
    costs: Array
    fees: OwnFees

    def at(self, t: int) -> "OwnSide":
        """Pick one of several quarters."""
        return OwnSide(
            delivered=self.delivered.at(t),
            effective=self.effective.at(t),
            utility=self.utility[t],
            costs=self.costs[t],
            fees=self.fees.at(t),
        )


def own_sides(
    state: State, targets: Targets, festival_weight: Array, rest: Standing, base: Baseline
) -> Iterator[OwnSide]:
    """Give the own side of a run quarter by quarter.

    Parameters
    ----------
    state : State
        At the start of the first quarter; of it, organisation and stocks count.
    targets : mapping of str to array
        Lever to its target, (T, 1) or (T, D).
    festival_weight : array, shape (T, 1)
        Size of each quarter's festival.
    """
    quarters, ahead = len(festival_weight), max(1, COLUMNS_AT_ONCE // base.p.count)
    for start in range(0, quarters, ahead):
        some = slice(start, min(start + ahead, quarters))
        here = {name: path[some] for name, path in targets.items()}
        found = own_side(state, here, festival_weight[some], rest, base)
        for t in range(some.stop - some.start):
            yield found.at(t)
        last = found.at(-1)
        state = replace(
            state,
            organisation=last.delivered.state,
            stocks=last.effective.stocks,
            ai_stock=last.effective.ai_stock,
        )


def own_side(
    state: State, targets: Targets, festival_weight: Array, rest: Standing, base: Baseline
) -> OwnSide:
    """Work out the own side of several quarters at once, which stand in front everywhere."""
    delivered = deliver_all(state.organisation, targets, rest, base.p)
    effective = effective_levers(state, delivered, festival_weight, rest, base)
    mood = targets["consumer_confidence"]
    return OwnSide(
        delivered=delivered,
        effective=effective,
        utility=_utility(effective, delivered, mood, base),
        costs=lever_costs(delivered, festival_weight, base),
        fees=own_fees(effective, delivered, base),
    )


def _utility(effective: Effective, delivered: Delivery, mood: Array, base: Baseline) -> Array:
    p, levers, real = base.p, base.market.levers, delivered.realised
    today = utility.Service(
        refund_leniency=levers["refund_leniency"],
        seller_protection=levers["seller_protection"],
        full_site_promotion=levers["full_site_promotion"],
        traffic_share=levers["taobao_traffic_share"],
    )
    now = utility.Service(
        refund_leniency=effective.refund_leniency,
        seller_protection=real["seller_protection"],
        full_site_promotion=real["full_site_promotion"],
        traffic_share=effective.traffic_share,
    )
    return utility.own_utility(
        p,
        today,
        now,
        ad_load=real["ad_load"],
        gains=effective.gains,
        quality=delivered.state.quality,
        festival=effective.festival,
        ideal=p.ideal_sme_share - p.confidence_split * mood[:, None],
        mismatch_left=effective.mismatch_left,
    )
