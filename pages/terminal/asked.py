"""What the optimiser is asked for, read from the options of a verb."""

import re
from collections.abc import Iterable
from dataclasses import replace
from math import inf

import click

from models.analysis.optimise.goals import EVERY, Limit
from models.analysis.targets import check_dated
from models.levers import KPI_UNITS, LEVERS
from models.notation import UNITS, quarter_number, quarters_after
from models.scenario import Scenario

DEFAULT_HORIZON, LONGEST = 12, 40

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_BASELINE = rf"baseline(?:(?P<percent>(?=[+-]){_NUMBER})%)?"
_LIMIT = re.compile(
    rf"(?P<metric>\w+)(?:@(?P<at>\w+))?=(?:(?P<value>{_NUMBER})|{_BASELINE})", re.ASCII
)
_PAIR = re.compile(rf"(?P<name>\w+)=(?P<value>{_NUMBER})")


def limits(
    texts: Iterable[str], at: str, *, is_ceiling: bool, alone: bool = False
) -> tuple[Limit, ...]:
    """Read limits like ``revenue=68``, ``revenue@every=baseline-2%``; ``at`` unless named.

    Limits of every year are read over years, others as the aim.

    Raises
    ------
    click.BadParameter
        Quotes the text and says how a limit is written.
    ScenarioError
        A quarter is named for a metric of the whole horizon.
    """
    return tuple(_limit(text, at, is_ceiling=is_ceiling, alone=alone) for text in texts)


def _limit(text: str, at: str, *, is_ceiling: bool, alone: bool) -> Limit:
    match = _LIMIT.fullmatch(text.replace("\u2212", "-").replace(" ", ""))
    hint = "--ceiling" if is_ceiling else "--floor"
    if not match or match["metric"] not in UNITS:
        msg = (
            f"{text!r} is no limit; write METRIC=VALUE, METRIC=baseline or METRIC=baseline-2%, "
            f"with METRIC one of {', '.join(UNITS)}, and METRIC@{EVERY}=… or METRIC@2024Q1=… for "
            "another time"
        )
        raise click.BadParameter(msg, param_hint=hint)
    if match["at"] and match["at"] != EVERY:
        check_dated(match["metric"], match["at"], hint.strip("-"))
    relative = match["value"] is None
    bound = 1.0 + float(match["percent"] or 0.0) / 100.0 if relative else float(match["value"])
    return Limit(
        metric=match["metric"],
        bound=bound,
        at=match["at"] or at,
        is_relative=relative,
        is_ceiling=is_ceiling,
        alone=alone and (match["at"] or at) != EVERY,
    )


def pairs(texts: Iterable[str], option: str, names: Iterable[str] = LEVERS) -> dict[str, float]:
    """Read ``NAME=NUMBER`` options; a name that stands twice is wrong usage."""
    values: dict[str, float] = {}
    known = tuple(names)
    for text in texts:
        match = _PAIR.fullmatch(text.replace(" ", ""))
        if not match or match["name"] not in known:
            msg = f"{text!r} is not NAME=NUMBER, with NAME one of {', '.join(known)}"
            raise click.BadParameter(msg, param_hint=option)
        if match["name"] in values:
            msg = f"{match['name']} is given twice; keep one"
            raise click.BadParameter(msg, param_hint=option)
        values[match["name"]] = float(match["value"])
    return values


def weights(texts: Iterable[str]) -> tuple[tuple[str, float], ...]:
    """Read one metric, or several as ``METRIC=WEIGHT``, each once."""
    given = list(texts)
    if len(given) == 1 and "=" not in given[0]:
        metrics = {given[0]: 1.0}
    else:
        metrics = pairs(given, "--maximise", UNITS)
    if unknown := [name for name in metrics if name not in UNITS]:
        msg = f"{unknown[0]!r} is no metric; choose one of {', '.join(UNITS)}"
        raise click.BadParameter(msg, param_hint="--maximise")
    for name, weight in metrics.items():
        if not 0.0 < weight < inf:
            msg = f"{name}={weight:g}: a weight is more than 0; leave out what does not count"
            raise click.BadParameter(msg, param_hint="--maximise")
    if len(metrics) == 1 and set(metrics.values()) != {1.0}:
        msg = "one metric counts in its own unit and takes no weight; name a second, or no weight"
        raise click.BadParameter(msg, param_hint="--maximise")
    return tuple(metrics.items())


def movable(name: str) -> str:
    """Give the KPI unit of a weight, other names as they are."""
    return next((unit for unit, weights in KPI_UNITS.items() if name in weights), name)


def reaching(scenario: Scenario | None, market: str, at: str) -> Scenario:
    """Give the scenario to start from, long enough to reach ``at``.

    Raises
    ------
    click.BadParameter
        The quarter does not come after the market's, or too late for any horizon.
    """
    start = quarter_number(market)
    try:
        needed = quarter_number(at) - start
    except ValueError:
        needed = 1  # a sum, or nonsense that the check of the task names
    if not 1 <= needed <= LONGEST:
        span = quarters_after(market, LONGEST)
        msg = f"{at!r} is out of reach; give a quarter from {span[0]} to {span[-1]}"
        raise click.BadParameter(msg, param_hint="--at")
    if scenario is None:
        return Scenario(name="Today", market=market, horizon=max(DEFAULT_HORIZON, needed))
    return scenario if scenario.horizon >= needed else replace(scenario, horizon=needed)
