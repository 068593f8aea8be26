"""The tab of goal seek: one lever, one measure, one target."""

from dataclasses import replace

import pyarrow as pa
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.analysis.optimise.seek import GoalSeekResult
from models.analysis.precedents import departures
from models.errors import ModelError
from models.fingerprint import fingerprint
from models.levers import LEVERS
from models.notation import UNITS
from models.scenario import Scenario, Step
from pages import compute
from pages.charts.figure import Figure
from pages.charts.scatter import SEEK_COLUMNS
from pages.charts.scatter import seek as seek_chart
from pages.charts.style import Style
from pages.compute.questions import decide_questions as questions
from pages.figures import decide_words as words
from pages.figures.decide.best_answer import history_lines
from pages.frame import canvas, choices, number_fields
from pages.labels.catalogue import t
from pages.labels.format import money_scale
from pages.labels.html import headline
from pages.labels.names import plain
from pages.panels.decide.best_page import next_steps, warn
from pages.panels.decide.best_question import LIMITED

_HEIGHT = 330
_SETTABLE = tuple(n for n, lever in LEVERS.items() if lever.delivery not in ("kpi", "event"))
_MOVE = {"million": 1.06, "share": 1.02}
"""Target that is asked for first, as a multiple of today's course."""


def seek(scenario: Scenario, at: str, style: Style, top: DeltaGenerator) -> None:
    """Ask, and draw the curve of the lever with the answers on it."""
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
        sought = compute.ask(questions.sought, scenario, lever, metric, target, at)
    except ModelError as error:
        st.error(plain(str(error)))
        return
    top.html(headline(finding(sought), t("seek.below", quarter=at)))
    next_steps(_with_setting(scenario, sought), "seek")
    own = replace(sought.scenario, steps=_own_steps(sought))
    warn(history_lines(departures(own)))
    canvas.draw(_figure(sought, style))


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


def finding(sought: GoalSeekResult) -> str:
    """Write what the lever must be set to, or that nothing reaches the target."""
    now = words.target(sought.lever, sought.now)
    shared = {
        "lever": words.inside(words.lever(sought.lever)),
        "measure": t(f"measure.{sought.metric}"),
        "target": words.level(sought.target, sought.metric),
        "quarter": sought.quarter,
        "now": now,
        "figure_now": words.level(sought.figure_now, sought.metric),
    }
    if not sought.is_reached:
        best = words.target(sought.lever, sought.best)
        reached = words.level(sought.reached, sought.metric)
        return words.capital(t("seek.none", best=best, reached=reached, **shared))
    roots = [words.target(sought.lever, root) for root in sought.roots]
    return words.capital(t("seek.found", roots=t("finding.or").join(roots), **shared))


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
    )


def _rows(sought: GoalSeekResult) -> list[dict[str, object]]:
    def row(kind: str, setting: float | None, figure: float, name: str = "") -> dict[str, object]:
        return dict(zip(SEEK_COLUMNS, (kind, name, setting, figure), strict=True))

    def at(setting: float) -> str:
        return words.target(sought.lever, setting)

    curve = zip(sought.values.tolist(), sought.figures.tolist(), strict=True)
    rows = [row("curve", setting, figure, at(setting)) for setting, figure in curve]
    rows.append(row("target", None, sought.target))
    rows.append(row("today", sought.now, sought.figure_now, t("seek.now", value=at(sought.now))))
    hits = zip(sought.roots, sought.hits, strict=True)
    return rows + [row("root", root, hit, at(root)) for root, hit in hits]
