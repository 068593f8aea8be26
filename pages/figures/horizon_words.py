"""What stands beside a figure of one year: its total over the horizon and its worst year (E32)."""

from collections.abc import Mapping, Sequence

from models.analysis.horizon_figures import HorizonFigure
from models.notation import UNITS
from pages.figures import decide_words as words
from pages.figures.html_tables import table
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


def horizon_table(
    names: Sequence[str], figures: Sequence[Mapping[str, HorizonFigure]], label: str
) -> str:
    """Lay totals and worst years of plans side by side, a row a metric that all have."""
    metrics = [name for name in figures[0] if all(name in own for own in figures)]
    rows = [
        (
            words.measured(name),
            [write(name, own[name]) for own in figures for write in (total, worst)],
        )
        for name in metrics
    ]
    heads = [t(f"horizon.{column}", name=name) for name in names for column in ("total", "worst")]
    return table([t("horizon.measure"), *heads], rows, label)
