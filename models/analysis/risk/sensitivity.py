"""Which assumptions a figure hangs on: a tornado of all of them, Sobol indices of the first."""

from dataclasses import dataclass

from models.analysis.risk.range_sources import outcome_of, spreads
from models.analysis.risk.sobol import SAMPLES, Index, sobol
from models.analysis.risk.tornado import TornadoBar, tornado
from models.analysis.targets import check_dated
from models.errors import ScenarioError
from models.notation import quarters_after
from models.parameters import Parameters
from models.scenario import Scenario
from models.text_rules import refusal
from models.vintage import Market

LEADING = 20
"""Parameters, those with the widest swings, whose Sobol indices are estimated."""


@dataclass(frozen=True, kw_only=True)
class Sensitivity:
    """Swings of one figure under every parameter, and indices of the leading ones.

    ``central`` is the figure with all parameters central, in its unit, without shocks; a change
    against no change where ``is_change``. It is read over the year to ``quarter``, or in it where
    ``alone``.
    """

    metric: str
    quarter: str
    central: float
    is_change: bool
    swings: tuple[TornadoBar, ...]
    indices: tuple[Index, ...]
    alone: bool = False


def sensitivity(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    metric: str,
    quarter: str | None = None,
    *,
    against_no_change: bool = False,
    alone: bool = False,
    leading: int = LEADING,
    samples: int = SAMPLES,
) -> Sensitivity:
    """Vary the parameters of one figure of ours.

    Parameters
    ----------
    quarter
        The figure is that of the year to it, or where ``alone`` of it alone; left out: the last.
    leading : int
        Parameters with Sobol indices; 0 for none.
    samples : int
        Points of each, a power of two.

    Raises
    ------
    ScenarioError
        The plan does not reach ``quarter``, or the metric is one of the whole horizon.
    """
    quarters = quarters_after(scenario.market, scenario.horizon)
    if quarter is not None and quarter not in quarters:
        rule = f"the plan runs from {quarters[0]} to {quarters[-1]}"
        raise ScenarioError([refusal(None, "quarter", quarter, rule)])
    if quarter is not None:
        check_dated(metric, quarter, "quarter")
    at = len(quarters) - 1 if quarter is None else quarters.index(quarter)
    outcome = outcome_of(
        market,
        parameters,
        scenario,
        metric,
        at,
        against_no_change=against_no_change,
        alone=alone,
    )
    central = parameters.central({**market.parameters, **dict(scenario.assumptions)})
    spread_of = spreads(market, parameters, scenario)
    figure, swings = tornado(outcome, spread_of, central)
    first = {swing.parameter: spread_of[swing.parameter] for swing in swings[:leading]}
    return Sensitivity(
        metric=metric,
        quarter=quarters[at],
        central=figure,
        is_change=against_no_change,
        swings=swings,
        indices=sobol(outcome, first, samples=samples, seed=scenario.seed) if first else (),
        alone=alone,
    )
