"""What the ranges of the headlines rest on: one quiet line, and the split behind it as bars."""

from collections.abc import Mapping
from html import escape

from models.analysis.judgement import PARTS
from models.analysis.outcome import TRADE, Outcome
from pages.labels.catalogue import t
from pages.labels.format import whole_percents
from pages.labels.fractions import fraction


def rests(outcome: Outcome) -> str:
    """Write the line, which opens the bars; an empty line of its height where nothing moves."""
    if not (moved := _moved(outcome)):
        return '<p class="rests"></p>'
    bars = "".join(_bar(name, split) for name, split in moved)
    return (
        f'<details class="rests"><summary>{escape(sentence(outcome))} '
        f"<u>{escape(t('kpi.rests.open'))}</u></summary>"
        f'<div class="split"><table>{bars}</table>'
        f"<p>{escape(t('evidence.how'))}</p></div></details>"
    )


def thin(draws: int) -> str:
    """Write in the place of that line that so far the ranges are those of the first ``draws``."""
    return f'<p class="rests">{escape(t("kpi.rests.thin", draws=draws))}</p>'


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


def _bar(name: str, split: Mapping[str, float]) -> str:
    """One headline: its bar, cut by what its range rests on, and the same in words."""
    cuts = "".join(
        f'<i class="part-{part}" style="width:{100.0 * split[part]:.2f}%"></i>' for part in PARTS
    )
    told = escape(_told(split))
    return (
        f'<tr><th scope="row">{escape(t(name))}</th>'
        f'<td><span class="bar">{cuts}</span><small>{told}</small></td></tr>'
    )
