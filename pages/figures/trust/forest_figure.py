"""The forest plot of one parameter: its studies, their pool, and what the model draws from."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

import pyarrow as pa

from models.analysis.evidence_preview import Standing
from models.parameters.evidence_pool import Pool
from models.parameters.evidence_rows import Effect
from models.scenario import Scenario
from models.vintage import Market
from pages.charts.figure import Figure
from pages.charts.forest import FOREST_COLUMNS, SUMMARY, forest
from pages.charts.style import Style
from pages.figures import assumption_values as values
from pages.figures.provenance import footer
from pages.figures.trust import assumption_words, forest_words
from pages.figures.trust.evidence_known import standing_of, studies_of
from pages.figures.trust.forest_span import clipped, digits, span_of

_ROW, _LEAST = 42, 120
"""Pixels of a row, and of a plot with hardly any."""

_FILLS = {"near": "text", "mid": "quiet", "far": "ground"}
_HALF = 0.24

Cells = dict[str, Any]


def forest_figure(name: str, scenario: Scenario, market: Market, style: Style) -> Figure:
    """Draw what is known of a parameter; where nobody measured it, only what is drawn from."""
    known = standing_of(name)
    rows = [*_rows(name, known, scenario, market, style)]
    decimals = digits(rows)
    rows = [row | {"text": forest_words.figures(row, decimals)} for row in rows]
    span = span_of(rows, is_log=known.pool is not None and known.pool.is_log)
    depth = max(row["row"] for row in rows) + 0.5 * (1 + SUMMARY)
    cells = [{name: row.get(name) for name in FOREST_COLUMNS} for row in clipped(rows, span)]
    return Figure(
        name="forest",
        title=forest_words.finding(name, known, market, decimals),
        subtitle=forest_words.subtitle(name, known),
        footer=footer(scenario),
        spec=forest(style, span, depth, max(_LEAST, round(_ROW * depth))),
        table=pa.Table.from_pylist(cells, schema=_SCHEMA),
        style=style,
        notes=forest_words.notes(name, known),
        grade=known.grade,
    )


def _rows(
    name: str, known: Standing, scenario: Scenario, market: Market, style: Style
) -> Iterator[Cells]:
    """Give the rows from above, in the unit in which the parameter is shown."""
    studies = [effect for effect in studies_of(name) if effect.has_range]
    for order, effect in enumerate(studies):
        yield _study(name, effect, style) | {"row": float(order)}
    place = len(studies) + 0.5 * (SUMMARY - 1.0)
    for row in _summary(name, known, scenario, market):
        is_corner = row["kind"] == "corner"
        at = place - SUMMARY if is_corner else place
        edges = {"top": at - row["top"], "foot": at + row["top"]} if is_corner else {}
        yield row | edges | {"row": at, "first": not is_corner and at < len(studies) and at > 0}
        place += 0.0 if is_corner else SUMMARY


def _study(name: str, effect: Effect, style: Style) -> Cells:
    cells = _cells(name, effect.low, effect.estimate, effect.high)
    return cells | {
        "kind": "study" if effect.pooled else "left_out",
        "name": forest_words.brief(effect),
        "whole": forest_words.study(effect),
        "below": forest_words.done(effect),
        "fill": style.ink(_FILLS[effect.distance]),
    }


def _summary(name: str, known: Standing, scenario: Scenario, market: Market) -> Iterator[Cells]:
    """Give pool, new setting, prior, posterior and the reader's own value."""
    if known.pool:
        yield from _pool(name, known.pool)
    ours = values.ours(name, market)
    low, high = assumption_words.prior_range(name, market) or (ours, ours)
    yield _named(name, "prior", low, ours, high)
    if learned := assumption_words.learned(name):
        low, high = learned.posterior_low, learned.posterior_high
        yield _named(name, "posterior", low, (low + high) / 2.0, high, centred=False)
    yours = dict(scenario.assumptions).get(name, ours)
    if yours != ours:
        yield _named(name, "yours", yours, yours, yours)


def _pool(name: str, pool: Pool) -> Iterator[Cells]:
    words = forest_words.row("pool", pool.count)
    yield _named(name, "pool", pool.low, pool.mean, pool.high) | {"name": words}
    for point, half in ((pool.low, 0.0), (pool.mean, _HALF), (pool.high, 0.0)):
        yield _cells(name, point, point, point) | {"kind": "corner", "top": half}
    if pool.count > 1:
        yield _named(name, "setting", pool.new_low, pool.mean, pool.new_high, centred=False)


def _named(
    name: str, kind: str, low: float, centre: float, high: float, *, centred: bool = True
) -> Cells:
    cells = _cells(name, low, centre, high)
    return cells | {"kind": kind, "name": forest_words.row(kind), "centred": centred}


def _cells(name: str, low: float, estimate: float, high: float) -> Cells:
    scale = values.scale(name)
    assert isfinite(low + estimate + high), f"{name}: a row of the plot lacks a number"
    places = {"low": scale * low, "estimate": scale * estimate, "high": scale * high}
    return places | {"below": "", "fill": "", "centred": True}


_TEXTS, _FLAGS = ("kind", "name", "below", "text", "fill", "tip"), ("cut_low", "cut_high", "first")
_SCHEMA = pa.schema(
    [
        (name, pa.string() if name in _TEXTS else pa.bool_() if name in _FLAGS else pa.float64())
        for name in FOREST_COLUMNS
    ]
)
