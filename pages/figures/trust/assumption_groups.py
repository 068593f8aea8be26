"""Groups in which a reader looks for an assumption, as the table of parameters gives them."""

from models.parameters import GROUPS
from pages.figures import assumption_values as values

__all__ = ["GROUPS", "group"]


def group(name: str) -> str:
    """Group of a parameter, one of `GROUPS`."""
    return values.row(name).group
