"""What limits, and what the starts of a search, disagree on, in words."""

from collections.abc import Iterator

from models.analysis.optimise.answer import Answer
from models.analysis.optimise.conflicts import Contradiction
from models.levers import LEVERS
from pages.figures import decide_words as words
from pages.figures.decide.limit_words import limit_name
from pages.labels.catalogue import t

_MOST = 4
"""Levers that a sentence lists."""


def conflict(answer: Answer) -> str:
    """Say which limits contradict each other, as written or by what plans can do; else nothing."""
    if answer.contradictions:
        pairs = [_contradiction(one) for one in answer.contradictions]
        return t("best.finding.contradict", pairs=words.listed(pairs))
    missed = [limit_name(kept) for kept in answer.missed if kept.name in answer.keepable]
    if not missed:
        return ""
    binding = [kept for kept in answer.limits if kept.is_binding]
    others = [limit_name(kept) for kept in binding if kept.name.split()[0] not in LEVERS]
    other = words.listed(others) if others else t("best.conflict.others")
    return t("best.finding.conflict", missed=words.listed(missed), others=other)


def _contradiction(one: Contradiction) -> str:
    least, most = (words.amount(value, one.unit) for value in (one.least, one.most))
    if not one.metric:
        return t("best.contradict.budget", least=least, most=most, quarter=one.at)
    key = "best.contradict.pair" if one.at else "best.contradict.whole"
    return t(key, measure=words.measure(one.metric), least=least, most=most, quarter=one.at)


def starts(answer: Answer) -> Iterator[str]:
    """Say how many starts end alike, and what the others disagree on."""
    ends = answer.agreement
    if not ends.starts:
        return
    yield t("best.starts", agreed=ends.agreed, starts=ends.starts)
    if ends.agreed == ends.starts:
        return
    if ends.outside:
        yield t("best.outside", count=ends.outside)
    if ends.disputed:
        levers = [
            t(
                "best.disputed.lever",
                lever=words.lever(one.lever),
                low=words.target(one.lever, one.low),
                high=words.target(one.lever, one.high),
            )
            for one in ends.disputed[:_MOST]
        ]
        yield t("best.disputed", levers=words.listed(levers))
