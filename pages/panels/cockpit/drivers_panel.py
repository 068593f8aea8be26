"""Why the plan does what it does: a waterfall of its levers, and behind each bar its causes."""

from dataclasses import astuple

import pyarrow as pa
import streamlit as st

from models.analysis.drivers.breakdown import Breakdown
from models.analysis.drivers.players import RIVALS_PLAYER
from models.analysis.outcome import Effect
from models.errors import ModelError
from models.notation import UNITS
from models.scenario import Scenario
from pages import compute
from pages.charts.bar_charts import WATERFALL_COLUMNS, waterfall
from pages.charts.figure import Figure
from pages.charts.marks import PICK
from pages.compute.questions import decide_questions as questions
from pages.compute.questions.decide_questions import DRIVER_MEASURES
from pages.figures import decide_words as words
from pages.figures.cockpit.causes import chain
from pages.figures.decide_html import sheet
from pages.figures.outcome_figures import Stage
from pages.frame import canvas, choices
from pages.labels.catalogue import t
from pages.labels.format import Change
from pages.labels.names import plain

DRIVERS_METRIC_KEY, DRIVERS_PLAYER_KEY = "drivers.metric", "drivers.player"

_ROW, _FOOT = 34, 40
_CLICKED = "drivers.clicked"
_SIZE = 0.0005
"""A contribution smaller than this share of the level is told as none."""


def drivers(stage: Stage) -> None:
    """Draw the waterfall of the plan on ``stage``; nothing to explain is said so."""
    if not stage.outcome.planned:
        st.info(t("drivers.empty"))
        return
    metric = _measure()
    try:
        breakdown = compute.ask(questions.drivers, stage.scenario)[metric]
    except ModelError as error:
        st.error(plain(str(error)))
        return
    clicked = canvas.draw(drivers_figure(stage, breakdown), pick=PICK)
    players = [*breakdown.contributions, *([RIVALS_PLAYER] if breakdown.rivals.central else [])]
    player = _player(players, clicked)
    links = compute.ask(questions.chain, stage.scenario, player, metric)
    st.html(sheet() + chain(links, player, metric))


def _measure() -> str:
    return choices.row(
        t("drivers.measure"), DRIVER_MEASURES, DRIVERS_METRIC_KEY, words=words.measure
    )


def _player(players: list[str], clicked: str) -> str:
    """Let the reader choose a lever by name, or take the bar that was clicked last."""
    if clicked in players and clicked != st.session_state.get(_CLICKED):
        choices.take(DRIVERS_PLAYER_KEY, clicked)
    st.session_state[_CLICKED] = clicked
    return choices.one(t("drivers.why"), players, DRIVERS_PLAYER_KEY, words=words.lever)


def drivers_figure(stage: Stage, breakdown: Breakdown) -> Figure:
    """Draw the contributions, the largest first, the rivals' answer and the plan below."""
    rows = _rows(breakdown)
    return stage.figure(
        "drivers",
        _title(breakdown),
        _subtitle(breakdown, stage.scenario),
        waterfall(stage.style, UNITS[breakdown.metric], len(rows), _FOOT + _ROW * len(rows)),
        pa.Table.from_pylist([dict(zip(WATERFALL_COLUMNS, row, strict=True)) for row in rows]),
    )


def _title(breakdown: Breakdown) -> str:
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


def _subtitle(breakdown: Breakdown, scenario: Scenario) -> str:
    metric, level = breakdown.metric, breakdown.baseline.central
    amount = words.lone_change(metric, breakdown.interaction, level=level)
    said = [
        t("drivers.subtitle", quarter=breakdown.quarter),
        t("drivers.interaction", amount=amount),
    ]
    if not breakdown.is_exact:
        error = words.size(max(breakdown.errors.values()), UNITS[metric], level=level)
        said.append(t("drivers.sampled", error=error))
    if breakdown.draws < scenario.draws:
        said.append(t("drivers.draws", draws=f"{breakdown.draws:,}"))
    return t("finding.semicolon").join(said)


def _rows(breakdown: Breakdown) -> list[tuple[object, ...]]:
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
