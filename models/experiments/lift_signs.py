"""Tests against the model's own sign: what it can learn from, and what it must refuse."""

from collections.abc import Iterator, Sequence

import numpy as np

from models.errors import Problem
from models.experiments.lift import Lift, Setup
from models.notation import UNITS, Array
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
        predicted = setup.effect(parameters.priors.draw(DRAWS, 0, dict(setup.market.parameters)))
        problems += _problems(setup.lift, predicted)
        notes += _notes(setup.lift, predicted)
    return tuple(problems), tuple(notes)


def _problems(lift: Lift, predicted: Array) -> Iterator[Problem]:
    if np.abs(predicted).max() <= _NOTHING:
        rule = (
            f"{lift.lever} does not move {lift.metric} of {lift.platform} in the model, so the test"
            " tells it nothing; leave the row out"
        )
        yield refusal(lift.line, "lever", lift.lever, rule)
    elif abs(lift.effect) > BEYOND * np.abs(predicted).max():
        rule = (
            f"the largest effect that the model can tell of {lift.name} is"
            f" {_largest(predicted):.3g} {_unit(lift)}, and usual are {_span(lift, predicted)}:"
            f" this is {abs(lift.effect / _largest(predicted)):,.3g} times as much, whatever its"
            " standard error;"
            f" give effect and standard error in {_unit(lift)}, or leave the row out"
        )
        yield refusal(lift.line, "effect", f"{lift.effect:g}", rule)
    elif _contradicts(lift, predicted) and abs(lift.effect) > lift.error:
        direction = "raises" if _sign(predicted) > 0 else "lowers"
        rule = (
            f"{lift.name} contradicts the model: over {lift.quarters} quarters the step"
            f" {direction} it in {_agreement(predicted):.0%} of the draws of the prior"
            f" ({_span(lift, predicted)}){_never(predicted)}."
            " Check from, to and the sign of the effect; if the test is right, the model is wrong"
            " here and is not to be bent to it"
        )
        yield refusal(lift.line, "effect", f"{lift.effect:g}", rule)


def _notes(lift: Lift, predicted: Array) -> Iterator[str]:
    place = f"Line {lift.line}: {lift.name}: " if lift.line else f"{lift.name}: "
    if _contradicts(lift, predicted) and abs(lift.effect) <= lift.error:
        yield f"{place}the sign is against the model's, within one standard error; taken"
    if abs(lift.effect) > np.abs(predicted).max():
        largest = f"{_largest(predicted):.3g}"
        yield f"{place}more than the model tells in any draw ({largest}); check the unit"
    if 2.0 * lift.error < abs(lift.effect) < _SMALL * np.abs(predicted).min():
        yield f"{place}far below what the model expects ({_span(lift, predicted)}); check the unit"
    # Far by both measures: a narrow prior alone would make a mere surprise look like a wrong unit.
    away = abs(lift.effect - predicted.mean())
    if away > FAR * np.hypot(predicted.std(), lift.error) and away > FAR * abs(predicted.mean()):
        yield f"{place}far from what the model expects ({_span(lift, predicted)}); check the unit"


def _contradicts(lift: Lift, predicted: Array) -> bool:
    return _sign(predicted) != 0 and np.sign(lift.effect) == -_sign(predicted)


def _sign(predicted: Array) -> int:
    """Sign that nearly all draws agree on, 0 where they do not."""
    return int(np.sign(predicted.mean())) if _agreement(predicted) >= SURE else 0


def _agreement(predicted: Array) -> float:
    """Share of the draws that have the sign of their mean."""
    return float((np.sign(predicted) == np.sign(predicted.mean())).mean())


def _never(predicted: Array) -> str:
    """Write that no draw has the other sign, where that is so."""
    other = np.sign(predicted) == -np.sign(predicted.mean())
    return "" if other.any() else f", and in none of {len(predicted)} draws does the sign turn"


def _largest(predicted: Array) -> float:
    """Effect of the draw that is farthest from none, with its sign."""
    return float(predicted[np.abs(predicted).argmax()])


def beyond_reach(setups: Sequence[Setup], parameters: Parameters) -> tuple[Problem, ...]:
    """Refuse all tests together, each with the largest effect that the model can tell of it."""
    problems = []
    for setup in setups:
        predicted = setup.effect(parameters.priors.draw(DRAWS, 0, dict(setup.market.parameters)))
        lift = setup.lift
        rule = (
            f"no market can be built with these tests; the largest effect that the model can"
            f" tell of {lift.name} is {_largest(predicted):.3g} {_unit(lift)}: check the effect,"
            " its unit and its standard error, or leave the row out"
        )
        problems.append(refusal(lift.line, "effect", f"{lift.effect:g}", rule))
    return tuple(problems)


def _unit(lift: Lift) -> str:
    unit = UNITS[lift.metric]
    return unit.removesuffix("/quarter") if lift.is_total else unit


def _span(lift: Lift, predicted: Array) -> str:
    low, high = np.quantile(predicted, [0.05, 0.95])
    return f"{low:.3g} to {high:.3g} {_unit(lift)}"
