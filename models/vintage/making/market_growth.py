"""How a number moved since the vintage from which a market starts: what a rule multiplies by."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from models.notation import quarter_number
from models.vintage.making.market_figures import (
    YEAR,
    Figures,
    Number,
    over_year,
    quarter_before,
)

Table = dict[str, Any]
Step = tuple[str, float]
"""Words of a factor, and the factor."""


@dataclass
class Draft:
    """A market file in the making: texts by table, numbers by dotted place.

    ``base`` is the finished draft of the vintage that it starts from, None for the first one.
    ``how`` tells of each place that was touched how its number came about.
    """

    name: str
    texts: Table
    numbers: dict[str, Number]
    base: "Draft | None"
    figures: Figures
    central: Mapping[str, float]
    how: dict[str, str] = field(default_factory=dict)

    def value(self, place: str) -> float:
        """Value at a dotted place."""
        return self.numbers[place].value

    @property
    def start(self) -> str:
        """Name of the vintage that it starts from."""
        return self.base.name if self.base else ""

    def before(self, place: str) -> Number:
        """Give the number of the vintage that it starts from."""
        assert self.base, "the first vintage sets every number itself"
        return self.base.numbers[place]

    @property
    def elapsed(self) -> int:
        """Quarters since the vintage that it starts from."""
        return quarter_number(self.name) - quarter_number(self.start)

    def season(self, quarter: str) -> float:
        """Seasonal multiplier of orders in a quarter."""
        mean = math.prod(self.central[f"season_q{number}"] for number in range(1, 5)) ** 0.25
        return self.central[f"season_q{quarter[-1]}"] / mean

    @property
    def season_ratio(self) -> float:
        """Season of its quarter over that of the vintage that it starts from."""
        return self.season(self.name) / self.season(self.start)


def factors(rule: Table, place: str, draft: Draft) -> Iterator[Step]:
    """List what a rule multiplies by, each with its words."""
    for factor in rule.get("times", []):
        yield f"{factor:g}", factor
    if "year" in rule:
        multiplier = draft.season(draft.name)
        yield f"a quarter of the year × season {multiplier:.3f}", multiplier / 4
    if rule.get("season"):
        yield f"season {draft.season_ratio:.4f}", draft.season_ratio
    platform = ".".join(place.split(".")[:2])
    if "like" in rule:
        other = f"{platform}.{rule['like']}"
        ratio = draft.value(other) / draft.before(other).value
        yield f"change of its {rule['like']} {ratio:.4g}", ratio
    if "of" in rule:
        yield f"its {rule['of']}", draft.value(f"{platform}.{rule['of']}")


def moved(rule: Table, place: str, draft: Draft) -> list[Step] | None:
    """List how a number grew by figures; None where a figure that the rule needs is not there."""
    steps: list[Step] = []
    for key, growth in (("trend", trend), ("level", level), ("yearly", yearly), ("pace", pace)):
        if key in rule:
            found = growth(rule[key], place, draft)
            if found is None:
                return None
            steps += found
    return steps


def trend(series: str, _place: str, draft: Draft) -> list[Step] | None:
    """Growth of a series with a season, from the vintage before to this quarter.

    Of quarters of one season the figures themselves are set against each other, otherwise the
    years that end with them, and the season of orders comes on top.
    """
    levels = draft.figures.quarters(series)
    if draft.elapsed % YEAR == 0:
        return level(series, _place, draft)
    now, then = over_year(levels, draft.name), over_year(levels, draft.start)
    if not (now and then):
        return None
    grown = (f"growth of four quarters of {_words(series)} {now / then:.4g}", now / then)
    return [grown, (f"season {draft.season_ratio:.4f}", draft.season_ratio)]


def level(series: str, _place: str, draft: Draft) -> list[Step] | None:
    """Change of a series from the vintage before to this quarter, its season and all."""
    levels = draft.figures.quarters(series)
    now, then = levels.get(draft.name), levels.get(draft.start)
    return [(f"change of {_words(series)} {now / then:.4g}", now / then)] if now and then else None


def yearly(series: str, _place: str, draft: Draft) -> list[Step] | None:
    """Chain published growth over a year, in per cent, one year after the other.

    The quarters that full years leave grow at the latest rate of the last four quarters.
    """
    rates = draft.figures.quarters(series)
    years, rest = divmod(draft.elapsed, YEAR)
    due = [rates.get(quarter_before(draft.start, -YEAR * year)) for year in range(1, years + 1)]
    if rest:
        recent = [quarter_before(draft.name, ago) for ago in range(min(YEAR, draft.elapsed))]
        due.append(next((rates[quarter] for quarter in recent if quarter in rates), None))
    known = [rate for rate in due if rate is not None]
    if len(known) < len(due):
        return None
    spans = [1.0] * years + [rest / YEAR] * bool(rest)
    steps = [_grown(series, *pair) for pair in zip(known, spans, strict=True)]
    return [*steps, (f"season {draft.season_ratio:.4f}", draft.season_ratio)] if rest else steps


def _grown(series: str, rate: float, span: float) -> Step:
    part = "" if span == 1.0 else f" over {span:g} years"
    return f"{_words(series)} {rate:+g}%{part}", (1.0 + rate / 100.0) ** span


def pace(_asked: bool, place: str, draft: Draft) -> list[Step] | None:
    """Growth of the vintage before since the one before that, carried on, without its season."""
    base = draft.base
    if base is None or base.base is None:
        return None
    grown = base.value(place) / base.before(place).value / base.season_ratio
    factor = grown ** (draft.elapsed / base.elapsed)
    words = f"the yearly growth of {base.name}, {grown ** (YEAR / base.elapsed) - 1.0:+.1%},"
    steps = [(f"{words} over {draft.elapsed / YEAR:g} years {factor:.4g}", factor)]
    ratio = draft.season_ratio
    return [*steps, (f"season {ratio:.4f}", ratio)] if ratio != 1.0 else steps


def _words(series: str) -> str:
    return series.replace("|", " ")
