"""What stands behind a figure on screen: unit, quarter, range, grade and source, in words."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from models.analysis.judgement import CHANCE, OWN
from models.analysis.outcome import Level, Outcome
from models.analysis.provenance import MADE_OF, ingredients, number, weakest
from models.fingerprint import fingerprint
from models.inputs import load_market, load_parameters
from models.levers import LEVERS
from models.notation import HORIZON_METRICS, UNITS
from models.scenario import Scenario
from models.scenario.digest import plan_digest
from models.vintage import Market, Number
from pages.figures.instant_words import service_names
from pages.labels.catalogue import explain, language, named, t
from pages.labels.format import figure, setting, whole_percents
from pages.labels.html import source
from pages.labels.source_words import source_words

_FEW = 2
"""A chart with more lines leaves the sources to the cards, which have room for them."""

_OWN_FACTORS = re.compile(r": [\d.]+ × [\d.]+")
"""What alone differs in the sources of numbers that were scaled together."""

_BETWEEN = " · "
"""What stands between the parts of a footer."""

Notes = dict[str, Any]
"""Fields ``notes`` and ``grade`` of a figure."""


def mark(name: str, outcome: Outcome, market: Market) -> str:
    """Mark a headline with the grade of today's figure; behind it, all that is known of it."""
    label = t("source.label", what=t(name))
    return source(grade_of(name, market), label, known(name, outcome, market), f"kpi-{name}")


def grade_of(name: str, market: Market) -> str:
    """Give the grade of today's figure of ``name``, that of its weakest ingredient."""
    return weakest(ingredients(market, name))


def known(name: str, outcome: Outcome, market: Market) -> list[str]:
    """List all that is known of a headline: what it is, total, worst year, range and sources."""
    lines = [explain(name), _unit(name, outcome.quarters[-1]), t("source.range")]
    if level := outcome.levels.get(name):
        lines.append(_beside(level, UNITS[name]))
    if rests := outcome.evidence.get(name):
        lines.append(_rests(rests))
    return [*lines, *_today(market, name, language()), _model(language())]


def _beside(level: Level, unit: str) -> str:
    """Write what stands beside the last year: the whole horizon of a flow, and the worst year."""
    words = {"worst": figure(level.worst, unit), "quarter": level.worst_quarter}
    if level.total is None:
        return t("source.worst", **words)
    return t("source.total", total=figure(level.total, "RMB bn"), **words)


def of_lines(
    titles: Mapping[str, str], outcome: Outcome, market: Market, past: Collection[str] = ()
) -> Notes:
    """List the figures at the end of the lines of a chart, titles by metric, and their source.

    ``past`` names the metrics of which reported quarters are drawn.
    """
    lines = [line for pair in titles.items() for line in _at_end(*pair, outcome)]
    if len(titles) > _FEW:
        lines += [_grade_of(*pair, market) for pair in titles.items()]
        lines.append(t("source.cards"))
    else:
        lines += [line for name in titles for line in _today(market, name, language())]
    lines += [_past(name, title, market) for name, title in titles.items() if name in past]
    parts = (ingredient for name in titles for ingredient in ingredients(market, name))
    notes = (*dict.fromkeys(lines), _model(language()))
    return {"notes": notes, "grade": weakest(parts)}


def of_metrics(market: Market, *metrics: str) -> Notes:
    """List where today's figures of ``metrics`` come from, and that the rest is the model's.

    A metric that nobody reports, such as effectiveness, counts as judgement.
    """
    known = [metric for metric in dict.fromkeys(metrics) if metric in MADE_OF]
    today = (line for metric in known for line in _today(market, metric, language()))
    parts = (ingredient for metric in known for ingredient in ingredients(market, metric))
    grade = weakest(parts) if len(known) == len({*metrics}) else "D"
    return {"notes": (*dict.fromkeys(today), _model(language())), "grade": grade}


def of_sales(market: Market) -> Notes:
    """List where each platform's sales of today come from."""
    sales = [number(market, "gmv.total", a) for a in range(len(market.platforms))]
    return _one_each(
        market, t("kpi.gmv"), [named(platform) for platform in market.platforms], sales
    )


def of_services(market: Market, place: str, what: str) -> Notes:
    """List where ``place`` of today's instant services comes from; ``what`` names the figure."""
    if market.instant is None:
        return {}
    found = [number(market, f"instant.{service}.{place}") for service in market.instant.services]
    return _one_each(market, what, service_names(market), found)


def _one_each(market: Market, what: str, names: Sequence[str], numbers: Sequence[Number]) -> Notes:
    """List one number for each name with its source, under the grade of the weakest."""
    lines = tuple(
        t(
            "source.number",
            grade=each.grade,
            names=t("source.named", name=name, value=written(each)),
            source=source_words(each.source),
        )
        for name, each in zip(names, numbers, strict=True)
    )
    grade = weakest(numbers)
    today = t("source.today_of", what=what, **_grade_words(market, grade))
    return {"notes": (today, *lines, _model(language())), "grade": grade}


def of_levers(levers: Sequence[str], market: Market) -> Notes:
    """List where today's settings of ``levers`` come from."""
    lines = tuple(f"{t(name)}. {lever(name, market)}" for name in levers)
    grade = weakest(number(market, f"levers.{name}") for name in levers)
    return {"notes": lines, "grade": grade}


