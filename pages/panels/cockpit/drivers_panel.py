"""Why the plan does what it does: a waterfall of its levers, and behind each bar its causes."""

from dataclasses import astuple

import pyarrow as pa
import streamlit as st

from models.analysis.drivers.breakdown import Breakdown
from models.analysis.drivers.players import RIVALS
from models.analysis.outcome import Effect
from models.errors import ModelError
from models.projection import UNITS
from models.scenario import Scenario
from pages import compute
from pages.charts import waterfall as chart
from pages.charts.figure import Figure
from pages.compute.questions import decide_questions as questions
from pages.compute.questions.decide_questions import MEASURES
from pages.figures import decide_words as words
from pages.figures.cockpit.causes import chain
from pages.figures.decide_html import sheet
from pages.figures.outcome_figures import Stage
from pages.frame import canvas, choices
from pages.frame.report import plain
from pages.labels.catalogue import t
from pages.labels.format import Change

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
        told = compute.ask(questions.drivers, stage.scenario)[metric]
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
        _subtitle(told, stage.scenario),
        chart.waterfall(stage.style, UNITS[told.metric], len(rows), _FOOT + _ROW * len(rows)),
        pa.Table.from_pylist([dict(zip(chart.COLUMNS, row, strict=True)) for row in rows]),
    )


def _title(told: Breakdown) -> str:
    """Say what moves the measure most, for better and for worse."""
    effects = {**told.contributions, RIVALS: told.rivals}
    best, worst = (pick(effects, key=lambda name: effects[name].central) for pick in (max, min))
    adds, takes = effects[best].central > 0, effects[worst].central < 0
    key = "both" if adds and takes else "up" if adds else "down" if takes else "none"
    title = t(
        f"drivers.title.{key}",
        measure=t(f"measure.{told.metric}"),
        total=_written(told, told.effect).value,
        best=words.lever(best),
        up=_written(told, effects[best]).value,
        worst=words.inside(words.lever(worst)),
        down=_written(told, effects[worst]).value,
    )
    return words.capital(title)


def _subtitle(told: Breakdown, scenario: Scenario) -> str:
    said = [
        t("drivers.subtitle", quarter=told.quarter),
        t("drivers.interaction", amount=words.lone_change(told.metric, told.interaction)),
    ]
    if not told.is_exact:
        error = words.size(max(told.errors.values()), UNITS[told.metric])
        said.append(t("drivers.sampled", error=error))
    if told.draws < scenario.draws:
        said.append(t("drivers.draws", draws=f"{told.draws:,}"))
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
    whole = _told(told, told.effect)
    return [*rows, (len(rows), "plan", t("drivers.plan"), 0.0, told.change, "total", *whole)]


def _kind(effect: Effect, told: Breakdown) -> str:
    counts = abs(effect.central) >= _SIZE * abs(told.baseline.central)
    if not (effect.sign and counts):
        return "unclear"
    return "gain" if effect.sign > 0 else "loss"


def _told(told: Breakdown, effect: Effect) -> tuple[object, ...]:
    return (*astuple(effect), str(_written(told, effect)))


def _written(told: Breakdown, effect: Effect) -> Change:
    return words.change(told.metric, *astuple(effect))
