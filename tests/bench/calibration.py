"""What a fit costs, and whether its intervals hold what they promise."""

from functools import cache

import numpy as np

from models.calibration.actuals import read_actuals
from models.calibration.refit import calibrate, past, unknowns_of
from models.calibration.setups import design
from models.inputs import actuals_bytes
from models.validation.recovery import from_tests, recover
from tests.bench.budgets import best_seconds, budget

RUNS, FEW = 200, 8
TESTS = (
    b"lever,from,to,metric,platform,quarters,effect,standard_error,date,total_or_average\n"
    b"ad_load,1,1.2,revenue,taotian,4,3,0.4,2024Q4,average\n"
    b"subsidy_budget,9,15,gmv,taotian,4,10,1.5,2024Q4,average\n"
    b"sme_support,3,6,gmv_sme,taotian,4,4,0.5,2024Q4,average\n"
)


@budget("refit to history", 60, "s")
def history() -> float:
    return best_seconds(calibrate, repeats=2)


@budget("refit to history and three tests of levers", 5, "s")
def tests() -> float:
    return best_seconds(lambda: calibrate(TESTS), repeats=2)


@budget("coverage of 90% intervals off by, history alone, 200 runs pooled", 5, "points")
def coverage() -> float:
    return 100.0 * abs(recover(RUNS).pooled - 0.9)


@budget("coverage of 90% intervals off by, with four tests, 200 runs pooled", 5, "points")
def coverage_with_tests() -> float:
    return 100.0 * abs(recover(RUNS, tests=True).pooled - 0.9)


@cache
def widths() -> list[float]:
    """Mean log of the width left, over the parameters, with no test, one, two …"""
    figures = past(read_actuals(actuals_bytes()))
    setups = design(figures.settings)
    unknowns, error = unknowns_of(figures, setups), figures.settings["test_error"]
    counts = range(len(setups) + 1)
    runs = [from_tests(unknowns, setups[:count], error, FEW) for count in counts]
    return [float(np.log(run.ratios).mean()) for run in runs]


@budget("width of intervals after one test more over before, the worst of four", 1.0, "x")
def shrinking() -> float:
    return float(np.exp(np.diff(widths()).max()))
