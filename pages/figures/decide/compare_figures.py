"""Figures of the page that compares: the heat map and the lines over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple

import numpy as np

from models.analysis.compare.field import Field
from models.analysis.outcome import IN_MONEY, Effect, Outcome
from models.analysis.spending import is_overseas
from models.fingerprint import fingerprint
from models.inputs import load_market
from models.notation import UNITS, metrics_of
from pages.charts import heat as heat_chart
from pages.charts import line_charts
from pages.charts.axes import apart
from pages.charts.figure import Figure
from pages.charts.libraries import pa
from pages.charts.style import Style
from pages.figures import decide_words as words
from pages.figures.outcome_figures import CHANGE_UNITS
from pages.figures.provenance import of_metrics
from pages.labels.catalogue import t
from pages.labels.format import Change, money_change, percent_change

COLUMNS = (
    "dau",
    "dac",
    *metrics_of("sales", "revenue", "profit", "group_profit", "worth", "sellers"),
)
"""Measures of the heat map."""

_ROW, _LINES = 40, 300
_LABEL = 20.0


def columns(comparison: Field, metrics: Iterable[str]) -> list[str]:
    """Leave the group's profit out where no plan spends overseas: there it adds nothing."""
    overseas = is_overseas(step.lever for one in comparison.scenarios for step in one.steps)
    return [name for name in metrics if overseas or name != "group_ebita"]


def heat_map(comparison: Field, outcomes: Sequence[Outcome], style: Style) -> Figure:
    """Draw every plan's change against no change as the Cockpit tells it, a row an outcome.

    ``outcomes`` are those of all scenarios of ``comparison`` but the first, which is no change.
    """
    names, shown = comparison.names[1:], columns(comparison, COLUMNS)
    rows = [
        cell
        for place in range(len(outcomes))
        for cell in _cells(outcomes, names[place], place, shown)
    ]
    height = heat_chart.HEAD + _ROW * len(outcomes)
    return _figure(
        comparison,
        "compare.heat",
        t("compare.heat.title"),
        t("compare.heat.subtitle", quarter=comparison.quarters[-1]),
        heat_chart.heat(style, len(outcomes), len(shown), height),
        pa.Table.from_pylist(rows),
        style,
        shown,
    )


def _cells(
    outcomes: Sequence[Outcome], name: str, place: int, shown: Sequence[str]
) -> list[dict[str, object]]:
    rows = []
    for column, metric in enumerate(shown):
        sizes = [abs(effect_and_change(outcome, metric)[0].central) for outcome in outcomes]
        gap, value = effect_and_change(outcomes[place], metric)
        cells = (
            place,
            name,
            column,
            t(f"compare.column.{metric}"),
            outcomes[place].sign(metric),
            abs(gap.central) / (max(sizes) or 1.0),
            value.value,
            str(value),
        )
        rows.append(dict(zip(heat_chart.COLUMNS, cells, strict=True)))
    return rows


def effect_and_change(outcome: Outcome, metric: str) -> tuple[Effect, Change]:
    """Give a change and its words: in money where the measure may cross zero, else as a ratio."""
    if metric in IN_MONEY:
        effect = outcome.change[metric]
        return effect, money_change(*astuple(effect), level=outcome.level(metric))
    effect = outcome.relative[metric]
    return effect, percent_change(*astuple(effect))


def heat_title(names: Sequence[str], outcomes: Sequence[Outcome]) -> str:
    """Name the plans with most visitors and with most profit, all of them where several tie."""
    best = {}
    for metric in ("dau", "ebita"):
        sizes = [outcome.change[metric].central for outcome in outcomes]
        first = [name for name, size in zip(names, sizes, strict=True) if size == max(sizes)]
        best[metric] = words.listed(first)
    if len(names) == 1:
        dau, ebita = (effect_and_change(outcomes[0], metric)[1].value for metric in best)
        return t("compare.heat.title.single", plan=names[0], dau=dau, ebita=ebita)
    key = "one" if best["dau"] == best["ebita"] else "two"
    return t(f"compare.heat.title.{key}", users=best["dau"], profit=best["ebita"])


def _most(names: Sequence[str], outcomes: Sequence[Outcome], metric: str) -> str:
    """Name the plans with most of a metric, all that tie, and their change as the table has it."""
    changes = [effect_and_change(outcome, metric) for outcome in outcomes]
    most = max(effect.central for effect, _ in changes)
    first = [place for place, (effect, _) in enumerate(changes) if effect.central == most]
    return t(
        "compare.lines.title",
        metric=words.measure(metric),
        plans=words.listed([names[place] for place in first]),
        change=changes[first[0]][1].value,
    )


def panel(
    comparison: Field,
    outcomes: Sequence[Outcome],
    metric: str,
    front: int,
    against: int,
    style: Style,
) -> Figure:
    """Draw one measure of all plans over time, two of them in front; outcomes as in `heat_map`."""
    unit = CHANGE_UNITS[metric]
    plans = range(1, len(comparison.names))
    changes = {i: outcomes[i - 1].changes[metric].plan for i in plans}
    span = float(np.ptp([0.0, *np.concatenate(list(changes.values()))])) or 1.0
    places = apart([float(changes[i][-1]) for i in plans], span * _LABEL / _LINES)
    ends = dict(zip(plans, places, strict=True))
    rows = []
    for place, i in enumerate(plans):
        part = "front" if i == front else "against" if i == against else "other"
        series = zip(comparison.quarters, changes[i].tolist(), strict=True)
        for t_, (quarter, change) in enumerate(series):
            name = comparison.names[i] if t_ == len(comparison.quarters) - 1 else ""
            label = ends[i] if name else None
            cells = (quarter, place, comparison.names[i], part, change, label, name)
            rows.append(dict(zip(line_charts.TRAJECTORIES_COLUMNS, cells, strict=True)))
    return _figure(
        comparison,
        "compare.change",
        _most(comparison.names[1:], outcomes, metric),
        t(f"compare.lines.{'share' if unit == 'share' else 'money'}"),
        line_charts.trajectories(style, unit, len(plans), _LINES),
        pa.Table.from_pylist(rows),
        style,
        (metric,),
    )


def _figure(
    comparison: Field,
    name: str,
    title: str,
    subtitle: str,
    spec: dict[str, object],
    table: pa.Table,
    style: Style,
    metrics: Iterable[str],
) -> Figure:
    market = comparison.scenarios[0].market
    known = of_metrics(load_market(market), *metrics)
    return Figure(
        name=name,
        title=title,
        subtitle=subtitle,
        footer=t("compare.footer", market=market, model=fingerprint(market)),
        spec=spec,
        table=table,
        style=style,
        **known,
    )


def units() -> tuple[str, ...]:
    """Name the measures drawn over time."""
    return tuple(name for name in CHANGE_UNITS if name in UNITS)
