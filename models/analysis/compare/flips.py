"""Flip-points: the value of one assumption at which a close call goes the other way."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import elementwise

from models.analysis.compare.contests import Contest
from models.analysis.reading import figure, needed
from models.ensemble import project_futures
from models.notation import Array, quarters_after
from models.parameters import Parameters
from models.parameters.draws import SEASON, tips
from models.scenario import Scenario
from models.vintage import Market

VALUES_TRIED = 9
"""Values of each assumption that are tried over its range."""

_INSIDE = 1e-9

Which = NDArray[np.intp]


@dataclass(frozen=True, kw_only=True)
class Flip:
    """Where the difference of two scenarios crosses zero as one assumption moves.

    ``value`` of ``parameter``, in its own unit, within ``low`` to ``high``, the range that holds
    nine values in ten; ``central`` is today's assumption. The nearest crossing is given.
    """

    metric: str
    quarter: str
    a: str
    b: str
    parameter: str
    central: float
    value: float
    low: float
    high: float
    grade: str

    @property
    def distance(self) -> float:
        """How far the assumption must move, as a share of its range."""
        return abs(self.value - self.central) / (self.high - self.low)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Grid:
    """Every assumption at `VALUES_TRIED` values, the others central: one column each."""

    names: tuple[str, ...]
    values: Array
    central: dict[str, float]

    def columns(self, which: Which, value: Array) -> dict[str, Array]:
        """Parameters of the columns in which assumption ``which`` stands at ``value``."""
        by_name = {}
        for i, name in enumerate(self.names):
            here = which == i
            if here.any():
                by_name[name] = np.where(here, value, self.central[name])
        return by_name


def flips(
    market: Market,
    parameters: Parameters,
    pair: tuple[Scenario, Scenario],
    calls: Sequence[Contest],
) -> tuple[Flip, ...]:
    """Find what would reverse each call between two scenarios, the smallest move first.

    Every assumption is moved by itself over the range that holds nine of its values in ten, all
    others central and shocks off; the crossing is that of the central run's difference.

    Parameters
    ----------
    pair
        The two scenarios that each of ``calls`` sets against each other, in that order.

    Raises
    ------
    ModelError
        Market, parameters and scenarios do not fit together.
    """
    grid = _grid(market, parameters, pair)
    metrics = sorted({call.metric for call in calls})
    if not metrics or not grid.names:
        return ()
    which, value = _flat(grid)
    ours, theirs = (_paths(market, parameters, one, grid, which, value, metrics) for one in pair)
    quarters = quarters_after(market.vintage, pair[0].horizon)
    all_flips: list[Flip] = []
    for call in calls:
        quarter_index = quarters.index(call.quarter)
        gap = _at(ours, call, quarter_index) - _at(theirs, call, quarter_index)
        brackets = _brackets(grid, gap.reshape(len(grid.names), -1))
        if not len(brackets[0]):
            continue

        def difference(x: Array, i: Which, call: Contest = call, at: int = quarter_index) -> Array:
            shape = np.broadcast_shapes(x.shape, i.shape)
            column, value = np.broadcast_to(i, shape).ravel(), np.broadcast_to(x, shape).ravel()
            a, b = (_paths(market, parameters, s, grid, column, value, [call.metric]) for s in pair)
            return (_at(a, call, at) - _at(b, call, at)).reshape(shape)

        all_flips += _flips(call, parameters, grid, brackets, difference)
    return tuple(sorted(all_flips, key=lambda flip: (flip.metric, flip.quarter, flip.distance)))


def _grid(market: Market, parameters: Parameters, pair: tuple[Scenario, Scenario]) -> _Grid:
    """Spread every drawn assumption that neither scenario fixes over its range."""
    fixed = {name for one in pair for name, _ in one.assumptions}
    central = parameters.central(dict(market.parameters))
    names, rows = [], []
    for name in parameters.names:
        row = parameters.table[name]
        if row.kind != "drawn" or name in fixed or name in SEASON:
            continue
        low, high = (float(np.clip(x, *row.allowed)) for x in (row.low, row.high))
        values = np.linspace(low, high, VALUES_TRIED)
        stable = not tips({**central, name: values}).any()
        if stable and low < high and low - _INSIDE <= central[name] <= high + _INSIDE:
            names.append(name)
            rows.append(values)
    return _Grid(names=tuple(names), values=np.array(rows), central=central)


def _flat(grid: _Grid) -> tuple[Which, Array]:
    which = np.repeat(np.arange(len(grid.names)), VALUES_TRIED)
    return which, grid.values.ravel()


def _paths(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    grid: _Grid,
    which: Which,
    value: Array,
    metrics: Sequence[str],
) -> dict[str, Array]:
    columns = grid.columns(which, value)
    return project_futures(market, parameters, scenario, columns, metrics=needed(metrics))


def _at(paths: dict[str, Array], call: Contest, quarter_index: int) -> Array:
    return figure(paths, call.metric, quarter_index, alone=call.alone)


def _brackets(grid: _Grid, gap: Array) -> tuple[Which, Array, Array]:
    """Give assumption, left and right end of every stretch in which the gap changes its sign."""
    brackets = [(i, *ends) for i, row in enumerate(gap) for ends in _turns(row)]
    i, left, right = np.array(brackets, dtype=np.intp).reshape(-1, 3).T
    return i, grid.values[i, left], grid.values[i, right]


def _turns(row: Array) -> Iterator[tuple[int, int]]:
    """Give the places between which one row turns; level with zero counts between the two alone."""
    known = np.flatnonzero(row != 0.0)
    signs = np.sign(row[known])
    for k in np.flatnonzero(signs[1:] * signs[:-1] < 0.0):
        yield int(known[k]), int(known[k + 1])


def _flips(
    call: Contest,
    parameters: Parameters,
    grid: _Grid,
    brackets: tuple[Which, Array, Array],
    difference: Callable[..., Array],
) -> list[Flip]:
    which, left, right = brackets
    roots = elementwise.find_root(
        difference, (left, right), args=(which,), tolerances={"xrtol": 1e-7}
    )
    nearest: dict[str, float] = {}
    for i, x in zip(which.tolist(), roots.x.tolist(), strict=True):
        name = grid.names[i]
        centre = grid.central[name]
        if name not in nearest or abs(x - centre) < abs(nearest[name] - centre):
            nearest[name] = x
    return [
        Flip(
            metric=call.metric,
            quarter=call.quarter,
            a=call.a,
            b=call.b,
            parameter=name,
            central=grid.central[name],
            value=value,
            low=float(grid.values[grid.names.index(name), 0]),
            high=float(grid.values[grid.names.index(name), -1]),
            grade=parameters.table[name].grade,
        )
        for name, value in nearest.items()
    ]
