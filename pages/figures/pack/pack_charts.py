"""The charts of the pack, in numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.analysis.drivers.breakdown import Breakdown
from models.analysis.outcome import Outcome, Path
from models.analysis.rivalry.takeback import Takeback
from models.notation import METRICS, UNITS, Array
from models.vintage import Market
from pages.charts.style import NO_CHANGE_COLOUR, Style
from pages.figures import decide_words
from pages.figures.challenge.rivals_figures import figures_of, names_of
from pages.figures.cockpit.drivers_figure import rows_of
from pages.figures.decide_words import capital
from pages.figures.outcome_figures import CHANGE_UNITS
from pages.figures.pack.pack_model import Chart, Series
from pages.labels.catalogue import LANGUAGES, language, t
from pages.labels.format import MONEY_UNITS, money_scale

BANDS = ("low_80", "low_50", "high_50", "high_80")
LINES = ("no_change", "plan")
PAST = 8
"""Reported quarters that a level is drawn with."""

MOST_STEPS = 5
"""More steps than that are too small to read from the far end of a table."""

_PERCENT = "+0.0%;\N{MINUS SIGN}0.0%;0%"
_SIGNED = "+#,##0.0;\N{MINUS SIGN}#,##0.0;0"
_LEVEL = "#,##0"


def unit_words(unit: str, *, is_change: bool = False) -> tuple[str, float]:
    """Name a unit with the factor on the model's numbers; a share stays a share in percent.

    People are counted in 亿 in Chinese, their changes in 万, as texts do.
    """
    if unit == "share":
        return t("unit.share"), 1.0
    if unit in MONEY_UNITS:
        return t(f"unit.{unit}"), money_scale()
    if unit == "million":
        chinese = 100.0 if is_change else 0.01
        name = t("pack.people_change" if is_change else "pack.people")
        return name, 1.0 if language() == LANGUAGES[0] else chinese
    return t(f"unit.{unit}"), 1.0


def chart_of(key: str, kind: str, title: str, unit: str, **parts: object) -> Chart:
    """Make a chart of a metric in the ``unit`` of the model."""
    name, scale = unit_words(unit, is_change=kind == "steps")
    formats = {"share": _PERCENT}
    parts = {"number_format": formats.get(unit, _SIGNED)} | parts
    return Chart(key=key, kind=kind, title=title, unit=name, scale=scale, **parts)  # type: ignore[arg-type]


def changes(metric: str, outcome: Outcome, style: Style) -> Chart:
    """Draw the change of a metric over time, with its bands; no change is zero."""
    unit, path = CHANGE_UNITS[metric], outcome.changes[metric]
    return _over_time(f"changes.{metric}", metric, unit, path, outcome, style)


def level(metric: str, outcome: Outcome, market: Market, style: Style) -> Chart:
    """Draw a metric over time: what was reported, then the plan with its bands and no change."""
    unit, path = METRICS[metric], outcome.paths[metric]
    past = dict([*market.history.get(metric, {}).items()][-PAST:])
    past.pop(outcome.vintage, None)
    chart = _over_time(f"level.{metric}", metric, unit, path, outcome, style, past)
    form = "0.00" if max(abs(x or 0.0) for x in chart.values("plan")) < _SMALL else _LEVEL
    return Chart(**{**vars(chart), "number_format": form})


_SMALL = 20.0


def _over_time(
    key: str,
    metric: str,
    unit: str,
    path: Path,
    outcome: Outcome,
    style: Style,
    past: dict[str, float] | None = None,
) -> Chart:
    """Draw a path from today's quarter on, after the quarters of ``past``."""
    before = past or {}
    _, scale = unit_words(unit)
    blank: tuple[None, ...] = (None,) * len(before)

    def line(values: Array) -> tuple[float | None, ...]:
        return (*blank, scale * path.today, *(scale * float(x) for x in values))

    inks = {"no_change": NO_CHANGE_COLOUR}
    series = [
        Series(
            role=role,
            name=t(f"chart.{role}" if role in (*LINES, "low_80", "high_80") else f"column.{role}"),
            values=line(getattr(path, role)),
            colour=inks.get(role, style.own),
        )
        for role in (*BANDS, *LINES)
    ]
    if before:
        rest = (None,) * len(outcome.quarters)
        values = (*(scale * x for x in before.values()), scale * path.today, *rest)
        ink = style.ink("text")
        series.append(Series(role="past", name=t("pack.reported"), values=values, colour=ink))
    return chart_of(
        key,
        "bands",
        capital(t(f"measure.{metric}")),
        unit,
        categories=(*before, outcome.vintage, *outcome.quarters),
        series=tuple(series),
    )


