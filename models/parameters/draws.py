"""Draws of the parameters, one block at a time, truncated to markets that stay stable.

A draw is one joint value of every parameter. Each block has its own stream, so draw i is the same
whatever the number asked for.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.errors import ParameterError
from models.notation import BLOCK, Array
from models.parameters.posterior import Picked, Posterior
from models.parameters.table import Parameter

Columns = NDArray[np.intp] | slice
"""Some of the draws, or all of them."""

SEASON = ("season_q1", "season_q2", "season_q3", "season_q4")
"""Seasonal multipliers of orders, which keep a geometric mean of 1."""

STABILITY = 0.9
"""Share of 1 - sigma that the feedback of habit and assortment may reach."""

_ASSORTMENT = (
    ("assortment_weight_upper_sme", "assortment_weight_upper_brand"),
    ("assortment_weight_lower_sme", "assortment_weight_lower_brand"),
)
_ENTRY = ("merchant_elasticity_sme", "merchant_elasticity_brand")
_ROUNDS = 1000
_KEPT = 100


def feedback(values: Mapping[str, Array | float]) -> Array:
    """Strength b of the loop from visits through habit and merchants back to visits.

    Below 1 - sigma the market has one steady state and returns to it.

    Parameters
    ----------
    values : mapping of str to array, shape (D,), or float
        Parameters by name.

    References
    ----------
    Model specification, section 6 (iii)-(v).
    """
    weights = [np.add(values[sme], values[brand]) for sme, brand in _ASSORTMENT]
    entry = np.maximum(values[_ENTRY[0]], values[_ENTRY[1]])
    return np.asarray(values["habit_weight"] + np.maximum(*weights) * entry)


def tips(values: Mapping[str, Array | float]) -> NDArray[np.bool_]:
    """Whether a market comes near to tipping to one app, draw by draw."""
    return feedback(values) >= STABILITY * (1.0 - np.asarray(values["nest_correlation"]))


def draw_block(
    rows: Sequence[Parameter],
    index: int,
    seed: int,
    moved: Mapping[str, float],
    posterior: Posterior | None = None,
) -> Array:
    """Draw ``BLOCK`` joint values.

    Parameters
    ----------
    rows : sequence of Parameter
        Every parameter of the model, in the order of the table.
    index, seed : int
        Number of the block, and the seed of all blocks; both 0 or more.
    moved : mapping
        Central values that replace those of the table; each becomes the median of its draws.
    posterior : Posterior, optional
        Where its parameters are drawn from, row by row, in place of their priors. All others are
        what they would be without it, but for columns that are drawn again.

    Returns
    -------
    array, shape (P, BLOCK), read-only
        One row a parameter, each in its own unit.

    Raises
    ------
    ParameterError
        Hardly any draw is stable.
    """
    table = {row.name: row.central for row in rows}
    moved = {name: value for name, value in moved.items() if value != table[name]}
    # A season scales every figure of its quarter: its draws lie around the table's, whatever a
    # calibration says, or the central run would follow the edge of its own band.
    targets = {name: table[name] for name in SEASON if name in table} | moved
    rng = np.random.default_rng(np.random.SeedSequence([seed, index, 0]))
    picker = posterior.picker(index, seed) if posterior else None

    def sample(columns: Columns) -> Array:
        learned = posterior.pick(picker) if posterior and picker else {}
        return _sample(rows, rng, targets, learned, columns)

    block = sample(slice(None))
    names = [row.name for row in rows]
    free = np.array([name not in moved for name in names])
    for turn in range(_ROUNDS):
        refused = tips(dict(zip(names, block, strict=True)))
        if not refused.any():
            block.flags.writeable = False
            return block
        # A whole new block each time: a redraw does not depend on how many others were refused.
        # What is assumed keeps its draws as long as that helps, or its median would move.
        again = free if turn < _KEPT else np.ones_like(free)
        block[np.ix_(again, refused)] = sample(np.flatnonzero(refused))[again]
    msg = "the priors leave hardly any stable market; lower habit_weight or nest_correlation"
    raise ParameterError(msg)


def _sample(
    rows: Sequence[Parameter],
    rng: np.random.Generator,
    targets: Mapping[str, float],
    learned: Picked,
    columns: Columns,
) -> Array:
    """Draw a whole block, of which some columns are kept and worked out, (P, n)."""
    block = np.stack([_one(row, rng, targets.get(row.name), learned, columns) for row in rows])
    season = [place for place, row in enumerate(rows) if row.name in SEASON]
    block[season] /= np.prod(block[season], axis=0) ** (1.0 / len(SEASON))
    return block


def _one(
    row: Parameter,
    rng: np.random.Generator,
    target: float | None,
    learned: Picked,
    columns: Columns,
) -> Array:
    prior = row.prior
    assert prior is not None, f"{row.name} is no parameter of the model"
    # The prior is drawn even where it is not used: the stream of the others stays as it is.
    draws, centre = prior.sample(rng, BLOCK), None
    if row.name in learned:
        draws, centre = learned[row.name]
    draws = draws[columns]
    if target is None:
        return draws
    return prior.recentre(draws, prior.centre if centre is None else centre, target)
