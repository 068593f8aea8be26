"""The charts of the pack that question a plan, in numbers."""

from collections.abc import Sequence

from models.analysis.risk.sensitivity import Sensitivity
from models.analysis.risk.stress import Stress
from models.inputs import load_parameters
from models.notation import UNITS, quarters_after
from models.validation.episodes import EpisodeScore
from models.vintage import Market
from pages.charts.style import NO_CHANGE_COLOUR, Style
from pages.figures.challenge.risk_figures import span_of
from pages.figures.challenge.risk_words import input_name
from pages.figures.decide_words import capital
from pages.figures.pack.pack_charts import chart_of, unit_words
from pages.figures.pack.pack_model import Chart, Series
from pages.figures.trust.seen_told import said, seen
from pages.labels.catalogue import named, t

MOST_BARS = 5


def chances(stress: Stress, market: Market, style: Style) -> Chart:
    """Draw the chance of each target by quarter, and of all together."""
    names = [capital(t(f"measure.{target.metric}")) for target in stress.targets]
    paths = list(stress.by_quarter)
    if len(paths) > 1:
        names, paths = [*names, t("risk.chances.together")], [*paths, stress.together_by_quarter]
    inks = [NO_CHANGE_COLOUR] * (len(paths) - 1) + [style.own]
    return chart_of(
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
    return chart_of(
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
    return chart_of(
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
