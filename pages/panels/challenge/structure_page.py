"""The page of organisation around its pictures: the finding, attention, and the latest start."""

from collections.abc import Sequence

import streamlit as st

from models.analysis.structure.alignment import alignment
from models.analysis.structure.best_integration import Hinge
from models.analysis.structure.comparison import Way
from models.analysis.structure.strengths import Strengths
from models.analysis.structure.structure_delivery import initiatives
from models.analysis.structure.structures import TODAY, Structure
from models.analysis.targets import Target
from models.errors import ModelError
from models.notation import CORE, quarters_after
from models.scenario import Scenario
from models.vintage import Market
from pages import compute
from pages.compute.questions import challenge_questions as questions
from pages.figures.answer_html import answer
from pages.figures.challenge import structure_figures, structure_tables
from pages.figures.challenge.structure_figures import Deliveries, Drawing, starts
from pages.figures.challenge.structure_kpis import kpis
from pages.figures.challenge.structure_sweep import integration
from pages.figures.challenge.structure_tables import LevelOf
from pages.figures.challenge.structure_words import below, sentence
from pages.figures.html_tables import capital, paragraph
from pages.frame import canvas, number_fields
from pages.frame.canvas import Shown
from pages.frame.shown import tell
from pages.labels.catalogue import sentences, t
from pages.labels.names import plain
from pages.panels.challenge import structure_control
from pages.plan import plan

START_MEASURES = CORE
_METRIC, _PERCENT, _DATE = "start.metric", "start.percent", "start.by"
_WIDEST = 200.0
_MANY = "structure.moved.many"


def headline_of(
    delivered: Deliveries,
    ways: Sequence[Way],
    found: Sequence[Hinge],
    scenario: Scenario,
    level: float,
) -> str:
    """Write how well the plan's own organisation delivers, and which structure would be better.

    ``level`` is what a structure's worth changes, RMB bn.
    """
    share = float(delivered[TODAY.name].effectiveness[-1])
    return answer(sentence(share, ways, level), below(ways, found))


def attention(scenario: Scenario, market: Market) -> str:
    """Write how much is under way at once, and what the model charges for."""
    counts = initiatives(scenario, market)
    busiest = int(counts.argmax())
    most = int(counts[busiest])
    units = scenario.schedule(market.levers)["noncore_units"]
    moved = t(
        "structure.moved.none" if not most else "structure.moved.one" if most == 1 else _MANY,
        count=most,
        quarter=quarters_after(market.vintage, scenario.horizon)[busiest],
    )
    minded = t(
        "structure.attention",
        units=f"{units[-1]:g}",
        today=f"{market.levers['noncore_units']:g}",
    )
    return paragraph(sentences(moved, minded))


def latest(on: Drawing, chosen: Structure, strengths: Strengths) -> None:
    """Let the reader set a target, and draw when the move can start at the latest."""
    target = _target(on)
    if chosen is TODAY:
        st.info(t("structure.latest_empty"))
        return
    try:
        found = compute.ask(questions.starts, on.scenario, chosen, target, strengths)
    except ModelError as error:
        st.error(plain(str(error)))
        return
    canvas.draw(starts(on, found, chosen))


def orders(on: Drawing, strengths: Strengths, level_of: LevelOf) -> None:
    """Let the reader choose an agreed order of KPIs; draw and lay out what each brings."""
    ways = compute.ask(questions.orders_compared, on.scenario, strengths)
    planned = on.scenario.schedule(on.market.levers)
    weights = {name: float(path[-1]) for name, path in planned.items()}
    left, right = st.columns(2, gap="large")
    with left:
        order = structure_control.choose_order()
        way = next(one for one in ways if one.name == order)
        tell(paragraph(structure_tables.order_finding(way, level_of)))
        if plan.current().steps:  # an example is nobody's plan
            structure_control.order_button(order)
    with right:
        canvas.draw(kpis(on, alignment(on.market.levers), alignment(weights)))
    tell(structure_tables.order_table(ways, order, on.quarters[-1], level_of))


def degrees(
    on: Drawing, every: Sequence[Structure], ways: Sequence[Way], strengths: Strengths
) -> None:
    """Draw what the plan is worth at every degree of integration."""
    swept = compute.ask(questions.integration_swept, on.scenario, strengths)
    canvas.draw(integration(on, swept, every, ways))


def effects(on: Drawing, delivered: Deliveries, chosen: Structure, strengths: Strengths) -> None:
    """Draw how effective and how fast the chosen structure is, and how much is under way."""
    span = compute.ask(questions.delivery_span, on.scenario, chosen, strengths)
    first = Shown(figure=structure_figures.effectiveness(on, delivered, span, chosen))
    second = Shown(figure=structure_figures.speed(on, delivered, chosen))
    canvas.row([first, second], columns=(1, 1))
    tell(attention(on.scenario, on.market))


def _target(on: Drawing) -> Target:
    left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
    metric = left.segmented_control(
        t("risk.measure"),
        START_MEASURES,
        default=START_MEASURES[0],
        required=True,
        key=_METRIC,
        format_func=lambda name: capital(t(f"measure.{name}")),
        persist_state="session",
    )
    with middle:
        percent = number_fields.number(
            t("structure.latest_target"),
            _PERCENT,
            2.0,
            min_value=-_WIDEST,
            max_value=_WIDEST,
            step=0.5,
        )
    if st.session_state.get(_DATE) not in on.quarters:
        st.session_state[_DATE] = on.quarters[-1]
    date = right.selectbox(t("risk.target.by"), on.quarters, key=_DATE, persist_state="session")
    bound = round(1.0 + percent / 100.0, 9)
    return Target(metric=metric, bound=bound, quarter=date, is_relative=True)
