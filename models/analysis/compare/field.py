"""Two to eight scenarios on the same futures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.group_paths import own_path
from models.analysis.quarter_index import place_of
from models.analysis.reading import needed, own_figure
from models.ensemble import project_plans
from models.errors import ScenarioError
from models.notation import Array, metrics_of, quarters_after
from models.parameters import Parameters
from models.scenario import Scenario
from models.text_rules import name_key, refusal
from models.vintage import Market

COMPARED_METRICS = metrics_of(
    *("users", "buyers", "sales", "revenue", "profit", "group_profit", "worth"),
    "plan_worth",
    *("storefronts", "sellers", "share"),
)
"""Metrics that scenarios are compared by."""

FEWEST, MOST = 2, 8


@dataclass(frozen=True, kw_only=True, eq=False)
class Field:
    """Scenarios of one market and horizon, projected on common random numbers.

    ``paths`` maps a metric to (N, T, 1+D), or (N, 1+D) for the whole horizon, in its own unit
    and in the order of ``scenarios``; index 0 of the last axis is the central run.
    """

    scenarios: tuple[Scenario, ...]
    quarters: tuple[str, ...]
    paths: Mapping[str, Array]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the scenarios."""
        return tuple(scenario.name for scenario in self.scenarios)

    def by_scenario(self) -> Iterator[dict[str, Array]]:
        """Give the paths of one scenario after another, each (T, 1+D) or (1+D,)."""
        for place in range(len(self.scenarios)):
            yield {metric: path[place] for metric, path in self.paths.items()}

    def of(self, metric: str, quarter: str | None = None, *, alone: bool = False) -> Array:
        """Every scenario's figures by one quarter, the last by default, (N, 1+D).

        Read over the year to it, or where ``alone`` in it alone.

        Raises
        ------
        ScenarioError
            The quarter lies outside the horizon.
        """
        return own_figure(self.paths, metric, place_of(quarter, self.quarters), alone=alone)


def field(
    market: Market,
    parameters: Parameters,
    scenarios: Sequence[Scenario],
    *,
    metrics: Sequence[str] = COMPARED_METRICS,
    draws: int | None = None,
    seed: int | None = None,
) -> Field:
    """Project ``scenarios`` under the same draws: seed and number of the first, unless given.

    Raises
    ------
    ScenarioError
        Fewer than two scenarios or more than eight, names that stand twice, another market or
        horizon; the error holds every problem.
    """
    check(scenarios)
    first = scenarios[0]
    kept = needed(metrics)
    shared = {
        "draws": first.draws if draws is None else draws,
        "seed": first.seed if seed is None else seed,
        "metrics": kept,
    }
    paths_by_plan = [
        project_plans(market, parameters, one, [one.schedule(market.levers)], **shared)  # type: ignore[arg-type]
        for one in scenarios
    ]
    paths = {
        metric: np.concatenate([own_path(paths, metric) for paths in paths_by_plan])
        for metric in kept
    }
    return Field(
        scenarios=tuple(replace(one, seed=int(shared["seed"])) for one in scenarios),  # type: ignore[call-overload]
        quarters=quarters_after(first.market, first.horizon),
        paths=paths,
    )


def check(scenarios: Sequence[Scenario]) -> None:
    """Refuse scenarios that cannot be set side by side.

    Raises
    ------
    ScenarioError
        Says which, and what to do.
    """
    problems = []
    if not FEWEST <= len(scenarios) <= MOST:
        rule = f"two to eight scenarios can be compared; give {FEWEST} to {MOST} of them"
        problems.append(refusal(None, None, f"{len(scenarios)} scenario(s)", rule))
    seen: set[str] = set()
    for one in scenarios:
        if name_key(one.name) in seen:
            rule = "two scenarios bear this name; rename one of them"
            problems.append(refusal(None, "scenario", one.name, rule))
        seen.add(name_key(one.name))
        for setting in ("market", "horizon"):
            wanted, given = getattr(scenarios[0], setting), getattr(one, setting)
            if given != wanted:
                rule = (
                    f"{one.name} is compared with {scenarios[0].name}, whose {setting} is {wanted};"
                    f" give both the same {setting}"
                )
                problems.append(refusal(None, setting, given, rule))
    if problems:
        raise ScenarioError(problems)
