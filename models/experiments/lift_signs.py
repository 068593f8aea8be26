"""Tests against the model's own sign: what it can learn from, and what it must refuse."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from models.errors import Problem
from models.experiments.lift import Lift, Setup
from models.notation import METRICS, OWN_METRICS, Array
from models.parameters import Parameters
from models.text_rules import refusal

DRAWS = 200
"""Draws of the prior that a sign is judged on."""

SURE = 0.975
"""Share of the draws that must agree for the model to have a sign."""

FAR = 6.0
"""Prior standard deviations from which an effect looks like a slip of the unit."""

BEYOND = 2.0
"""Times the largest effect of any draw from which no calibration can follow a test."""

_SMALL = 0.1

_NOTHING = 1e-12


def judge(
    setups: Sequence[Setup], parameters: Parameters
) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """Problems and notes of some tests, against what the prior says of them."""
    problems: list[Problem] = []
    notes: list[str] = []
    for setup in setups:
        told = setup.effect(parameters.priors.draw(DRAWS, 0, dict(setup.market.parameters)))
        problems += _problems(setup.lift, told)
        notes += _notes(setup.lift, told)
    return tuple(problems), tuple(notes)


def _problems(lift: Lift, told: Array) -> Iterator[Problem]:
    if np.abs(told).max() <= _NOTHING:
        rule = (
            f"{lift.lever} does not move {lift.metric} of {lift.platform} in the model, so the test"
            " tells it nothing; leave the row out"
        )
        yield refusal(lift.line, "lever", lift.lever, rule)
    elif abs(lift.effect) > BEYOND * np.abs(told).max():
        rule = (
            f"the largest effect that the model can tell of {lift.name} is {_largest(told):.3g}"
            f" {_unit(lift)}, and usual are {_span(lift, told)}: this is"
            f" {abs(lift.effect / _largest(told)):,.3g} times as much, whatever its standard error;"
            f" give effect and standard error in {_unit(lift)}, or leave the row out"
        )
        yield refusal(lift.line, "effect", f"{lift.effect:g}", rule)
    elif _contradicts(lift, told) and abs(lift.effect) > lift.error:
        direction = "raises" if _sign(told) > 0 else "lowers"
        rule = (
            f"{lift.name} contradicts the model: over {lift.quarters} quarters the step"
            f" {direction} it in {_agreement(told):.0%} of the draws of the prior"
            f" ({_span(lift, told)}){_never(told)}. Check from, to and the sign of the effect; if"
            " the test is right, the model is wrong here and is not to be bent to it"
        )
        yield refusal(lift.line, "effect", f"{lift.effect:g}", rule)


def _notes(lift: Lift, told: Array) -> Iterator[str]:
    place = f"Line {lift.line}: {lift.name}: " if lift.line else f"{lift.name}: "
    if _contradicts(lift, told) and abs(lift.effect) <= lift.error:
        yield f"{place}the sign is against the model's, within one standard error; taken"
    if abs(lift.effect) > np.abs(told).max():
        yield f"{place}more than the model tells in any draw ({_largest(told):.3g}); check the unit"
    if 2.0 * lift.error < abs(lift.effect) < _SMALL * np.abs(told).min():
        yield f"{place}far below what the model expects ({_span(lift, told)}); check the unit"
    away = abs(lift.effect - told.mean())
    if away > FAR * np.hypot(told.std(), lift.error) and away > FAR * abs(told.mean()):
        yield f"{place}far from what the model expects ({_span(lift, told)}); check the unit"


def _contradicts(lift: Lift, told: Array) -> bool:
    return _sign(told) != 0 and np.sign(lift.effect) == -_sign(told)


def _sign(told: Array) -> int:
    """Sign that nearly all draws agree on, 0 where they do not."""
    return int(np.sign(told.mean())) if _agreement(told) >= SURE else 0


def _agreement(told: Array) -> float:
    """Share of the draws that have the sign of their mean."""
    return float((np.sign(told) == np.sign(told.mean())).mean())


def _never(told: Array) -> str:
    """Say that no draw has the other sign, where that is so."""
    other = np.sign(told) == -np.sign(told.mean())
    return "" if other.any() else f", and in none of {len(told)} draws does the sign turn"


def _largest(told: Array) -> float:
    """Effect of the draw that is farthest from none, with its sign."""
    return float(told[np.abs(told).argmax()])


def beyond_reach(setups: Sequence[Setup], parameters: Parameters) -> tuple[Problem, ...]:
    """Refuse all tests together, each with the largest effect that the model can tell of it."""
    problems = []
    for setup in setups:
        told = setup.effect(parameters.priors.draw(DRAWS, 0, dict(setup.market.parameters)))
        lift = setup.lift
        rule = (
            f"no market can be built with these tests; the largest effect that the model can tell"
            f" of {lift.name} is {_largest(told):.3g} {_unit(lift)}: check the effect, its unit and"
            " its standard error, or leave the row out"
        )
        problems.append(refusal(lift.line, "effect", f"{lift.effect:g}", rule))
    return tuple(problems)


def _unit(lift: Lift) -> str:
    units: Mapping[str, str] = METRICS | OWN_METRICS
    unit = units[lift.metric]
    return unit.removesuffix("/quarter") if lift.is_total else unit


def _span(lift: Lift, told: Array) -> str:
    low, high = np.quantile(told, [0.05, 0.95])
    return f"{low:.3g} to {high:.3g} {_unit(lift)}"
