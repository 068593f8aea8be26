"""What is known of one parameter, in words: ranges, grade, source, and what it drives."""

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape

import numpy as np

from models.analysis.influence import ENDS, LEVEL, Swing
from models.inputs import load_parameters
from models.market.vintage import Market
from models.parameters import Parameter
from models.parameters.posterior import Learned
from pages.components import assumption_values as values
from pages.labels import html
from pages.labels.catalogue import t
from pages.labels.format import NOTHING, fixed, shared_decimals

MOST = 3
"""Levers named of what a parameter drives."""

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
        "exposure elasticity of sales = 1-nu = 0.70",
    ),
    "orders": (
        *("orders k=hi", "orders k=lo", "subsidy incrementality", "subsidy arithmetic"),
        *("deal-seeker dilution", "pull-forward", "festival", "festival cost"),
        *("check on who loses in a festival", "check on pull_lo", "subsidy decay check"),
        "deal-training check; optional extension",
    ),
    "sellers": (
        *("merchants <- buyers", "merchant dynamics", "price dynamics", "merchant profit"),
        *("brand incubation (h)", "brand incubation", "SME support / AI tools", "SME support"),
    ),
    "income": (
        *("ad load; audio not retail -> wide", "ad load > baseline", "ad load (E8)"),
        *("short-run lam1 ~ 0", "trade-off (c) direction", "ad market clearing", "monetisation"),
        *("monetisation of shifted traffic", "monetisation scenario", "monetisation (E13)"),
        *("baseline", "concentration risk output only"),
        "ads can be content: lets lam1 be small/near 0 at low ad load",
    ),
    "refunds": (
        *("refund policy", "commission base", "returns sign check", "refund tools (E27)"),
        "refund (E13)",
    ),
    "growth": ("live/content", "sinking market", "adstock", "saturation", "AI and routing (E22)"),
    "organisation": (
        *("Erlang-2 delay", "delay of local levers", "delay of cross-unit levers"),
        *("effectiveness", "KPI", "KPI drift", "KPI (E1)", "reorg disruption", "portfolio (E23)"),
        *("org -> product quality", "effectiveness to quality (E4)"),
        "warning: fewer layers is not always better; layers lever should not be a free lunch",
    ),
    "rivals": ("reaction function", "best reply"),
    "market": (
        *("macro", "seasonality", "structural shocks", "AAC QAB DAC closure"),
        *("terminal value (E25)", "environment (E28)"),
    ),
}
"""What a row of the table applies to, by the group in which a reader looks for it."""


@cache
def group(name: str) -> str:
    """Group of a parameter, one of `GROUPS`."""
    place = values.row(name).applies_to
    return next(found for found, places in GROUPS.items() if place in places)


def prior_range(name: str, market: Market) -> tuple[float, float] | None:
    """Give the 5% and 95% points before history; None for what is never drawn."""
    row = values.row(name)
    if row.prior is None or not row.prior.drawn:
        return None
    points = row.prior.recentre(
        row.prior.quantile(np.array(ENDS)), row.central, values.ours(name, market)
    )
    return float(points[0]), float(points[1])


@cache
def _learned() -> dict[str, Learned]:
    posterior = load_parameters().posterior
    return {row.parameter: row for row in posterior.summary} if posterior else {}


def learned(name: str) -> Learned | None:
    """Give what history says of a parameter; None where it was not asked."""
    return _learned().get(name)


def told_range(name: str, span: tuple[float, float] | None) -> str:
    """Write a range without its unit."""
    return "–".join(values.number(name, end) for end in span) if span else NOTHING


def history(name: str) -> str:
    """Say in a sentence what history did to the range."""
    found = learned(name)
    if found is None:
        return t("assumptions.history.none")
    span = told_range(name, (found.posterior_low, found.posterior_high))
    key = "little" if found.sd_ratio > 0.95 else "some"
    return t(f"assumptions.history.{key}", range=span, narrower=f"{1.0 - found.sd_ratio:.0%}")


def drives(swings: Sequence[Swing]) -> Iterator[str]:
    """Say what a parameter drives: the greatest swings, from its low end to its high end."""
    for swing in swings[:MOST]:
        ends = [100.0 * swing.low, 100.0 * swing.high]
        decimals = shared_decimals(ends)
        low, high = (f"{fixed(end, decimals, sign=True)}%" for end in ends)
        what = t("assumptions.drives.level") if swing.lever == LEVEL else t(swing.lever)
        metric = t(f"assumptions.swing.{swing.metric}")
        yield t("assumptions.drives.one", what=what, metric=metric, low=low, high=high)
    if not swings:
        yield t("assumptions.drives.none")


def facts(name: str, market: Market, swings: Sequence[Swing]) -> str:
    """Lay out what is known of a parameter: value and ranges, evidence, what it drives."""
    row = values.row(name)
    rows = {
        t("assumptions.fact.ours"): escape(values.amount(name, values.ours(name, market))),
        t("assumptions.fact.prior"): escape(_prior(name, market)),
        t("assumptions.fact.history"): escape(history(name)),
        t("assumptions.fact.evidence"): _evidence(row),
        t("assumptions.fact.drives"): _driven(swings),
    }
    told = "".join(f"<dt>{escape(term)}</dt><dd>{text}</dd>" for term, text in rows.items())
    return f'<dl class="definitions facts">{told}</dl>'


def _driven(swings: Sequence[Swing]) -> str:
    how = f"<small>{escape(t('assumptions.drives.how'))}</small>" if swings else ""
    return "<br>".join(escape(text) for text in drives(swings)) + how


def _prior(name: str, market: Market) -> str:
    span = prior_range(name, market)
    return told_range(name, span) if span else t("assumptions.fixed")


def _evidence(row: Parameter) -> str:
    """Give the grade in words, and behind its mark what the table says and where it comes from."""
    meaning = t(f"grade.{row.grade}")
    lines = (
        t("assumptions.source", source=row.source),
        t("assumptions.exact", meaning=row.meaning, symbol=row.symbol),
        t("assumptions.distribution", distribution=row.distribution),
    )
    mark = html.source(row.grade, t("source.label", what=row.name), lines, f"fact-{row.name}")
    return f"{mark} {escape(meaning[:1].upper() + meaning[1:])} <small>{escape(row.source)}</small>"
