"""Tests of levers as evidence about the unknowns of the fit."""

from dataclasses import dataclass

import numpy as np

from models.calibration.replay import Unknowns
from models.experiments.lift import Setup, two_arms
from models.notation import Array


@dataclass(frozen=True, kw_only=True, eq=False)
class MeasuredLifts:
    """Tests as evidence about the unknowns; ``effects`` are what was measured, (n,)."""

    unknowns: Unknowns
    setups: tuple[Setup, ...]
    effects: Array

    def predicted(self, z: Array) -> Array:
        """Effects that the model says for every column of z, (n, D)."""
        free = z[: len(self.unknowns.free)]
        # Columns that differ in latent unknowns alone, as most of a Jacobian do, are played once.
        again = (free == free[:, -1:]).all(axis=0)
        played = ~again
        played[-1] = True
        effects = np.empty((len(self.setups), z.shape[1]))
        effects[:, played] = self._play(z[:, played])
        effects[:, again] = effects[:, -1:]
        return effects

    def _play(self, z: Array) -> Array:
        markets = {setup.market.vintage: setup.market for setup in self.setups}
        bases = {
            vintage: two_arms(market, self.unknowns.values(z, market))
            for vintage, market in markets.items()
        }
        effects = [setup.between_arms(bases[setup.market.vintage]) for setup in self.setups]
        return np.reshape(effects, (len(effects), z.shape[1]))

    def misfit(self, z: Array) -> Array:
        """Measured less predicted, in standard errors, (n, D)."""
        errors = np.array([setup.lift.error for setup in self.setups])
        return (self.effects[:, None] - self.predicted(z)) / errors[:, None]