def steps(breakdown: Breakdown, style: Style) -> Chart:
    """Draw what each lever adds or takes, the smallest together, then the whole plan."""
    unit = UNITS[breakdown.metric]
    *levers, whole = [_bar(row) for row in rows_of(breakdown)]
    bars = [*_with_rest(levers, breakdown), whole]
    return _steps(
        f"parts.{breakdown.metric}",
        capital(t(f"measure.{breakdown.metric}")),
        unit,
        ([bar.name for bar in bars], [bar.text for bar in bars]),
        [(bar.start, bar.end) for bar in bars],
        [style.own] * len(bars),
        [bar.look for bar in bars],
    )


@dataclass(frozen=True, kw_only=True)
class _Bar:
    name: str
    start: float
    end: float
    look: str
    text: str


def _bar(row: tuple[Any, ...]) -> _Bar:
    _, _, name, start, end, look, *_, text = row
    return _Bar(name=name, start=start, end=end, look=look, text=text)


def _with_rest(bars: list[_Bar], breakdown: Breakdown) -> Iterator[_Bar]:
    """Keep the largest bars in their order; those between them become one, without a range."""
    sizes = sorted((abs(bar.end - bar.start) for bar in bars), reverse=True)
    least = sizes[MOST_STEPS - 1] if len(bars) > MOST_STEPS + 1 else 0.0
    rest = [bar for bar in bars if abs(bar.end - bar.start) < least]
    at, told = 0.0, False
    for bar in bars:
        change = bar.end - bar.start
        if bar in rest:
            if told:
                continue
            told, change = True, sum(one.end - one.start for one in rest)
            text = decide_words.lone_change(
                breakdown.metric, change, level=breakdown.baseline.central
            )
            bar = replace(bar, name=t("pack.rest", count=len(rest)), look="unclear", text=text)
        yield replace(bar, start=at, end=at + change)
        at += change


def answer_steps(figures: Takeback, market: Market, style: Style) -> Chart:
    """Draw our gain, what each rival takes back and what remains."""
    effects = (figures.before, *figures.parts.values(), figures.after)
    texts, ranges = figures_of(figures, list(effects))
    ours = len(effects) - 1
    theirs = [market.platforms[a].colour for a in figures.parts]
    looks = ["total" if row in (0, ours) else "loss" for row in range(len(effects))]
    return _steps(
        "takeback",
        capital(t(f"measure.{figures.metric}")),
        UNITS[figures.metric],
        (names_of(figures, market), [" ".join(pair) for pair in zip(texts, ranges, strict=True)]),
        list(figures.steps),
        [style.own, *theirs, style.own],
        looks,
    )


def _steps(
    key: str,
    title: str,
    unit: str,
    words: tuple[Sequence[str], Sequence[str]],
    ends: Sequence[tuple[float, float]],
    colours: Sequence[str],
    looks: Sequence[str],
) -> Chart:
    _, scale = unit_words(unit, is_change=True)
    names, texts = words
    start = tuple(scale * a for a, _ in ends)
    end = tuple(scale * b for _, b in ends)
    return chart_of(
        key,
        "steps",
        title,
        unit,
        categories=tuple(names),
        series=(
            Series(role="start", name=t("pack.from"), values=start, colour=NO_CHANGE_COLOUR),
            Series(role="end", name=t("pack.to"), values=end, colour=NO_CHANGE_COLOUR),
        ),
        texts=tuple(text.strip() for text in texts),
        colours=tuple(colours),
        looks=tuple(looks),
    )
