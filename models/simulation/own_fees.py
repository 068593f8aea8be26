"""What the own group takes from its sellers and lets them lose (E13, E15, E27)."""

from dataclasses import dataclass

from models.market import accounts, advertising, organisation
from models.notation import OWN, Array
from models.simulation.baseline import Baseline
from models.simulation.baseline_terms import own_loss_kept
from models.simulation.delivery import Delivery
from models.simulation.effective_levers import Effective


@dataclass(frozen=True, kw_only=True, eq=False)
class OwnFees:
    """Fees of the own app that its levers set, or those of several quarters, which stand in front.

    ``ad_factor`` (D,) is on the ad rate of the baseline, ``advertised`` (M, D) the part of sales
    that earn ads; ``commission`` on what is not returned, refund ``loss``, what the platform
    insures of it and what support ``saved`` are shares of sales, (M, D), the last of small sellers
    alone, (D,).
    """

    ad_factor: Array
    advertised: Array
    commission: Array
    loss: Array
    insured: Array
    saved: Array

    def at(self, t: int) -> "OwnFees":
        """Pick one of several quarters."""
        return OwnFees(**{name: path[t] for name, path in vars(self).items()})


def own_fees(effective: Effective, delivered: Delivery, base: Baseline) -> OwnFees:
    """Work out the own fees and losses of several quarters at once."""
    p, levers, real = base.p, base.market.levers, delivered.realised
    lenient = effective.refund_leniency - levers["refund_leniency"]
    lift, promotion = p.full_site_promotion_lift, real["full_site_promotion"]
    ad_factor = (
        advertising.load_revenue(real["ad_load"], p.ad_demand_elasticity)
        * (1.0 + lift * promotion)
        / (1.0 + lift * levers["full_site_promotion"])
        * (1.0 + p.refund_advertising * lenient)
        * (1.0 + p.kpi_order_ad_rate * delivered.agreed[:, organisation.REVENUE])
    )
    kept = 1.0 - advertising.return_share(p.return_share, p.return_share_slope, lenient)
    commission = advertising.own_commission(
        base.market.commission[OWN][:, None],
        real["added_commission"] - levers["added_commission"],
        p.fee_yield,
        real["fee_waiver"] - levers["fee_waiver"],
    )
    protection = real["seller_protection"]
    lost = p.refund_loss * p.refund_exposure * effective.refund_leniency[:, None]
    insured = accounts.insured_losses(
        protection[:, None], p.protection_effect, p.refund_abuse_share, lost
    )
    return OwnFees(
        ad_factor=ad_factor,
        advertised=advertising.advertised_share(effective.traffic, p.shifted_traffic_yield),
        commission=kept[:, None] * commission,
        loss=lost * own_loss_kept(p, protection)[:, None],
        insured=insured,
        saved=p.support_cost_reduction * effective.gains[:, 2],
    )
