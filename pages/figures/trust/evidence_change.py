"""What further studies would change, in a sentence and a table."""

from collections.abc import Sequence
from html import escape

from models.analysis.evidence_preview import EvidenceChange, Standing
from pages.figures import assumption_values as values
from pages.labels.catalogue import t

_COLUMNS = ("name", "studies", "pool", "grade", "place")


def finding(changes: Sequence[EvidenceChange]) -> str:
    """Write how many assumptions are touched, how many change grade, how many leave the studies."""
    if not changes:
        return t("study.finding.none")
    graded = sum(change.before.grade != change.after.grade for change in changes)
    leave = sum(_leaves(change) for change in changes)
    return t("study.finding.some", count=len(changes), graded=graded, leave=leave)


def table(changes: Sequence[EvidenceChange]) -> str:
    """Lay out each assumption that is touched: before, and after an arrow what would be."""
    heads = "".join(
        f'<th scope="col">{escape(t(f"study.column.{name}"))}</th>' for name in _COLUMNS
    )
    rows = "".join(map(_row, changes))
    return f'<table class="options"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _row(change: EvidenceChange) -> str:
    name, before, after = change.parameter, change.before, change.after
    ours = values.number(name, values.row(name).central)
    place = t(f"study.place.{after.place}", ours=ours)
    cells = (
        _turned(_count(before), _count(after)),
        _turned(_pool(name, before), _pool(name, after)),
        _turned(before.grade, after.grade),
        f"<b>{escape(place)}</b>" if _leaves(change) else escape(place),
    )
    told = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(t(f"parameter.{name}"))}</th>{told}</tr>'


def _leaves(change: EvidenceChange) -> bool:
    """Whether the prior would now lie outside the pool and did not before."""
    return change.after.place == "outside" != change.before.place


def _turned(before: str, after: str) -> str:
    if before == after:
        return escape(after)
    return f"{escape(before)} → <b>{escape(after)}</b>"


def _count(of: Standing) -> str:
    return str(of.pool.count if of.pool else 0)


def _pool(name: str, of: Standing) -> str:
    if of.pool is None:
        return t("study.no_pool")
    mean, low, high = (values.number(name, v) for v in (of.pool.mean, of.pool.low, of.pool.high))
    return f"{mean} [{low}, {high}]"
