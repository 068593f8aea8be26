"""How far to trust a plan: the verdict in a sentence, and what it rests on."""

from collections.abc import Mapping, Sequence

from models.validation.episodes import EpisodeScore
from models.validation.record import Finding, Tried
from pages.figures import record_words
from pages.figures.trust.seen_told import counts
from pages.labels.catalogue import t
from pages.labels.format import fixed

_MOSTLY, _HALF = 0.75, 0.5
"""Parts of the findings from which on a direction or a size is called right, and open to trust."""


def of_like(found: Tried | None, board: Sequence[EpisodeScore]) -> list[EpisodeScore]:
    """Give the scores of the decision that a plan is like; none where nothing of it tests."""
    if not (found and found.episode and found.is_tested):
        return []
    return [score for score in board if score.episode.id == found.episode.id]


def sentence(plan: str, found: Tried | None, board: Sequence[EpisodeScore]) -> str:
    """Write how far to trust what the model says of a plan, by the like decision or by all."""
    like = of_like(found, board)
    counted = counts(like or board)
    basis = t("cases.basis.like", year=found.year) if like and found else t("cases.basis.all")
    return t(f"cases.trust.{_degree(counted)}", plan=plan, basis=basis, **counted)


def _degree(counted: Mapping[str, int]) -> str:
    """Give the word for what is right: size too, direction, part of it, hardly any, or unknown."""
    tested, right, within = (counted[name] for name in ("tested", "right", "within"))
    if not tested:
        return "untested"
    if right < _HALF * tested:
        return "none"
    if right < _MOSTLY * tested:
        return "care"
    return "both" if within >= _MOSTLY * tested else "direction"


def more(found: Tried | None, board: Sequence[EpisodeScore]) -> str:
    """Write what came of the like decision, and how the model did over all of them."""
    if not found:
        return t("cases.no_like")
    like = of_like(found, board)
    if not like:
        is_set = bool(found.episode and any(one.in_sample for one in found.episode.checks))
        return t("cases.like.in_sample" if is_set else "cases.like.untested", year=found.year)
    seen = [Finding(check=s.check, said=s.central) for s in like if s.check.is_tested]
    told = record_words.happened(seen)
    return " ".join((t("cases.like.tried", year=found.year, what=told), all_of(board)))


def all_of(board: Sequence[EpisodeScore]) -> str:
    """Count over all cases what the model had right."""
    return t("cases.all", **counts(board))


def below(found: Tried | None) -> str:
    """Say what right means, and how like the two decisions are."""
    told = [t("cases.below")]
    if found:
        told.append(t("cases.alike", likeness=fixed(found.likeness, 2)))
    return " ".join(told)
