"""The tab of goal seek: one lever, one measure, one target."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.analysis.optimise.goals import SUM
from models.analysis.optimise.seek import GoalSeekResult
from models.analysis.precedents import departures
from models.errors import ModelError
from models.fingerprint import fingerprint
from models.inputs import load_market
from models.levers import LEVERS
from models.notation import UNITS, quarters_after
from models.scenario import Scenario, Step
from pages import compute
from pages.charts.figure import Figure
from pages.charts.scatter import SEEK_COLUMNS
from pages.charts.scatter import seek as seek_chart
from pages.charts.style import Style
from pages.compute.questions import decide_questions as questions
from pages.figures import decide_words as words
from pages.figures.answer_html import answer
from pages.figures.decide import seek_words
from pages.figures.decide.best_answer import history_lines
from pages.figures.provenance import of_metrics
from pages.frame import canvas, choices, number_fields
from pages.frame.shown import look_at
from pages.labels.catalogue import t
from pages.labels.format import money_scale
from pages.labels.names import plain
from pages.panels.decide.best_page import next_steps, warn
from pages.panels.decide.best_question import LIMITED, Bounds

_HEIGHT = 420
_SETTABLE = tuple(n for n, lever in LEVERS.items() if lever.delivery not in ("kpi", "event"))
_MOVE = {"million": 1.06, "share": 1.02}
"""Target that is asked for first, as a multiple of today's course."""


def seek(bounds: Bounds, style: Style, top: DeltaGenerator) -> None:
    """Ask, and draw the curve of the lever with the answers on it."""
    scenario, limits = bounds.scenario, bounds.limits
    last = quarters_after(scenario.market, scenario.horizon)[-1]
    at = last if bounds.at == SUM else bounds.at
    left, middle, right = st.columns(3)
    with left:
        lever = choices.one(
            t("seek.lever"), _SETTABLE, "seek.lever", words=words.lever, default="subsidy_budget"
        )
    with middle:
        metric = choices.one(t("seek.measure"), LIMITED, "seek.measure", words=words.measure)
    try:
        now = compute.ask(questions.sought, scenario, lever, metric, 0.0, at).figure_now
        with right:
            target = _target(metric, now, scenario.market)
        sought = compute.ask(questions.sought, scenario, lever, metric, target, at, limits)
    except ModelError as error:
        st.error(plain(str(error)))
        return
    top.html(answer(seek_words.finding(sought), below=t("seek.below", quarter=at)))
    canvas.draw(_figure(sought, style))
    found = _with_setting(scenario, sought)
    look_at(found)
    next_steps(found, "seek")
    own = replace(sought.scenario, steps=_own_steps(sought))
    warn(history_lines(departures(own)))


def _with_setting(scenario: Scenario, sought: GoalSeekResult) -> Scenario:
    """Give the plan with the lever set as found; what is asked has lost names and notes."""
    others = (step for step in scenario.steps if step.lever != sought.lever)
    return replace(scenario, steps=(*others, *_own_steps(sought)))


def _own_steps(sought: GoalSeekResult) -> tuple[Step, ...]:
    return tuple(step for step in sought.scenario.steps if step.lever == sought.lever)


def _target(metric: str, now: float, market: str) -> float:
    """Ask for the target, money as it is read; a little above today's course at first."""
    unit = UNITS[metric]
    scale = money_scale() if unit.startswith("RMB") else 1.0
    return number_fields.number(
        t("seek.target", unit=t(f"unit.{unit}")),
        f"seek.target.{metric}.{market}",
        round(scale * now * _MOVE.get(unit, 1.03), 1) / scale,
        factor=scale,
    )


def _figure(sought: GoalSeekResult, style: Style) -> Figure:
    unit = LEVERS[sought.lever].unit
    name = words.lever(sought.lever)
    axis = f"{name}, {t(f'unit.{unit}')}"
    return Figure(
        name="seek",
        title=t("seek.title", lever=words.inside(name), measure=words.measure(sought.metric)),
        subtitle=t("seek.subtitle", quarter=sought.quarter),
        footer=t(
            "compare.footer",
            market=sought.scenario.market,
            model=fingerprint(sought.scenario.market),
        ),
        spec=seek_chart(style, UNITS[sought.metric], unit, axis, _HEIGHT),
        table=pa.Table.from_pylist(_rows(sought)),
        style=style,
        **of_metrics(load_market(sought.scenario.market), sought.metric),
    )


def _rows(sought: GoalSeekResult) -> list[dict[str, object]]:
    def at(setting: float) -> str:
        return words.target(sought.lever, setting)

    def row(kind: str, name: str | None, *figures: float | None) -> dict[str, object]:
        return dict(zip(SEEK_COLUMNS, (kind, name, *figures), strict=True))

    def point(kind: str, setting: float, figure: float, name: str) -> dict[str, object]:
        profit = float(np.interp(setting, sought.values, sought.profits))
        return row(kind, name, setting, figure, None, profit)

    curve = zip(sought.values, sought.figures, sought.keeps, sought.profits, strict=True)
    rows = [
        row("curve", at(float(x)), float(x), float(y), float(y) if keeps else None, float(profit))
        for x, y, keeps, profit in curve
    ]
    rows.append(row("target", None, None, sought.target, None, None))
    now = t("seek.now", value=at(sought.now))
    rows.append(row("today", now, sought.now, sought.figure_now, None, sought.profit_now))
    hits = zip(sought.roots, sought.hits, strict=True)
    rows += [point("root", root, hit, at(root)) for root, hit in hits]
    return rows + [point("outside", one, sought.target, at(one)) for one in sought.outside]
