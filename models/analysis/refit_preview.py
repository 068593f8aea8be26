"""What a refit would change, before anybody adopts it: ranges, the effects of a plan, curves.

Central values stay those of the table whatever a fit says, so a refit changes how sure a
projection is and not its central run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.effects import difference, effect
from models.analysis.outcome import Effect
from models.analysis.study import sample
from models.calibration.refit import Calibration
from models.experiments.lift import Lift, Setup
from models.levers import LEVERS
from models.notation import CORE, OWN_METRICS, Array
from models.parameters import Learned, Parameters, Posterior
from models.projection import project
from models.scenario import Scenario
from models.vintage import Market

PREVIEW_METRICS = CORE
CURVE_DRAWS = 200
AT_END = 4
"""Place of the end of the test among the settings of a curve."""

_BEYOND = 1.25
_BAND = (0.1, 0.5, 0.9)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """5% and 95% points of a parameter now and after a refit, in its unit.

    ``narrower`` is the part of its standard deviation that goes; negative where it widens.
    """

    parameter: str
    before: tuple[float, float]
    after: tuple[float, float]
    narrower: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Curve:
    """Effect of a lever over its setting, as a test measures it, before and after a refit.

    ``points`` are settings, (n,); ``before`` and ``after`` the 10%, 50% and 90% points of the
    effect, (3, n), in the unit of the metric. ``level`` is what the effect changes: the metric
    today, summed over the test where its effect is.
    """

    lift: Lift
    points: Array
    before: Array
    after: Array
    level: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Preview:
    """All that a refit would change; ``effects`` are of the plan, now and after, by metric."""

    moved: tuple[Moved, ...]
    effects: Mapping[str, tuple[Effect, Effect]]
    curves: tuple[Curve, ...]
    notes: tuple[str, ...]
    effective_size: float
    candidates: int


def preview(
    market: Market, current: Parameters, scenario: Scenario, calibration: Calibration
) -> Preview:
    """Set a calibration beside what is drawn now.

    Raises
    ------
    ModelError
        Market, parameters or scenario do not fit together.
    """
    posterior = calibration.posterior
    refitted = current.updated(posterior)
    setups = calibration.tests.setups if calibration.tests else ()
    return Preview(
        moved=moved(current, posterior),
        effects=_both(market, (current, refitted), scenario) if scenario.steps else {},
        curves=curves(setups, current, refitted),
        notes=calibration.notes,
        effective_size=posterior.effective_size,
        candidates=posterior.candidates,
    )


def _both(
    market: Market, versions: tuple[Parameters, Parameters], scenario: Scenario
) -> dict[str, tuple[Effect, Effect]]:
    now, then = (effects(market, of, scenario) for of in versions)
    return {name: (now[name], then[name]) for name in PREVIEW_METRICS}


def moved(current: Parameters, posterior: Posterior) -> tuple[Moved, ...]:
    """Set each parameter of a refit beside what is drawn now, the largest change first."""
    known = {row.parameter: row for row in current.posterior.summary} if current.posterior else {}
    rows = [_moved(row, known.get(row.parameter)) for row in posterior.summary]
    return tuple(sorted(rows, key=lambda row: -abs(row.narrower)))


def _moved(after: Learned, before: Learned | None) -> Moved:
    now = (before.posterior_low, before.posterior_high) if before else None
    return Moved(
        parameter=after.parameter,
        before=now or (after.prior_low, after.prior_high),
        after=(after.posterior_low, after.posterior_high),
        narrower=1.0 - after.sd_ratio / (before.sd_ratio if before else 1.0),
    )


def effects(market: Market, parameters: Parameters, scenario: Scenario) -> dict[str, Effect]:
    """Effects of the plan over the last year on `PREVIEW_METRICS`, each in its unit."""
    plan, idle = (
        sample(project(market, parameters, of)) for of in (scenario, replace(scenario, steps=()))
    )
    return {name: effect(difference(name, plan, idle)) for name in PREVIEW_METRICS}


def curves(setups: Sequence[Setup], current: Parameters, refitted: Parameters) -> tuple[Curve, ...]:
    """Draw the curve of every test under what is drawn now and after a refit."""
    return tuple(
        Curve(
            lift=setup.lift,
            points=(points := settings(setup.lift)),
            before=_band(setup, points, current),
            after=_band(setup, points, refitted),
            level=_level(setup, current),
        )
        for setup in setups
    )


def settings(lift: Lift) -> Array:
    """Choose settings for a curve: from start to end of the test, then somewhat beyond."""
    lever = LEVERS[lift.lever]
    inside = np.linspace(lift.start, lift.end, AT_END + 1)
    far = lift.start + _BEYOND * (lift.end - lift.start)
    beyond = min(max(far, lever.low), lever.high)
    return inside if beyond == lift.end else np.append(inside, beyond)


def _level(setup: Setup, parameters: Parameters) -> float:
    lift, market = setup.lift, setup.market
    idle = Scenario(name="-", market=market.vintage)
    kept = (lift.metric,)
    today = project(market, parameters, idle, quarters=1, draws=0, plain=True, metrics=kept)
    place = 0 if lift.metric in OWN_METRICS else market.platform_ids.index(lift.platform)
    level = abs(float(today.central(lift.metric, place)[0]))
    return level * lift.quarters if lift.is_total else level


def _band(setup: Setup, points: Array, parameters: Parameters) -> Array:
    values: Mapping[str, Array] = parameters.draw(CURVE_DRAWS, 0, setup.market.parameters)
    effects_at = [np.zeros(CURVE_DRAWS)]
    for point in points[1:]:
        moved_to = replace(setup.lift, end=float(point))
        effects_at.append(Setup(lift=moved_to, market=setup.market).effect(values))
    band: Array = np.quantile(np.stack(effects_at), _BAND, axis=1)
    return band
