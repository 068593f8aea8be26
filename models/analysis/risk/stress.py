"""The stress test: futures in which a plan misses, the box that holds them, what shows first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from models.analysis.futures import (
    APPEAL,
    COUNT,
    COURSE,
    Futures,
    draw_futures,
    no_change,
    project_in,
)
from models.analysis.reading import needed
from models.analysis.risk.box import Box
from models.analysis.risk.prim import find_box
from models.analysis.risk.signposts import OBSERVED, SOON, Signpost, first_sign
from models.analysis.targets import Target, met_by_quarter, quarter_of, reached
from models.ensemble import futures_base
from models.market.worth import BEYOND
from models.notation import HORIZON_METRICS, Array, Marks
from models.parameters import Parameters
from models.scenario import Scenario
from models.vintage import Market

SPARE = (COURSE, APPEAL)
"""Inputs that a picture shows where there are no rules."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Chances:
    """In how many futures a plan reaches its targets.

    Attributes
    ----------
    futures : int
    targets : tuple of Target
    chances : tuple of float
        Share of the futures in which each target is reached; ``together`` all of them at once.
    by_quarter : array, shape (N, T)
        Share that reaches each target by quarter; the last alone counts for whole horizons.
    together_by_quarter : array, shape (T,)
        Share that reaches all of them in a quarter; a bound on a whole horizon counts in each.
    share_missed : float
        Share of the futures in which one target or more is missed at its date.
    """

    futures: int
    targets: tuple[Target, ...]
    chances: tuple[float, ...]
    by_quarter: Array
    together_by_quarter: Array
    share_missed: float

    @property
    def together(self) -> float:
        """Chance to reach all targets at once."""
        return 1.0 - self.share_missed


@dataclass(frozen=True, kw_only=True, eq=False)
class Stress(Chances):
    """What a stress test found beside the chances.

    Attributes
    ----------
    missed : array of bool, shape (D,)
        Futures in which one target or more is missed at its date.
    box : Box or None
        Rules that tell the futures that miss; None where there is nothing to tell.
    signpost : Signpost or None
    inputs : mapping of str to array, shape (D,)
        What set the futures apart.
    """

    missed: Marks
    box: Box | None
    signpost: Signpost | None
    inputs: dict[str, Array]


def stress(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    targets: Sequence[Target],
    *,
    count: int = COUNT,
    futures: Futures | None = None,
) -> Stress:
    """Project a plan in many futures and describe those in which it misses.

    Parameters
    ----------
    futures : Futures, optional
        Futures to use, of the same market, horizon and assumptions; left out: drawn anew.

    Raises
    ------
    ScenarioError
        A target lies outside the plan's quarters.
    """
    last = max(quarter_of(target, scenario) for target in targets)
    drawn = futures or _drawn(market, parameters, scenario, targets, count)
    asked = (market, parameters, scenario, targets)
    tried = _joined((_tried(block, *asked, OBSERVED) for block in drawn.blocks()), drawn.count)
    missed = tried.missed
    return Stress(
        **vars(_chances(tried, scenario, targets)),
        missed=missed,
        box=find_box(drawn.inputs, missed),
        signpost=first_sign(tried.seen, missed, min(last, SOON)),
        inputs=dict(drawn.inputs),
    )


def chances(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    targets: Sequence[Target],
    *,
    count: int = COUNT,
) -> Chances:
    """Count the futures of `stress` in which a plan reaches its targets, and no more.

    Raises
    ------
    ScenarioError
        A target lies outside the plan's quarters.
    """
    drawn = _drawn(market, parameters, scenario, targets, count)
    asked = (market, parameters, scenario, targets)
    tried = _joined((_tried(block, *asked, ()) for block in drawn.blocks()), drawn.count)
    return _chances(tried, scenario, targets)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Tried:
    """What is kept of futures: marks (N, D), marks by quarter, what can be seen soon."""

    marks: Marks
    paths: list[Marks]
    seen: dict[str, Array]

    @property
    def missed(self) -> Marks:
        """Futures in which one target or more is missed, (D,)."""
        return np.asarray(~self.marks.all(axis=0))


def _drawn(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    targets: Sequence[Target],
    count: int,
) -> Futures:
    """Draw futures that reach as far as the targets look."""
    looks_further = any(target.metric in HORIZON_METRICS for target in targets)
    further = BEYOND if looks_further else 0
    return draw_futures(market, parameters, scenario, count, further=further)


def _joined(blocks: Iterator[_Tried], count: int) -> _Tried:
    """Put what is kept of blocks of futures side by side as they come: none is held."""
    marks, paths, seen = list[Marks](), list[list[Marks]](), dict[str, Array]()
    start = 0
    for block in blocks:
        stop = start + block.marks.shape[-1]
        marks.append(block.marks)
        paths.append(block.paths)
        for name, path in block.seen.items():
            if name not in seen:
                seen[name] = np.empty((*path.shape[:-1], count))
            seen[name][..., start:stop] = path
        start = stop
    together = partial(np.concatenate, axis=-1)
    return _Tried(
        marks=together(marks),
        paths=[together(parts) for parts in zip(*paths, strict=True)],
        seen=seen,
    )


def _tried(
    futures: Futures,
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    targets: Sequence[Target],
    observed: Sequence[str],
) -> _Tried:
    """Project a plan in some futures; of what can be seen soon ``observed`` is kept."""
    metrics = {*observed, *needed(target.metric for target in targets)}
    shared = futures_base(market, parameters, scenario, futures.columns)
    ours = base = project_in(futures, market, parameters, scenario, metrics, shared)
    if any(target.is_relative for target in targets):
        asked = needed(target.metric for target in targets)
        base = project_in(futures, market, parameters, no_change(scenario), asked, shared)
    return _Tried(
        marks=reached(targets, scenario, ours, base),
        paths=[met_by_quarter(target, ours, base) for target in targets],
        seen={name: ours[name][:SOON] for name in observed},
    )


def _chances(tried: _Tried, scenario: Scenario, targets: Sequence[Target]) -> Chances:
    return Chances(
        futures=tried.marks.shape[-1],
        targets=tuple(targets),
        chances=tuple(float(chance) for chance in tried.marks.mean(axis=1)),
        by_quarter=np.stack([_curve(path, scenario.horizon) for path in tried.paths]),
        together_by_quarter=_all_of(tried.paths, scenario.horizon).mean(axis=-1),
        share_missed=float(tried.missed.mean()),
    )


def _curve(met: Marks, horizon: int) -> Array:
    """Share of the futures by quarter, (T,); nothing before the end of a whole horizon."""
    share = met.mean(axis=-1)
    return np.concatenate([np.full(horizon - len(share), np.nan), share])


def _all_of(paths: Sequence[Marks], horizon: int) -> Marks:
    together = np.ones((horizon, paths[0].shape[-1]), bool)
    for met in paths:
        together &= met
    return together


def thinned(stress_test: Stress, points: int = 800) -> Stress:
    """Keep as many futures as a picture shows, and of their inputs those it may show.

    The figures stay those of all futures.
    """
    rules = [rule.name for rule in stress_test.box.rules] if stress_test.box else []
    kept = {name: stress_test.inputs[name][:points] for name in dict.fromkeys((*rules, *SPARE))}
    return replace(stress_test, missed=stress_test.missed[:points], inputs=kept)
