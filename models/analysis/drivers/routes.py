"""Which way a lever works: the nodes it passes, each with its equation and parameter.

A route is at most five nodes long: what is delivered, where it first touches the market, and the
way from there to a KPI.
"""

from typing import NamedTuple

from models.levers import INSTANT

LONGEST_CHAIN = 5


class Node(NamedTuple):
    """A figure on the way, the equation that moves it and the parameter that sets how far."""

    name: str
    equation: str
    parameter: str = ""


DELIVERED, VISITS, EFFECTIVENESS = "delivered", "visits", "effectiveness"

ENTRY = {
    "taobao_traffic_share": Node(VISITS, "E8", "split_mismatch_cost"),
    "subsidy_budget": Node(VISITS, "E7", "price_sensitivity_lower"),
    "high_ticket_share": Node(VISITS, "E7", "subsidised_basket_high_ticket"),
    "sme_support": Node(VISITS, "E8", "support_conversion_lift"),
    "fee_waiver": Node("merchants_sme", "E15", "merchant_elasticity_sme"),
    "added_commission": Node("merchants_sme", "E15", "merchant_elasticity_sme"),
    "ad_load": Node(VISITS, "E8", "ad_load_disutility"),
    "full_site_promotion": Node(VISITS, "E8", "full_site_promotion_load"),
    "refund_leniency": Node(VISITS, "E8", "refund_leniency_utility"),
    "content_investment": Node(VISITS, "E8", "content_utility"),
    "festival_intensity": Node("orders", "E11", "festival_lift"),
    "lower_tier_investment": Node(VISITS, "E8", "lower_tier_utility"),
    "ai_investment": Node("orders", "E22", "ai_conversion_lift"),
    "brand_focus": Node("merchants_brand", "E20", "incubation_entry"),
    "reporting_layers": Node(EFFECTIVENESS, "E3", "span_of_control_loss"),
    "centralisation": Node(EFFECTIVENESS, "E3", "coordination_loss"),
    "reorganisation": Node(EFFECTIVENESS, "E1", "reorganisation_dip"),
    "noncore_units": Node(EFFECTIVENESS, "E23", "attention_cost"),
    "seller_protection": Node("merchants_sme", "E27", "protection_effect"),
    "instant_subsidy": Node("instant_orders", "E30", "instant_price_response"),
    "instant_entrance": Node("instant_orders", "E30", "instant_entrance_utility"),
    "consumer_confidence": Node(VISITS, "E28", "confidence_price"),
    "kpi_consumer": Node(EFFECTIVENESS, "E3", "kpi_misalignment_loss"),
    "kpi_industry": Node(EFFECTIVENESS, "E1", "kpi_drift_ad_load"),
    "kpi_group": Node(EFFECTIVENESS, "E3", "kpi_misalignment_loss"),
}
"""Where each player first touches the market; overseas investment does not touch this one."""

_VISITS = Node(VISITS, "E9", "nest_correlation")
_ORDERS = Node("orders", "E11", "deal_visit_conversion")
_GMV = Node("gmv", "E11", "conversion_elasticity_low_ticket")
_REVENUE = Node("revenue", "E13", "auction_thickness")

_ON_THE_WAY = {
    (EFFECTIVENESS, VISITS): Node(VISITS, "E4", "effectiveness_to_quality"),
    ("instant_orders", VISITS): Node(VISITS, "E30", "instant_new_visitors"),
    ("instant_entrance", "orders"): Node("orders", "E11", "instant_entrance_cost"),
    ("instant_subsidy", "orders"): Node("orders", "E10", "instant_visitor_conversion"),
    ("merchants_sme", VISITS): Node(VISITS, "E8", "assortment_weight_lower_sme"),
    ("merchants_brand", VISITS): Node(VISITS, "E8", "assortment_weight_upper_brand"),
    ("taobao_traffic_share", "revenue"): Node("revenue", "E13", "shifted_traffic_yield"),
    ("ad_load", "revenue"): Node("revenue", "E13", "ad_demand_elasticity"),
    ("full_site_promotion", "revenue"): Node("revenue", "E13", "full_site_promotion_lift"),
    ("added_commission", "revenue"): Node("revenue", "E13", "fee_yield"),
    ("refund_leniency", "revenue"): Node("revenue", "E13", "refund_advertising"),
}
"""Nodes whose size another parameter sets, by what comes before them: entry node or player."""

WAYS = {
    "dau": (_VISITS, Node("dau", "E12", "shopping_occasions")),
    "orders": (_VISITS, _ORDERS),
    "gmv": (_VISITS, _ORDERS, _GMV),
    "revenue": (_VISITS, _ORDERS, _GMV, _REVENUE),
    "ebita": (_VISITS, _GMV, _REVENUE, Node("ebita", "E14")),
    "value": (_VISITS, _GMV, _REVENUE, Node("ebita", "E14")),
}
"""From visits to each KPI; a KPI that is not named here follows from visits and sales."""

DELAY = Node(DELIVERED, "E2", "execution_delay")
AT_ONCE = Node(DELIVERED, "E28")
OVERSEAS = Node("overseas_gmv", "E24")


def route(player: str, metric: str) -> tuple[Node, ...]:
    """Name the nodes from ``player`` to ``metric``, at most `LONGEST_CHAIN`.

    Where a way is too long, what stands between visits and the money is left out first.
    """
    if player == "overseas_investment":
        return DELAY, OVERSEAS
    entry = ENTRY[player]
    way = WAYS.get(metric, (_VISITS, _GMV, Node(metric, "E15" if "merchants" in metric else "E12")))
    names = [node.name for node in way]
    rest = way[names.index(entry.name) + 1 :] if entry.name in names else way
    start = () if entry.name == EFFECTIVENESS else (_delivery(player),)
    nodes = [*start, entry, *(_known(node, player, entry) for node in rest)]
    for spare in ("orders", VISITS):
        if len(nodes) > LONGEST_CHAIN:
            nodes = [node for node in nodes if node.name != spare or node is entry]
    return tuple(nodes)


def _known(node: Node, player: str, entry: Node) -> Node:
    before = _ON_THE_WAY.get((player, node.name))
    return before or _ON_THE_WAY.get((entry.name, node.name), node)


def _delivery(player: str) -> Node:
    if player in INSTANT:
        return Node(DELIVERED, "E30")
    return AT_ONCE if player == "consumer_confidence" else DELAY
