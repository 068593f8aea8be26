"""The library in pictures and tables: revisions as a line, differences, results then and today."""

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from models.library.comparing import Difference, cells
from models.library.figures import Figure
from models.library.finding import Kept, Note, Step
from models.library.reopening import Reopened
from pages.figures import decide_words as words
from pages.figures.html_tables import figure, table
from pages.figures.share import library_words as said
from pages.labels.catalogue import t
from pages.labels.html import Html

SHOWN = 8
"""Revisions on the line; those before are in the history of the terminal."""


@cache
def style() -> str:
    """Give the style sheet as an element."""
    sheet = Path(__file__).with_name("library.css").read_text(encoding="utf-8")
    return f"<style>{sheet}</style>"


def timeline(steps: Sequence[Step], seen: int | None) -> str:
    """Draw the last revisions as a line, the oldest first; those not opened yet are filled."""
    points = "".join(_point(step, seen) for step in reversed(steps[:SHOWN]))
    label = escape(t("library.timeline"))
    return f'<div class="revisions" role="list" aria-label="{label}">{points}</div>'


def _point(step: Step, seen: int | None) -> str:
    new = seen is not None and step.revision > seen
    tags = "".join(f"<em>{escape(tag)}</em>" for tag in step.tags)
    author = step.author or t("library.somebody")
    number = escape(words.capital(t("library.revision", number=step.revision)))
    news = f" <small>{escape(t('library.new'))}</small>" if new else ""
    return (
        f'<div role="listitem" class="{"new" if new else "known"}"><b>{number}</b>{news}{tags}'
        f"<span>{escape(author)} · {escape(said.when(step.saved))}</span>"
        f"<span>{escape(step.message)}</span></div>"
    )


def differences(rows: Sequence[Difference], heads: tuple[str, str]) -> str:
    """Lay out what two plans do not have in common, a row a lever and quarter."""
    lines = [(_place(row), [said.cell(row.row, row.a), said.cell(row.row, row.b)]) for row in rows]
    label = t("library.differs")
    return table([label, *heads], lines, label)


def _place(row: Difference) -> Html:
    quarter = f" <small>{escape(row.quarter)}</small>" if row.quarter else ""
    return Html(f"{escape(said.row_name(row.row))}{quarter}")


def plan_rows(kept: Kept) -> str:
    """List what a plan says, a row a lever and quarter."""
    lines = [
        (_place(Difference(row=row, quarter=quarter, a=value, b=None)), [said.cell(row, value)])
        for (row, quarter), value in cells(kept.scenario()).items()
    ]
    label = t("library.says")
    return table([label, ""], lines, label)


def kept_results(kept: Kept) -> str:
    """List the results that a revision keeps, each with eight futures in ten."""
    rows = [(words.measure(one.metric), [_level(one)]) for one in kept.figures]
    label = t("library.results")
    return table([label, t("library.then")], rows, label)


def results(old: Kept, new: Kept) -> str:
    """Set the results of two revisions side by side, each with eight futures in ten."""
    later = {one.metric: one for one in new.figures}
    rows = [
        (
            words.measure(one.metric),
            [_level(one), _level(later[one.metric]), _change(one, later[one.metric])],
        )
        for one in old.figures
        if one.metric in later
    ]
    ends = [t("library.revision", number=one.revision) for one in (old, new)]
    heads = [t("library.results"), *ends, t("library.change")]
    return table(heads, rows, t("library.results"))


def _level(one: Figure) -> Html:
    ends = (words.level(end, one.metric) for end in (one.low, one.high))
    return figure(words.level(one.central, one.metric), " – ".join(ends))


def _change(old: Figure, new: Figure) -> str:
    gap = new.central - old.central
    return words.lone_change(old.metric, gap, level=max(abs(old.central), abs(new.central)))


def then_and_now(reopened: Reopened) -> str:
    """Set what a revision kept beside what comes out today, with what moved it."""
    rows = [
        (
            words.measure(one.metric),
            [
                _level(one.old),
                _level(one.new),
                *(
                    words.lone_change(one.metric, getattr(one, part), level=abs(one.old.central))
                    for part in said.PARTS
                ),
            ],
        )
        for one in reopened.changes
    ]
    parts = [t(f"library.part.{part}") for part in said.PARTS]
    heads = [t("library.results"), t("library.then"), t("library.now"), *parts]
    return table(heads, rows, t("library.now"))


def comments(notes: Sequence[Note]) -> str:
    """List what was said of a plan, the last first."""
    items = "".join(_comment(note) for note in reversed(notes))
    label = escape(t("library.comments"))
    return f'<div class="comments" role="list" aria-label="{label}">{items}</div>'


def _comment(note: Note) -> str:
    author = note.author or t("library.somebody")
    of = f" · {on(note.on)}" if note.on else ""
    number = t("library.revision", number=note.revision)
    head = f"{author}{of} · {number} · {said.when(note.written)}"
    text = f"<small>{escape(head)}</small><p>{escape(note.text)}</p>"
    return f'<div role="listitem">{text}</div>'


def on(what: str) -> str:
    """Name what a comment is on: a lever, a metric, an assumption, or the whole plan."""
    if not what:
        return t("library.on.whole")
    for key in (what, f"measure.{what}", f"parameter.{what}"):
        try:
            return words.capital(t(key))
        except KeyError:
            continue
    return what
