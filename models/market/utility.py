"""What a visit is worth to a buyer: the utility of every app, put together (E8)."""

from dataclasses import dataclass

import numpy as np

from models.market.coefficients import Coefficients
from models.notation import LOWER, OWN, Array

SUPPORT_IN_UTILITY = 0.3
"""Part of the support lift that buyers notice as a better assortment."""


def ad_disutility(load: Array, linear: Array, convex: Array) -> Array:
    """Cost in utility of ads at ``load`` times the baseline density; 0 at load 1."""
    excess = load - 1.0
    return linear * excess + convex * np.maximum(excess, 0.0) ** 2


def refund_appeal(leniency: Array | float, curvature: Array) -> Array:
    """Concave appeal r(x) = 1 - exp(-c x) of refund leniency x in [0, 1]."""
    return -np.expm1(-curvature * leniency)


def split_fit(
    baseline: Array | float,
    realised: Array | float,
    ideal0: Array,
    ideal: Array,
    mismatch_left: Array,
) -> Array:
    """Gain in fit of the traffic split over the baseline, (S, D), in squared shares (E8, E22).

    ``ideal`` (S, D) is the split a segment wants, ``ideal0`` what it wants in its usual mood;
    ``mismatch_left`` (D,) is what routing of needs leaves of the mismatch, 1 at the baseline.
    """
    return (baseline - ideal0) ** 2 - mismatch_left * (realised - ideal) ** 2


@dataclass(frozen=True, kw_only=True, eq=False)
class Service:
    """What buyers of the own app meet, as of today or as delivered; each (D,) or one number.

    ``refund_leniency`` and ``seller_protection`` lie in [0, 1], ``full_site_promotion`` is a
    share of sellers, ``traffic_share`` the visits to SME storefronts in [0, 1].
    """

    refund_leniency: Array | float
    seller_protection: Array | float
    full_site_promotion: Array | float
    traffic_share: Array | float


def service_appeal(p: Coefficients, service: Service) -> Array:
    """Appeal of lenient refunds, less what buyers lose by the protection of sellers (E27)."""
    kept = 1.0 - p.protection_buyer_cost * service.seller_protection
    return kept * refund_appeal(service.refund_leniency, p.refund_leniency_curvature)


def own_utility(
    p: Coefficients,
    today: Service,
    now: Service,
    *,
    ad_load: Array,
    gains: Array,
    quality: Array,
    festival: Array,
    ideal: Array,
    mismatch_left: Array,
) -> Array:
    """Change of the own app's utility by its levers, beside subsidies and sellers, (S, D) (E8).

    It does not depend on the market: all arrays may have quarters in front.

    Parameters
    ----------
    p : Coefficients
        Parameters of the run.
    today, now : Service
        What buyers meet at the baseline, and as delivered.
    ad_load : array, shape (D,)
        Ad density relative to the baseline.
    gains : array, shape (3, D)
        Saturated stocks of content, lower-tier investment and seller support, less today's.
    quality : array, shape (D,)
        Quality of the product against the baseline, utils.
    festival : array, shape (D,)
        Saturation of the quarter's festival against the usual one.
    ideal : array, shape (S, D)
        Traffic share of SME storefronts that each segment wants in its present mood.
    mismatch_left : array, shape (D,)
        What routing of needs leaves of the mismatch, relative to the baseline.
    """
    content, lower_tier, support = (gains[..., place, :] for place in range(3))
    promoted = now.full_site_promotion - today.full_site_promotion
    load = ad_load + p.full_site_promotion_load * promoted
    fit = split_fit(
        today.traffic_share,
        np.asarray(now.traffic_share)[..., None, :],
        p.ideal_sme_share,
        ideal,
        mismatch_left[..., None, :],
    )
    common = (
        p.refund_leniency_utility * (service_appeal(p, now) - service_appeal(p, today))
        - ad_disutility(load, p.ad_load_disutility, p.ad_load_disutility_convex)
        + p.content_utility * content
        + SUPPORT_IN_UTILITY * p.support_conversion_lift * support
        + p.festival_visits * festival
        + quality
    )
    value = common[..., None, :] + p.split_mismatch_cost * fit
    value[..., LOWER, :] += p.lower_tier_utility * lower_tier
    return np.asarray(value)


def visit_utility(
    p: Coefficients,
    *,
    baseline: Array,
    habit: Array,
    shock: Array,
    sellers: Array,
    price: Array,
    impulse: Array,
    own: Array,
) -> Array:
    r"""Add up the utility of a visit to every app, (A, S, D) (E8).

    .. math:: \delta_{as} = \xi_{as} + xs_{as} + \beta_h \ln\frac{H_{as}}{v_{as0}}
              + \sum_m \gamma_{sm} \ln\frac{Mer_{am}}{Mer_{am0}}
              - \alpha_s \sum_m w_{asm} \ln p_{am} + dx_{as} + [a = 0]\,u_s

    Parameters
    ----------
    p : Coefficients
        Parameters of the run.
    baseline : array, shape (A, S, D)
        Utility that reproduces the shares of the baseline, xi.
    habit : array, shape (A, S, D)
        Remembered visits a head relative to the baseline's.
    shock : array, shape (A, S, D)
        Utility by chance.
    sellers : array, shape (A, M, D)
        Log of the number of sellers against the baseline.
    price, impulse : array, shape (A, S, D)
        Utility lost by dearer sellers, and gained by subsidies.
    own : array, shape (S, D)
        Answer of `own_utility`.
    """
    value = (
        baseline
        + shock
        + p.habit_weight * np.log(habit)
        + np.einsum("smd,amd->asd", p.assortment_weight, sellers)
        - price
        + impulse
    )
    value[OWN] += own
    return np.asarray(value)
