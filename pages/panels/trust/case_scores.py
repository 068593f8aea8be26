"""What the model said of the past and what came: right, wrong, untestable, left to quality."""

from collections.abc import Iterable, Sequence
from html import escape

from models.validation.cases import GRADE_OF_SOURCE, Case, Fact
from models.validation.episodes import EpisodeScore
from pages import compute
from pages.compute.questions import trust_questions as questions
from pages.labels.catalogue import named, t
from pages.labels.format import NOTHING, fixed, percent_change, shared_decimals

VERDICTS = {"right": "gain", "wrong": "loss", "untestable": "unclear"}
"""Look of a verdict: filled, outlined, dotted."""


def board() -> tuple[EpisodeScore, ...]:
    """Score every episode."""
    return compute.ask(questions.episodes_scored)


def happened(case: Case) -> str:
    """Write what was decided and what happened, each fact with grade and source."""
    facts = "".join(_fact(fact) for fact in case.facts)
    return (
        f'<section class="told-case"><h3>{escape(t("cases.decided"))}</h3>'
        f"<p>{escape(named(case.decided))}</p>"
        f"<h3>{escape(t('cases.happened'))}</h3><ul>{facts}</ul></section>"
    )


def _fact(fact: Fact) -> str:
    source = f"{t(f'cases.kind.{fact.kind}')}: {fact.source}"
    return f"<li>{escape(named(fact))} {_source(fact.grade, source)}</li>"


def _source(grade: str, text: str) -> str:
    return f'<small><b class="grade">{escape(grade)}</b> {escape(text)}</small>'


def lessons(case: Case) -> str:
    """Write where the model was right, where wrong, and what it leaves to quality."""
    of_case = [score for score in board() if score.episode.case == case.market]
    groups = {
        "right": [s for s in of_case if s.sign == "right" and s.within],
        "small": [s for s in of_case if s.sign == "right" and not s.within],
        "wrong": [s for s in of_case if s.sign == "wrong"],
        "untestable": [s for s in of_case if s.sign == "untestable"],
    }
    parts = "".join(_group(name, scores) for name, scores in groups.items() if scores)
    return f'<section class="told-case">{parts or escape(t("cases.no_episode"))}</section>'


def _group(name: str, scores: Sequence[EpisodeScore]) -> str:
    items = "".join(f"<li>{_lesson(score)}</li>" for score in scores)
    return f"<h3>{escape(t(f'cases.group.{name}'))}</h3><ul>{items}</ul>"


def _lesson(score: EpisodeScore) -> str:
    head = f"<b>{escape(named(score.check))}</b>"
    if score.sign == "untestable":
        return f"{head}: {escape(named(score.check.why))}"
    text = t("cases.said_seen", said=said(score), seen=seen(score))
    rest = f" {t('cases.remainder', left=left(score))}" if not score.within else ""
    return f"{head}: {escape(text + rest)}"


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


def summary(scores: Iterable[EpisodeScore]) -> str:
    """Count the verdicts in one sentence."""
    all_scores = list(scores)
    tested = [s for s in all_scores if s.sign != "untestable"]
    return t(
        "cases.summary",
        right=sum(s.sign == "right" for s in tested),
        tested=len(tested),
        within=sum(bool(s.within) for s in tested),
        untestable=len(all_scores) - len(tested),
    )


def table(scores: Iterable[EpisodeScore]) -> str:
    """Lay the scoreboard out, a row a check, misses as misses."""
    names = ("episode", "measure", "seen", "said", "sign", "within", "left")
    heads = "".join(f'<th scope="col">{escape(t(f"cases.col.{name}"))}</th>' for name in names)
    rows = "".join(_row(score) for score in scores)
    return f'<table class="board"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _row(score: EpisodeScore) -> str:
    check = score.check
    grade = _source(GRADE_OF_SOURCE.get(check.kind, NOTHING), check.source) if check.source else ""
    measure = f"{escape(named(check))}<small>{escape(named(check.fact))}</small>{grade}"
    verdict = f'<b class="{VERDICTS[score.sign]}">{escape(t(f"cases.sign.{score.sign}"))}</b>'
    why = f"<small>{escape(named(check.why))}</small>" if score.sign == "untestable" else ""
    cells = (
        escape(named(score.episode)),
        measure,
        escape(seen(score)),
        escape(said(score)),
        verdict + why,
        _within(score),
        escape(left(score)),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _within(score: EpisodeScore) -> str:
    if score.within is None:
        return NOTHING
    look = "gain" if score.within else "loss"
    return f'<b class="{look}">{escape(t("cases.yes" if score.within else "cases.no"))}</b>'
