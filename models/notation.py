"""The letters of the model, once: indices, axes, units, calendar.

Arrays carry their axes in the order (app, segment, merchant, ticket, draw); an axis that a
quantity lacks is left out, and the draw axis is always the last.

=====  ==========================================  =====================================
index  set                                         members
=====  ==========================================  =====================================
d      Monte Carlo draw                            0 is the central run, then the draws
a      app                                         own group first, then the rivals
s      buyer segment                               upper tier, lower tier
m      merchant type                               SME, brand
k      ticket class                                high ticket, low ticket
t      projected quarter                           0 .. T-1
=====  ==========================================  =====================================

Money is RMB bn a quarter, people are million, visits and orders bn a quarter, prices logs
relative to the baseline.

The letters of the specification and the names that the code gives them (parameters carry
theirs in the ``symbol`` column of data/parameters.csv):

==============  =====================  ==============  ==========================
letter          name                   letter          name
==============  =====================  ==============  ==========================
phi             taobao_traffic_share   v, V            per_head, total (visits)
B, h            subsidy_budget,        delta, xi       utility
                high_ticket_share
sup             sme_support            s, s_{a|g}      share, within
waive           fee_waiver             H, Hd           habit, deal_habit
com_add         added_commission       Mer             sellers (in logs)
load            ad_load                lnp             price
fs              full_site_promotion    debt            debt
ref             refund_leniency        buf             recent
live            content_investment     Al, As, Su      stocks
fest, F         festival_intensity     Ai, ga          ai_stock, ai_gain
sink            lower_tier_investment  Q               capability
ovs             overseas_investment    inno            quality
ai              ai_investment          x1, x2          first, second
f               brand_focus            c, Lay, Z       integration, layers,
                                                       disruption
lay             reporting_layers       w               kpi
c               centralisation         E, Er           effectiveness
reorg           reorganisation         tau, lam        delay, response
noncore         noncore_units          xs, mac         utility_shock, macro
prot            seller_protection      B_ak, dep       budget, depth
s_TF, e         instant_subsidy,       up, lost        attack, share_lost
                instant_entrance       Dv_a, w_a       diversion, closeness
m (index)       consumer_confidence    n_k, dn, inc,   orders, change, extra,
                                       dx              impulse (of a Programme)
w_C, w_I, w_G   kpi_consumer_*, …      n, vI, dil      without, from_food, dilution
wbar            agreed                 grow, M_ak      grown, sales
x_i, h_i, P_i   orders, habit, profit  move, X         moved, cross_unit_load
                (of Meals)
O, G            core, gmv              rep, exF        repaid, festival
mu, kap         rate, heterogeneity    psi, slope      reply_elasticity,
                                                       reply_slope
tau (fees)      take                   ar, com, ret    rate, commission, 1 - kept
loss, nm        loss, margin           M*, x, hn       pool, exposure, response
E0, u0          effectiveness0,        G_os            overseas_gmv
                levers
==============  =====================  ==============  ==========================
"""

import re
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Marks: TypeAlias = NDArray[np.bool_]

OWN = 0
UPPER, LOWER = 0, 1
SME, BRAND = 0, 1
HIGH, LOW = 0, 1

SEGMENTS = ("upper", "lower")
MERCHANTS = ("sme", "brand")
TICKETS = ("high_ticket", "low_ticket")

DAYS = 91
"""Days in a quarter."""

PER_HEAD = 1000.0
"""Visits or orders a head: bn / million = 1,000 each."""

GRADES = ("A", "B", "C", "D")
"""Evidence of a number: A reported, B derived, C estimate or recalled, D judgement."""

BLOCK = 1000
"""Draws that share one random stream and one pass through memory."""

DRAW_QUARTERS = 60_000
"""Draws times quarters of one plan that are held in memory at once: the screen computes no more,
the terminal streams what is beyond."""

METRICS = {
    "gmv": "RMB bn/quarter",
    "gmv_sme": "RMB bn/quarter",
    "gmv_brand": "RMB bn/quarter",
    "revenue": "RMB bn/quarter",
    "ad_revenue": "RMB bn/quarter",
    "commission": "RMB bn/quarter",
    "ebita": "RMB bn/quarter",
    "dau": "million",
    "dac": "million",
    "quarterly_buyers": "million",
    "aac": "million",
    "merchants_sme": "million",
    "merchants_brand": "million",
    "subsidy": "RMB bn/quarter",
    "orders": "bn/quarter",
    "gmv_share": "share",
    "seller_income_sme": "RMB bn/quarter",
    "seller_income_brand": "RMB bn/quarter",
    "visits_per_user": "visits/day",
    "brand_revenue_share": "share",
    "instant_orders": "million/day",
    "instant_ebita": "RMB bn/quarter",
}
"""Quarterly outputs of every platform and their units."""

OWN_METRICS = {
    "shopping_dau": "million",
    "overseas_gmv": "RMB bn/quarter",
    "overseas_ebita": "RMB bn/quarter",
    "group_ebita": "RMB bn/quarter",
    "overseas_cash": "RMB bn",
    "portfolio_cash": "RMB bn",
    "effectiveness": "ratio",
}
"""Quarterly outputs of the own group alone."""

HORIZON_METRICS = {"value": "RMB bn", "worth": "RMB bn", "terminal_share": "share"}
"""Outputs that describe a whole projection; they stand at its last quarter."""

PARTIAL_METRICS = frozenset({"instant_orders", "instant_ebita", "worth"})
"""Outputs that some platforms do not have: those without a service of instant commerce, and the
rivals, whose visitors nobody here sets a price on."""

_QUARTER = re.compile(r"(\d{4})Q([1-4])", re.ASCII)


def quarter_number(quarter: str) -> int:
    """Count quarters since year 0, so that differences are durations.

    Raises
    ------
    ValueError
        ``quarter`` is not written like 2024Q3.
    """
    match = _QUARTER.fullmatch(quarter)
    if not match:
        msg = f"{quarter!r} is not a quarter; write it like 2024Q3"
        raise ValueError(msg)
    return int(match[1]) * 4 + int(match[2]) - 1


def quarter_name(number: int) -> str:
    """Invert `quarter_number`."""
    return f"{number // 4:04d}Q{number % 4 + 1}"


def quarter_of_year(quarter: str) -> int:
    """Quarter within its year, 0 to 3."""
    return quarter_number(quarter) % 4


def quarters_after(quarter: str, count: int) -> tuple[str, ...]:
    """List the ``count`` quarters that follow ``quarter``."""
    first = quarter_number(quarter) + 1
    return tuple(quarter_name(first + i) for i in range(count))
