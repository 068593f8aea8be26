"""Parameters of the model: the table with its priors, central values, draws."""

from models.parameters.sets import Overrides, Parameters
from models.parameters.table import GRADES, Parameter

__all__ = ["GRADES", "Overrides", "Parameter", "Parameters"]
