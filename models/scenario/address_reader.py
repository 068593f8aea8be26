"""Reading a plan from an address: what can be taken is, the rest is told, never half of a thing."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models.errors import Problem
from models.levers import KPI_UNITS, LEVERS, UNIT_OF_WEIGHT, Step
from models.notation import quarters_after
from models.scenario import Scenario
from models.scenario.address import (
    ASSUMED,
    DEFAULTS,
    LEVER,
    NAME,
    RIVAL,
    SCHEDULE,
    UNSAID,
    is_ours,
)
from models.scenario.conduct_rules import name_rule, value_rule
from models.scenario.csv.cells import number, whole
from models.scenario.csv.drafts import Refusal, anything_goes
from models.scenario.rules import KPI_TOLERANCE, WHOLE, setting_rule, successor_rule
from models.scenario.scenario_checks import step_problems
from models.text_rules import name_rule as plan_name_rule
from models.text_rules import refusal

LONGEST = 2_000
"""Characters of one schedule: forty quarters of long numbers."""

_FORM = "a schedule is written quarter:target, with commas between, such as 2024Q4:11,2025Q2:14"
_POINTS = "points stand between rival and part, such as rivals.pdd.lag"
_ROW = re.compile(r"\s*([0-9]{4}Q[1-4])\s*[:_](.+)")
_NEXT = re.compile("[,~]")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What an address is read against.

    ``vintages`` are the markets, earliest first; ``parameters`` maps
    a name to low, high and unit; ``baseline`` gives a market's own value of every lever, and
    ``refused`` what a market allows where it refuses a target.
    """

    vintages: Sequence[str]
    parameters: Mapping[str, tuple[float, float, str]]
    baseline: Callable[[str], Mapping[str, float]]
    refused: Refusal = anything_goes


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """Texts of an address that are given once, and what is wrong with them."""

    texts: Mapping[str, str]
    known: Known
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, name: str, rule: str) -> None:
        self.problems.append(refusal(None, name, self.texts[name], rule))

    def under(self, prefix: str) -> Iterator[tuple[str, str]]:
        """Give the names after ``prefix`` and their texts."""
        found = (name for name in self.texts if name.startswith(prefix))
        return ((name.removeprefix(prefix), self.texts[name]) for name in found)


def from_query(
    query: Mapping[str, Sequence[str]], known: Known, name: str
) -> tuple[Scenario, tuple[Problem, ...]]:
    """Read the plan that an address asks for, called ``name`` where the address does not say.

    A setting that cannot be keeps its default. A lever with a fault is left out whole, and so are
    the weights of its unit: half a schedule would be another plan. Names that are not the plan's
    are passed over.

    Returns
    -------
    tuple
        The plan, and the problems; each has the name in the address in ``column``.
    """
    ours = {key: list(texts) for key, texts in query.items() if is_ours(key)}
    reader = _Reader(texts={k: v[0] for k, v in ours.items() if len(v) == 1}, known=known)
    for key, texts in ours.items():
        if len(texts) > 1:
            rule = f"it is given {len(texts)} times; keep one"
            reader.problems.append(refusal(None, key, " and ".join(texts), rule))
    # A market that is named and cannot be read is another matter: it gives way to the latest.
    old = "market" not in ours and UNSAID in known.vintages
    market = UNSAID if old else known.vintages[-1]
    settings = {"name": name, "market": market, **_settings(reader)}
    assumptions = tuple(_assumptions(reader))
    span = settings["market"], settings.get("horizon", DEFAULTS["horizon"])
    scheduled = _schedules(reader, span)
    taken = {step.lever for step in scheduled}
    once = (step for step in _targets(reader, settings["market"]) if step.lever not in taken)
    scenario = Scenario(**settings, assumptions=assumptions, steps=(*scheduled, *once))
    return _with_conduct(reader, scenario), tuple(reader.problems)


def _settings(reader: _Reader) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("market", "rivals", *WHOLE):
        if name not in reader.texts:
            continue
        text = reader.texts[name]
        value = whole(text) if name in WHOLE else text
        rule = setting_rule(name, value)
        if name == "market" and text not in reader.known.vintages:
            rule = f"market is a vintage: one of {', '.join(reader.known.vintages)}"
        if rule:
            reader.refuse(name, rule)
        else:
            found[name] = value
    if NAME in reader.texts:
        if rule := plan_name_rule(reader.texts[NAME]):
            reader.refuse(NAME, rule)
        else:
            found["name"] = reader.texts[NAME]
    return found


def _assumptions(reader: _Reader) -> Iterator[tuple[str, float]]:
    for name, text in reader.under(ASSUMED):
        value = number(text)
        if name not in reader.known.parameters:
            reader.refuse(ASSUMED + name, successor_rule(name) or "no parameter has this name")
            continue
        low, high, unit = reader.known.parameters[name]
        if value is None or not low <= value <= high:
            reader.refuse(ASSUMED + name, f"{name} is a number from {low:g} to {high:g} ({unit})")
        else:
            yield name, value


