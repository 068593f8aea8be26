"""The workbook in numbers: paths by quarter, waterfalls and assumptions of a plan, unrounded.

A number is that of the model times the factor of the unit that stands beside it. What the workbook
computes again by formula stands here with its value.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from models.analysis.board_numbers import BoardNumbers
from models.analysis.outcome import LEVELS, SALES_OF
from models.analysis.provenance import ingredients, weakest
from models.inputs import load_parameters
from models.levers import LEVERS
from models.market.over_year import YEAR
from models.notation import SIGNED, UNITS, Array, metrics_of
from models.parameters import Parameter
from pages.figures import assumption_values, decide_words
from pages.figures.conduct_words import together
from pages.figures.decide_words import capital
from pages.figures.outcome_figures import style_of
from pages.figures.pack import pack_charts, pack_doubts, pack_tables
from pages.figures.pack.pack_charts import unit_words
from pages.figures.pack.pack_model import BoardPack, Chart, Table
from pages.labels.catalogue import in_language, t
from pages.labels.source_words import source_words

ROWS = ("no_change", "plan", "change", "relative", "low_80", "high_80")
"""What stands of a metric by quarter; ranges are those of the plan's level."""

WHOLE = metrics_of("worth", "plan_worth")
"""Figures of the whole horizon, of which a plan changes so much."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One metric of the own group by quarter and over the last year.

    ``rows`` maps those of `ROWS` that the metric has to numbers by quarter, ``year`` the same to
    the figure of the year, where ``low_80`` and ``high_80`` are the range of its *change*.
    ``sum_of`` are the keys of the metrics that add up to it; ``grade`` is that of today's figure.
    What describes the whole horizon has a change alone.
    """

    key: str
    name: str
    unit: str
    scale: float
    number_format: str
    grade: str
    rows: Mapping[str, tuple[float, ...]]
    year: Mapping[str, float]
    sum_of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One step of a waterfall; a total stands on the ground."""

    name: str
    start: float
    end: float
    is_total: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class Waterfall:
    """Steps with the sum that the last total must be."""

    key: str
    title: str
    unit: str
    scale: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, kw_only=True)
class Input:
    """A target of the plan: its lever, today's setting, and the value from a quarter on."""

    name: str
    unit: str
    number_format: str
    today: float
    quarter: str
    value: float


@dataclass(frozen=True, kw_only=True)
class Assumed:
    """A parameter: about its 5% and 95% points, the value of the plan, evidence and source."""

    key: str
    name: str
    unit: str
    low: float
    value: float
    high: float
    grade: str
    source: str
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class Book:
    """Everything of a workbook beside the pack; ``year`` counts the quarters of a year's mean.

    ``tables`` are those of the pack but for the assumptions, which have a sheet of their own.
    """

    pack: BoardPack
    quarters: tuple[str, ...]
    year: int
    lines: tuple[Line, ...]
    whole: tuple[Line, ...]
    waterfalls: tuple[Waterfall, ...]
    tables: tuple[Table, ...]
    settings: tuple[tuple[str, str | float], ...]
    inputs: tuple[Input, ...]
    assumptions: tuple[Assumed, ...]


def book(numbers: BoardNumbers, pack: BoardPack) -> Book:
    """Lay the numbers of a pack out for a workbook, in the language of the pack."""
    with in_language(pack.language):
        own = tuple(_line(name, numbers) for name in LEVELS)
        quarters = numbers.outcome.quarters
        return Book(
            pack=pack,
            quarters=quarters,
            year=min(YEAR, len(quarters)),
            lines=(*own[:1], _sales(numbers), *own[1:]),
            whole=tuple(_whole(name, numbers) for name in WHOLE),
            waterfalls=tuple(map(_waterfall, _steps(numbers))),
            tables=tuple(_tables(numbers)),
            settings=_settings(numbers),
            inputs=_inputs(numbers),
            assumptions=_assumptions(numbers),
        )


def _line(name: str, numbers: BoardNumbers) -> Line:
    path, level = numbers.outcome.paths[name], numbers.outcome.levels[name]
    paths = {"no_change": path.no_change, "plan": path.plan}
    paths |= {"low_80": path.low_80, "high_80": path.high_80}
    year = {"no_change": level.no_change, "plan": level.plan}
    return _made(name, numbers, paths, year)


def _sales(numbers: BoardNumbers) -> Line:
    """Add the storefronts up; the range of a sum by quarter is not that of its parts."""
    paths = [numbers.outcome.paths[name] for name in SALES_OF]
    levels = [numbers.outcome.levels[name] for name in SALES_OF]
    both = ("no_change", "plan")
    of_paths: dict[str, Array] = {row: sum(getattr(p, row) for p in paths) for row in both}
    of_year: dict[str, float] = {row: sum(getattr(x, row) for x in levels) for row in both}
    return replace(_made("gmv", numbers, of_paths, of_year), sum_of=SALES_OF)


