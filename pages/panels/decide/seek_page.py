"""The tab of goal seek: one lever, one measure, one target."""

from dataclasses import replace

import pyarrow as pa
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.analysis.optimise.seek import Sought
from models.errors import ModelError
from models.inputs import fingerprint
from models.levers import LEVERS
from models.projection import UNITS
from models.scenario import Scenario
from pages import compute
from pages.charts import seek as chart
from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.compute.questions import decide_questions as questions
from pages.figures import decide_words as words
from pages.frame import canvas, choices, number_fields
from pages.frame.report import plain
from pages.labels.catalogue import t
from pages.labels.format import money_scale
from pages.labels.html import headline
from pages.panels.decide.best_page import ways_on
from pages.panels.decide.best_question import LIMITED

_HEIGHT = 330
_SETTABLE = tuple(n for n, lever in LEVERS.items() if lever.klass not in ("kpi", "event"))
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
        found = compute.ask(questions.sought, scenario, lever, metric, target, at)
    except ModelError as error:
        st.error(plain(str(error)))
        return
    top.html(headline(finding(found), t("seek.below", quarter=at)))
    ways_on(_with_setting(scenario, found), "seek")
    canvas.draw(_figure(found, style))


def _with_setting(scenario: Scenario, found: Sought) -> Scenario:
    """Give the plan with the lever set as found; what is asked has lost names and notes."""
    others = (step for step in scenario.steps if step.lever != found.lever)
    theirs = (step for step in found.scenario.steps if step.lever == found.lever)
    return replace(scenario, steps=(*others, *theirs))


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


def finding(found: Sought) -> str:
    """Say what the lever must be set to, or that nothing reaches the target."""
    now = words.target(found.lever, found.now)
    shared = {
        "lever": words.inside(words.lever(found.lever)),
        "measure": t(f"measure.{found.metric}"),
        "target": words.level(found.target, found.metric),
        "quarter": found.quarter,
        "now": now,
        "figure_now": words.level(found.figure_now, found.metric),
    }
    if not found.is_reached:
        best = words.target(found.lever, found.best)
        reached = words.level(found.reached, found.metric)
        return words.capital(t("seek.none", best=best, reached=reached, **shared))
    roots = [words.target(found.lever, root) for root in found.roots]
    return words.capital(t("seek.found", roots=t("finding.or").join(roots), **shared))


def _figure(found: Sought, style: Style) -> Figure:
    unit = LEVERS[found.lever].unit
    name = words.lever(found.lever)
    told = f"{name}, {t(f'unit.{unit}')}"
    return Figure(
        name="seek",
        title=t("seek.title", lever=words.inside(name), measure=words.measure(found.metric)),
        subtitle=t("seek.subtitle", quarter=found.quarter),
        footer=t(
            "compare.footer",
            market=found.scenario.market,
            model=fingerprint(found.scenario.market),
        ),
        spec=chart.seek(style, UNITS[found.metric], unit, told, _HEIGHT),
        table=pa.Table.from_pylist(_rows(found)),
        style=style,
    )


def _rows(found: Sought) -> list[dict[str, object]]:
    def row(kind: str, setting: float | None, figure: float, name: str = "") -> dict[str, object]:
        return dict(zip(chart.COLUMNS, (kind, name, setting, figure), strict=True))

    def at(setting: float) -> str:
        return words.target(found.lever, setting)

    curve = zip(found.values.tolist(), found.figures.tolist(), strict=True)
    rows = [row("curve", setting, figure, at(setting)) for setting, figure in curve]
    rows.append(row("target", None, found.target))
    rows.append(row("today", found.now, found.figure_now, t("seek.now", value=at(found.now))))
    hits = zip(found.roots, found.hits, strict=True)
    return rows + [row("root", root, hit, at(root)) for root, hit in hits]
