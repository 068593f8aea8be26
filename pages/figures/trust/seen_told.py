"""What was seen against what the model told: one line a finding, the lesson first."""

from collections.abc import Iterable, Sequence
from html import escape

from models.validation.cases import GRADE_OF_SOURCE
from models.validation.episodes import EpisodeScore
from pages.labels.catalogue import named, t
from pages.labels.format import NOTHING, fixed, percent_change, shared_decimals

VERDICTS = {
    "wrong": "loss",
    "size": "loss",
    "right": "gain",
    "in_sample": "unclear",
    "untestable": "unclear",
}
"""Verdicts in the order of what they teach, each with its look: filled, outlined, dotted."""

_MARGIN = 0.06
"""Part of a line's scale that is left free at either end."""


def verdict(score: EpisodeScore) -> str:
    """Give one of `VERDICTS`: sign wrong, size missed, right, set with it, not to be tested."""
    if score.sign == "untestable":
        return "in_sample" if score.check.in_sample else "untestable"
    return "wrong" if score.sign == "wrong" else "right" if score.within else "size"


def is_miss(score: EpisodeScore) -> bool:
    """Tell whether the model has the sign or the size wrong."""
    return verdict(score) in ("wrong", "size")


def counts(scores: Iterable[EpisodeScore]) -> dict[str, int]:
    """Count what can be tested, the signs and the sizes that are right, and the rest."""
    every = list(scores)
    tested = [score for score in every if score.sign != "untestable"]
    return {
        "tested": len(tested),
        "right": sum(score.sign == "right" for score in tested),
        "within": sum(bool(score.within) for score in tested),
        "untestable": len(every) - len(tested),
    }


def summary(scores: Iterable[EpisodeScore]) -> str:
    """Count the verdicts in one sentence."""
    return t("cases.summary", **counts(scores))


def lesson(scores: Sequence[EpisodeScore]) -> str:
    """Write in a sentence how far the model can be trusted on a decision."""
    counted = counts(scores)
    if counted["tested"]:
        every = counted["right"] == counted["tested"]
        key = "counted" if counted["within"] else "signs" if every else "no_size"
        return t(f"cases.lesson.{key}", **counted)
    key = "in_sample" if any(score.check.in_sample for score in scores) else "untested"
    return t(f"cases.lesson.{key}")


def rows(scores: Iterable[EpisodeScore], *, with_episode: bool = False) -> str:
    """Lay findings out, a line each, details folded; what the model has wrong stands first."""
    ordered = sorted(scores, key=lambda score: list(VERDICTS).index(verdict(score)))
    heads = ("finding", "scale", "seen", "told", "verdict")
    head = "".join(f"<span>{escape(t(f'cases.col.{name}'))}</span>" for name in heads)
    lines = "".join(_line(score, with_episode=with_episode) for score in ordered)
    return f'<div class="seen-told"><p class="heads">{head}</p>{lines}</div>'


def _line(score: EpisodeScore, *, with_episode: bool) -> str:
    kind = verdict(score)
    name = escape(named(score.check))
    if with_episode:
        name += f" <small>{escape(named(score.episode))}</small>"
    badge = f'<b class="{VERDICTS[kind]}">{escape(t(f"cases.verdict.{kind}"))}</b>'
    cells = (f"<strong>{name}</strong>", _scale(score), f"<b>{escape(seen(score))}</b>")
    told = f"<span>{escape(said(score))}</span>"
    return (
        f"<details><summary>{''.join(cells)}{told}<span>{badge}</span></summary>"
        f"{_details(score)}</details>"
    )


def _details(score: EpisodeScore) -> str:
    """Say what was seen and by whom, what is left to quality, and how the experiment is encoded."""
    check = score.check
    parts = [escape(named(check.fact)) if named(check.fact) else ""]
    if check.source:
        parts.append(source(GRADE_OF_SOURCE.get(check.kind, NOTHING), check.source))
    if not check.is_tested:
        parts.append(escape(named(check.why)))
    elif not score.within:
        parts.append(escape(t("cases.remainder", left=left(score))))
    parts.append(escape(t("cases.encoded", how=named(score.episode.encoding))))
    return "".join(f"<p>{part}</p>" for part in parts if part)


def source(grade: str, text: str) -> str:
    """Write the source of a fact in small type, under its grade."""
    return f'<small><b class="grade">{escape(grade)}</b> {escape(text)}</small>'


def _scale(score: EpisodeScore) -> str:
    """Draw the model's range and centre and what was seen on a scale of the line's own."""
    ends = [0.0, score.central, score.low, score.high]
    if score.check.observed is not None:
        ends += [score.check.low, score.check.high]
    low, high = min(ends), max(ends)
    low, high = (low, high) if high > low else (low - 1.0, high + 1.0)

    def place(value: float) -> float:
        return 100.0 * (_MARGIN + (1.0 - 2.0 * _MARGIN) * (value - low) / (high - low))

    left_end, width = place(score.low), place(score.high) - place(score.low)
    marks = [
        f'<i class="nought" style="left:{place(0.0):.1f}%"></i>',
        f'<i class="told-range" style="left:{left_end:.1f}%;width:{width:.1f}%"></i>',
        f'<i class="told-dot" style="left:{place(score.central):.1f}%"></i>',
    ]
    if score.check.observed is not None:
        middle = (score.check.low + score.check.high) / 2.0
        marks.append(f'<i class="seen-mark" style="left:{place(middle):.1f}%"></i>')
    return f'<span class="scale" aria-hidden="true">{"".join(marks)}</span>'


def said(score: EpisodeScore) -> str:
    """Write what the model says, with its range."""
    return str(percent_change(score.central, score.low, score.high))


def seen(score: EpisodeScore) -> str:
    """Write what was seen: a figure, a range, or nothing."""
    check = score.check
    if check.observed is None:
        return NOTHING
    ends = sorted({100 * check.low, 100 * check.high})
    decimals = shared_decimals(ends)
    return t("cases.to").join(fixed(end, decimals, sign=True) for end in ends) + "%"


def left(score: EpisodeScore) -> str:
    """Write what is left to quality: points, and utils where quality could close it."""
    if score.remainder is None:
        return NOTHING
    points = 100 * score.remainder
    text = t("cases.points", value=fixed(points, shared_decimals([points]), sign=True))
    if score.quality is None:
        return text
    return t("cases.utils", points=text, utils=fixed(score.quality, 2, sign=True))
