"""What is known of one parameter, in words: ranges, grade, source, and what it drives."""

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape

import numpy as np

from models.analysis.influence import ENDS, NO_LEVER, ParameterSwing
from models.inputs import load_parameters
from models.parameters import Parameter
from models.parameters.posterior import Learned
from models.vintage import Market
from pages.figures import assumption_values as values
from pages.figures.trust import forest_words
from pages.figures.trust.evidence_known import standing_of
from pages.labels import html
from pages.labels.catalogue import t
from pages.labels.format import NOTHING, fixed, shared_decimals
from pages.labels.source_words import source_words

LEVERS_NAMED = 3
"""Levers named of what a parameter drives."""


def prior_range(name: str, market: Market) -> tuple[float, float] | None:
    """Give the 5% and 95% points before history; None for what is never drawn."""
    row = values.row(name)
    if row.prior is None or not row.prior.drawn:
        return None
    points = row.quantile(np.array(ENDS), values.ours(name, market))
    return float(points[0]), float(points[1])


@cache
def _learned() -> dict[str, Learned]:
    posterior = load_parameters().posterior
    return {row.parameter: row for row in posterior.summary} if posterior else {}


def learned(name: str) -> Learned | None:
    """Give what history says of a parameter; None where it was not asked."""
    return _learned().get(name)


def range_text(name: str, span: tuple[float, float] | None) -> str:
    """Write a range without its unit."""
    return "–".join(values.number(name, end) for end in span) if span else NOTHING


def history(name: str) -> str:
    """Write in a sentence what history did to the range."""
    summary = learned(name)
    if summary is None:
        return t("assumptions.history.none")
    span = range_text(name, (summary.posterior_low, summary.posterior_high))
    key = "little" if summary.sd_ratio > 0.95 else "some"
    return t(f"assumptions.history.{key}", range=span, narrower=f"{1.0 - summary.sd_ratio:.0%}")


def drives(swings: Sequence[ParameterSwing]) -> Iterator[str]:
    """List what a parameter drives: the greatest swings, from its low end to its high end."""
    for swing in swings[:LEVERS_NAMED]:
        ends = [100.0 * swing.low, 100.0 * swing.high]
        decimals = shared_decimals(ends)
        low, high = (f"{fixed(end, decimals, sign=True)}%" for end in ends)
        what = t("assumptions.drives.level") if swing.lever == NO_LEVER else t(swing.lever)
        metric = t(f"assumptions.swing.{swing.metric}")
        yield t("assumptions.drives.one", what=what, metric=metric, low=low, high=high)
    if not swings:
        yield t("assumptions.drives.none")


def facts(name: str, market: Market, swings: Sequence[ParameterSwing]) -> str:
    """Lay out what is known of a parameter: value and ranges, evidence, what it drives."""
    row = values.row(name)
    rows = {
        t("assumptions.fact.ours"): escape(values.amount(name, values.ours(name, market))),
        t("assumptions.fact.prior"): escape(_prior(name, market)),
        t("assumptions.fact.history"): escape(history(name)),
        t("assumptions.fact.evidence"): _evidence(row),
        t("assumptions.fact.drives"): _driven(swings),
    }
    rows_html = "".join(f"<dt>{escape(term)}</dt><dd>{text}</dd>" for term, text in rows.items())
    return f'<dl class="definitions facts">{rows_html}</dl>'


def _driven(swings: Sequence[ParameterSwing]) -> str:
    how = f"<small>{escape(t('assumptions.drives.how'))}</small>" if swings else ""
    return "<br>".join(escape(text) for text in drives(swings)) + how


def _prior(name: str, market: Market) -> str:
    span = prior_range(name, market)
    return (
        t("assumptions.range_nine", range=range_text(name, span))
        if span
        else t("assumptions.fixed")
    )


def _evidence(row: Parameter) -> str:
    """Give the grade by its rule, and behind its mark what the table says and its source."""
    basis = forest_words.basis(row.name, standing_of(row.name))
    lines = (
        t("assumptions.source", source=source_words(row.source)),
        t("assumptions.exact", meaning=row.meaning, symbol=row.symbol),
        t("assumptions.distribution", distribution=row.distribution),
    )
    mark = html.source(row.grade, t("source.label", what=row.name), lines, f"fact-{row.name}")
    return f"{mark} {escape(basis)}"
