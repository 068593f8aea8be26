"""What each lever of a plan does, as a waterfall: bars, their words and the title."""

from __future__ import annotations

from dataclasses import astuple

from models.analysis.drivers.breakdown import Breakdown
from models.analysis.drivers.players import RIVALS_PLAYER
from models.analysis.outcome import Effect
from models.notation import UNITS
from models.scenario import Scenario
from pages.charts.bar_charts import WATERFALL_COLUMNS, waterfall
from pages.charts.figure import Figure
from pages.charts.libraries import pa
from pages.figures import decide_words as words
from pages.figures.outcome_figures import Stage
from pages.labels.catalogue import t
from pages.labels.format import Change

_ROW, _FOOT = 34, 40
_SIZE = 0.0005
"""A contribution smaller than this share of the level is told as none."""


def drivers_figure(stage: Stage, breakdown: Breakdown) -> Figure:
    """Draw the contributions, the largest first, the rivals' answer and the plan below."""
    rows = rows_of(breakdown)
    return stage.figure(
        "drivers",
        title(breakdown),
        subtitle(breakdown, stage.scenario),
        waterfall(stage.style, UNITS[breakdown.metric], len(rows), _FOOT + _ROW * len(rows)),
        pa.Table.from_pylist([dict(zip(WATERFALL_COLUMNS, row, strict=True)) for row in rows]),
    )


def title(breakdown: Breakdown) -> str:
    """Write what moves the measure most, for better and for worse."""
    effects = {**breakdown.contributions, RIVALS_PLAYER: breakdown.rivals}
    best, worst = (pick(effects, key=lambda name: effects[name].central) for pick in (max, min))
    adds, takes = effects[best].central > 0, effects[worst].central < 0
    key = "both" if adds and takes else "up" if adds else "down" if takes else "none"
    title = t(
        f"drivers.title.{key}",
        measure=t(f"measure.{breakdown.metric}"),
        total=_written(breakdown, breakdown.effect).value,
        best=words.lever(best),
        up=_written(breakdown, effects[best]).value,
        worst=words.inside(words.lever(worst)),
        down=_written(breakdown, effects[worst]).value,
    )
    return words.capital(title)


def subtitle(breakdown: Breakdown, scenario: Scenario) -> str:
    """Say how the contributions are taken, and how exactly."""
    metric, level = breakdown.metric, breakdown.baseline.central
    amount = words.lone_change(metric, breakdown.interaction, level=level)
    said = [
        t("drivers.subtitle", quarter=breakdown.quarter),
        t("drivers.interaction", amount=amount),
    ]
    if not breakdown.is_exact:
        error = words.size(max(breakdown.errors.values()), UNITS[metric], level=level)
        if error != t("format.none"):
            said.append(t("drivers.sampled", error=error))
    if breakdown.draws < scenario.draws:
        said.append(t("drivers.draws", draws=f"{breakdown.draws:,}"))
    return t("finding.semicolon").join(said)


def rows_of(breakdown: Breakdown) -> list[tuple[object, ...]]:
    """List bars from above: levers by size, the rivals' answer, and the plan from zero."""
    ordered = sorted(breakdown.contributions.items(), key=lambda item: -item[1].central)
    if breakdown.rivals.central:
        ordered.append((RIVALS_PLAYER, breakdown.rivals))
    rows: list[tuple[object, ...]] = []
    at = 0.0
    for row, (name, effect) in enumerate(ordered):
        end = at + effect.central
        rows.append(
            (
                row,
                name,
                words.lever(name),
                at,
                end,
                _kind(effect, breakdown),
                *_bar_cells(breakdown, effect),
            )
        )
        at = end
    whole = _bar_cells(breakdown, breakdown.effect)
    return [*rows, (len(rows), "plan", t("drivers.plan"), 0.0, breakdown.change, "total", *whole)]


def _kind(effect: Effect, breakdown: Breakdown) -> str:
    counts = abs(effect.central) >= _SIZE * abs(breakdown.baseline.central)
    if not (effect.sign and counts):
        return "unclear"
    return "gain" if effect.sign > 0 else "loss"


def _bar_cells(breakdown: Breakdown, effect: Effect) -> tuple[object, ...]:
    return (*astuple(effect), str(_written(breakdown, effect)))


def _written(breakdown: Breakdown, effect: Effect) -> Change:
    return words.change(breakdown.metric, *astuple(effect), level=breakdown.baseline.central)
