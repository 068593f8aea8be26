"""Groups in which a reader looks for an assumption, by what the table says it applies to."""

from functools import cache

from pages.figures import assumption_values as values

GROUPS = {
    "visits": (
        *("visit choice; all apps", "visit choice segment U", "visit choice segment L"),
        *("visit choice", "habit", "buyers <- merchants", "traffic split fit", "omitted by design"),
        *(
            "cross-platform substitution check",
            "upper bound in magnitude for platform-level elasticity",
        ),
        *("check on beta_h,rho_h", "AAC stickiness check", "traffic exposure sign and mechanism"),
        "sign check; NOTE quarterly elasticities differ from their growth-stage hazard effects",
        "Taobao/Tmall integration prior; value of keeping differentiation",
        *("exposure elasticity of sales = 1-nu = 0.70", "E7", "E8"),
    ),
    "orders": (
        *("orders k=hi", "orders k=lo", "subsidy incrementality", "subsidy arithmetic"),
        *("deal-seeker dilution", "pull-forward", "festival", "festival cost"),
        *("check on who loses in a festival", "check on pull_lo", "subsidy decay check"),
        *(
            "deal-training check; optional extension",
            "rivals' core orders of the same ticket class",
        ),
    ),
    "sellers": (
        *("merchants <- buyers", "merchant dynamics", "price dynamics", "merchant profit"),
        *(
            "brand incubation (h)",
            "brand incubation",
            "SME support / AI tools",
            "SME support",
            "E15",
        ),
    ),
    "income": (
        *("ad load; audio not retail -> wide", "ad load > baseline", "ad load (E8)"),
        *("short-run lam1 ~ 0", "trade-off (c) direction", "ad market clearing", "monetisation"),
        *("monetisation of shifted traffic", "monetisation scenario", "monetisation (E13)"),
        *("baseline", "concentration risk output only"),
        *("ads can be content: lets lam1 be small/near 0 at low ad load", "E13"),
    ),
    "refunds": (
        *("refund policy", "commission base", "returns sign check", "refund tools (E27)"),
        *("refund (E13)", "E14, E27"),
    ),
    "growth": (
        *("live/content", "sinking market", "adstock", "saturation", "AI and routing (E22)", "E22"),
    ),
    "instant": ("E30", "E11, E30"),
    "organisation": (
        *("Erlang-2 delay", "delay of local levers", "delay of cross-unit levers"),
        *("effectiveness", "KPI", "KPI drift", "KPI (E1)", "reorg disruption", "portfolio (E23)"),
        *("org -> product quality", "effectiveness to quality (E4)"),
        *("E1", "E2", "E4", "E11", "E14"),
        "warning: fewer layers is not always better; layers lever should not be a free lunch",
    ),
    "rivals": ("reaction function", "best reply", "E5"),
    "market": (
        *("macro", "seasonality", "structural shocks", "AAC QAB DAC closure"),
        *("terminal value (E25)", "environment (E28)", "E25"),
    ),
}
"""What a row of the table applies to, by the group in which a reader looks for it."""


@cache
def group(name: str) -> str:
    """Group of a parameter, one of `GROUPS`."""
    place = values.row(name).applies_to
    return next(found for found, places in GROUPS.items() if place in places)
