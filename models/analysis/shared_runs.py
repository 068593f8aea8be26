"""The plan and what it is compared to, each projected once for all parts that are read off it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from models.analysis.ends import STILL, Ends
from models.analysis.outcome import OUTCOME_METRICS, Sample
from models.analysis.rivalry.takeback import BILLED, STANDS
from models.analysis.study import sample
from models.levers import INSTANT
from models.notation import Array
from models.parameters import Parameters
from models.projection import Projection, project
from models.scenario import Scenario
from models.vintage import Market

BESIDE = (*BILLED, "effectiveness")
"""What is read of runs beside an outcome."""

_NAMELESS: dict[str, Any] = {"name": "-", "author": "", "created": "", "model": "", "notes": ()}


@dataclass(frozen=True, kw_only=True, eq=False)
class SharedRuns:
    """Projections of plans for one market, under the same settings.

    They last as long as the numbers of the plan: about 20 MB with 1,000 draws of 12 quarters,
    65 MB with 40.

    Attributes
    ----------
    kept, samples : dict
        What is projected, by all that sets it apart, and samples of it.
    """

    market: Market
    parameters: Parameters
    kept: dict[str, Projection] = field(default_factory=dict)
    samples: dict[Projection, Sample] = field(default_factory=dict)

    def run(
        self,
        scenario: Scenario,
        *,
        metrics: Collection[str] = OUTCOME_METRICS,
        **options: Any,  # noqa: ANN401
    ) -> Projection:
        """Project a plan, or no change, with ``metrics`` and `BESIDE`; options as of `project`.

        What is left apart of a plan is no more than words.
        """
        bare = replace(scenario, **_NAMELESS)
        key = f"{bare} {metrics} {options}"
        if key not in self.kept:
            self.kept[key] = project(
                self.market, self.parameters, bare, metrics=(*metrics, *BESIDE), **options
            )
        return self.kept[key]

    def sample(self, scenario: Scenario, **options: Any) -> Sample:  # noqa: ANN401
        """Sample the same, once."""
        run = self.run(scenario, **options)
        if run not in self.samples:
            self.samples[run] = sample(run)
        return self.samples[run]

    def answered(self, scenario: Scenario, metrics: Collection[str]) -> dict[str, Array]:
        """Set no change and the plan side by side, as `run_ends`; some of `OUTCOME_METRICS`."""
        return _together([self.run(one) for one in _both(scenario)], metrics)

    def ends(self, scenario: Scenario, metrics: Collection[str], *, outside: bool) -> Ends:
        """Set both side by side, answered and not, as `run_ends` does.

        ``outside``: whether a service of nobody in the market stands still too where all rivals do.
        It does anyhow where a plan leaves instant commerce alone.
        """
        still: dict[str, Any] = {"rivals": STILL}
        if not outside and any(step.lever in INSTANT for step in scenario.steps):
            still = {"conduct": (STANDS,) * len(self.market.platform_ids[1:])}
        names = tuple(dict.fromkeys((*metrics, *BILLED)))
        unanswered = [self.run(one, metrics=names, **still) for one in _both(scenario)]
        return {None: self.answered(scenario, names), STILL: _together(unanswered, names)}


def _both(scenario: Scenario) -> tuple[Scenario, Scenario]:
    return replace(scenario, steps=()), scenario


def _together(runs: Sequence[Projection], metrics: Collection[str]) -> dict[str, Array]:
    return {name: np.stack([run.paths[name] for run in runs]) for name in metrics}
