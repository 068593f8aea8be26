"""Parameters of the model: central values, priors, draws.

A draw is one joint value of every parameter. Draws come in blocks of ``BLOCK``, each from its own
stream, so draw i is the same whatever the number asked for.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, TypeAlias

import numpy as np

from models.distributions import NOT_A_PARAMETER, Distribution, Fixed, parse
from models.errors import ParameterError
from models.notation import BLOCK, Array

Kind: TypeAlias = Literal["drawn", "fixed", "reference", "derived"]
Overrides: TypeAlias = Mapping[str, float]

GRADES = ("A", "B", "C", "D")
SEASON = ("season_q1", "season_q2", "season_q3", "season_q4")
STABILITY = 0.9
"""Share of 1 - sigma that the feedback of habit and assortment may reach."""

_ASSORTMENT = (
    ("assortment_weight_upper_sme", "assortment_weight_upper_brand"),
    ("assortment_weight_lower_sme", "assortment_weight_lower_brand"),
)
_ENTRY = ("merchant_elasticity_sme", "merchant_elasticity_brand")

# Held elsewhere: the market file gives the rates, `fee_yield` the effective fee.
_HELD_BY_MARKET = "baseline"
_REPEATED = frozenset({"effective_software_fee"})

# Fewer occasions than this leave no room for the outside option.
_FLOOR = {"shopping_occasions": 1.5}

_NONE: Overrides = MappingProxyType({})
_ROUNDS = 1000


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One row of the parameter table.

    ``low`` and ``high`` are about the 5% and 95% points, told to the reader; where they and the
    distribution differ, the distribution rules. ``kind`` is `drawn` (varies from draw to draw),
    `fixed`, `reference` (a published check value) or `derived` (follows from other numbers);
    only the first two are parameters of the model.
    """

    name: str
    symbol: str
    meaning: str
    unit: str
    low: float
    central: float
    high: float
    distribution: str
    source: str
    verified: bool
    applies_to: str
    grade: str
    kind: Kind
    prior: Distribution | None = field(repr=False, compare=False)

    @property
    def allowed(self) -> tuple[float, float]:
        """Closed range of admissible values; empty for what is no parameter of the model."""
        if self.prior is None:
            return np.inf, -np.inf
        low, high = self.prior.allowed
        return max(low, _FLOOR.get(self.name, low)), high


def read_row(row: Mapping[str, str]) -> Parameter:
    """Turn a row of the parameter table into a `Parameter`.

    Raises
    ------
    ParameterError
        A cell is missing, is no number, or lies outside its range; the message names the row.
    """
    name = row.get("name") or "a row without a name"
    try:
        low, central, high = (float(row[column]) for column in ("low", "central", "high"))
        prior = parse(row["distribution"], central)
        kind = _kind(row, prior)
        parameter = Parameter(
            **{c: row[c] for c in ("name", "symbol", "meaning", "unit", "distribution")},
            **{c: row[c] for c in ("source", "applies_to", "grade")},
            low=low,
            central=central,
            high=high,
            verified=row["verified"] == "yes",
            kind=kind,
            prior=prior if kind in ("drawn", "fixed") else None,
        )
    except (KeyError, TypeError, ValueError, ParameterError) as error:
        msg = f"parameter {name}: {error}"
        raise ParameterError(msg) from error
    return _checked(parameter)


def _kind(row: Mapping[str, str], prior: Distribution | None) -> Kind:
    if prior is None:
        return "reference" if row["distribution"] == NOT_A_PARAMETER[0] else "derived"
    if row["applies_to"] == _HELD_BY_MARKET or row["name"] in _REPEATED:
        return "derived"
    return "fixed" if isinstance(prior, Fixed) else "drawn"


def _checked(parameter: Parameter) -> Parameter:
    name, low, central, high = parameter.name, parameter.low, parameter.central, parameter.high
    if not low <= central <= high:
        msg = f"parameter {name}: central = {central:g} is outside low = {low:g} .. high = {high:g}"
        raise ParameterError(msg)
    if parameter.grade not in GRADES:
        msg = f"parameter {name}: grade {parameter.grade!r} is none of {', '.join(GRADES)}"
        raise ParameterError(msg)
    return parameter


