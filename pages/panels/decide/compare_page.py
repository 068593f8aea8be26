"""The page that compares: which plans, in which order, and what is said of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import attrgetter

import streamlit as st

from models.analysis.compare.contests import Contest, contests
from models.analysis.compare.differences import lever_differences, setting_differences
from models.analysis.compare.field import COMPARED_METRICS, MOST, Field
from models.analysis.horizon_figures import horizon_figures
from models.analysis.outcome import Outcome
from models.inputs import load_market, load_parameters
from models.scenario import Scenario
from models.scenario.csv.scenario_file import write_bytes
from pages import compute
from pages.charts.style import Style
from pages.compute.questions import decide_questions as questions
from pages.compute.questions.cockpit_questions import outcome
from pages.figures import decide_words as words
from pages.figures.decide import compare_figures, compare_tables
from pages.figures.horizon_words import horizon_table
from pages.figures.html_tables import paragraph
from pages.figures.worth_words import worth_table
from pages.frame import canvas
from pages.frame.canvas import Control
from pages.frame.drawer import drawers
from pages.frame.menu import COCKPIT
from pages.frame.shown import tell
from pages.frame.take_away import logged
from pages.frame.visitor_prices import visitor_prices
from pages.labels.catalogue import language, t
from pages.labels.names import plain
from pages.plan import plan
from pages.plan.challenge_plans import elsewhere, strategies

PLANS, FRONT, AGAINST = "compare.plans", "compare.front", "compare.against"
FLIPS = 8
"""Assumptions shown that would turn a call round, those with the least way to go."""
_FIRST = 4


def chosen(scenario: Scenario) -> tuple[Scenario, ...]:
    """Let the reader choose up to seven plans; no change always stands beside them."""
    known = strategies(scenario)
    names = list(known)
    with st.expander(t("compare.choose"), key="drawer.compare", type="compact"):
        picked = st.multiselect(
            t("compare.choose"),
            names,
            default=names[:_FIRST],
            key=f"{PLANS}.{scenario.market}.{scenario.name if scenario.steps else ''}.{language()}",
            max_selections=MOST - 1,
            help=t("compare.choose.help"),
            label_visibility="collapsed",
        )
    idle = replace(scenario, name=t("compare.no_change"), steps=(), notes=())
    alike = {"draws": scenario.draws, "seed": scenario.seed}
    return (idle, *(replace(known[name], **alike) for name in picked))  # type: ignore[arg-type]


def left_out(scenario: Scenario) -> None:
    """Say which open plans are not to be chosen, and why."""
    if others := elsewhere(scenario):
        plans = [t("compare.elsewhere.one", name=one.name, market=one.market) for one in others]
        listed = t("finding.comma").join(plans)
        st.caption(plain(t("compare.elsewhere", plans=listed, market=scenario.market)))


def pair(names: Sequence[str]) -> tuple[int, int]:
    """Let the reader choose which two plans stand in front; no change is the last choice."""
    order = [*range(1, len(names)), 0]
    left, right = st.columns(2)
    with left:
        front = _one(FRONT, t("compare.a"), order, names, order[0])
    with right:
        rest = [i for i in order if i != front]
        against = _one(AGAINST, t("compare.b"), rest, names, rest[0])
    return front, against


def _one(key: str, label: str, order: Sequence[int], names: Sequence[str], default: int) -> int:
    options = [names[i] for i in order]
    if st.session_state.get(key) not in options:
        st.session_state[key] = names[default]
    picked = st.selectbox(label, options, key=key)
    return list(names).index(picked)


def calls_of(comparison: Field, front: int, against: int) -> tuple[Contest, ...]:
    """Set two plans against each other over the last year."""
    two = [front, against]
    both = replace(
        comparison,
        scenarios=tuple(comparison.scenarios[i] for i in two),
        paths={metric: path[two] for metric, path in comparison.paths.items()},
    )
    return tuple(contests(both, compare_figures.columns(both, both.paths)))


def levels_of(comparison: Field, front: int, against: int) -> dict[str, tuple[float, float]]:
    """Give the level of every measure in both plans, central runs."""
    return {
        metric: (float(comparison.of(metric)[front, 0]), float(comparison.of(metric)[against, 0]))
        for metric in comparison.paths
    }


def over_horizon(comparison: Field, front: int, against: int) -> None:
    """Set totals over the horizon and worst years of both plans side by side, central runs."""
    plans, quarters = list(comparison.by_scenario()), comparison.quarters
    two, metrics = (front, against), compare_figures.columns(comparison, COMPARED_METRICS)
    figures = [horizon_figures(plans[i], quarters, metrics) for i in two]
    names = [comparison.names[i] for i in two]
    tell(horizon_table(names, figures, t("horizon.title")))


def differing(scenarios: tuple[Scenario, ...]) -> None:
    """List only what the plans do not have in common."""
    market = load_market(scenarios[0].market)
    levers = lever_differences(market, scenarios)
    settings = setting_differences(market, load_parameters(), scenarios)
    names = [one.name for one in scenarios]
    tell(compare_tables.differences(levers, settings, names, market))
    first = scenarios[0]
    draws = f"{compute.screen_draws(first):,}"
    tell(paragraph(t("compare.futures", draws=draws, seed=first.seed), "quiet-note"))


def worths(scenarios: tuple[Scenario, ...]) -> None:
    """Show what every plan is worth against no change, and ask what a visitor counts."""
    outcomes = outcomes_of(scenarios)
    told, level = [one.worth for one in outcomes], outcomes[0].level("worth")
    tell(worth_table([one.name for one in scenarios[1:]], told, level))
    tell(paragraph(t("worth.note", draws=told[0].draws), "quiet-note"))
    visitor_prices("compare")


def outcomes_of(scenarios: tuple[Scenario, ...]) -> tuple[Outcome, ...]:
    """Set every plan against no change as the Cockpit does; the first scenario is no change."""
    return tuple(compute.ask(outcome, one) for one in scenarios[1:])


def lines(
    comparison: Field, outcomes: Sequence[Outcome], front: int, against: int, style: Style
) -> None:
    """Draw one measure of all plans over time, the one that the reader chooses."""
    measure = Control(
        label=t("rivals.measure"),
        options=compare_figures.units(),
        name="compare.measure",
        words=words.measure,
    )
    metric = measure.value()
    figure = compare_figures.panel(comparison, outcomes, metric, front, against, style)
    canvas.draw(figure, measure)


def details(
    comparison: Field,
    calls: tuple[Contest, ...],
    levels: compare_tables.Levels,
    pair: tuple[int, int],
) -> None:
    """Draw what stands behind the comparison, each in a drawer of its own."""
    scenarios = comparison.scenarios
    parts: dict[str, Callable[[], object]] = {
        "compare.every": lambda: tell(compare_tables.contest(calls, levels)),
        "compare.flips": lambda: turning(comparison, calls, *pair),
        "horizon.title": lambda: over_horizon(comparison, *pair),
        "worth.title": lambda: worths(scenarios),
        "compare.differs": lambda: differing(scenarios),
    }
    drawers(parts)


def turning(comparison: Field, calls: tuple[Contest, ...], front: int, against: int) -> None:
    """Show which assumption at which value would turn an open call round."""
    close = tuple(call for call in calls if call.is_close)
    if not close:
        key = "same" if all(call.is_same for call in calls) else "settled"
        tell(paragraph(t(f"compare.flips.{key}"), "quiet-note"))
        return
    two = (comparison.scenarios[front], comparison.scenarios[against])
    flips = compute.ask(questions.flips_of, two, close)
    if flips:
        tell(compare_tables.flip_points(sorted(flips, key=attrgetter("distance"))[:FLIPS]))
        left = t("compare.flips.first", count=FLIPS, all=len(flips)) if flips[FLIPS:] else ""
        tell(paragraph(f"{t('compare.flips.note')} {left}".strip(), "quiet-note"))
    else:
        tell(paragraph(t("compare.flips.none"), "quiet-note"))


def next_steps(scenarios: tuple[Scenario, ...]) -> None:
    """Offer every plan in the Cockpit, and all of them as one file."""
    with st.container(horizontal=True, gap="small", key="compare.ways"):
        for number, one in enumerate(scenarios):
            if one.steps and st.button(
                plain(t("cases.open", option=one.name)),
                key=f"compare.open.{number}",
                icon=":material/open_in_new:",
                on_click=plan.adopt,
                args=(one,),
            ):
                st.switch_page(COCKPIT, query_params={})
        st.download_button(
            t("compare.download"),
            logged(lambda: write_bytes(list(scenarios))),
            file_name="comparison.csv",
            mime="text/csv",
            key="compare.download",
            on_click="ignore",
            icon=":material/download:",
        )
