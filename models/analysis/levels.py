"""Levels of a plan over the last year of its horizon, the whole of it and its worst year beside."""

from models.analysis.effects import effect
from models.analysis.outcome import LEVELS, Level, Sample
from models.analysis.reading import own_figure, total, worst_year
from models.notation import FLOWS


def levels(plan: Sample, no_change: Sample, today: Sample) -> dict[str, Level]:
    """Read every metric of `LEVELS`; ``today`` is one quarter, with season, growth and shocks off.

    Returns
    -------
    dict of Level
        By metric, each in its own unit.
    """
    return {name: _level(name, plan, no_change, today) for name in LEVELS}


def _level(name: str, plan: Sample, no_change: Sample, today: Sample) -> Level:
    read, path = effect(own_figure(plan.own, name)), plan.own[name]
    worst, place = worst_year(path[:, :1])
    return Level(
        today=float(today.own[name][0, 0]),
        no_change=float(own_figure(no_change.own, name)[0]),
        plan=read.central,
        low=read.low,
        high=read.high,
        total=float(total(path)[0]) if name in FLOWS else None,
        worst=float(worst[0]),
        worst_quarter=plan.quarters[int(place[0])],
    )
