"""The parameter table: one row a parameter, with its prior and where that comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

import numpy as np

from models.errors import ParameterError
from models.notation import GRADES, Array
from models.parameters.distributions import Distribution, Fixed
from models.parameters.grammar import NOT_A_PARAMETER, parse

Kind: TypeAlias = Literal["drawn", "fixed", "reference", "derived"]

GROUPS = (
    *("visits", "orders", "sellers", "income", "refunds", "growth", "organisation", "rivals"),
    *("instant", "market"),
)
"""Parts of the model in which a reader looks for a parameter."""

# Held elsewhere: the market file gives the rates.
_HELD_BY_MARKET = "baseline"


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One row of the parameter table.

    ``low`` and ``high`` are about the 5% and 95% points, told to the reader; where they and the
    distribution differ, the distribution rules. ``kind`` is `drawn` (varies from draw to draw),
    `fixed`, `reference` (a published check value) or `derived` (follows from other numbers);
    only the first two are parameters of the model. ``group`` is one of `GROUPS`.
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
    group: str
    kind: Kind
    prior: Distribution | None = field(repr=False, compare=False)

    @property
    def allowed(self) -> tuple[float, float]:
        """Closed range of admissible values; empty for what is no parameter of the model."""
        if self.prior is None:
            return np.inf, -np.inf
        return self.prior.allowed

    def quantile(self, probability: Array, value: float) -> Array:
        """Quantiles of the prior, its median moved to ``value`` where that is not the table's."""
        assert self.prior is not None, f"{self.name} is no parameter of the model"
        points = self.prior.quantile(probability)
        moved = value != self.central
        return self.prior.recentre(points, self.prior.centre, value) if moved else points


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
        if isinstance(prior, Fixed):  # an assumption may go wherever the table says one might
            prior = replace(prior, low=min(prior.low, low), high=max(prior.high, high))
        kind = _kind(row, prior)
        parameter = Parameter(
            **{c: row[c] for c in ("name", "symbol", "meaning", "unit", "distribution")},
            **{c: row[c] for c in ("source", "applies_to", "grade", "group")},
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
    if row["applies_to"] == _HELD_BY_MARKET:
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
    if parameter.group not in GROUPS:
        msg = f"parameter {name}: group {parameter.group!r} is none of {', '.join(GROUPS)}"
        raise ParameterError(msg)
    return parameter
