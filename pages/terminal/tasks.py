"""The options that all verbs of planning share, and the task that they make up."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from models.analysis.optimise.goals import EVERY
from models.analysis.optimise.locked import FREE_LEVERS
from models.errors import ScenarioError
from models.inputs import latest, markets, read_scenarios
from models.levers import KPI_UNITS, LEVERS
from models.market.rivals import POSTURES
from models.notation import quarters_after
from models.scenario import Scenario
from models.text_rules import refusal
from pages.terminal import asked
from pages.terminal.common import FINITE

_OPTIONS = (
    click.option("--market", type=click.Choice(markets()), help="Default: the file's, the latest."),
    click.option("--from", "start", type=click.Path(path_type=Path), help="Plan to start from."),
    click.option("--rivals", type=click.Choice(POSTURES), help="Posture of rivals without an own."),
    click.option("--free", multiple=True, metavar="LEVER", help="Move just these levers."),
    click.option("--unlock", multiple=True, metavar="LEVER", help="Move this one as well."),
    click.option("--lock", multiple=True, metavar="LEVER=VALUE", help="Keep a lever there."),
    click.option("--move", multiple=True, metavar="LEVER=BY", help="How far from today at most."),
    click.option(
        *("--floor",),
        multiple=True,
        metavar="METRIC=BOUND",
        help="68, baseline, baseline-2%; in every full year, METRIC@2026Q1=… in one alone.",
    ),
    click.option("--ceiling", multiple=True, metavar="METRIC=BOUND", help="Written like a floor."),
    click.option(
        *("--floors-at-end",),
        is_flag=True,
        help="Floors and ceilings hold in the year to --at alone, not in every year and the last "
        "simulated one.",
    ),
    click.option("--budget", type=FINITE, metavar="RMB_BN", help="Most for all levers of money."),
    click.option("--phases", type=click.IntRange(1, 3), default=1, help="Targets of each lever."),
)


def planning(command: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the options of `_OPTIONS`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the options say beside the goal."""

    scenario: Scenario
    fields: dict[str, Any]


def read(
    at: str,
    *,
    alone: bool = False,
    market: str | None,
    start: Path | None,
    rivals: str | None,
    free: tuple[str, ...],
    unlock: tuple[str, ...],
    lock: tuple[str, ...],
    move: tuple[str, ...],
    floor: tuple[str, ...],
    ceiling: tuple[str, ...],
    floors_at_end: bool,
    budget: float | None,
    phases: int,
) -> Asked:
    """Turn options into the fields of a task; limits are read as the goal, year or quarter.

    Raises
    ------
    click.BadParameter
        An option is not written as it should be.
    ScenarioError
        The file to start from is refused or holds several scenarios.
    """
    scenario = starting(at, market, start, rivals)
    locks = asked.pairs(lock, "--lock")
    moving = [asked.movable(name) for name in (*(free or FREE_LEVERS), *unlock)]
    names = [name for name in dict.fromkeys(moving) if free.count(name) or name not in locks]
    last = at if at in _quarters(scenario) else _quarters(scenario)[-1]
    here = last if floors_at_end else EVERY
    return Asked(
        scenario=scenario,
        fields={
            "free": tuple(names),
            "locks": locks,
            "reach": asked.pairs(move, "--move"),
            "limits": (
                *asked.limits(floor, here, is_ceiling=False, alone=alone),
                *asked.limits(ceiling, here, is_ceiling=True, alone=alone),
            ),
            "budget": budget,
            "phases": dict.fromkeys([*LEVERS, *KPI_UNITS], phases),
        },
    )


def starting(at: str, market: str | None, start: Path | None, rivals: str | None) -> Scenario:
    """Give the plan of a file, or today, long enough to reach quarter ``at``."""
    plan = _one(start) if start else None
    if plan and market:
        plan = replace(plan, market=market)
    scenario = asked.reaching(plan, plan.market if plan else market or latest(), at)
    return replace(scenario, rivals=rivals) if rivals else scenario


def _quarters(scenario: Scenario) -> tuple[str, ...]:
    return quarters_after(scenario.market, scenario.horizon)


def last_of(scenario: Scenario) -> str:
    """Name the last projected quarter."""
    return _quarters(scenario)[-1]


def _one(path: Path) -> Scenario:
    scenarios = read_scenarios(path)
    if len(scenarios) != 1:
        rule = "the search starts from one plan; give a file with one scenario"
        raise ScenarioError([refusal(None, "scenario", f"{len(scenarios)} scenarios", rule)])
    return scenarios[0]
