"""Quarters under a magnifying glass: every state and flow of a run, for those who audit it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from models.levers import KPI_UNITS, LEVERS, UNIT_OF_WEIGHT
from models.market.coefficients import Coefficients
from models.market.shocks import Noise, draw_noise
from models.notation import SEGMENTS, Array
from models.parameters import Parameters
from models.simulation.baseline import Baseline, build
from models.simulation.calendar import Calendar, calendars
from models.simulation.lever_delivery import shared
from models.simulation.outputs import beside_market, metrics
from models.simulation.quarter import Quarter, next_state, play
from models.simulation.setting import Setting
from models.simulation.state import State, initial
from models.vintage import Market

LeverTargets = Mapping[str, float | Array]
"""Target by lever, for all quarters or a quarter each, (T,)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Moment:
    """One quarter: the states around it, what was played and what is shown."""

    before: State
    played: Quarter
    after: State
    shown: Mapping[str, Array]
    calendar: Calendar
    base: Baseline


def extremes(market: Market) -> dict[str, LeverTargets]:
    """Targets at the ends: all levers least, all most, and each alone at either end."""
    settings: dict[str, LeverTargets] = {end: _all_at(end) for end in ("least", "most")}
    for name in LEVERS:
        for end in ("least", "most"):
            settings[f"{name} {end}"] = {**market.levers, **_one_at(name, end)}
    return settings


def _all_at(end: str) -> dict[str, float]:
    targets: dict[str, float] = {}
    for name in LEVERS:
        first = name not in UNIT_OF_WEIGHT or name.endswith("_gmv" if end == "least" else "_users")
        targets |= _one_at(name, end if name not in UNIT_OF_WEIGHT else "most") if first else {}
    return targets


def _one_at(name: str, end: str) -> dict[str, float]:
    """One lever at an end of its range; the weights of a unit sum to 1, so its others give way."""
    lever = LEVERS[name]
    value = float(lever.low if end == "least" else lever.high)
    unit = KPI_UNITS.get(UNIT_OF_WEIGHT.get(name, ""), (name,))
    rest = (1.0 - value) / max(len(unit) - 1, 1)
    return {weight: value if weight == name else rest for weight in unit}


def prepared(market: Market, parameters: Parameters, draws: int) -> Baseline:
    """Baseline of some draws, with the season on."""
    return build(
        market, Coefficients(parameters.draw(draws, 0, dict(market.parameters))), season=True
    )


def moments(
    base: Baseline,
    targets: LeverTargets,
    posture: str,
    quarters: int,
    *,
    seed: int = 0,
    shock: float = 1.0,
) -> Iterator[Moment]:
    """Play ``targets`` from the first quarter on, with shocks, and show every quarter.

    ``shock`` is the size of the shocks against what the model expects of them.
    """
    setting = Setting(posture=posture, season=True, growth=True)
    noise = draw_noise(quarters, len(base.market.platforms), len(SEGMENTS), seed, 0)
    noise = _cut(noise, base.p.count, shock)
    paths = {name: np.broadcast_to(path, quarters) for name, path in targets.items()}
    mood = paths["consumer_confidence"][:, None]
    state = initial(base)
    for t, calendar in enumerate(calendars(base, noise, mood, season=True, growth=True)):
        here = shared({name: float(path[t]) for name, path in paths.items()})
        played = play(state, here, calendar, setting, base)
        after = next_state(state, played, base)
        shown = metrics(state, played, after, base) | beside_market(played.own, base)
        yield Moment(
            before=state, played=played, after=after, shown=shown, calendar=calendar, base=base
        )
        state = after


def _cut(noise: Noise, count: int, size: float) -> Noise:
    return Noise(utility=size * noise.utility[..., :count], macro=size * noise.macro[..., :count])
