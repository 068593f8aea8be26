"""What the board pack is made of: facts, charts, tables and sentences, for every writer alike.

A writer sets these down and computes nothing. Numbers in charts and facts are those of the model,
times the factor of the unit that the words name; texts are already rounded for readers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from models.scenario import Scenario

SECTIONS = (
    *("title", "answer", "reason", "parts", "rivals"),
    *("risk", "organisation", "alternatives", "record", "mind"),
)
"""Sections of the pack in their order; of the deck a slide each."""

KINDS = ("bands", "steps", "answers", "chances", "seen", "swings")
"""Charts: a line with bands over time; a waterfall; before and after the rivals' answer; shares
over time; what was seen against the model's range; a figure at both ends of assumptions."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One figure of ours over the year to ``period``, in the unit of the metric.

    ``change`` and ``relative`` are (central, low, high) against no change, the latter as ratios,
    None where the figure may cross zero. ``level_text`` and so on are the same in words; ``sign``
    is 1 or -1 where the change differs from none. ``grade`` is that of today's figure.
    """

    key: str
    name: str
    unit: str
    period: str
    grade: str
    sign: int
    level: float | None
    no_change: float | None
    change: tuple[float, float, float]
    relative: tuple[float, float, float] | None
    level_text: str
    change_text: str
    interval_text: str


@dataclass(frozen=True, kw_only=True)
class Series:
    """Numbers of a chart by category, None where there is none; ``colour`` is #RRGGBB."""

    role: str
    name: str
    values: tuple[float | None, ...]
    colour: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart in numbers.

    Attributes
    ----------
    kind : str
        One of `KINDS`; it says which roles the series have.
    scale : float
        What the model's numbers are multiplied by to stand in ``unit``.
    number_format : str
        How a spreadsheet writes a number of it.
    texts : tuple of str
        A text beside each category, with its range; empty over time.
    colours : tuple of str
        A colour for each category; empty where series have one each.
    looks : tuple of str
        ``gain``, ``loss``, ``unclear`` or ``total`` of each category of a waterfall.
    """

    key: str
    kind: str
    title: str
    unit: str
    scale: float
    number_format: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    texts: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()

    def values(self, role: str) -> tuple[float | None, ...]:
        """Numbers of the series with this role.

        Raises
        ------
        KeyError
            The chart has none.
        """
        for one in self.series:
            if one.role == role:
                return one.values
        raise KeyError(role)


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table in words; the first column names the rows."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of the pack: its finding as title, then sentences, facts, charts and tables.

    ``lines`` maps a key to a sentence; ``notes`` are assumptions and sources.
    """

    key: str
    name: str
    title: str
    lines: Mapping[str, str]
    facts: tuple[Fact, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()

    def chart(self, key: str) -> Chart | None:
        """Give the chart of this key, None where there is nothing to draw."""
        return next((one for one in self.charts if one.key == key), None)

    def table(self, key: str) -> Table | None:
        """Give the table of this key, None where there is none."""
        return next((one for one in self.tables if one.key == key), None)


@dataclass(frozen=True, kw_only=True)
class BoardPack:
    """The whole pack of one plan in one language; a section is composed when it is asked for.

    ``footer`` names plan, market, date, interval and model; ``colour`` is that of the own group.
    ``date`` is ISO 8601; ``keys`` are the sections that it has, and ``compose`` makes one of them.
    """

    scenario: Scenario
    language: str
    date: str
    footer: str
    colour: str
    compose: Callable[[str], Section] = field(compare=False, repr=False)
    keys: tuple[str, ...] = SECTIONS
    _composed: dict[str, Section] = field(default_factory=dict, compare=False, repr=False)

    def section(self, key: str) -> Section:
        """Give the section of this key, one of `SECTIONS`."""
        if key not in self._composed:
            self._composed[key] = self.compose(key)
        return self._composed[key]

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every section, in their order."""
        return tuple(map(self.section, self.keys))

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact by its key."""
        return {fact.key: fact for section in self.sections for fact in section.facts}
