"""The 2023Q1 market at central parameters, season off: the setting of the reference."""

import numpy as np
import pytest

from models.inputs import load_market, load_parameters
from models.market.coefficients import Coefficients
from models.simulation.baseline import build
from models.simulation.state import initial


@pytest.fixture(scope="session")
def parameters():
    return load_parameters()


@pytest.fixture(scope="session")
def market2023():
    return load_market("2023Q1")


@pytest.fixture(scope="session")
def central(parameters):
    return Coefficients({name: np.array([value]) for name, value in parameters.central().items()})


@pytest.fixture(scope="session")
def base2023(market2023, central):
    return build(market2023, central, season=False)


@pytest.fixture
def state2023(base2023):
    return initial(base2023)
