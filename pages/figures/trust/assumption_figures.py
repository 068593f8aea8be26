"""Decision and assumption in a picture and a table: four lines, and the parts that add up."""

from collections.abc import Mapping
from dataclasses import astuple
from html import escape
from typing import Any

import numpy as np
import pyarrow as pa

from models.analysis.assumption import LINES, SPLIT_PARTS, AssumptionEffects, Split
from models.analysis.outcome import Effect
from models.notation import METRICS, Array
from models.scenario import Scenario
from models.vintage import Market
from pages.charts.axes import apart
from pages.charts.figure import Figure
from pages.charts.line_charts import FOURLINES_COLUMNS, fourlines
from pages.charts.style import Style
from pages.figures import provenance
from pages.figures.assumption_values import changed
from pages.figures.provenance import footer
from pages.labels.catalogue import t
from pages.labels.format import Change, figure, money_change, people_change
from pages.labels.sums import adding_up

HEIGHT = 290
_LABELS_APART = 12
"""Labels stand apart by this part of the height."""


def four_lines(
    weighing: AssumptionEffects,
    metric: str,
    scenario: Scenario,
    market: Market,
    style: Style,
    view: str,
) -> Figure:
    """Draw no change and plan, each under our assumptions and under the plan's.

    ``view`` is ``levels``, or ``changes`` against no change under our assumptions.
    """
    unit = METRICS[metric]
    words = {"metric": t(f"assumptions.metric.{metric}"), "unit": t(f"axis.{unit}")}
    return Figure(
        name="fourlines",
        title=finding(weighing.splits[metric], metric, scenario, weighing.level(metric)),
        subtitle=t(f"assumptions.chart.{view}", **words),
        footer=footer(scenario),
        spec=fourlines(style, unit, HEIGHT, signed=view == "changes"),
        table=_table(weighing, metric, market, style, view),
        style=style,
        **provenance.of_metrics(market, metric),
    )


def finding(split: Split, metric: str, scenario: Scenario, level: float = 0.0) -> str:
    """Write what the plan is worth under both sets of assumptions, or what yours alone do.

    ``level`` is what changes, 0 if not known.
    """
    measure = t(f"assumptions.swing.{metric}" if metric != "ebita" else "assumptions.profit")
    same = not any((*astuple(split.assumption), *astuple(split.interaction)))
    if same and not scenario.steps:
        key = "unmoved" if changed(scenario) else "nothing"
        return t(f"assumptions.finding.{key}", metric=measure)
    if not scenario.steps:
        change = written(metric, split.assumption, level).value
        return t("assumptions.finding.assumption", metric=measure, change=change)
    ours = written(metric, split.decision, level).value
    if same:
        key = "decision_alone" if changed(scenario) else "decision"
        return t(f"assumptions.finding.{key}", metric=measure, change=ours)
    under = split.decision.central + split.interaction.central
    yours = written(metric, Effect(central=under, low=under, high=under), level).value
    return t("assumptions.finding.both", metric=measure, yours=yours, ours=ours)


def written(metric: str, effect: Effect, level: float = 0.0) -> Change:
    """Write a change of a metric in its unit; ``level`` is what changes, 0 if not known."""
    change = people_change if METRICS[metric] == "million" else money_change
    return change(*astuple(effect), level=level)


def parts_table(split: Split, metric: str, quarter: str, level: float = 0.0) -> str:
    """Lay the parts out, a row a part; in the digits shown they add up to the total."""
    changes = _part_changes(split, metric, level)
    rows = "".join(_row(name, changes[name]) for name in SPLIT_PARTS)
    names = {"metric": t(f"assumptions.metric.{metric}"), "quarter": quarter}
    heads = (
        t("assumptions.parts.head", **names),
        t("assumptions.parts.change"),
        t("assumptions.parts.range"),
    )
    columns = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    return (
        f'<table class="options parts"><thead><tr>{columns}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def sentence(split: Split, metric: str, scenario: Scenario, level: float = 0.0) -> str:
    """Write in one sentence what makes up the total."""
    changes = _part_changes(split, metric, level)
    values = {name: change.value for name, change in changes.items()}
    other = any((*astuple(split.assumption), *astuple(split.interaction)))
    key = "sentence" if other else "unmoved" if changed(scenario) else "alone"
    if all(change.is_none and not change.interval for change in changes.values()):
        key = "none"
    text = t(f"assumptions.parts.{key}", **values)
    return f'<p class="parts-told">{escape(text)}</p>'


def _part_changes(split: Split, metric: str, level: float) -> dict[str, Change]:
    triples = {name: astuple(getattr(split, name)) for name in SPLIT_PARTS}
    return adding_up(triples, METRICS[metric], level, total="total", rest="interaction")


def _row(name: str, change: Change) -> str:
    title, help_ = (t(f"assumptions.part.{name}{end}") for end in ("", "_help"))
    return (
        f'<tr class="{name}"><th scope="row">{escape(title)}<small>{escape(help_)}</small></th>'
        f"<td><b>{escape(change.value)}</b></td><td>{escape(change.interval)}</td></tr>"
    )


def _table(
    weighing: AssumptionEffects, metric: str, market: Market, style: Style, view: str
) -> pa.Table:
    """Rows of `pages.charts.line_charts.fourlines`: a row a quarter, then a row a label."""
    lines, band = weighing.lines[metric], weighing.levels[metric]
    if view == "changes":
        start = lines["no_change_ours"]
        lines = {name: path - start for name, path in lines.items()}
        band = weighing.changes[metric]
    drawn = {**lines, "low_80": band[0], "high_80": band[1]}
    rows: list[dict[str, Any]] = [
        {"quarter": quarter} | {name: float(path[at]) for name, path in drawn.items()}
        for at, quarter in enumerate(weighing.quarters)
    ]
    gap = float(np.ptp(np.concatenate([*drawn.values()]))) / _LABELS_APART
    told = {
        name: _end(float(path[-1]), METRICS[metric], view, weighing.level(metric))
        for name, path in lines.items()
    }
    labels = _labels(lines, gap, told, style)
    rows += [{"quarter": weighing.quarters[-1], **label} for label in labels]
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def _labels(
    lines: Mapping[str, Array], gap: float, told: Mapping[str, str], style: Style
) -> list[dict[str, Any]]:
    """Name the lines at their ends, far enough apart to be read; lines that end as one, once."""
    ends: dict[float, list[str]] = {}
    for name in LINES:
        ends.setdefault(float(lines[name][-1]), []).append(name)
    places = apart(list(ends), gap)
    return [
        {
            "end": place,
            "end_text": t("assumptions.end", line=_line_name(names), value=told[names[0]]).rstrip(),
            "end_colour": style.words_in(style.own)
            if names[0].startswith("plan")
            else style.ink("quiet"),
        }
        for place, names in zip(places, ends.values(), strict=True)
    ]


def _end(value: float, unit: str, view: str, level: float) -> str:
    if view == "levels":
        return figure(value, unit)
    write = people_change if unit == "million" else money_change
    change = write(value, value, value, level=level)
    return "" if change.is_none else change.value


def _line_name(names: list[str]) -> str:
    """Name a line by the first of those that are one; by what they share where both are."""
    whose = {name.rpartition("_")[2] for name in names}
    return t(f"assumptions.line.{names[0] if len(whose) == 1 else names[0].rpartition('_')[0]}")


_SCHEMA = pa.schema(
    [
        (name, pa.string() if name in ("quarter", "end_text", "end_colour") else pa.float64())
        for name in FOURLINES_COLUMNS
    ]
)
