"""Why the plan does what it does: a waterfall of its levers, and behind each bar its causes."""

from dataclasses import astuple

import pyarrow as pa
import streamlit as st

from models.analysis.drivers.breakdown import Breakdown
from models.analysis.drivers.players import RIVALS
from models.analysis.outcome import Effect
from models.errors import ModelError
from models.projection import UNITS
from pages import compute
from pages.charts import waterfall as chart
from pages.charts.figure import Figure
from pages.components.cockpit.causes import chain
from pages.components.cockpit.figures import Stage
from pages.components.decide import decide_words as words
from pages.components.decide.decide_html import sheet
from pages.components.shell import canvas, choices
from pages.components.shell.report import plain
from pages.compute.questions import decide as questions
from pages.compute.questions.decide import MEASURES
from pages.labels.catalogue import t

METRIC, PLAYER = "drivers.metric", "drivers.player"

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
        told = compute.ask(questions.drivers, stage.scenario).at(metric)
    except ModelError as error:
        st.error(plain(str(error)))
        return
    clicked = canvas.draw(drivers_figure(stage, told), pick=chart.PICK)
    players = [*told.contributions, *([RIVALS] if told.rivals.central else [])]
    player = _player(players, clicked)
    links = compute.ask(questions.chain, stage.scenario, player, metric)
    st.html(sheet() + chain(links, player, metric))


def _measure() -> str:
    return choices.row(t("drivers.measure"), MEASURES, METRIC, words=words.measure)


def _player(players: list[str], clicked: str) -> str:
    """Let the reader choose a lever by name, or take the bar that was clicked last."""
    if clicked in players and clicked != st.session_state.get(_CLICKED):
        choices.take(PLAYER, clicked)
    st.session_state[_CLICKED] = clicked
    return choices.one(t("drivers.why"), players, PLAYER, words=words.lever)


def drivers_figure(stage: Stage, told: Breakdown) -> Figure:
    """Draw the contributions, the largest first, the rivals' answer and the plan below."""
    rows = _rows(told)
    return stage.figure(
        "drivers",
        _title(told),
        _subtitle(told),
        chart.waterfall(stage.style, UNITS[told.metric], len(rows), _FOOT + _ROW * len(rows)),
        pa.Table.from_pylist([dict(zip(chart.COLUMNS, row, strict=True)) for row in rows]),
    )


def _title(told: Breakdown) -> str:
    """Say what moves the measure most, for better and for worse."""
    total = words.change(told.metric, told.change, told.change, told.change).value
    effects = {**told.contributions, RIVALS: told.rivals}
    best, worst = (pick(effects, key=lambda name: effects[name].central) for pick in (max, min))
    up, down = (words.lone_change(told.metric, effects[name].central) for name in (best, worst))
    key = (
        "both"
        if effects[best].central > 0 > effects[worst].central
        else ("up" if effects[best].central > 0 else "down")
    )
    title = t(
        f"drivers.title.{key}",
        measure=t(f"measure.{told.metric}"),
        total=total,
        best=words.lever(best),
        up=up,
        worst=words.inside(words.lever(worst)),
        down=down,
    )
    return words.capital(title)


def _subtitle(told: Breakdown) -> str:
    said = [
        t("drivers.subtitle", quarter=told.quarter),
        t("drivers.interaction", amount=words.lone_change(told.metric, told.interaction)),
    ]
    if not told.is_exact:
        error = words.amount(max(told.errors.values()), UNITS[told.metric])
        said.append(t("drivers.sampled", error=error))
    return t("finding.semicolon").join(said)


def _rows(told: Breakdown) -> list[tuple[object, ...]]:
    """List bars from above: levers by size, the rivals' answer, and the plan from zero."""
    ordered = sorted(told.contributions.items(), key=lambda item: -item[1].central)
    if told.rivals.central:
        ordered.append((RIVALS, told.rivals))
    rows: list[tuple[object, ...]] = []
    at = 0.0
    for row, (name, effect) in enumerate(ordered):
        end = at + effect.central
        rows.append(
            (row, name, words.lever(name), at, end, _kind(effect, told), *_told(told, effect))
        )
        at = end
    change = Effect(
        central=told.change,
        low=told.total.low - told.baseline.central,
        high=told.total.high - told.baseline.central,
    )
    text = words.lone_change(told.metric, told.change)
    whole = (told.change, None, None, text)
    return [*rows, (len(rows), "plan", t("drivers.plan"), 0.0, change.central, "total", *whole)]


def _kind(effect: Effect, told: Breakdown) -> str:
    counts = abs(effect.central) >= _SIZE * abs(told.baseline.central)
    if not (effect.sign and counts):
        return "unclear"
    return "gain" if effect.sign > 0 else "loss"


def _told(told: Breakdown, effect: Effect) -> tuple[object, ...]:
    return (*astuple(effect), str(words.change(told.metric, *astuple(effect))))
