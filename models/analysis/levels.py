"""Levels of a plan over the last year of its horizon, the whole of it and its worst year beside."""

from models.analysis.effects import effects
from models.analysis.outcome import LEVELS, Effect, Level, Sample
from models.analysis.reading import total, worst_year
from models.notation import FLOWS


def levels(plan: Sample, no_change: Sample, today: Sample) -> dict[str, Level]:
    """Read every metric of `LEVELS`; ``today`` is one quarter, with season, growth and shocks off.

    Returns
    -------
    dict of Level
        By metric, each in its own unit.
    """
    read = effects({name: plan.last_year[name] for name in LEVELS})
    return {name: _level(name, read[name], plan, no_change, today) for name in LEVELS}


def _level(name: str, read: Effect, plan: Sample, no_change: Sample, today: Sample) -> Level:
    path = plan.own[name]
    worst, place = worst_year(path[:, :1])
    return Level(
        today=float(today.own[name][0, 0]),
        no_change=float(no_change.last_year[name][0]),
        plan=read.central,
        low=read.low,
        high=read.high,
        total=float(total(path)[0]) if name in FLOWS else None,
        worst=float(worst[0]),
        worst_quarter=plan.quarters[int(place[0])],
    )
