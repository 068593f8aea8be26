"""What stands beside a figure of one year: its total over the horizon and its worst year (E32)."""

from models.analysis.horizon_figures import HorizonFigure
from models.notation import UNITS
from pages.figures import decide_words as words
from pages.labels.catalogue import t

_TOTAL = "RMB bn"


def total(name: str, one: HorizonFigure | None) -> str:
    """Write the total over the horizon; empty for what does not add up."""
    if one is None or one.total is None:
        return ""
    unit = _TOTAL if UNITS[name].startswith(_TOTAL) else UNITS[name]
    return words.amount(one.total, unit)


def worst(name: str, one: HorizonFigure | None) -> str:
    """Write the worst full year and the quarter that it ends with."""
    if one is None:
        return ""
    return t("horizon.year", value=words.level(one.worst, name), quarter=one.worst_quarter)


def beside(name: str, one: HorizonFigure | None) -> str:
    """Write both in one line."""
    if one is None:
        return ""
    lowest = t("horizon.worst", year=worst(name, one))
    whole = total(name, one)
    return t("horizon.both", total=whole, worst=lowest) if whole else lowest