@dataclass(frozen=True, eq=False)
class Parameters:
    """The parameter table with its central values and its draws."""

    table: Mapping[str, Parameter]

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> "Parameters":
        """Read the rows of the table, in their order.

        Raises
        ------
        ParameterError
            A row cannot be used or a name stands twice.
        """
        table: dict[str, Parameter] = {}
        for parameter in map(read_row, rows):
            if parameter.name in table:
                msg = f"parameter {parameter.name} stands twice in the table; keep one row"
                raise ParameterError(msg)
            table[parameter.name] = parameter
        return cls(MappingProxyType(table))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parameters of the model, drawn and fixed, in the order of the table."""
        return tuple(n for n, p in self.table.items() if p.kind in ("drawn", "fixed"))

    @property
    def allowed_ranges(self) -> dict[str, tuple[float, float, str]]:
        """Low, high and unit of every parameter that an assumption may replace."""
        return {n: (*self.table[n].allowed, self.table[n].unit) for n in self.names}

    def allowed(self, name: str) -> tuple[float, float]:
        """Closed range of admissible values of one parameter.

        Raises
        ------
        ParameterError
            The name is unknown, or belongs to a published check value or a derived number.
        """
        if name in self.names:
            return self.table[name].allowed
        if name in self.table:
            what = "a published check value" if self.table[name].kind == "reference" else "derived"
            msg = f"{name} is {what}, not a parameter of the model; nothing would change"
            raise ParameterError(msg)
        near = difflib.get_close_matches(name, self.names, n=3) or ["see data/parameters.csv"]
        msg = f"there is no parameter {name!r}; closest: {', '.join(near)}"
        raise ParameterError(msg)

    def check(self, overrides: Overrides) -> None:
        """Refuse what the priors do not admit.

        Raises
        ------
        ParameterError
            Names the parameter, the value, the range and the unit.
        """
        for name, value in overrides.items():
            low, high = self.allowed(name)
            if not low <= value <= high:  # also refuses NaN
                unit = self.table[name].unit
                unit = "" if unit == "-" else f" {unit}"
                msg = f"{name} = {value!r} is outside {low:g} .. {high:g}{unit}"
                raise ParameterError(msg)

    def central(self, overrides: Overrides = _NONE) -> dict[str, float]:
        """Central value of every parameter, seasons at geometric mean 1, overrides in place.

        Raises
        ------
        ParameterError
            An override is refused, or all together make the market tip (model.md 6(v)).
        """
        self.check(overrides)
        values = {n: float(overrides.get(n, self.table[n].central)) for n in self.names}
        b, limit = feedback(values), STABILITY * (1.0 - values["nest_correlation"])
        if b >= limit:
            msg = (
                f"habit_weight and the assortment weights feed back with {b:.3f}, but must stay "
                f"below {limit:.3f} = 0.9 x (1 - nest_correlation), or one app takes the whole "
                "market; lower habit_weight, an assortment weight or nest_correlation"
            )
            raise ParameterError(msg)
        mean = np.prod([values[name] for name in SEASON]) ** 0.25
        return values | {name: float(values[name] / mean) for name in SEASON}

    def draw(self, n: int, seed: int = 0, overrides: Overrides = _NONE) -> dict[str, Array]:
        """Draw every parameter ``n`` times.

        Parameters
        ----------
        n : int
            Number of draws, 0 or more. Draw i is the same for every ``n``.
        seed : int
            0 or more; 0 is a seed like any other.
        overrides : mapping
            Central values to replace; the draws move with them, so the uncertainty stays.

        Returns
        -------
        dict of array, shape (n,), read-only
            By name, each in the unit of the table; fixed parameters repeat their value.

        Raises
        ------
        ParameterError
            As `central`.
        """
        first = self.block(0, seed, overrides)
        rest = [self.block(b, seed, overrides) for b in range(1, -(-n // BLOCK))]
        if not rest:
            return {name: values[:n] for name, values in first.items()}
        drawn = {k: np.concatenate([v, *(b[k] for b in rest)])[:n] for k, v in first.items()}
        for values in drawn.values():
            values.flags.writeable = False
        return drawn

    def block(self, index: int, seed: int = 0, overrides: Overrides = _NONE) -> dict[str, Array]:
        """Draws ``BLOCK * index`` to ``BLOCK * (index + 1) - 1``, as `draw` gives them."""
        moved = tuple(sorted((name, float(value)) for name, value in overrides.items()))
        return dict(zip(self.names, _draw_block(self, index, seed, moved), strict=True))


def feedback(values: Mapping[str, float]) -> float:
    """Strength b of the loop from visits through habit and merchants back to visits.

    Below 1 - sigma the market has one steady state and returns to it (model.md 6(iii)-(iv)).
    """
    return float(_feedback({k: np.asarray(v) for k, v in values.items()}))


def _feedback(values: Mapping[str, Array]) -> Array:
    weight = np.maximum(*(sum(values[name] for name in pair) for pair in _ASSORTMENT))
    entry = np.maximum(*(values[name] for name in _ENTRY))
    return np.asarray(values["habit_weight"] + weight * entry)


@lru_cache(maxsize=128)
def _draw_block(
    parameters: Parameters, index: int, seed: int, overrides: tuple[tuple[str, float], ...]
) -> Array:
    """One block of draws, shape (P, BLOCK), rows in the order of ``parameters.names``."""
    moved = dict(overrides)
    parameters.central(moved)  # a centre that tips would leave nothing to accept
    rng = np.random.default_rng(np.random.SeedSequence([seed, index, 0]))
    block = _sample(parameters, rng, moved)
    for _ in range(_ROUNDS):
        refused = _refused(parameters, block)
        if not refused.any():
            block.flags.writeable = False
            return block
        # Whole vectors for the whole block: a redraw does not depend on which others were refused.
        block[:, refused] = _sample(parameters, rng, moved)[:, refused]
    msg = "the priors leave almost no stable market; lower habit_weight or nest_correlation"
    raise ParameterError(msg)


def _refused(parameters: Parameters, block: Array) -> np.ndarray:
    values = dict(zip(parameters.names, block, strict=True))
    return _feedback(values) >= STABILITY * (1.0 - values["nest_correlation"])


def _sample(parameters: Parameters, rng: np.random.Generator, moved: Overrides) -> Array:
    block = np.stack([_one(parameters.table[n], rng, moved) for n in parameters.names])
    season = [parameters.names.index(name) for name in SEASON]
    block[season] /= np.prod(block[season], axis=0) ** 0.25
    return block


def _one(parameter: Parameter, rng: np.random.Generator, moved: Overrides) -> Array:
    assert parameter.prior is not None
    draws = parameter.prior.sample(rng, BLOCK)
    target = moved.get(parameter.name)
    if target is None:
        return draws
    return parameter.prior.recentre(draws, parameter.central, target)
