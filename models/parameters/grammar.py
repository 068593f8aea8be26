"""Distributions, read from the text of the parameter table by one strict grammar.

==========================================  ================================================
text                                        meaning
==========================================  ================================================
Normal(m,s)                                 normal, mean m and standard deviation s
TruncNormal(m,s,[a,b])                      the same, cut to a..b
LogNormal(ln x,s)                           median x, standard deviation s of the logarithm
1+LogNormal(ln x,s)                         the same, moved up by one
w*delta0+v*LogNormal(ln x,s)                zero with probability w, where v = 1 - w
Beta(a,b)                                   on 0..1
HalfNormal(s)                               absolute value of Normal(0,s)
fixed x · discrete {…} · fix or LogNormal…  never drawn; an assumption may replace it
reference · derived                         no parameter of the model
==========================================  ================================================
"""

import re
from collections.abc import Callable

import numpy as np

from models.errors import ParameterError
from models.parameters.distributions import (
    NARROW,
    REACH,
    Beta,
    Distribution,
    Fixed,
    HalfNormal,
    LogNormal,
    Normal,
    TruncatedNormal,
    ZeroOrLogNormal,
)

WEIGHT_TOLERANCE = 1e-9

_NUMBER = r"(-?\d*\.?\d+)"
_LOG_NORMAL = rf"LogNormal\(ln {_NUMBER},{_NUMBER}\)"


def _mixture(zero: float, rest: float, median: float, sd: float) -> Distribution:
    if abs(zero + rest - 1.0) > WEIGHT_TOLERANCE or not 0.0 <= zero <= 0.5:
        msg = f"the weights {zero:g} and {rest:g} must sum to 1, the first at most one half"
        raise ParameterError(msg)
    return ZeroOrLogNormal(median, sd, zero)


_GRAMMAR: tuple[tuple[str, Callable[..., Distribution]], ...] = (
    (rf"Normal\({_NUMBER},{_NUMBER}\)(?: then renormalise)?", Normal),
    (rf"TruncNormal\({_NUMBER},{_NUMBER},\[{_NUMBER},{_NUMBER}\]\)", TruncatedNormal),
    (_LOG_NORMAL, LogNormal),
    (rf"1\+{_LOG_NORMAL}", lambda x, s: LogNormal(x, s, shift=1.0)),
    (rf"{_NUMBER}\*delta0\+{_NUMBER}\*{_LOG_NORMAL}", _mixture),
    (rf"Beta\({_NUMBER},{_NUMBER}\)", Beta),
    (rf"HalfNormal\({_NUMBER}\)", HalfNormal),
    # Values for another era belong in the market's own parameters: the first form rules here.
    (rf"{_LOG_NORMAL}; use [\d.]+ in \d+ scenario", LogNormal),
    (rf"\d+: {_LOG_NORMAL}; \d+ scenario: [\d.]+", LogNormal),
)

_FIXED: tuple[tuple[str, Callable[..., tuple[float, float]]], ...] = (
    (rf"fixed {_NUMBER}", lambda x: (NARROW * x, 10.0 * x)),
    (rf"discrete \{{{_NUMBER}(?:,[\d.]+)*,{_NUMBER}\}}", lambda low, high: (low, high)),
    (rf"fix or {_LOG_NORMAL}", lambda x, s: (NARROW * x, x * float(np.exp(REACH * s)))),
)

NOT_A_PARAMETER = ("reference", "derived")


def parse(text: str, central: float) -> Distribution | None:
    """Read a distribution; None for the rows that are no parameters of the model.

    Raises
    ------
    ParameterError
        The text is outside the grammar of the module.
    """
    if text in NOT_A_PARAMETER:
        return None
    for pattern, make in _GRAMMAR:
        if match := re.fullmatch(pattern, text, re.ASCII):
            return make(*map(float, match.groups()))
    for pattern, span in _FIXED:
        if match := re.fullmatch(pattern, text, re.ASCII):
            return Fixed(central, *span(*map(float, match.groups())))
    msg = f"cannot read the distribution {text!r}; see the forms in models/parameters/grammar.py"
    raise ParameterError(msg)
