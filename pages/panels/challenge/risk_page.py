"""The page of risk around its picture: the answer, the dots, and what lies in drawers."""

from collections.abc import Callable, Sequence

import streamlit as st

from models.analysis.provenance import MADE_OF, ingredients, weakest
from models.analysis.risk.regret import Regret
from models.analysis.risk.sensitivity import LEADING
from models.analysis.risk.sobol import SAMPLES
from models.analysis.risk.stress import Stress
from models.analysis.rivalry.wargame import with_no_change
from models.notation import HEADLINES, quarters_after
from models.scenario import Scenario
from models.vintage import Market
from pages import compute
from pages.charts.style import Style
from pages.compute.questions import challenge_questions as questions
from pages.compute.questions.cockpit_questions import outcome
from pages.figures.answer_html import answer
from pages.figures.challenge import risk_figures, risk_words
from pages.figures.challenge.risk_figures import tornado
from pages.figures.challenge.risk_words import input_name, listed, percent
from pages.figures.challenge.twenty_dots import dots
from pages.figures.challenge.war_words import plan_name
from pages.figures.html_tables import capital, figure, paragraph, table
from pages.frame import canvas, choices
from pages.frame.drawer import drawers
from pages.frame.shown import tell
from pages.labels.catalogue import t
from pages.labels.format import fixed, interval, money_size
from pages.plan.challenge_plans import strategies

FIGURE = "risk.figure"
RISK_MEASURES = HEADLINES
FUTURES = 4000
_DECIMALS = 2
"""Decimals of an index, which may pass 1."""

PLANS = 5


def headline_of(stress: Stress | None, scenario: Scenario, market: Market) -> str:
    """Write the chance of the targets, and which they are where none is set."""
    if stress is None:
        return answer(t("risk.nothing"))
    quarter = quarters_after(market.vintage, scenario.horizon)[-1]
    count = f"{stress.futures:,}"
    below = t("risk.below_line", name=scenario.name, quarter=quarter, count=count)
    metrics = dict.fromkeys(target.metric for target in stress.targets)
    return answer(risk_words.answer(stress, market), below=below, behind=metrics)


def picture(stress: Stress, market: Market, style: Style) -> None:
    """Draw the chance as dots, and beside it in which futures the plan misses."""
    left, right = st.columns(2, gap="large")
    known = [target.metric for target in stress.targets if target.metric in MADE_OF]
    grade = max((weakest(ingredients(market, metric)) for metric in known), default="")
    tell(dots(stress, style.own), left, grade=grade)
    sentences = [risk_words.sentence(stress, market)]
    if stress.signpost:
        sentences.append(risk_words.signpost(stress.signpost, market))
    tell("".join(paragraph(sentence, "answer-more") for sentence in sentences), right)


def details(stress: Stress | None, scenario: Scenario, market: Market, style: Style) -> None:
    """Draw what stands behind the answer, each in a drawer of its own."""
    parts: dict[str, Callable[[], object]] = {}
    if stress:
        of_stress = (stress, scenario, market, style)
        parts["risk.tab.chances"] = lambda: canvas.draw(risk_figures.chances(*of_stress))
        parts["risk.tab.box"] = lambda: canvas.draw(risk_figures.box(*of_stress))
    parts |= {
        "risk.tab.tornado": lambda: _tornado(scenario, market, style),
        "risk.tab.regret": lambda: _regret(scenario),
        "risk.tab.sobol": lambda: _sobol(scenario, market),
    }
    drawers(parts)


def _measure(place: str) -> str:
    return choices.row(
        t("risk.measure"),
        RISK_MEASURES,
        f"{FIGURE}.{place}",
        words=lambda metric: capital(t(f"measure.{metric}")),
    )


def _tornado(scenario: Scenario, market: Market, style: Style) -> None:
    metric = _measure("tornado")
    level = compute.ask(outcome, scenario).level(metric)
    swings = compute.ask(questions.swings, scenario, metric)
    canvas.draw(tornado(swings, scenario, market, style, level))


def _sobol(scenario: Scenario, market: Market) -> None:
    sensitivity = compute.ask(questions.swings, scenario, _measure("sobol"), LEADING)
    tell(
        paragraph(
            t("risk.sobol.note", count=len(sensitivity.indices), samples=f"{SAMPLES:,}"),
            "quiet-note",
        )
    )
    columns = {
        "name": [input_name(index.parameter, market) for index in sensitivity.indices],
        "first": [_index(index.first) for index in sensitivity.indices],
        "first_range": [_span(index.first_low, index.first_high) for index in sensitivity.indices],
        "total": [_index(index.total) for index in sensitivity.indices],
        "total_range": [_span(index.total_low, index.total_high) for index in sensitivity.indices],
    }
    titled = {t(f"risk.sobol.{name}"): cells for name, cells in columns.items()}
    st.dataframe(titled, hide_index=True, height="content", key="risk.sobol")


def _span(low: float, high: float) -> str:
    return interval(low, high, _DECIMALS)


def _index(value: float) -> str:
    return fixed(value, _DECIMALS, sign=True).lstrip("+")


def _regret(scenario: Scenario) -> None:
    """Set the plan against the open ones, those of the library and no change."""
    regrets = compute.ask(questions.forgone, _against(scenario), FUTURES)
    level = compute.ask(outcome, scenario).level("value")
    text = _least(regrets, level)
    below = t("risk.regret.subtitle", count=f"{FUTURES:,}")
    tell(paragraph(text) + paragraph(below, "quiet-note"))
    heads = [t(f"risk.regret.{name}") for name in ("plan", "best", "usual", "high", "worst")]
    rows = [
        (
            plan_name(row.plan),
            [
                percent(row.best),
                *(figure(money_size(x, level=level)[1]) for x in (row.usual, row.high, row.worst)),
            ],
        )
        for row in regrets
    ]
    tell(table(heads, rows, t("risk.tab.regret")))


def _least(regrets: Sequence[Regret], level: float) -> str:
    """Name the plan of least regret, or all of them where several tie."""
    best = regrets[0]
    alike = [
        plan_name(one.plan) for one in regrets if (one.high, one.usual) == (best.high, best.usual)
    ]
    sign, high = money_size(best.high, level=level)
    return t("risk.regret.finding" if sign else "risk.regret.free", plan=listed(alike), high=high)


def _against(scenario: Scenario) -> tuple[Scenario, ...]:
    plans = list(strategies(scenario).values())[:PLANS]
    return tuple(with_no_change(plans or [scenario]))
