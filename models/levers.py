"""What an executive can set: every lever with its unit, range and class."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lever:
    """One row of the lever table.

    ``low`` and ``high`` close the admissible range, in ``unit``. ``klass`` says how the
    organisation carries the lever out: 'local', 'fast' and 'cross-unit' levers pass the execution
    delay, 'structure', 'event' and 'kpi' change the organisation itself, 'immediate' acts at once
    and 'environment' is set by nobody. ``group`` and ``step`` serve a control panel.
    """

    name: str
    unit: str
    low: float
    high: float
    klass: str
    group: str
    step: float

    def rule(self, value: float | None) -> str | None:
        """Say what is allowed when ``value`` is not (None: no number at all)."""
        if value is not None and self.low <= value <= self.high:
            return None
        span = f"from {self.low:g} to {self.high:g} ({self.unit})"
        return f"{self.name} is a number {span}, written like {self.high:g}"


MONEY = "RMB bn/quarter"

_TABLE = (
    Lever("taobao_traffic_share", "share", 0.05, 0.95, "cross-unit", "main", 0.01),
    Lever("subsidy_budget", MONEY, 0, 60, "fast", "main", 0.5),
    Lever("high_ticket_share", "share", 0, 1, "fast", "buyers", 0.01),
    Lever("sme_support", MONEY, 0, 10, "local", "main", 0.1),
    Lever("fee_waiver", "share", 0, 0.02, "fast", "sellers", 0.0005),
    Lever("added_commission", "share", -0.01, 0.02, "fast", "monetisation", 0.0005),
    Lever("ad_load", "ratio", 0.2, 3, "local", "monetisation", 0.05),
    Lever("full_site_promotion", "share", 0, 1, "local", "monetisation", 0.01),
    Lever("refund_leniency", "share", 0, 1, "cross-unit", "buyers", 0.01),
    Lever("content_investment", MONEY, 0, 10, "local", "growth", 0.1),
    Lever("festival_intensity", "ratio", 0, 3, "cross-unit", "buyers", 0.05),
    Lever("lower_tier_investment", MONEY, 0, 10, "cross-unit", "growth", 0.1),
    Lever("overseas_investment", MONEY, 0, 10, "local", "growth", 0.1),
    Lever("ai_investment", MONEY, 0, 10, "local", "growth", 0.1),
    Lever("brand_focus", "share", 0.05, 1, "local", "sellers", 0.01),
    Lever("reporting_layers", "layers", 3, 10, "structure", "organisation", 1),
    Lever("centralisation", "share", 0, 1, "structure", "organisation", 0.05),
    Lever("reorganisation", "event", 0, 1, "event", "organisation", 1),
    Lever("noncore_units", "units", 0, 20, "immediate", "organisation", 1),
    Lever("seller_protection", "share", 0, 1, "local", "sellers", 0.01),
    Lever("instant_subsidy", "RMB/order", 0, 8, "immediate", "growth", 0.1),
    Lever("instant_entrance", "share", 0, 1, "immediate", "growth", 0.05),
    Lever("consumer_confidence", "index", -2, 2, "environment", "environment", 0.1),
)

KPI_UNITS = {
    unit: tuple(f"{unit}_{goal}" for goal in ("gmv", "revenue", "users"))
    for unit in ("kpi_consumer", "kpi_industry", "kpi_group")
}
"""The three weights of each unit, which are set together and sum to 1."""

_WEIGHTS = (
    Lever(name, "weight", 0, 1, "kpi", "organisation", 0.01)
    for names in KPI_UNITS.values()
    for name in names
)

LEVERS = {lever.name: lever for lever in (*_TABLE, *_WEIGHTS)}
"""Every lever by name, in the order in which files list them."""

INSTANT = ("instant_subsidy", "instant_entrance")
"""Levers of instant commerce, which only markets that have it offer."""

UNIT_OF_WEIGHT = {name: unit for unit, names in KPI_UNITS.items() for name in names}
"""The unit that a KPI weight belongs to."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """Target of one lever from ``quarter`` on, in the lever's unit."""

    lever: str
    quarter: str
    value: float
    note: str = ""

    def __post_init__(self) -> None:
        """Keep a plain float, so that equal plans print alike."""
        object.__setattr__(self, "value", float(self.value))
