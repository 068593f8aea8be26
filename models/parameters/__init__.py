"""Parameters of the model: the table with its priors, central values, draws."""

from models.parameters.posterior import Learned, Posterior
from models.parameters.sets import Overrides, Parameters
from models.parameters.table import GROUPS, Parameter

__all__ = ["GROUPS", "Learned", "Overrides", "Parameter", "Parameters", "Posterior"]
