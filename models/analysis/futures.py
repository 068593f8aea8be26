"""Futures: parameters, shocks and the rivals' answers drawn together, the same for every plan."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from models.ensemble import project_futures
from models.market.forecast_paths import side_by_side
from models.market.shocks import Noise, autoregression
from models.market.worth import BEYOND
from models.notation import BLOCK, OWN, Array
from models.parameters import Parameters
from models.parameters.draws import SEASON
from models.scenario import Scenario
from models.scenario.conduct import ways_of
from models.simulation.baseline import Baseline
from models.simulation.draw_blocks import central_drift, future_block
from models.simulation.stored_paths import load_forecast_paths
from models.vintage import Market

COUNT = 10_000

MACRO, APPEAL, COURSE = "macro", "appeal", "course"
MATCHING = "matching_"
"""Inputs beside the parameters: what chance does to all orders, to our appeal and to what we earn
of a visit, and each rival's answer."""

_REPLACED = "rival_matching"
_UNMATCHED = ("passive", "best-reply")
_POSTURE_STREAM = 3
_LATE = 4


@dataclass(frozen=True, kw_only=True, eq=False)
class Futures:
    """Many futures of one market.

    Attributes
    ----------
    columns : mapping of str to array, shape (D,)
        Parameters that vary, by name; what is uncertain of a season, the paths have.
    noise : Noise
        Shocks, utility (T, A, S, D) and macro (T, D), over the horizon and what
        follows it.
    matching : array, shape (A-1, D)
        Part of what we add to subsidies at its cost that each rival matches: 0 stands still, 1
        follows in full.
    inputs : mapping of str to array, shape (D,)
        What sets the futures apart: the parameters; ``macro``, by how much chance alone raises
        all orders at the last quarter, a ratio; ``appeal``, what chance adds to the utility of
        our app over that of its rivals, mean of the last four quarters; ``course``, by how much
        our orders a visit times our ad rate leave the forecast's median at the last quarter, a
        ratio; ``matching_<rival>``, but for rivals whom the plan has match nothing.
    """

    columns: Mapping[str, Array]
    noise: Noise
    matching: Array
    inputs: Mapping[str, Array]

    @property
    def count(self) -> int:
        """Number of futures D."""
        return self.matching.shape[-1]

    def blocks(self) -> Iterator["Futures"]:
        """Cut the futures into blocks, so that the paths of all need not be held at once."""
        for start in range(0, self.count, BLOCK):
            some = slice(start, start + BLOCK)
            yield Futures(
                columns={name: values[some] for name, values in self.columns.items()},
                noise=self.noise.some(some),
                matching=self.matching[:, some],
                inputs={name: values[some] for name, values in self.inputs.items()},
            )


def draw_futures(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    count: int = COUNT,
    *,
    further: int = BEYOND,
) -> Futures:
    """Draw futures: parameters from what is known of them, shocks, answers from 0 to 1 evenly.

    The answers are spread evenly, whatever is likely, because a stress test looks for trouble.
    Future i is the same whatever the number asked for.

    Parameters
    ----------
    further : int
        Quarters after the horizon for which shocks are drawn; 0 is enough where nothing is asked
        of the whole horizon.

    Raises
    ------
    ParameterError
        As `Parameters.draw`.
    """
    assumed = {**market.parameters, **dict(scenario.assumptions)}
    drawn = parameters.draw(count, scenario.seed, assumed)
    columns = {
        name: values
        for name, values in drawn.items()
        if name not in {_REPLACED, *SEASON} and count and np.ptp(values) > 0.0
    }
    noise = _noise(market, scenario, count, further)
    matching = _matching(market, scenario.seed, count)
    size = drawn["macro_shock_sd"] * noise.macro[: scenario.horizon].sum(axis=0)
    appeal = _appeal(
        noise.utility[: scenario.horizon],
        drawn["utility_shock_persistence"],
        drawn["utility_shock_sd"],
    )
    drifted, course = _drifted(noise, market, scenario.horizon)
    rivals, own = market.platform_ids[1:], dict(scenario.conduct)
    inputs = {
        **columns,
        MACRO: np.expm1(size),
        APPEAL: appeal + drifted,
        COURSE: course,
        **{
            MATCHING + rival: row
            for rival, row in zip(rivals, matching, strict=True)
            if own.get(rival) not in _UNMATCHED
        },
    }
    return Futures(columns=columns, noise=noise, matching=matching, inputs=inputs)


def project_in(
    futures: Futures,
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    metrics: Collection[str],
    base: Baseline | None = None,
) -> dict[str, Array]:
    """Project a plan in every future; metric to (T, A, D) and so on.

    A rival matches what the future says, in the posture, strength, lag and cap that the plan gives
    it; without a posture of its own it follows. ``base`` is that of `project_futures`.
    """
    ways = ways_of(replace(scenario, rivals="follow"), market)
    return project_futures(
        market,
        parameters,
        scenario,
        futures.columns,
        metrics=metrics,
        noise=futures.noise,
        base=base,
        conduct=tuple(
            replace(way, matching=row) for way, row in zip(ways, futures.matching, strict=True)
        ),
    )


def no_change(scenario: Scenario) -> Scenario:
    """Give the same settings without a plan."""
    return replace(scenario, steps=(), notes=())


def _noise(market: Market, scenario: Scenario, count: int, further: int) -> Noise:
    quarters, paths = scenario.horizon + further, load_forecast_paths(market)
    blocks = [
        future_block(paths, quarters, scenario.seed, block) for block in range(-(-count // BLOCK))
    ]
    drifts = [block.drift for block in blocks if block.drift]
    together = Noise(
        utility=np.concatenate([block.utility for block in blocks], axis=-1),
        macro=np.concatenate([block.macro for block in blocks], axis=-1),
        drift=side_by_side(drifts),
    )
    return together.some(slice(0, count))


def _appeal(utility: Array, persistence: Array, size: Array) -> Array:
    """Follow the utility shocks of our app over the mean of the others, late mean, (D,)."""
    ahead = utility.mean(axis=2)
    ahead = ahead[:, OWN] - ahead[:, 1:].mean(axis=1)
    shock, path = np.zeros_like(size), []
    for news in ahead:
        shock = autoregression(shock, persistence, size, news)
        path.append(shock)
    return np.asarray(np.mean(path[-_LATE:], axis=0))


def _drifted(noise: Noise, market: Market, horizon: int) -> tuple[Array, Array]:
    """Tell what the paths add to our appeal, utils, and to earnings of a visit, a ratio, (D,)."""
    assert noise.drift is not None, "every future has its path"
    here = noise.drift.at(horizon - 1)
    median = central_drift(load_forecast_paths(market)).at(horizon - 1)
    ahead = (here[0] - median[0])[:, 0]
    earned = (here[1] / median[1])[OWN] * (here[2] / median[2])[OWN, 0]
    return ahead[OWN] - ahead[1:].mean(axis=0), earned - 1.0


def _matching(market: Market, seed: int, count: int) -> Array:
    rivals = len(market.platforms) - 1
    blocks = [
        np.random.default_rng(np.random.SeedSequence([seed, block, _POSTURE_STREAM])).random(
            (rivals, BLOCK)
        )
        for block in range(-(-count // BLOCK))
    ]
    return np.concatenate(blocks, axis=-1)[:, :count]
