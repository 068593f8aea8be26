"""Tests of levers with the market in which each is run, and what they make the fit free."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from models.calibration.fit import differences
from models.calibration.lift_evidence import MeasuredLifts
from models.calibration.replay import Unknowns
from models.errors import FileError
from models.experiments.lift import Lift, Setup
from models.experiments.lift_rows import read_lifts
from models.experiments.lift_signs import judge
from models.inputs import load_market, vintages
from models.notation import OWN, quarter_number
from models.parameters import Parameters
from models.vintage import Market

INFORMATIVE = 0.2
"""Standard errors that a parameter must move a test by, within its own prior, to be freed."""


def read_setups(
    experiments: bytes | None, parameters: Parameters
) -> tuple[tuple[Setup, ...], tuple[str, ...]]:
    """Read tests, each with its market, and notes; none where there is no file.

    Raises
    ------
    FileError
        Holds every problem of the file, contradictions of the model's sign included.
    """
    if experiments is None:
        return (), ()
    known = vintages()
    lifts, notes = read_lifts(experiments, load_market().platform_ids, known)
    setups = tuple(Setup(lift=lift, market=_market_of(lift, known)) for lift in lifts)
    problems, doubts = judge(setups, parameters)
    if problems:
        raise FileError(problems)
    return setups, (*notes, *doubts)


def _market_of(lift: Lift, known: Sequence[str]) -> Market:
    """Find the last market known when the test began."""
    begun = quarter_number(lift.quarter)
    return load_market(max(v for v in known if quarter_number(v) <= begun))


def freed_for(unknowns: Unknowns, setups: Sequence[Setup]) -> Unknowns:
    """Free, beside those of history, the parameters that some test depends on."""
    parameters = unknowns.parameters
    drawn = tuple(name for name in parameters.names if parameters.table[name].kind == "drawn")
    every = replace(unknowns, free=drawn)
    tests = MeasuredLifts(unknowns=every, setups=tuple(setups), effects=np.zeros(len(setups)))
    slope = differences(tests.misfit, np.zeros(every.size))[:, : len(drawn)]
    is_informative = np.abs(slope).max(axis=0) > INFORMATIVE
    names = (name for name, informative in zip(drawn, is_informative, strict=True) if informative)
    return replace(unknowns, free=tuple(dict.fromkeys((*unknowns.free, *names))))


def design(settings: Mapping[str, Any]) -> tuple[Setup, ...]:
    """List the tests that ``data/calibration.toml`` asks for, effects still to be simulated."""
    market = load_market()
    return tuple(
        Setup(
            market=market,
            lift=Lift(
                lever=lever,
                start=start,
                end=end,
                metric=metric,
                platform=market.platform_ids[OWN],
                quarters=4,
                effect=0.0,
                error=1.0,
                quarter=settings["test_quarter"],
                is_total=False,
            ),
        )
        for lever, start, end, metric in settings["tests"]
    )
