"""What an executive can set: a lever is one row, and everything that asks about levers reads it.

A new lever is its row here, its equation, its label and the prior of its parameters.
"""

from dataclasses import dataclass

from models.notation import MONEY

DELIVERIES = (*("local", "fast", "cross", "structure", "kpi", "event", "at_once", "environment"),)
"""How the organisation carries a lever out (E1-E4): inside a unit, by an announcement or across
units after the execution delay, as a change of its structure or of its units' KPIs, in one quarter,
at once; or not at all, because it is the world that moves."""

SPENDS = ("", "domestic", "deals", "overseas")
"""Where the money of a lever that is money goes: into the domestic profit as delivered (E14), into
the domestic profit as deals taken up (E7), into the profit of the overseas block (E24)."""

FREE = "free"
REASONS = {
    "structure": "the strength of organisational effects is judgement; only its sign is verified",
    "fees": "how sellers answer a change of fees is judgement",
    "portfolio": "what a unit earns and distracts is judgement",
    "elsewhere": "it works abroad and moves none of the domestic figures",
    "event": "it acts in one quarter alone; write it into the plan that the search starts from",
    "nobody": "nobody sets it; it is an assumption about the world",
}
"""Why a search for the best plan leaves a lever where it is, in words."""


FEE_REACH = 0.006
"""How far a search moves a fee that was freed, a share of sales: 0.6% is all that was seen, and
within the model a higher fee always pays."""


@dataclass(frozen=True)
class Lever:
    """One row of the lever table.

    Attributes
    ----------
    name, group, unit : str
        ``group`` is the part of the control panel in which it stands.
    low, high, step : float
        Closed range and step of a control, in ``unit``.
    delivery : str
        One of `DELIVERIES`.
    search : str
        `FREE`, or the key of `REASONS` for which an optimiser leaves it alone unless told.
    spend : str
        One of `SPENDS`; empty where the value of the lever is no money.
    stock : str
        Parameter that says how much of the stock it fills is left a quarter later; empty without.
    first : int
        Year in which the lever came into use; older markets hold traces of it at most. 0: ever.
    fixed : float or None
        Value in every market by definition, for what is measured from the market's own quarter.
    table : str
        Table of the market file that gives the baseline; without that table it is not offered.
    seen : tuple of float
        Lowest and highest value that history has seen of any group, in ``unit``: reported or
        judged, as `labels.csv` says under ``seen.`` and the name; empty where nobody has judged.
    """

    name: str
    group: str
    unit: str
    low: float
    high: float
    step: float
    delivery: str = ""
    search: str = ""
    spend: str = ""
    stock: str = ""
    first: int = 0
    fixed: float | None = None
    table: str = "levers"
    seen: tuple[float, float] | tuple[()] = ()

    def __post_init__(self) -> None:
        """Refuse a row that leaves open what others read from it."""
        faults = []
        if self.delivery not in DELIVERIES:
            faults.append(f"no delivery: one of {', '.join(DELIVERIES)}")
        if self.search not in (FREE, *REASONS):
            faults.append(f"no rule for the search: one of {', '.join((FREE, *REASONS))}")
        if self.spend not in SPENDS or bool(self.spend) != (self.unit == MONEY):
            faults.append(f"no place of its money: one of {', '.join(SPENDS[1:])} with {MONEY}")
        if faults:
            msg = f"the lever {self.name!r} has {'; '.join(faults)}"
            raise ValueError(msg)

    def rule(self, value: float | None) -> str | None:
        """Say what is allowed when ``value`` is not (None: no number at all)."""
        if value is not None and self.low <= value <= self.high:
            return None
        span = f"from {self.low:g} to {self.high:g} ({self.unit})"
        return f"{self.name} is a number {span}, written like {self.high:g}"


