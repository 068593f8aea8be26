"""The library in words: rows of a plan, their values, times, and the sentence of the page."""

from collections.abc import Sequence

from models.levers import KPI_UNITS, LEVERS
from models.library.comparing import SETTINGS, Cell, Difference
from models.library.figures import Figure
from models.library.finding import Entry, Kept
from models.library.reopening import Reopened
from models.market.rivals import POSTURES
from pages.figures import decide_words as words
from pages.labels.catalogue import t
from pages.labels.format import number

HEADLINE = ("dau", "ebita")
"""Figures that the sentence names: what a plan is for, and what it costs."""

PARTS = ("parameters", "market", "equations")

_MINUTES = 16


def when(time: str) -> str:
    """Write a time of the library to the minute, UTC."""
    return time[:_MINUTES].replace("T", " ")


def row_name(row: str) -> str:
    """Name a row of a plan: a lever, the KPI of a unit, a setting, an assumption, a rival."""
    if row in LEVERS or row in KPI_UNITS:
        return words.lever(row)
    if row in SETTINGS:
        return t(f"library.setting.{row}")
    kind, _, name = row.partition(":")
    if kind == "assumption":
        return t(f"parameter.{name}")
    rival, _, part = name.partition(":")
    of = t(f"conduct.row.{part or 'posture'}")
    return t("library.rival", rival=rival, part=of)


def cell(row: str, value: Cell | None) -> str:
    """Write the value of a row with its unit; a dash where the plan does not name it."""
    if value is None:
        return t("library.unnamed")
    if isinstance(value, tuple):
        return " · ".join(words.target(lever, part) for lever, part in value)
    if isinstance(value, str):
        return t(f"conduct.{value}") if value in POSTURES else value
    if isinstance(value, int):
        return f"{value:,}"
    return words.target(row, value) if row in LEVERS else number(value)


def finding(kept: Kept, seen: int | None, rows: Sequence[Difference], since: Kept | None) -> str:
    """Say what changed since a plan was last opened, or what its last revision changed.

    Parameters
    ----------
    seen
        The revision that was last opened; None: none was.
    rows, since
        What differs from an earlier revision, and that revision; None where there is none.
    """
    if since is None:
        return t("library.finding.first", name=kept.name)
    if seen is not None and seen >= kept.head:
        return t("library.finding.same", name=kept.name)
    moved = _counted("moved", len(rows)) if rows else t("library.finding.unmoved")
    parts = [
        t(
            "library.finding.figure",
            measure=t(f"measure.{old.metric}"),
            old=words.level(old.central, old.metric),
            new=words.level(new.central, new.metric),
        )
        for old, new in _pairs(since, kept)
        if old.metric in HEADLINE and old.central != new.central
    ]
    figures = words.listed(parts) if parts else t("library.finding.alike")
    values = {"name": kept.name, "moved": moved, "figures": figures}
    if seen is None:
        return t("library.finding.last", revision=kept.head, **values)
    return _counted("since", kept.head - seen, **values)


def _counted(key: str, count: int, **values: str) -> str:
    """Say how many there are, in other words where it is one."""
    return t(f"library.finding.{key}.{'one' if count == 1 else 'many'}", count=count, **values)


def _pairs(old: Kept, new: Kept) -> list[tuple[Figure, Figure]]:
    later = {one.metric: one for one in new.figures}
    return [(one, later[one.metric]) for one in old.figures if one.metric in later]


def saved_by(kept: Kept) -> str:
    """Say who saved a revision, when and why."""
    author = kept.author or t("library.somebody")
    line = t("library.saved_by", revision=kept.revision, author=author, when=when(kept.saved))
    return f"{line} {kept.message}".strip()


def below(entry: Entry) -> str:
    """Write the small line under a plan of the list."""
    is_said = entry.owner in ("", entry.author)
    owner = "" if is_said else t("library.owner_is", owner=entry.owner)
    private = t("library.private") if entry.private else ""
    revision = t("library.revision", number=entry.revision)
    parts = (revision, when(entry.saved), entry.author, owner, private, entry.message)
    return " · ".join(part for part in parts if part)


def today(reopened: Reopened) -> str:
    """Say whether a revision still comes out as it did, and what moved it."""
    if reopened.is_same:
        return t("library.today.same")
    if reopened.fault:
        return t("library.today.fault")
    moved = max(reopened.changes, key=_relative, default=None)
    if moved is None or _relative(moved) == 0.0:
        return t("library.today.alike")
    part = max(PARTS, key=lambda name: abs(getattr(moved, name)))
    return t(
        "library.today.moved",
        measure=t(f"measure.{moved.metric}"),
        old=words.level(moved.old.central, moved.metric),
        new=words.level(moved.new.central, moved.metric),
        part=t(f"library.part.{part}"),
    )


def _relative(change: object) -> float:
    old, new = (getattr(change, name).central for name in ("old", "new"))
    return abs(new - old) / (abs(old) or 1.0)
