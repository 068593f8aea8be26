"""The whole page in words and figures, ready to be drawn as one picture or stepped through."""

from dataclasses import astuple

from models.analysis.outcome import TRADE
from models.analysis.provenance import ingredients, weakest
from models.notation import METRICS
from models.scenario.conduct import shared_posture
from pages.export.page import Card, Page
from pages.figures.cockpit import roads
from pages.figures.cockpit.kpi import STRIP, dip, of_group
from pages.figures.finding import period, statement
from pages.figures.outcome_figures import Stage
from pages.labels.catalogue import t
from pages.labels.format import Change, figure, money_change, percent_change

_FIRST = STRIP[0]


def overview(stage: Stage) -> Page:
    """Compose the page of ``stage`` in the language in use."""
    outcome = stage.outcome
    left, right = stage.trajectory(changes=True), stage.rivals()
    return Page(
        finding=statement(outcome, shared_posture(stage.scenario, stage.market)),
        period=period(outcome, stage.scenario),
        cards=[_card(stage, metric) for metric in TRADE],
        strip=[_cell(stage, _FIRST), *roads.lines(outcome), *_last(stage)],
        figures=(left, right),
        footer=f"{left.footer} · {t('picture.grades')}",
        style=stage.style,
    )


def _card(stage: Stage, metric: str) -> Card:
    outcome = stage.outcome
    level = figure(outcome.levels[metric].plan, METRICS[metric])
    change = _change(stage, metric)
    return Card(
        title=t(metric),
        level=level,
        change=change.value,
        interval=change.interval,
        period=t("kpi.quarter", quarter=outcome.quarters[-1]),
        detail=_detail(stage, metric) if outcome.planned else "",
        sign=outcome.sign(metric) if outcome.planned else 0,
        grade=weakest(ingredients(stage.market, metric)),
    )


def _change(stage: Stage, metric: str) -> Change:
    outcome = stage.outcome
    if not outcome.planned:
        return Change(value=t("kpi.no_change"), interval="")
    if metric == "ebita":
        return money_change(*astuple(outcome.change[metric]), level=outcome.level(metric))
    return percent_change(*astuple(outcome.relative[metric]))


def _detail(stage: Stage, metric: str) -> str:
    outcome = stage.outcome
    if metric == "ebita":
        value = money_change(*astuple(outcome.change["value"]), level=outcome.level("value"))
        return t("kpi.value", change=value)
    fall = dip(outcome) if metric == "revenue" else ""
    return fall or ("" if outcome.sign(metric) else t("kpi.unclear"))


def _last(stage: Stage) -> list[str]:
    """Give the last of the strip, or the group's profit where the plan spends overseas."""
    return [of_group(stage.outcome) or _cell(stage, STRIP[-1])]


def _cell(stage: Stage, metric: str) -> str:
    return f"{t(f'kpi.{metric}')} {_change(stage, metric)}"