# fmt: off
_TABLE = (
    Lever("taobao_traffic_share", "main", "share", 0.05, 0.95, 0.01, "cross", FREE,
          seen=(0.4, 0.55)),
    Lever("subsidy_budget", "main", MONEY, 0, 60, 0.5, "fast", FREE, "deals", seen=(2, 15)),
    Lever("high_ticket_share", "buyers", "share", 0, 1, 0.01, "fast", FREE, seen=(0.2, 0.7)),
    Lever("sme_support", "main", MONEY, 0, 10, 0.1, "local", FREE, "domestic",
          "support_persistence", seen=(0.5, 4)),
    Lever("fee_waiver", "sellers", "share", 0, 0.02, 0.0005, "fast", "fees", seen=(0, 0.003)),
    Lever("added_commission", "monetisation", "share", -0.01, 0.02, 0.0005, "fast", "fees",
          seen=(0, 0.006)),
    Lever("ad_load", "monetisation", "ratio", 0.2, 3, 0.05, "local", FREE, fixed=1.0,
          seen=(0.8, 1.3)),
    Lever("full_site_promotion", "monetisation", "share", 0, 1, 0.01, "local", FREE, first=2024,
          seen=(0, 0.4)),
    Lever("refund_leniency", "buyers", "share", 0, 1, 0.01, "cross", FREE, seen=(0.15, 0.5)),
    Lever("content_investment", "growth", MONEY, 0, 10, 0.1, "local", FREE, "domestic",
          "content_persistence", first=2016, seen=(0.5, 4)),
    Lever("festival_intensity", "buyers", "ratio", 0, 3, 0.05, "cross", FREE, seen=(0.6, 1.4)),
    Lever("lower_tier_investment", "growth", MONEY, 0, 10, 0.1, "cross", FREE, "domestic",
          "lower_tier_persistence", first=2018, seen=(0, 4)),
    Lever("overseas_investment", "growth", MONEY, 0, 10, 0.1, "local", "elsewhere", "overseas",
          seen=(0.5, 6)),
    Lever("ai_investment", "growth", MONEY, 0, 10, 0.1, "local", FREE, "domestic",
          "ai_persistence", first=2023, seen=(0, 3)),
    Lever("brand_focus", "sellers", "share", 0.05, 1, 0.01, "local", FREE, seen=(0.3, 1)),
    Lever("reporting_layers", "organisation", "layers", 3, 10, 1, "structure", "structure",
          seen=(4, 8)),
    Lever("centralisation", "organisation", "share", 0, 1, 0.05, "structure", "structure",
          seen=(0.25, 0.75)),
    Lever("reorganisation", "organisation", "event", 0, 1, 1, "event", "event", fixed=0.0),
    Lever("noncore_units", "organisation", "units", 0, 20, 1, "at_once", "portfolio", seen=(4, 10)),
    Lever("seller_protection", "sellers", "share", 0, 1, 0.01, "local", FREE, first=2024,
          seen=(0, 0.5)),
    Lever("instant_subsidy", "instant", "RMB/order", 0, 8, 0.1, "at_once", FREE, first=2023,
          table="instant", seen=(0.5, 5.5)),
    Lever("instant_entrance", "instant", "share", 0, 1, 0.05, "at_once", FREE, first=2023,
          table="instant", seen=(0, 1)),
    Lever("consumer_confidence", "environment", "index", -2, 2, 0.1, "environment", "nobody",
          fixed=0.0),
)
# fmt: on

UNITS = ("consumer", "industry", "group")
KPIS = ("gmv", "revenue", "users")

KPI_UNITS = {f"kpi_{unit}": tuple(f"kpi_{unit}_{kpi}" for kpi in KPIS) for unit in UNITS}
"""The three weights of each unit, which are set together and sum to 1."""

_WEIGHTS = (
    Lever(name, "organisation", "weight", 0, 1, 0.01, "kpi", "structure")
    for names in KPI_UNITS.values()
    for name in names
)

LEVERS = {lever.name: lever for lever in (*_TABLE, *_WEIGHTS)}
"""Every lever by name, in the order in which files list them."""

INSTANT = tuple(name for name, lever in LEVERS.items() if lever.table == "instant")
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
