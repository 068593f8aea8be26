"""The sections of the pack that question the plan: risk to what would change our mind."""

from collections.abc import Mapping

from models.analysis.board_numbers import BoardNumbers
from models.analysis.outcome import Outcome
from models.analysis.structure.comparison import AIM
from models.validation.cases import Case, options_of
from models.validation.episodes import EpisodeScore
from pages.charts.style import Style
from pages.figures import record_words
from pages.figures.challenge import risk_figures, risk_words, structure_words
from pages.figures.decide.compare_figures import heat_title
from pages.figures.pack import doubt_charts, pack_tables
from pages.figures.pack.pack_model import Section
from pages.figures.pack.pack_sections import made, sources
from pages.figures.trust import seen_told
from pages.figures.worth_words import verdict
from pages.labels.catalogue import language, named, t
from pages.labels.source_words import source_words


def risk(numbers: BoardNumbers, style: Style) -> Section:
    """Say how sure the targets are, and in which futures they are missed."""
    if (stress := numbers.stress) is None:
        return made("risk", t("pack.risk.none"), {})
    market = numbers.market
    sign = stress.signpost
    lines = {
        "box": risk_words.sentence(stress, market),
        "sign": risk_words.signpost(sign, market) if sign else "",
        "how": t("risk.chances.subtitle", count=f"{stress.futures:,}"),
    }
    return made(
        "risk",
        risk_words.finding(stress),
        lines,
        charts=(doubt_charts.chances(stress, market, style),),
        tables=(pack_tables.targets(stress),),
        notes=(t("source.range"), *pack_tables.texts(pack_tables.assumptions(numbers))),
    )


def organisation(numbers: BoardNumbers) -> Section:
    """Say how well the plan's own organisation delivers it, and which would be better."""
    level = numbers.outcome.level(AIM)
    share = float(numbers.delivered.effectiveness[-1])
    is_idle = not numbers.scenario.steps
    return made(
        "organisation",
        structure_words.sentence(share, numbers.ways, level, is_idle=is_idle),
        {
            "below": structure_words.below(numbers.ways, numbers.hinges),
            "how": t("structure.table_below", quarter=numbers.outcome.quarters[-1]),
        },
        tables=(pack_tables.structures(numbers.ways, numbers.outcome),),
        notes=(t("structure.judgement"),),
    )


def alternatives(numbers: BoardNumbers) -> Section:
    """Set the plan beside others of the same market; their names are those of the case."""
    names = names_of(numbers)
    outcomes: list[Outcome] = [numbers.outcome, *(one.outcome for one in numbers.alternatives)]
    is_alone = not numbers.alternatives
    key = "pack.alternatives.none" if is_alone else "pack.alternatives.below"
    heading = heat_title(names, outcomes) if numbers.outcome.planned else t("pack.idle")
    return made(
        "alternatives",
        heading,
        {"below": t(key, draws=f"{numbers.scenario.draws:,}")},
        tables=(pack_tables.alternatives(numbers, names),),
        notes=(t("source.range"), t("worth.note", draws=f"{numbers.worth.draws:,}")),
    )


def names_of(numbers: BoardNumbers) -> list[str]:
    """Name the plan and those beside it, the latter as the case of their market does."""
    others = [one.scenario for one in numbers.alternatives]
    return [numbers.scenario.name, *(_option(one.name, one.market) for one in others)]


def _option(name: str, market: str) -> str:
    """Name a plan of the case library in the language in use, any other as it is called."""
    return _options(market).get(name, name)


def _options(market: str) -> Mapping[str, str]:
    return {one.scenario.name: getattr(one, language()) for one in options_of(market)}


def record(numbers: BoardNumbers, style: Style) -> Section:
    """Say where a like decision was tried and how the model did then."""
    if (like := numbers.attempt) is None:
        return made("record", t("pack.record.none"), {"how": t("pack.record.how")})
    scores = numbers.scores
    chart = doubt_charts.seen_told(scores, style)
    lines = {
        "lesson": seen_told.summary(scores) if scores else "",
        "decided": named(like.case.decided),
        "about": record_words.about(like),
    }
    return made(
        "record",
        record_words.line(like, _findings(scores)),
        lines,
        charts=(chart,) if chart else (),
        notes=(*_facts(like.case), *_seen(scores)),
    )


def _findings(scores: tuple[EpisodeScore, ...]) -> tuple[record_words.Finding, ...]:
    return tuple(
        record_words.Finding(check=score.check, said=score.central)
        for score in scores
        if score.check.is_tested
    )


def _facts(case: Case) -> list[str]:
    return [
        t("pack.sourced", text=named(fact), source=source_words(fact.source), grade=fact.grade)
        for fact in case.facts
    ]


def _seen(scores: tuple[EpisodeScore, ...]) -> list[str]:
    return [
        t(
            "pack.seen",
            what=named(score.check),
            seen=seen_told.seen(score),
            source=source_words(source),
        )
        for score in scores
        if (source := score.check.source)
    ]


def mind(numbers: BoardNumbers, style: Style) -> Section:
    """Say on which assumptions the plan hangs, and what would have to be so to leave it."""
    market, outcome = numbers.market, numbers.outcome
    level = outcome.level(AIM)
    found, stress = numbers.swings, numbers.stress
    sign = stress.signpost if stress else None
    is_idle = not outcome.planned
    lines = {
        "price": "" if is_idle else verdict(numbers.worth),
        "sign": risk_words.signpost(sign, market) if sign else "",
        "how": t("pack.mind.how", quarter=found.quarter),
    }
    return made(
        "mind",
        t("pack.idle") if is_idle else risk_figures.tornado_title(found, market, level),
        {} if is_idle else lines,
        charts=() if is_idle else (doubt_charts.swings(found, market, level, style),),
        tables=(pack_tables.assumptions(numbers),),
        notes=(*pack_tables.texts(pack_tables.assumptions(numbers)), *sources(numbers, ("value",))),
    )
