"""The assumptions that decide a plan: their ranges, and the plan's outcome along each."""

import re
from collections.abc import Mapping, Sequence

import pyarrow as pa

from models.analysis.influence import ParameterSwing
from models.scenario import Scenario
from pages.charts.along import ALONG_COLUMNS, along
from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.figures import assumption_values as values
from pages.figures.provenance import footer
from pages.figures.trust.assumption_words import range_text
from pages.figures.trust.evidence_known import standing_of
from pages.figures.trust.forest_words import rule
from pages.labels.catalogue import LANGUAGES, language, t
from pages.labels.format import fixed, shared_decimals

DECIDING = 3
"""Assumptions that are said to decide a plan."""

Swings = Mapping[str, Mapping[str, ParameterSwing]]

_ROW = 44


def deciding(on_plan: Swings, metric: str) -> list[str]:
    """Names of the assumptions that move a plan's effect on ``metric`` most, three at most."""
    telling = [name for name, swings in on_plan.items() if swings[metric].is_telling]
    telling.sort(key=lambda name: -on_plan[name][metric].size)
    return telling[:DECIDING]


def sentence(names: Sequence[str], on_plan: Swings, metric: str, plan: str) -> tuple[str, str]:
    """Write which assumptions decide ``plan``, if any does, and between which outcomes."""
    effect = t(f"assumptions.effect.{metric}")
    if not names:
        return t("assumptions.decide.0", metric=effect, plan=plan), ""
    places = dict(zip("abc", map(_inside, names), strict=False))
    told = t(f"assumptions.decide.{len(names)}", plan=plan, **places)
    ends = [end for name in names for end in _ends(on_plan[name][metric])]
    low, high = _written([min(ends), max(ends)])
    judged = sum(values.row(name).grade == "D" for name in names)
    words = {"metric": effect, "low": low, "high": high}
    words["judged"] = t(_judged(judged, len(names)))
    return told, t("assumptions.decide.below", **words)


def _judged(judged: int, count: int) -> str:
    """Give the key for how many of those that decide are judgement alone; one is no “of them”."""
    return (
        f"assumptions.decide.lone.{judged}" if count == 1 else f"assumptions.decide.judged.{judged}"
    )


def deciding_figure(
    names: Sequence[str],
    on_plan: Swings,
    spans: Mapping[str, tuple[float, float]],
    metric: str,
    scenario: Scenario,
    style: Style,
) -> Figure:
    """Draw the plan's effect along the range of each of some assumptions."""
    rows = [
        (place, *_row(name, on_plan[name][metric], spans[name])) for place, name in enumerate(names)
    ]
    rules = (f"{t(f'parameter.{name}')}. {rule(name, standing_of(name))}" for name in names)
    return Figure(
        name="deciding",
        title=_widest(names, on_plan, metric),
        subtitle=t("assumptions.along.subtitle"),
        footer=footer(scenario),
        spec=along(style, "share", len(rows), _ROW * len(rows)),
        table=pa.Table.from_pylist([dict(zip(ALONG_COLUMNS, row, strict=True)) for row in rows]),
        style=style,
        notes=(*rules, t("assumptions.along.steadied")),
        grade=max(values.row(name).grade for name in names),
    )


def _widest(names: Sequence[str], on_plan: Swings, metric: str) -> str:
    """Say which of the assumptions moves the plan's effect furthest, and between what."""
    most = max(names, key=lambda name: abs(on_plan[name][metric].high - on_plan[name][metric].low))
    low, high = _written(_ends(on_plan[most][metric]))
    effect = t(f"assumptions.effect.{metric}")
    effect = effect[:1].upper() + effect[1:]
    return t("assumptions.along.title", metric=effect, name=_inside(most), low=low, high=high)


def _row(name: str, swing: ParameterSwing, span: tuple[float, float]) -> tuple[str | float, ...]:
    grade = values.row(name).grade
    below = t("assumptions.along.range", range=range_text(name, span), grade=grade)
    low, high = _written(_ends(swing))
    text = t("assumptions.along.text", low=low, high=high)
    ends = (values.number(name, end) for end in span)
    return (name, _short(name), below, swing.low, swing.central, swing.high, *ends, text)


def _ends(swing: ParameterSwing) -> tuple[float, float]:
    return swing.low, swing.high


def _written(ratios: Sequence[float]) -> list[str]:
    percents = [100.0 * ratio for ratio in ratios]
    decimals = shared_decimals(percents)
    return [f"{fixed(percent, decimals, sign=True)}%" for percent in percents]


def _short(name: str) -> str:
    """Name of a parameter without the remark in brackets at its end, which needs a row of room."""
    return re.sub(r"\s*[(（][^()（）]*[)）]$", "", t(f"parameter.{name}"))


def _inside(name: str) -> str:
    """Name of a parameter as it stands inside a sentence."""
    words = _short(name)
    is_word = language() == LANGUAGES[0] and words[1:2].islower()
    return words[:1].lower() + words[1:] if is_word else words
