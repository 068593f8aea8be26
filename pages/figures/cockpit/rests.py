"""What the ranges of the headlines rest on: one quiet line, and the split behind it in words."""

from collections.abc import Mapping

from models.analysis.judgement import PARTS
from models.analysis.outcome import TRADE, Outcome
from models.inputs import load_market
from pages.figures.provenance import grade_of
from pages.labels.catalogue import t
from pages.labels.format import whole_percents
from pages.labels.fractions import fraction


def line(outcome: Outcome) -> str:
    """Write grades of the three figures and how much of their ranges rests on judgement."""
    market = load_market(outcome.vintage)
    grades = {name: grade_of(name, market) for name in TRADE}
    told = sentence(outcome)
    return t("reason.rests", rests=told, **grades) if told else t("reason.grades", **grades)


def sentence(outcome: Outcome) -> str:
    """Write how much of the ranges of visitors, revenue and profit rests on judgement."""
    judged = [split["D"] for _, split in _moved(outcome)]
    if not judged:
        return ""
    low, high = fraction(min(judged)), fraction(max(judged))
    key = "same" if low == high else "between"
    text = t(f"kpi.rests.{key}", low=low, high=high)
    return text[:1].upper() + text[1:]


def lines(outcome: Outcome) -> list[str]:
    """Write the sentence and each headline's split, for the terminal; nothing where none moves."""
    splits = [f"  {t(name)}: {_told(split)}" for name, split in _moved(outcome)]
    return [sentence(outcome), *splits] if splits else []


def _moved(outcome: Outcome) -> list[tuple[str, Mapping[str, float]]]:
    return [(name, outcome.evidence[name]) for name in TRADE if name in outcome.evidence]


def _told(split: Mapping[str, float]) -> str:
    whole = whole_percents(split)
    shown = [t(f"evidence.cut.{part}", share=f"{whole[part]}%") for part in PARTS if whole[part]]
    return t("finding.comma").join(shown)
