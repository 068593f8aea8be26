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
w_C, w_I, w_G   kpi_consumer_*, …      n, vI, dil v    without, from_food, counted
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
from dataclasses import dataclass
from functools import lru_cache
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

SERVICES = 3
"""Services of instant commerce where a market has it, the own group's first."""

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

MONEY = "RMB bn/quarter"

ROLES = (
    *("users", "buyers", "sales", "revenue", "profit", "group_profit", "worth", "plan_worth"),
    "storefronts",
    *("fees", "seller_income", "sellers", "share", "delivery", "spend", ""),
)
"""What a metric tells a reader, in the order in which metrics stand side by side."""


@dataclass(frozen=True)
class Metric:
    """One row of the table of metrics.

    Attributes
    ----------
    name, unit : str
    kind : str
        ``flow`` adds up over quarters, ``stock`` is a level, ``share`` a part or a ratio.
    role : str
        One of `ROLES`; empty for what is told on demand only.
    scope : str
        ``all`` platforms have it, the ``own`` group alone, or a whole ``horizon`` of the own group;
        each ``service`` of instant commerce, one of which no platform runs: told on demand only.
    signed : bool
        It may cross zero, so that its changes are told in money and not as a part of it.
    partial : bool
        Some platforms do not have it: those without a service of instant commerce, and the rivals,
        whose visitors nobody here sets a price on.
    part, whole : str
        Of a ratio, the metric above its line or the one below it, from which it is read over a
        year as the ratio of the sums; empty where it has neither.
    """

    name: str
    unit: str
    kind: str
    role: str = ""
    scope: str = "all"
    signed: bool = False
    partial: bool = False
    part: str = ""
    whole: str = ""


METRIC_TABLE = (
    Metric("gmv", MONEY, "flow", "sales"),
    Metric("gmv_sme", MONEY, "flow", "storefronts"),
    Metric("gmv_brand", MONEY, "flow", "storefronts"),
    Metric("revenue", MONEY, "flow", "revenue"),
    Metric("ad_revenue", MONEY, "flow", "fees"),
    Metric("commission", MONEY, "flow", "fees"),
    Metric("ebita", MONEY, "flow", "profit", signed=True),
    Metric("dau", "million", "stock", "users"),
    Metric("dac", "million", "stock", "buyers"),
    Metric("quarterly_buyers", "million", "stock"),
    Metric("aac", "million", "stock", "buyers"),
    Metric("merchants_sme", "million", "stock", "sellers"),
    Metric("merchants_brand", "million", "stock", "sellers"),
    Metric("subsidy", MONEY, "flow", "spend"),
    Metric("orders", "bn/quarter", "flow"),
    Metric("gmv_share", "share", "share", "share", part="gmv"),
    Metric("seller_income_sme", MONEY, "flow", "seller_income"),
    Metric("seller_income_brand", MONEY, "flow", "seller_income"),
    Metric("visits_per_user", "visits/day", "share", whole="dau"),
    Metric("brand_revenue_share", "share", "share", whole="revenue"),
    Metric("instant_orders", "million/day", "stock", partial=True),
    Metric("instant_ebita", MONEY, "flow", signed=True, partial=True),
    Metric("shopping_dau", "million", "stock", scope="own"),
    Metric("overseas_gmv", MONEY, "flow", scope="own"),
    Metric("overseas_ebita", MONEY, "flow", scope="own", signed=True),
    Metric("group_ebita", MONEY, "flow", "group_profit", scope="own", signed=True),
    Metric("overseas_cash", "RMB bn", "stock", scope="own", signed=True),
    Metric("portfolio_cash", "RMB bn", "stock", scope="own", signed=True),
    Metric("effectiveness", "ratio", "share", "delivery", scope="own"),
    Metric("value", "RMB bn", "stock", "worth", scope="horizon", signed=True),
    Metric("worth", "RMB bn", "stock", "plan_worth", scope="horizon", signed=True, partial=True),
    Metric("terminal_share", "share", "share", scope="horizon"),
    Metric("service_orders", "million/day", "stock", scope="service"),
    Metric("service_profit", MONEY, "flow", scope="service", signed=True),
    Metric("service_subsidy", "RMB/order", "share", scope="service"),
)
"""Every output of a projection, in the order in which files list them; those of services last."""


def _units(scope: str) -> dict[str, str]:
    return {metric.name: metric.unit for metric in METRIC_TABLE if metric.scope == scope}


METRICS = _units("all")
"""Quarterly outputs of every platform and their units."""

OWN_METRICS = _units("own")
"""Quarterly outputs of the own group alone."""

HORIZON_METRICS = _units("horizon")
"""Outputs that describe a whole projection; they stand at its last quarter."""

SERVICE_METRICS = _units("service")
"""Quarterly outputs of every service of instant commerce; a projection has them when asked."""

UNITS = METRICS | OWN_METRICS | HORIZON_METRICS
"""Unit of every output of a group."""

FLOWS = frozenset(metric.name for metric in METRIC_TABLE if metric.kind == "flow")
"""Outputs that add up over quarters."""

SIGNED = tuple(metric.name for metric in METRIC_TABLE if metric.signed)
"""Outputs that may cross zero."""

PARTS, WHOLES = (
    {row.name: getattr(row, end) for row in METRIC_TABLE if getattr(row, end)}
    for end in ("part", "whole")
)
"""What stands above and what stands below the line of a ratio, where it is an output too."""

PARTIAL_METRICS = frozenset(metric.name for metric in METRIC_TABLE if metric.partial)
"""Outputs that some platforms do not have."""


def metrics_of(*roles: str) -> tuple[str, ...]:
    """Metrics of some roles, in the order of `ROLES` and then of the table."""
    chosen = [metric for metric in METRIC_TABLE if metric.role in roles]
    return tuple(metric.name for metric in sorted(chosen, key=lambda one: ROLES.index(one.role)))


VOLUMES = metrics_of("users", "sales", "revenue")
"""What money is spent for: users, sales and revenue."""

CORE = metrics_of("users", "sales", "revenue", "profit")
"""What a plan is taken apart by."""

HEADLINES = metrics_of("users", "sales", "revenue", "profit", "worth")
"""What a plan is judged by: the core and the value of all of it."""

_QUARTER = re.compile(r"(\d{4})Q([1-4])", re.ASCII)


@lru_cache(maxsize=1024)
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
