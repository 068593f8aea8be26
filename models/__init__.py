"""Two Roads: the market model.

A market and the parameters come from the data, a scenario from a file or from levers; the three
become a projection, whose frame is tidy::

    market, parameters = load_market("2023Q1"), load_parameters()
    for scenario in read_scenarios("return-to-taobao.csv"):
        project(market, parameters, scenario).to_frame()
"""

import models.blas  # before numpy
import models.numpy_parts  # noqa: F401  before scipy
from models.errors import ModelError, ScenarioError
from models.inputs import load_market, load_parameters, read_scenarios
from models.projection import Projection, project
from models.scenario import Scenario, Step

__all__ = [
    "ModelError",
    "Projection",
    "Scenario",
    "ScenarioError",
    "Step",
    "load_market",
    "load_parameters",
    "project",
    "read_scenarios",
]
