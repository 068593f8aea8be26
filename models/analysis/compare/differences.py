"""What scenarios do not have in common: levers by quarter, settings, assumptions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.levers import LEVERS
from models.notation import quarters_after
from models.parameters import Parameters
from models.scenario import Scenario
from models.scenario.conduct import ways_of
from models.scenario.conduct_rules import PARTS, RIVALS
from models.vintage import Market

_SETTINGS = ("rivals",)
"""Draws and seed are no difference: all scenarios run on those of the first."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Targets of one lever from ``quarter`` on, by scenario, in the lever's unit."""

    lever: str
    quarter: str
    values: Mapping[str, float]


def lever_differences(market: Market, scenarios: Sequence[Scenario]) -> tuple[Difference, ...]:
    """List the levers that are not set alike, at each quarter in which one of them changes."""
    schedules = [scenario.schedule(market.levers) for scenario in scenarios]
    quarters = quarters_after(market.vintage, scenarios[0].horizon)
    names = [scenario.name for scenario in scenarios]
    listed = []
    for lever in LEVERS:
        paths = np.array([schedule[lever] for schedule in schedules])
        differs = np.ptp(paths, axis=0) > 0.0
        changes = np.r_[True, (np.diff(paths, axis=1) != 0.0).any(axis=0)]
        # A difference that ends is listed too: there the targets meet again.
        reported = changes & (differs | np.r_[False, differs[:-1]])
        listed += [
            Difference(
                lever=lever,
                quarter=quarters[t],
                values=dict(zip(names, paths[:, t].tolist(), strict=True)),
            )
            for t in np.flatnonzero(reported)
        ]
    return tuple(listed)


def setting_differences(
    market: Market, parameters: Parameters, scenarios: Sequence[Scenario]
) -> dict[str, dict[str, object]]:
    """List settings, conduct of single rivals and assumptions that are not alike, by scenario.

    An assumption that a scenario does not make stands at the value of its market or, failing
    that, the central value of the table.
    """
    by_setting: dict[str, dict[str, object]] = {}
    for setting in _SETTINGS:
        values = {one.name: getattr(one, setting) for one in scenarios}
        if len(set(values.values())) > 1:
            by_setting[setting] = values
    if any(one.conduct for one in scenarios):
        by_setting |= _conduct_differences(market, scenarios)
    assumed = sorted({name for one in scenarios for name, _ in one.assumptions})
    for name in assumed:
        otherwise = market.parameters.get(name, parameters.table[name].central)
        numbers = {one.name: dict(one.assumptions).get(name, otherwise) for one in scenarios}
        if len(set(numbers.values())) > 1:
            by_setting[f"assumption:{name}"] = dict(numbers)
    return by_setting


def _conduct_differences(
    market: Market, scenarios: Sequence[Scenario]
) -> dict[str, dict[str, object]]:
    """List what rivals do otherwise in one scenario than in another; no cap is None."""
    ways = {one.name: ways_of(one, market) for one in scenarios}
    by_rival: dict[str, dict[str, object]] = {}
    for place, rival in enumerate(market.platform_ids[1:]):
        for part in ("posture", *PARTS):
            values = {name: getattr(all_[place], part) for name, all_ in ways.items()}
            if len(set(values.values())) > 1:
                by_rival[f"{RIVALS}{rival}" + f":{part}" * (part in PARTS)] = values
    return by_rival
