"""The sections of the pack that stand on the plan itself: title, answer, reason, parts, rivals."""

from collections.abc import Sequence
from typing import Any

from models.analysis.board_numbers import BoardNumbers
from models.scenario.conduct import shared_posture
from pages.charts.style import Style
from pages.figures import provenance
from pages.figures.assumption_values import notice
from pages.figures.challenge import rivals_figures
from pages.figures.challenge.answer_words import in_one as answered
from pages.figures.cockpit import drivers_figure
from pages.figures.cockpit.kpi import dip
from pages.figures.cockpit.rests import lines as rest_lines
from pages.figures.cockpit.rests import sentence as rests
from pages.figures.conduct_words import together
from pages.figures.finding import finding, period
from pages.figures.outcome_figures import Stage
from pages.figures.pack import answer_charts, pack_charts, pack_facts, pack_tables
from pages.figures.pack.pack_model import Section
from pages.figures.worth_words import verdict
from pages.labels.catalogue import t


def made(key: str, title: str, lines: dict[str, str], **parts: Any) -> Section:  # noqa: ANN401
    """Make a section; sentences that are empty are left out, and notes are never empty."""
    kept = {name: text for name, text in lines.items() if text}
    notes = tuple(parts.pop("notes", ())) or (t("source.range"),)
    return Section(
        key=key, name=t(f"pack.section.{key}"), title=title, lines=kept, notes=notes, **parts
    )


def sources(numbers: BoardNumbers, metrics: Sequence[str]) -> tuple[str, ...]:
    """List where today's figures come from and what the later ones rest on, each once."""
    notes = [line for name in metrics for line in _of(name, numbers)]
    return tuple(dict.fromkeys(notes))


def _of(metric: str, numbers: BoardNumbers) -> tuple[str, ...]:
    return provenance.of_metrics(numbers.market, metric)["notes"]


def title(numbers: BoardNumbers) -> Section:
    """Name the plan, and say in one sentence what it does."""
    scenario, market = numbers.scenario, numbers.market
    meta = t(
        "pack.meta",
        market=market.vintage,
        count=scenario.horizon,
        quarter=numbers.outcome.quarters[-1],
        rivals=together(scenario, market),
    )
    lines = {"finding": _finding(numbers), "meta": meta, "notice": notice(scenario)}
    return made("title", scenario.name, lines, notes=_standing(numbers))


def _finding(numbers: BoardNumbers) -> str:
    if not numbers.outcome.planned:
        return t("pack.idle")
    return finding(numbers.outcome, shared_posture(numbers.scenario, numbers.market))


def _standing(numbers: BoardNumbers) -> tuple[str, ...]:
    """Write what the whole pack stands under."""
    lines = (period(numbers.outcome, numbers.scenario), t("source.range"), t("pack.editable"))
    return tuple(filter(None, (*lines, *rest_lines(numbers.outcome))))


def answer(numbers: BoardNumbers, style: Style) -> Section:
    """Say what is gained, at which cost, and under which condition that pays."""
    outcome, market = numbers.outcome, numbers.market
    is_idle = not outcome.planned
    lines = {
        "verdict": "" if is_idle else verdict(numbers.worth),
        "dip": t("pack.dip", dip=lowest) if (lowest := "" if is_idle else dip(outcome)) else "",
        "rests": rests(outcome).rstrip(":："),
    }
    return made(
        "answer",
        _finding(numbers),
        lines,
        facts=pack_facts.facts(outcome, market),
        charts=tuple(pack_charts.level(name, outcome, market, style) for name in pack_facts.HEADS),
        notes=(*_standing(numbers), *sources(numbers, pack_facts.HEADS)),
    )


def reason(numbers: BoardNumbers, stage: Stage) -> Section:
    """Show how visitors, revenue and profit change over time, and what is moved for it."""
    outcome = numbers.outcome
    told, how, told_notes = stage.changes_told()
    charts = tuple(pack_charts.changes(name, outcome, stage.style) for name in pack_facts.HEADS)
    return made(
        "reason",
        told if outcome.planned else t("pack.idle"),
        {"how": how},
        charts=charts if outcome.planned else (),
        tables=(pack_tables.levers(numbers.scenario, numbers.market),) if outcome.planned else (),
        notes=(*told_notes, *provenance_of_levers(numbers)),
    )


def provenance_of_levers(numbers: BoardNumbers) -> tuple[str, ...]:
    """List where today's settings of the levers that the plan moves come from."""
    moved = [*numbers.outcome.planned]
    return tuple(provenance.of_levers(moved, numbers.market)["notes"]) if moved else ()


def parts(numbers: BoardNumbers, style: Style) -> Section:
    """Take visitors and profit apart by lever."""
    if not numbers.parts:
        return made("parts", t("pack.parts.none"), {})
    first, second = (numbers.parts[metric] for metric in numbers.parts)
    lines = {
        "second": drivers_figure.title(second),
        "how": drivers_figure.subtitle(first, numbers.scenario),
    }
    return made(
        "parts",
        drivers_figure.title(first),
        lines,
        charts=tuple(pack_charts.steps(one, style) for one in (first, second)),
        notes=sources(numbers, tuple(numbers.parts)),
    )


def rivals(numbers: BoardNumbers, stage: Stage) -> Section:
    """Show what the rivals take back, from whom and at which cost to them."""
    reaction, market = numbers.reaction, numbers.market
    if reaction is None:
        return made("rivals", t("pack.rivals.none"), {})
    sales = reaction.figures["gmv"]
    told, told_notes = stage.rivals_told()
    lines = {
        "takeback": rivals_figures.title(sales, market),
        "platforms": told,
        "how": t("pack.rivals.how", quarter=reaction.quarter),
    }
    return made(
        "rivals",
        answered(reaction, market),
        lines,
        charts=(
            pack_charts.answer_steps(sales, market, stage.style),
            answer_charts.platforms(numbers.outcome, market),
        ),
        notes=(*told_notes, *sources(numbers, ("gmv",))),
    )
