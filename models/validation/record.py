"""The record: where a decision like a plan's was tried, to be told beside the plan.

Like are plans that change the same levers in the same proportions, whatever their size: the cosine
between their changes, each lever over its range, is at least `LIKE`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from models.inputs import load_market, load_parameters, vintages
from models.levers import LEVERS
from models.notation import Array
from models.scenario import Scenario
from models.validation.cases import Case, cases
from models.validation.episodes import EpisodeRuns, agrees, episodes, is_within
from models.validation.experiment import Check, Episode
from models.validation.response import columns

LIKE = 0.7
"""Least cosine of two plans that are told to be like."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A decision of the past, or an experiment, in the case that tells of it.

    ``episode`` is the experiment that encodes it, None where none does; ``scenario`` is its plan
    and ``likeness`` the cosine, `LIKE` to 1.
    """

    case: Case
    scenario: Scenario
    episode: Episode | None
    likeness: float

    @property
    def year(self) -> str:
        """Year in which it began; an experiment may stand in a later market than its own."""
        began = self.episode.began if self.episode else ""
        return began or min(step.quarter for step in self.scenario.steps)[:4]

    @property
    def is_tested(self) -> bool:
        """Whether something was seen that tests the model on it."""
        return bool(self.episode and any(check.is_tested for check in self.episode.checks))


def change(scenario: Scenario) -> Array:
    """Give the mean change of every lever over the horizon, each over its range, (L,)."""
    today = load_market(scenario.market).levers
    schedule = scenario.schedule(today)
    rest = {**today, "reorganisation": 0.0}
    return np.array(
        [
            (schedule[name].mean() - rest[name]) / (lever.high - lever.low)
            for name, lever in LEVERS.items()
        ]
    )


def likeness(one: Array, other: Array) -> float:
    """Give the cosine of two changes, -1 to 1; 0 where one of them is none."""
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / size if size else 0.0


def tried(scenario: Scenario) -> Tried | None:
    """Find the decision most like a plan; of those that are like one that tests goes first."""
    mine = change(scenario)
    found = [
        Tried(case=case, scenario=plan, episode=episode, likeness=alike)
        for case, plan, episode, theirs in _decisions()
        if (alike := likeness(mine, theirs)) >= LIKE
    ]
    return max(found, key=lambda one: (one.is_tested, one.likeness), default=None)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A check that tests the model, and what the central run says of it, a relative change."""

    check: Check
    said: float

    @property
    def has_sign(self) -> bool:
        """Whether the model has the sign of what was seen."""
        return agrees(self.check, self.said)

    @property
    def has_size(self) -> bool:
        """Whether it is within a factor of two as well."""
        return is_within(self.check, self.said)


def findings(episode: str) -> tuple[Finding, ...]:
    """Say what the model says of the tested checks of an experiment, named by its id."""
    experiment = next(one for one in episodes() if one.id == episode)
    values = columns(load_market(experiment.scenario.market), load_parameters(), 0)
    runs = EpisodeRuns(episode=experiment, values=values)
    return tuple(
        Finding(check=check, said=float(runs.effect(check)[0]))
        for check in experiment.checks
        if check.is_tested
    )


@cache
def _decisions() -> tuple[tuple[Case, Scenario, Episode | None, Array], ...]:
    return tuple((case, plan, which, change(plan)) for case, plan, which in _plans())


def _plans() -> Iterator[tuple[Case, Scenario, Episode | None]]:
    """List what was decided in each case, and the experiments that moved levers and no more."""
    by_id = {episode.id: episode for episode in episodes()}
    by_market = {case.market: case for case in cases()}
    for case in cases():
        yield case, case.taken.scenario, by_id.get(case.episode)
    for episode in by_id.values():
        is_here = episode.case in by_market and episode.scenario.market in vintages()
        if is_here and episode.scenario.steps and not episode.events:
            yield by_market[episode.case], episode.scenario, episode