def _with_conduct(reader: _Reader, scenario: Scenario) -> Scenario:
    """Add how single rivals answer; all of it or nothing."""
    rows: list[tuple[str, str | float]] = []
    sound = True
    for name, text in reader.under(RIVAL):
        row, plain = name.replace(".", ":"), number(text)
        value = text if plain is None else plain
        rule = _POINTS if ":" in name else name_rule(row) or value_rule(row, value)
        if rule:
            reader.refuse(RIVAL + name, rule)
        rows.append((row, value))
        sound = sound and not rule
    return replace(scenario, conduct=tuple(rows)) if sound else scenario


def _targets(reader: _Reader, market: str) -> Iterator[Step]:
    """Read levers that are set once; weights that are given alone pull their unit along."""
    first = quarters_after(market, 1)[0]
    good, bad = _values(reader, market)
    for unit, weights in KPI_UNITS.items():
        given = {name: good.pop(name) for name in weights if name in good}
        if given and unit not in bad:
            good |= _balanced(reader, given, weights, reader.known.baseline(market))
    return (Step(lever=name, quarter=first, value=value) for name, value in good.items())


def _values(reader: _Reader, market: str) -> tuple[dict[str, float], set[str]]:
    """Give levers with their targets, and the units of weights that are faulty."""
    good: dict[str, float] = {}
    bad: set[str] = set()
    for name, text in reader.under(LEVER):
        value = number(text)
        rule = LEVERS[name].rule(value) if name in LEVERS else "there is no such lever"
        if not rule and value is not None:
            rule = reader.known.refused(market, name, value)
        if rule or value is None:
            reader.refuse(LEVER + name, str(rule))
            bad.add(UNIT_OF_WEIGHT.get(name, name))
        else:
            good[name] = value
    return good, bad


def _balanced(
    reader: _Reader,
    given: Mapping[str, float],
    weights: Sequence[str],
    baseline: Mapping[str, float],
) -> dict[str, float]:
    """Bring the weights of a unit to a sum of 1, today's standing for those that are not given."""
    values = {name: given.get(name, baseline[name]) for name in weights}
    total = sum(values.values())
    if abs(total - 1.0) <= KPI_TOLERANCE:
        return values
    if total:
        return {name: value / total for name, value in values.items()}
    for name in given:
        reader.refuse(LEVER + name, "the weights of a unit are not all zero; they sum to 1")
    return {}


def _schedules(reader: _Reader, span: tuple[str, int]) -> tuple[Step, ...]:
    """Read schedules by lever; ``span`` is (market, horizon)."""
    by_unit: dict[str, list[Step]] = {}
    bad: set[str] = set()
    for lever, text in reader.under(SCHEDULE):
        unit = UNIT_OF_WEIGHT.get(lever, lever)
        steps, rule = _rows(lever, text)
        if rule:
            reader.refuse(SCHEDULE + lever, rule)
            bad.add(unit)
        by_unit.setdefault(unit, []).extend(steps)
    good: list[Step] = []
    for unit, steps in by_unit.items():
        found = [] if unit in bad else list(step_problems(steps, span))
        if unit not in bad:
            found += _refusals(reader, steps, span[0])
        good += [] if found or unit in bad else steps
        reader.problems.extend(_of_lever(problem, steps[0].lever) for problem in found)
    return tuple(good)


def _refusals(reader: _Reader, steps: Sequence[Step], market: str) -> Iterator[Problem]:
    """Check targets against the market; what no market allows is refused already."""
    for step in steps:
        fits = LEVERS[step.lever].rule(step.value) is None
        if fits and (rule := reader.known.refused(market, step.lever, step.value)):
            yield refusal(None, step.lever, f"{step.value:g}", rule)


def _rows(lever: str, text: str) -> tuple[list[Step], str | None]:
    """Read the rows of one lever as far as their form goes."""
    if lever not in LEVERS:
        return [], "there is no such lever"
    if len(text) > LONGEST:
        return [], f"a schedule has at most {LONGEST:,} characters"
    matches = [_ROW.fullmatch(part) for part in _NEXT.split(text)]
    pairs = [(match[1], number(match[2])) for match in matches if match]
    steps = [Step(lever=lever, quarter=at, value=value) for at, value in pairs if value is not None]
    return (steps, None) if len(steps) == len(matches) else ([], _FORM)


def _of_lever(problem: Problem, lever: str) -> Problem:
    """Name the lever as the column, where the rule named the cell of a file."""
    column = str(problem.column) if problem.column in LEVERS else lever
    return replace(problem, column=SCHEDULE + column)
