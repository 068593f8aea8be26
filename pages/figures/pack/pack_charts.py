"""The charts of the pack, in numbers."""

from collections.abc import Sequence

from models.analysis.drivers.breakdown import Breakdown
from models.analysis.outcome import Outcome, Path
from models.analysis.risk.sensitivity import Sensitivity
from models.analysis.risk.stress import Stress
from models.analysis.rivalry.takeback import Takeback
from models.inputs import load_parameters
from models.notation import METRICS, UNITS, Array, quarters_after
from models.validation.episodes import EpisodeScore
from models.vintage import Market
from pages.charts.style import NO_CHANGE_COLOUR, Style
from pages.figures.challenge.risk_figures import span_of
from pages.figures.challenge.risk_words import input_name, target_phrase
from pages.figures.challenge.rivals_figures import figures_of, names_of
from pages.figures.cockpit.drivers_figure import rows_of
from pages.figures.decide_words import capital
from pages.figures.outcome_figures import CHANGE_UNITS
from pages.figures.pack.pack_model import Chart, Series
from pages.figures.trust.seen_told import said, seen
from pages.labels.catalogue import LANGUAGES, language, named, t
from pages.labels.format import MONEY_UNITS, money_arrow, money_scale

BANDS = ("low_80", "low_50", "high_50", "high_80")
LINES = ("no_change", "plan")
PAST = 8
"""Reported quarters that a level is drawn with."""

MOST_BARS = 6
_PERCENT = "+0.0%;\N{MINUS SIGN}0.0%;0%"
_SIGNED = "+#,##0.0;\N{MINUS SIGN}#,##0.0;0"
_LEVEL = "#,##0"


def unit_words(unit: str) -> tuple[str, float]:
    """Name a unit with the factor on the model's numbers; a share stays a share in percent."""
    if unit == "share":
        return t("unit.share"), 1.0
    if unit in MONEY_UNITS:
        return t(f"unit.{unit}"), money_scale()
    if unit == "million":
        return t("pack.people"), 1.0 if language() == LANGUAGES[0] else 0.01
    return t(f"unit.{unit}"), 1.0


def _chart(key: str, kind: str, title: str, unit: str, **parts: object) -> Chart:
    name, scale = unit_words(unit)
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
    return _chart(
        key,
        "bands",
        capital(t(f"measure.{metric}")),
        unit,
        categories=(*before, outcome.vintage, *outcome.quarters),
        series=tuple(series),
    )


def steps(breakdown: Breakdown, style: Style) -> Chart:
    """Draw what each lever adds or takes, then the whole plan."""
    unit = UNITS[breakdown.metric]
    rows = rows_of(breakdown)
    columns = list(zip(*rows, strict=True))
    _, _, names, starts, ends, kinds, *_, texts = columns
    looks = [str(kind) for kind in kinds]
    return _steps(
        f"parts.{breakdown.metric}",
        capital(t(f"measure.{breakdown.metric}")),
        unit,
        ([str(name) for name in names], [str(text) for text in texts]),
        [(float(a), float(b)) for a, b in zip(starts, ends, strict=True)],
        [style.own] * len(rows),
        looks,
    )


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
    _, scale = unit_words(unit)
    names, texts = words
    start = tuple(scale * a for a, _ in ends)
    end = tuple(scale * b for _, b in ends)
    return _chart(
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


def platforms(outcome: Outcome, market: Market) -> Chart:
    """Draw every platform's sales before and after the rivals answer."""
    answers = outcome.rival_responses
    _, scale = unit_words(METRICS["gmv"])
    found = {
        "before": [one.before for one in answers],
        "low_80": [one.after.low for one in answers],
        "after": [one.after.central for one in answers],
        "high_80": [one.after.high for one in answers],
    }
    return _chart(
        "platforms",
        "answers",
        capital(t("measure.gmv")),
        METRICS["gmv"],
        categories=tuple(named(market.platforms[one.platform]) for one in answers),
        series=tuple(
            Series(
                role=role,
                name=t(f"chart.{role}"),
                values=tuple(scale * value for value in values),
                colour=NO_CHANGE_COLOUR,
            )
            for role, values in found.items()
        ),
        texts=tuple(money_arrow(one.before, one.after.central) for one in answers),
        colours=tuple(market.platforms[one.platform].colour for one in answers),
    )


def chances(stress: Stress, market: Market, style: Style) -> Chart:
    """Draw the chance of each target by quarter, and of all together."""
    names = [capital(target_phrase(target)) for target in stress.targets]
    paths = list(stress.by_quarter)
    if len(paths) > 1:
        names, paths = [*names, t("risk.chances.together")], [*paths, stress.together_by_quarter]
    inks = [NO_CHANGE_COLOUR] * (len(paths) - 1) + [style.own]
    return _chart(
        "chances",
        "chances",
        t("pack.chance"),
        "share",
        number_format="0%",
        categories=quarters_after(market.vintage, len(paths[0])),
        series=tuple(
            Series(
                role=f"target.{place}",
                name=name,
                values=tuple(float(x) if x == x else None for x in path),
                colour=ink,
            )
            for place, (name, path, ink) in enumerate(zip(names, paths, inks, strict=True))
        ),
    )


def seen_told(scores: Sequence[EpisodeScore], style: Style) -> Chart | None:
    """Draw what was seen against what the model says; None where nothing was seen."""
    shown = [score for score in scores if score.check.observed is not None][:MOST_BARS]
    if not shown:
        return None
    middle = [(score.check.low + score.check.high) / 2.0 for score in shown]
    found = {
        "low_80": [score.low for score in shown],
        "told": [score.central for score in shown],
        "high_80": [score.high for score in shown],
        "seen": middle,
    }
    inks = {"seen": style.ink("text")}
    return _chart(
        "seen",
        "seen",
        t("pack.seen_title"),
        "share",
        categories=tuple(named(score.check) for score in shown),
        series=tuple(
            Series(
                role=role,
                name=t(f"chart.{role}" if role.endswith("80") else f"cases.col.{role}"),
                values=tuple(values),
                colour=inks.get(role, style.own),
            )
            for role, values in found.items()
        ),
        texts=tuple(f"{seen(score)} / {said(score)}" for score in shown),
    )


def swings(found: Sensitivity, market: Market, level: float, style: Style) -> Chart:
    """Draw the figure at both ends of the assumptions that move it most, the widest first."""
    unit, table = UNITS[found.metric], load_parameters().table
    _, scale = unit_words(unit)
    first = found.swings[:MOST_BARS]
    ends = {"low": [x.low for x in first], "high": [x.high for x in first]}
    ends["central"] = [found.central] * len(first)
    return _chart(
        "swings",
        "swings",
        capital(t(f"measure.{found.metric}")),
        unit,
        categories=tuple(
            f"{input_name(one.parameter, market)} ({table[one.parameter].grade})" for one in first
        ),
        series=tuple(
            Series(
                role=role,
                name=t(f"pack.{role}"),
                values=tuple(scale * x for x in values),
                colour=style.own,
            )
            for role, values in ends.items()
        ),
        texts=tuple(" … ".join(span_of(one.low, one.high, unit, level)) for one in first),
    )