def _whole(name: str, numbers: BoardNumbers) -> Line:
    return _made(name, numbers, {}, {})


def _made(
    name: str, numbers: BoardNumbers, paths: Mapping[str, Array], year: Mapping[str, float]
) -> Line:
    unit, change = UNITS[name], numbers.outcome.change[name]
    words, scale = unit_words(unit)
    signed = name in SIGNED
    rows = _changed({row: scale * path for row, path in paths.items()}, signed=signed)
    of_year = _changed({row: scale * value for row, value in year.items()}, signed=signed)
    of_year |= {"change": scale * change.central} if not year else {}
    of_year |= {"low_80": scale * change.low, "high_80": scale * change.high}
    return Line(
        key=name,
        name=capital(t(f"measure.{name}")),
        unit=words,
        scale=scale,
        number_format="#,##0.00" if scale >= 1.0 else "#,##0.0000",
        grade=weakest(ingredients(numbers.market, name)),
        rows={row: tuple(map(float, rows[row])) for row in ROWS if row in rows},
        year=of_year,
    )


def _changed(found: dict[str, Any], *, signed: bool) -> dict[str, Any]:
    """Add plan less no change, and that as a share of no change unless it may cross zero."""
    if not found:
        return found
    found["change"] = found["plan"] - found["no_change"]
    return found if signed else found | {"relative": found["plan"] / found["no_change"] - 1.0}


def _steps(numbers: BoardNumbers) -> Iterator[Chart]:
    """Give the waterfalls of the pack."""
    style = style_of(numbers.market)
    yield from (pack_charts.steps(one, style) for one in numbers.parts.values())
    if reaction := numbers.reaction:
        yield pack_charts.answer_steps(reaction.figures["gmv"], numbers.market, style)


def _tables(numbers: BoardNumbers) -> Iterator[Table]:
    """Give the tables of the pack; of the stress test they need no more than its chances."""
    if numbers.outcome.planned:
        yield pack_tables.levers(numbers.scenario, numbers.market)
    if chances := numbers.chances:
        yield pack_tables.targets(chances)
    yield pack_tables.structures(numbers.ways, numbers.outcome)
    yield pack_tables.alternatives(numbers, pack_doubts.names_of(numbers))


def _waterfall(chart: Chart) -> Waterfall:
    ends = zip(chart.values("start"), chart.values("end"), strict=True)
    cells = zip(chart.categories, ends, chart.looks, chart.texts, strict=True)
    return Waterfall(
        key=chart.key,
        title=chart.title,
        unit=chart.unit,
        scale=chart.scale,
        bars=tuple(
            Bar(name=name, start=start or 0.0, end=end or 0.0, is_total=look == "total", text=text)
            for name, (start, end), look, text in cells
        ),
    )


def _settings(numbers: BoardNumbers) -> tuple[tuple[str, str | float], ...]:
    scenario = numbers.scenario
    names = ("name", "market", "horizon", "rivals", "draws", "seed", "author", "model")
    rivals = {"rivals": together(scenario, numbers.market)}
    given = ((name, rivals.get(name, getattr(scenario, name))) for name in names)
    return tuple((t(f"book.setting.{name}"), value) for name, value in given if value != "")


def _inputs(numbers: BoardNumbers) -> tuple[Input, ...]:
    today = numbers.market.levers
    found = []
    for step in numbers.scenario.steps:
        words, scale = unit_words(LEVERS[step.lever].unit)
        found.append(
            Input(
                name=decide_words.lever(step.lever),
                unit=words,
                number_format="0.0%" if LEVERS[step.lever].unit == "share" else "#,##0.00",
                today=scale * today.get(step.lever, 0.0),
                quarter=step.quarter,
                value=scale * step.value,
            )
        )
    return tuple(found)


def _assumptions(numbers: BoardNumbers) -> tuple[Assumed, ...]:
    """List what the model assumes; what the worth of the plan hangs on stands first."""
    deciding = {one.parameter: place for place, one in enumerate(numbers.swings.swings)}
    rows = [row for row in load_parameters().table.values() if row.kind in ("drawn", "fixed")]
    rows.sort(key=lambda row: deciding.get(row.name, len(deciding)))
    own = dict(numbers.scenario.assumptions)
    return tuple(_assumed(row, numbers, own) for row in rows)


def _assumed(row: Parameter, numbers: BoardNumbers, own: Mapping[str, float]) -> Assumed:
    scale = assumption_values.scale(row.name)
    ours = assumption_values.ours(row.name, numbers.market)
    return Assumed(
        key=row.name,
        name=t(f"parameter.{row.name}"),
        unit="" if row.unit == "-" else t(f"parameter.unit.{row.unit}"),
        low=scale * row.low,
        value=scale * own.get(row.name, ours),
        high=scale * row.high,
        grade=row.grade,
        source=source_words(row.source),
        is_own=row.name in own,
    )
