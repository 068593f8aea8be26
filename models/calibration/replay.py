"""Replaying history: from standardised unknowns to what would have been reported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import stats

from models.calibration.history import CalibrationHistory
from models.calibration.observation import Observation
from models.levers import LEVERS
from models.market.choice import berry_inversion
from models.market.coefficients import Coefficients
from models.market.shocks import Noise
from models.notation import Array
from models.parameters import Parameters
from models.parameters.draws import SEASON
from models.simulation.baseline import build
from models.simulation.run import Run, empty_run, simulate
from models.simulation.setting import Setting
from models.vintage import Market


@dataclass(frozen=True, kw_only=True, eq=False)
class Unknowns:
    """The vector z of the fit, independent standard normal under the prior.

    Its parts, in this order: the free parameters, the uncertain levers, the quality drift of each
    app, the lockdown, and the steps of latent quality of each app and quarter. All but the
    parameters are called latent.
    """

    history: CalibrationHistory
    parameters: Parameters
    free: tuple[str, ...]

    @cached_property
    def _sizes(self) -> tuple[int, ...]:
        apps, levers = len(self.history.market.platforms), self.history.settings["uncertain"]
        steps = apps * len(self.history.quarters)
        return len(self.free), len(levers), apps, 1, steps

    @property
    def size(self) -> int:
        """Length of z."""
        return sum(self._sizes)

    def parts(self, z: Array) -> list[Array]:
        """Split z (size, D) into its parts."""
        return np.split(z, np.cumsum(self._sizes)[:-1])

    def appeal(self, z: Array) -> Array:
        """Latent appeal of every app against the market's quarter, logs of odds, (T, A, D)."""
        settings = self.history.settings
        _, _, drift, _, steps = self.parts(z)
        count = len(self.history.quarters)
        damping = settings["quality_damping"] ** np.arange(count)[:, None, None]
        chance = steps.reshape(count, -1, z.shape[-1])
        increments = (
            settings["quality_step_sd"] * chance + settings["quality_drift_sd"] * damping * drift
        )
        return np.asarray(np.cumsum(increments, axis=0))

    def quality(self, z: Array, values: Mapping[str, Array]) -> Array:
        """Quality that gives the apps their latent appeal, utils, (T, A, S, D).

        The walk is one of the odds of a visit against staying away, and Berry's inversion turns
        it into utility. Were it one of utility, a nest that answers more strongly would explain
        the same history by smaller steps, and history would seem to speak about the nests.
        """
        market = self.history.market
        occasions = values["shopping_occasions"][0]
        share = -np.log1p(-market.dau / market.population)[..., None] / occasions
        odds = share / (1.0 - share.sum(axis=0))
        appeal = self.appeal(z)
        # Quarters and columns together on the last axis: the inversion knows no time.
        grown = odds * np.exp(np.moveaxis(appeal, 0, 1).reshape(appeal.shape[1], 1, -1))
        nests, nesting = market.nests, values["nest_correlation"]
        appeal_at = berry_inversion(
            grown / (1.0 + grown.sum(axis=0)), nests, np.tile(nesting, len(appeal))
        )
        start = berry_inversion(share, nests, nesting)
        shape = (*appeal_at.shape[:2], len(appeal), -1)
        return np.moveaxis(appeal_at.reshape(shape), 2, 0) - start

    def lockdown(self, z: Array) -> Array:
        """Give the steps of the macro walk, (T, D): down in the lockdown's quarter and up again."""
        settings = self.history.settings
        path = np.zeros((len(self.history.quarters), z.shape[-1]))
        if settings["lockdown"] in self.history.quarters:
            size = settings["lockdown_mean"] + settings["lockdown_sd"] * self.parts(z)[3][0]
            at = self.history.quarters.index(settings["lockdown"])
            path[at], path[at + 1] = size, -size
        return path

    def schedule(self, z: Array) -> dict[str, Array]:
        """Targets of every lever, (T,), or (T, D) where its level is uncertain."""
        history = self.history
        targets = history.scenario.schedule(history.market.levers)
        for name, row in zip(history.settings["uncertain"], self.parts(z)[1], strict=True):
            start = history.market.levers[name]
            scale = np.exp(history.settings["lever_sd"] * row)
            moved = start + (targets[name] - start)[:, None] * scale
            targets[name] = np.clip(moved, LEVERS[name].low, LEVERS[name].high)
        return targets

    def values(self, z: Array, market: Market | None = None) -> dict[str, Array]:
        """Every parameter of a market, (D,): free ones by their priors' quantiles."""
        era = dict((market or self.history.market).parameters)
        central = self.parameters.central(era)
        values = {name: np.full(z.shape[-1], value) for name, value in central.items()}
        return values | self.freed(z, era)

    def freed(self, z: Array, era: Mapping[str, float]) -> dict[str, Array]:
        """Free parameters, (D,), seasons at geometric mean 1, moved to the values of an era."""
        by_name = {}
        for name, row in zip(self.free, self.parts(z)[0], strict=True):
            parameter = self.parameters.table[name]
            target = era.get(name, parameter.central)
            by_name[name] = parameter.quantile(stats.norm.cdf(row), target)
        if set(SEASON) <= by_name.keys():
            mean = np.prod([by_name[name] for name in SEASON], axis=0) ** (1.0 / len(SEASON))
            by_name |= {name: by_name[name] / mean for name in SEASON}
        return by_name


def replay(unknowns: Unknowns, z: Array) -> Run:
    """Run the model through history for every column of z (size, D)."""
    history = unknowns.history
    values = unknowns.values(z)
    # Quality and lockdown enter through the shocks as they are: no persistence, unit size.
    one = np.ones(z.shape[-1])
    shocks = {"utility_shock_persistence": 0.0 * one, "utility_shock_sd": one}
    values |= shocks | {"macro_shock_sd": one}
    base = build(history.market, Coefficients(values), season=True)
    noise = Noise(utility=unknowns.quality(z, values), macro=unknowns.lockdown(z))
    metrics = {seen.metric for seen in history.observations}
    count = len(history.quarters), len(history.market.platforms), z.shape[-1]
    run = empty_run(*count, metrics)
    setting = Setting(posture=history.scenario.rivals, season=True, growth=True)
    simulate(base, unknowns.schedule(z), setting, noise, run)
    return run


def predicted(observations: Sequence[Observation], run: Run) -> Array:
    """Log of what a run says of every observation, (n, D)."""
    return np.stack([_one(seen, run) for seen in observations])


def _one(seen: Observation, run: Run) -> Array:
    path = run.metrics[seen.metric][:, seen.platform]
    total = np.log(path[list(seen.quarters)].sum(axis=0))
    return total - np.log(path[list(seen.base)].sum(axis=0)) if seen.base else total