def lever(name: str, market: Market) -> str:
    """Write where today's setting of a lever comes from."""
    setting_now = number(market, f"levers.{name}")
    return t("source.lever", grade=setting_now.grade, source=source_words(setting_now.source))


def written(figure_of: Number) -> str:
    """Write a number of a market file with its unit, as people read it."""
    place = figure_of.path.rpartition(".")[2]
    if figure_of.path.startswith("levers."):
        return setting(figure_of.value, LEVERS[place].unit)
    if figure_of.unit == "RMB":
        return t("number.rmb", value=figure(figure_of.value, figure_of.unit))
    return figure(
        figure_of.value, "share" if figure_of.unit.startswith("share") else figure_of.unit
    )


def _at_end(name: str, title: str, outcome: Outcome) -> Iterator[str]:
    path, unit = outcome.paths[name], UNITS[name]
    ends = (float(line[-1]) for line in (path.plan, path.low_80, path.high_80))
    value, low, high = (figure(end, unit) for end in ends)
    place = {"quarter": outcome.quarters[-1], "unit": _counted(name, unit)}
    yield t("source.end", what=title, value=value, low=low, high=high, **place)
    if rests := outcome.evidence.get(name):
        yield t("source.share", what=title, share=_judged(rests))


@lru_cache(maxsize=512)
def _today(market: Market, metric: str, _language: str) -> tuple[str, ...]:
    """List grade and sources of today's figure; numbers of one source in one line."""
    numbers = ingredients(market, metric)
    by_source: dict[tuple[str, str], list[str]] = {}
    for each in numbers:
        named_value = t("source.named", name=_name(each), value=written(each))
        source_text = source_words(_OWN_FACTORS.sub("", each.source))
        by_source.setdefault((each.grade, source_text), []).append(named_value)
    lines = (
        t("source.number", grade=grade, names=", ".join(names), source=text)
        for (grade, text), names in by_source.items()
    )
    return (t("source.today", **_grade_words(market, weakest(numbers))), *lines)


def _past(name: str, title: str, market: Market) -> str:
    """Write from when on quarters of a line are reported ones, and how well they are known."""
    quarters = [*market.history[name]]
    grade = weakest(number(market, f"history.{name}.{quarter}") for quarter in quarters)
    words = {**_grade_words(market, grade), "what": title}
    return t("source.past", first=quarters[0], **words)


@cache
def _model(_language: str) -> str:
    """Write what later quarters rest on, whatever the figure."""
    table = [row for row in load_parameters().table.values() if row.kind == "drawn"]
    return t("source.model", drawn=len(table), judged=sum(row.grade == "D" for row in table))


def _name(each: Number) -> str:
    place = each.path.split(".")
    if place[0] == "levers":
        return t(place[1])
    return t(f"number.{'.'.join(place[2:] if place[0] == 'platforms' else place)}")


def _unit(name: str, quarter: str) -> str:
    unit = _counted(name, UNITS[name])
    if name in HORIZON_METRICS:
        return t("source.horizon", unit=unit)
    return t("source.unit", unit=unit, quarter=quarter)


def with_unit(title: str, metric: str, unit: str = "") -> str:
    """Name an axis of ``metric`` with its unit, or with the ``unit`` of its change."""
    return t("axis.title", title=title, unit=_counted(metric, unit or UNITS[metric]))


def _counted(name: str, unit: str) -> str:
    """Name the unit of a metric; in Chinese people and shops are counted apart."""
    return t(f"axis.{'shops' if name.startswith('merchants') else unit}")


def _rests(shares: Mapping[str, float]) -> str:
    whole = whole_percents(shares)
    parts = {"judgement": whole["D"], "estimates": whole["C"], "known": whole["A"] + whole["B"]}
    parts |= {name: whole[name] for name in (OWN, CHANCE)}
    key = "source.rests_own" if whole[OWN] else "source.rests"
    return t(key, **{name: f"{value}%" for name, value in parts.items()})


def _grade_of(name: str, title: str, market: Market) -> str:
    grade = weakest(ingredients(market, name))
    return t("source.today_of", what=title, **_grade_words(market, grade))


def _grade_words(market: Market, grade: str) -> dict[str, str]:
    return {"quarter": market.vintage, "grade": grade, "meaning": t(f"grade.{grade}")}


def _judged(shares: Mapping[str, float]) -> str:
    return f"{whole_percents(shares)['D']}%"


def footer(scenario: Scenario) -> str:
    """Provenance that goes into every picture of a plan: the digest covers the assumptions."""
    return t(
        "assumptions.footer",
        name=scenario.name,
        plan=plan_digest(scenario),
        market=scenario.market,
        model=fingerprint(scenario.market),
    )


def page_footer(scenarios: Sequence[Scenario], date: str) -> str:
    """Name the plans of a page with their digests, its day and its model, for its picture."""
    names = [t("picture.plan", name=one.name, plan=plan_digest(one)) for one in scenarios]
    market = scenarios[0].market if scenarios else load_market().vintage
    told = [t("picture.market", market=market)] if scenarios else []
    return _BETWEEN.join([*names, *told, date, t("picture.model", model=fingerprint(market))])


def dated(words: str, date: str) -> str:
    """Let the provenance of a chart bear the day on which it is taken away or shown to others."""
    return words if date in words.split(_BETWEEN) else f"{words}{_BETWEEN}{date}"
