"""The answer of the optimiser on screen: finding, plan, limits with their prices, side effects."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple
from html import escape

from models.analysis.optimise.answer import AT_START, Answer
from models.analysis.optimise.goals import SUM
from models.analysis.optimise.second_opinion import Opinion
from models.analysis.optimise.shadow_prices import ConstraintStatus
from models.analysis.optimise.space import staying
from models.analysis.precedents import Departure
from models.analysis.spending import is_overseas
from models.inputs import load_market
from models.levers import LEVERS
from models.notation import HORIZON_METRICS, UNITS, metrics_of
from pages.figures import decide_words as words
from pages.figures import horizon_words
from pages.figures.decide.disagreement import conflict, starts
from pages.figures.decide.limit_words import limit_name, missed_limit
from pages.figures.html_tables import table
from pages.labels.catalogue import sentences, t
from pages.labels.format import Change, fixed, points_change, shared_decimals
from pages.labels.html import Html

SIDE = metrics_of("users", "sales", "revenue", "profit", "group_profit", "worth")
"""Headlines told beside the goal, so that no price of it stays in the dark."""


def may_be_shown(answer: Answer, *, is_over: bool) -> bool:
    """Return whether a plan may be shown: while the search goes on, none that could mislead."""
    return is_over or answer.may_lead


def top_lines(answer: Answer, *, is_over: bool) -> tuple[str, str]:
    """Write the headline and what stands below it, of a search that may still go on."""
    if may_be_shown(answer, is_over=is_over):
        return finding(answer), subtitle(answer)
    return t("best.searching"), t("best.searching_below")


def finding(answer: Answer) -> str:
    """Write in one sentence what the best plan brings and what it costs, or that there is none."""
    if not answer.is_feasible:
        missed = [missed_limit(kept) for kept in answer.missed]
        return conflict(answer) or t("best.finding.none", missed=words.listed(missed))
    if answer.verdict == AT_START:
        return t("best.finding.start", goal=_goal(answer))
    costs = [
        t("best.finding.cost", measure=t(f"measure.{name}"), change=_ranged(name, answer))
        for name in SIDE
        if name not in answer.task.goal.metrics and answer.effects[name].central < 0.0
        if name != "group_ebita" or is_overseas(step.lever for step in answer.scenario.steps)
    ]
    key = "best.finding.costs" if costs else "best.finding.free"
    return words.capital(t(key, goal=_goal(answer), gain=_gain(answer), costs=words.listed(costs)))


def subtitle(answer: Answer) -> str:
    """Write when, under which attitude to risk, and how the starts agreed."""
    goal = answer.task.goal
    key = "best.at.sum" if goal.at == SUM else "best.at.year"
    key = "best.at.whole" if HORIZON_METRICS.keys() >= {*goal.metrics} else key
    when = t(key, quarter=goal.at)
    text = t("best.below", when=words.capital(when), risk=t(f"best.risk.{goal.risk}"))
    if answer.task.count:
        text = f"{text} {t('best.searched', draws=f'{answer.task.count:,}')}"
    if not answer.is_feasible:
        missed = words.listed([missed_limit(kept) for kept in answer.missed])
        return f"{text} {t('best.nearest', missed=missed)}"
    return sentences(text, *starts(answer))


def level_of(name: str, answer: Answer) -> float:
    """Size of a headline without change over the last year, in its unit.

    Profit stands for what describes the whole horizon, as in `Outcome.level`.
    """
    known = name if name in answer.figures and name not in HORIZON_METRICS else "ebita"
    return abs(answer.figures[known].year - answer.effects[known].central)


def _goal(answer: Answer) -> str:
    goal = answer.task.goal
    if goal.is_weighted:
        return t("best.goal.weighted", value=_weighted(answer.best))
    metric = goal.metrics[0]
    if goal.risk == "probability":
        target = words.level(goal.target or 0.0, metric)
        return t(
            "best.goal.reach",
            measure=t(f"measure.{metric}"),
            target=target,
            value=words.percent(answer.best),
        )
    return t("best.goal.level", measure=t(f"measure.{metric}"), value=_written(answer, answer.best))


def _weighted(value: float) -> str:
    """Write a gain of several measures, in percent."""
    return fixed(value, shared_decimals([value]), sign=True)


def _written(answer: Answer, value: float) -> str:
    return words.level(value, answer.task.goal.metrics[0])


def _gain(answer: Answer) -> str:
    goal = answer.task.goal
    if goal.is_weighted:
        return t("best.goal.points", value=_weighted(answer.gain))
    if goal.risk == "probability":
        return t("best.goal.from", value=words.percent(answer.today))
    metric = goal.metrics[0]
    gain = words.lone_change(metric, answer.gain, level=level_of(metric, answer))
    if goal.risk != "central" or goal.at == SUM or metric not in answer.effects:
        return gain  # the range of the effects is that of another quantity
    return f"{gain} {_change(metric, answer).interval}"


def _ranged(name: str, answer: Answer) -> str:
    return str(_change(name, answer))


def _change(name: str, answer: Answer) -> Change:
    return words.change(name, *astuple(answer.effects[name]), level=level_of(name, answer))


def plan_table(answer: Answer) -> str:
    """Lay out what every free lever is set to, beside today."""
    today = load_market(answer.scenario.market).levers
    rows = [
        (
            Html(escape(words.lever(name)) + _mark(name, answer)),
            [words.target(name, today[name]), _target(name, target)],
        )
        for name, target in answer.plan.items()
    ]
    heads = [t("best.plan.lever"), t("best.plan.today"), t("best.plan.plan")]
    return table(heads, rows, t("best.plan"))


def history_lines(departures: Iterable[Departure]) -> Iterator[str]:
    """Say lever by lever where a plan leaves what history has seen."""
    for one in departures:
        value, low, high = (words.target(one.lever, x) for x in (one.value, one.low, one.high))
        name = words.lever(one.lever)
        yield t("best.history", lever=name, value=value, low=low, high=high)


def _mark(name: str, answer: Answer) -> str:
    if name not in answer.beyond:
        return ""
    return f" <small>{escape(t('best.beyond'))}</small>"


def _target(name: str, target: float | tuple[tuple[str, float], ...]) -> Html:
    if isinstance(target, float):
        return Html(f"<b>{escape(words.target(name, target))}</b>")
    steps = (
        f"<b>{escape(words.target(name, value))}</b> "
        f"{escape(t('compare.differs.from', quarter=quarter))}"
        for quarter, value in target
    )
    return Html("<br>".join(steps))


def limits_table(answer: Answer) -> str:
    """Lay out what holds the plan back, and what one unit more room would bring."""
    rows = [
        (
            limit_name(kept),
            [_bound(kept, kept.bound), _bound(kept, kept.value), _worth(kept, answer)],
        )
        for kept in answer.limits
    ]
    heads = [t(f"best.limit.{name}") for name in ("name", "bound", "value", "worth")]
    return table(heads, rows, t("best.limits"))


def _bound(kept: ConstraintStatus, value: float) -> str:
    lever = kept.name.split()[0]
    return words.target(lever, value) if lever in LEVERS else words.amount(value, kept.unit)


def _worth(kept: ConstraintStatus, answer: Answer) -> str:
    """Write what giving way by one step would bring the goal."""
    if kept.missing > 0.0:
        return t("best.limit.missed")
    if not kept.is_binding:
        return t("best.limit.slack")
    if not answer.is_feasible or answer.task.goal.is_weighted or kept.price <= 0.0:
        return t("best.limit.binds")
    metric, step = answer.task.goal.metrics[0], 0.01 if kept.unit == "share" else 1.0
    gain = kept.price * step
    if answer.task.goal.risk == "probability":
        gain_text = points_change(gain, gain, gain).value
    else:
        gain_text = words.lone_change(metric, gain, level=level_of(metric, answer))
    return t("best.limit.price", gain=gain_text, step=_step(kept.unit))


def _step(unit: str) -> str:
    if unit == "share":
        return t("best.step.share")
    if unit.startswith("RMB"):
        return t("best.step.money")
    return t("best.step.people") if unit == "million" else t("best.step.one")


def effects_table(answer: Answer) -> str:
    """Lay out the change of every headline against no change, the plan's own horizon beside it."""
    figures = answer.figures
    rows = [
        (
            words.measured(name),
            [
                effect_cell(name, answer),
                horizon_words.total(name, figures.get(name)),
                horizon_words.worst(name, figures.get(name)),
            ],
        )
        for name in answer.effects
    ]
    heads = [f"best.effects.{column}" for column in ("change", "total", "worst")]
    return table([t("best.effects"), *map(t, heads)], rows, t("best.effects"))


def effect_cell(name: str, answer: Answer) -> Html:
    """Write a change with its range below it."""
    change = _change(name, answer)
    return Html(f"{escape(change.value)}<small>{escape(change.interval)}</small>")


def locked_lines(answer: Answer) -> Iterator[str]:
    """Name the levers that stay locked, by reason."""
    stays = staying(load_market(answer.scenario.market), answer.task)
    for reason, names in stays.items():
        listed = t("finding.comma").join(words.lever(name) for name in names)
        yield t("best.locked.line", names=listed, why=t(f"best.locked.{reason}"))


def opinion(check: Opinion, answer: Answer) -> str:
    """Write what the other method found."""
    if check.agrees is None:
        return t("best.opinion.nothing")
    if check.agrees:
        return t("best.opinion.agrees")
    return t("best.opinion.better", gain=_better(check.gain, answer))


def _better(gain: float, answer: Answer) -> str:
    """Write by how much another plan is better, in the unit of the goal."""
    goal = answer.task.goal
    if goal.is_weighted:
        return t("format.points", value=_weighted(gain).lstrip("+"))
    if goal.risk == "probability":
        return words.size(gain, "share")
    metric = goal.metrics[0]
    return words.size(gain, UNITS[metric], level=level_of(metric, answer))
