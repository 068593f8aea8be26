"""`Parameters`: central values, admissible ranges and draws of the whole table."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from models.errors import ParameterError
from models.notation import BLOCK, Array
from models.parameters.draws import SEASON, STABILITY, draw_block, feedback, tips
from models.parameters.posterior import Posterior
from models.parameters.table import Parameter, read_row

Overrides: TypeAlias = Mapping[str, float]

_NONE: Overrides = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Parameters:
    """The parameter table with its central values and its draws.

    Where there is a ``posterior``, its parameters are drawn from it and the others from their
    priors. The central values are those of the table in either case: what a calibration says of
    a parameter changes how sure a projection is, and not its central run.
    """

    table: Mapping[str, Parameter]
    posterior: Posterior | None = None

    @cached_property
    def priors(self) -> "Parameters":
        """The same table, all of it drawn from the priors."""
        return self if self.posterior is None else Parameters(self.table)

    def updated(self, posterior: Posterior) -> "Parameters":
        """Give the same table, drawn from a posterior where that speaks.

        Raises
        ------
        ParameterError
            The posterior has a parameter that the table does not draw, or a value outside its
            range.
        """
        for name, draws in zip(posterior.names, posterior.draws.T, strict=True):
            low, high = self.allowed(name)
            inside = (low <= draws) & (draws <= high) & np.isfinite(draws)
            if self.table[name].kind != "drawn" or not inside.all():
                msg = (
                    f"the posterior of {name} leaves {low:g} .. {high:g}, or nothing draws it;"
                    " run `python cli.py calibrate` again"
                )
                raise ParameterError(msg)
        return Parameters(self.table, posterior)

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

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the parameters of the model, drawn and fixed, in the order of the table."""
        return tuple(n for n, p in self.table.items() if p.kind in ("drawn", "fixed"))

    @cached_property
    def allowed_ranges(self) -> Mapping[str, tuple[float, float, str]]:
        """Low, high and unit of every parameter that an assumption may replace."""
        return {n: (*self.table[n].allowed, self.table[n].unit) for n in self.names}

    def allowed(self, name: str) -> tuple[float, float]:
        """Look up the closed range of admissible values of one parameter.

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
            An override is refused, or all together make the market tip
            (models/equations/properties.md).
        """
        self.check(overrides)
        values = {n: float(overrides.get(n, self.table[n].central)) for n in self.names}
        if tips(values):
            limit = STABILITY * (1.0 - values["nest_correlation"])
            msg = (
                f"habit and assortment feed back with {feedback(values):.3f}, but must stay below "
                f"{limit:.3f} = {STABILITY:g} x (1 - nest_correlation), or one app takes the "
                "whole market; lower habit_weight, an assortment weight or nest_correlation"
            )
            raise ParameterError(msg)
        return values | self._seasons(values)

    def _seasons(self, values: Mapping[str, float]) -> dict[str, float]:
        """Bring seasons to geometric mean 1, what is assumed of one against the others' own."""
        of_table = _with_mean_one({name: self.table[name].central for name in SEASON})
        moved = {n: values[n] for n in SEASON if values[n] != self.table[n].central}
        return _with_mean_one(of_table | moved) if moved else of_table

    def draw(self, n: int, seed: int = 0, overrides: Overrides = _NONE) -> dict[str, Array]:
        """Draw every parameter ``n`` times.

        Parameters
        ----------
        n : int
            Number of draws, 0 or more. Draw i is the same for every ``n``.
        seed : int
            0 or more; 0 is a seed like any other.
        overrides : mapping
            Central values to replace; each becomes the median of its draws, whose spread stays
            on the scale of the distribution. One that is the table's own changes nothing.

        Returns
        -------
        dict of array, shape (n,), read-only
            By name, each in the unit of the table; fixed parameters repeat their value.

        Raises
        ------
        ParameterError
            As `central`.
        """
        moved = _sorted(overrides)
        blocks = [_block(self, index, seed, moved) for index in range(max(1, -(-n // BLOCK)))]
        drawn = blocks[0] if len(blocks) == 1 else np.concatenate(blocks, axis=-1)
        drawn.flags.writeable = False
        return dict(zip(self.names, drawn[:, :n], strict=True))

    def block(self, index: int, seed: int = 0, overrides: Overrides = _NONE) -> dict[str, Array]:
        """Draws ``BLOCK * index`` to ``BLOCK * (index + 1) - 1``, as `draw` gives them."""
        return dict(zip(self.names, _block(self, index, seed, _sorted(overrides)), strict=True))


def _sorted(overrides: Overrides) -> tuple[tuple[str, float], ...]:
    """Give overrides as a key: their order says nothing."""
    return tuple(sorted((name, float(value)) for name, value in overrides.items()))


@lru_cache(maxsize=64)
def _block(
    parameters: Parameters, index: int, seed: int, overrides: tuple[tuple[str, float], ...]
) -> Array:
    moved = dict(overrides)
    parameters.central(moved)  # a centre that tips would leave nothing to draw
    rows = [parameters.table[name] for name in parameters.names]
    return draw_block(rows, index, seed, moved, parameters.posterior)


def _with_mean_one(seasons: Mapping[str, float]) -> dict[str, float]:
    """Divide seasons by their geometric mean."""
    mean = float(np.prod([*seasons.values()])) ** (1.0 / len(seasons))
    return {name: value / mean for name, value in seasons.items()}
