"""Every chart of the pack as the screen draws it, for pictures and pages."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from models.analysis.board_numbers import BoardNumbers
from models.analysis.structure.comparison import AIM
from models.scenario import Scenario
from models.vintage import Market
from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.figures.challenge import risk_figures, rivals_figures
from pages.figures.cockpit.drivers_figure import drivers_figure
from pages.figures.cockpit.money_figures import winners_losers_figure
from pages.figures.outcome_figures import Stage, style_of
from pages.labels.catalogue import in_language

Maker: TypeAlias = Callable[[BoardNumbers, Stage], Figure | None]


def stage_of(numbers: BoardNumbers, date: str) -> Stage:
    """Set the stage of a plan in the language in use; ``date`` is ISO 8601."""
    return Stage(
        market=numbers.market,
        scenario=numbers.scenario,
        outcome=numbers.outcome,
        style=style_of(numbers.market),
        date=date,
    )


def pack_figures(numbers: BoardNumbers, language: str, date: str) -> dict[str, Figure]:
    """Draw the charts of the pack, by the names of their files; those with something to draw."""
    with in_language(language):
        stage = stage_of(numbers, date)
        drawn = {name: make(numbers, stage) for name, make in MAKERS.items()}
        return {name: replace(one, name=name) for name, one in drawn.items() if one}


def _changes(_: BoardNumbers, stage: Stage) -> Figure | None:
    return stage.trajectory(changes=True) if stage.outcome.planned else None


def _drivers(metric: str) -> Maker:
    def make(numbers: BoardNumbers, stage: Stage) -> Figure | None:
        found = numbers.parts.get(metric)
        return drivers_figure(stage, found) if found else None

    return make


def _takeback(numbers: BoardNumbers, stage: Stage) -> Figure | None:
    if numbers.reaction is None:
        return None
    return rivals_figures.picture(numbers.reaction, "gmv", *_at(numbers, stage))


def _chances(numbers: BoardNumbers, stage: Stage) -> Figure | None:
    return risk_figures.chances(numbers.stress, *_at(numbers, stage)) if numbers.stress else None


def _tornado(numbers: BoardNumbers, stage: Stage) -> Figure | None:
    if not stage.outcome.planned:
        return None
    level = numbers.outcome.level(AIM)
    return risk_figures.tornado(numbers.swings, *_at(numbers, stage), level)


def _at(numbers: BoardNumbers, stage: Stage) -> tuple[Scenario, Market, Style]:
    return numbers.scenario, numbers.market, stage.style


MAKERS: dict[str, Maker] = {
    "changes": _changes,
    "trajectory": lambda _, stage: stage.trajectory(),
    "drivers-dau": _drivers("dau"),
    "drivers-ebita": _drivers("ebita"),
    "rivals": lambda _, stage: stage.rivals(),
    "takeback": _takeback,
    "stakes": lambda _, stage: winners_losers_figure(stage),
    "sides": lambda _, stage: stage.sides(),
    "revenue": lambda _, stage: stage.revenue(),
    "sellers": lambda _, stage: stage.sellers(),
    "delivery": lambda _, stage: stage.delivery(),
    "chances": _chances,
    "tornado": _tornado,
}
"""Charts of the pack by name, in the order in which its pages show them."""
