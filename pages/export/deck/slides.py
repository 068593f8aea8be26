"""What stands where on each slide: a section of the pack, laid out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pages.export.words import Words
from pages.figures.pack.pack_facts import BESIDE, HEADS
from pages.figures.pack.pack_model import BoardPack, Chart, Fact, Section, Table
from pages.labels.catalogue import t

_QUIET = "quiet"
_SMALL, _PLAIN, _LARGE, _BAR = 13, 16, 28, "  ·  "
_GAP = 6.0


@dataclass(frozen=True, kw_only=True)
class Slide:
    """A slide: its layout, and what fills the placeholders of it, by their names.

    ``first`` is the part of a table's width that its first column takes.
    """

    key: str
    layout: str
    texts: Mapping[str, list[Words]]
    charts: Mapping[str, Chart] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    first: float = 0.0


def slides(pack: BoardPack) -> list[Slide]:
    """Lay the sections of a pack out, a slide each."""
    laid = {
        "title": _title,
        "answer": _answer,
        "reason": _reason,
        "parts": _parts,
        "rivals": _rivals,
        "risk": _beside,
        "organisation": _organisation,
        "alternatives": _alternatives,
        "record": _beside,
        "mind": _beside,
    }
    return [laid[section.key](section, pack) for section in pack.sections]


def _head(section: Section, pack: BoardPack) -> dict[str, list[Words]]:
    return {
        "Title": [Words(text=section.title)],
        "Kicker": [Words(text=section.name)],
        "Footer": [Words(text=pack.footer)],
        "Method": _lines(section, "how"),
    }


def _first_table(tables: Sequence[Table]) -> dict[str, Table]:
    return {"Table": tables[0]} if tables else {}


def _lines(section: Section, *keys: str, size: float = 0) -> list[Words]:
    found = [section.lines[key] for key in keys if key in section.lines]
    return [
        Words(text=text, size=size, before=_GAP if place else 0) for place, text in enumerate(found)
    ]


def _title(section: Section, pack: BoardPack) -> Slide:
    meta = _lines(section, "meta", "notice")
    return Slide(
        key=section.key,
        layout="title",
        texts={
            "Title": [Words(text=section.title)],
            "Finding": _lines(section, "finding"),
            "Meta": [*meta, Words(text=pack.date, before=_GAP)],
            "Footer": [Words(text=pack.footer)],
        },
        notes=section.notes,
    )


def _answer(section: Section, pack: BoardPack) -> Slide:
    facts = {fact.key: fact for fact in section.facts}
    cards = {f"Card {i}": _card(facts[name]) for i, name in enumerate(HEADS, 1)}
    beside = _BAR.join(_short(facts[name]) for name in BESIDE)
    rest = [section.lines[key] for key in ("dip", "rests") if key in section.lines]
    text = [
        *_lines(section, "verdict", size=_PLAIN),
        Words(text=beside, size=_SMALL, before=_GAP),
        *([Words(text=_BAR.join(rest), size=12, ink=_QUIET, before=_GAP)] if rest else []),
    ]
    return Slide(
        key=section.key,
        layout="answer",
        texts={**_head(section, pack), **cards, "Text": text},
        charts={f"Chart {i}": chart for i, chart in enumerate(section.charts, 1)},
        notes=section.notes,
    )


def _card(fact: Fact) -> list[Words]:
    """Name and period, the level, and its change with the range."""
    grade = t("pack.grade", grade=fact.grade)
    return [
        Words(
            text=_BAR.join((fact.name, t("kpi.quarter", quarter=fact.period), grade)),
            size=12,
            ink=_QUIET,
        ),
        Words(text=fact.level_text, size=_LARGE, bold=True),
        Words(text=f"{fact.change_text} {fact.interval_text}".strip(), size=_PLAIN),
    ]


def _short(fact: Fact) -> str:
    return f"{fact.name} {fact.change_text} {fact.interval_text}".strip()


def _reason(section: Section, pack: BoardPack) -> Slide:
    return Slide(
        key=section.key,
        layout="reason",
        texts=_head(section, pack),
        charts={f"Chart {i}": chart for i, chart in enumerate(section.charts, 1)},
        tables=_first_table(section.tables),
        notes=section.notes,
        first=0.4,
    )


def _two(section: Section, pack: BoardPack, first: str, second: str) -> Slide:
    captions = {"Caption 1": [Words(text=first)], "Caption 2": [Words(text=second)]}
    return Slide(
        key=section.key,
        layout="two charts",
        texts={**_head(section, pack), **(captions if section.charts else {})},
        charts={f"Chart {i}": chart for i, chart in enumerate(section.charts, 1)},
        notes=section.notes,
    )


def _parts(section: Section, pack: BoardPack) -> Slide:
    names = [chart.title for chart in section.charts]
    first = names[0] if names else ""
    return _two(section, pack, first, section.lines.get("second", ""))


def _rivals(section: Section, pack: BoardPack) -> Slide:
    lines = section.lines
    return _two(section, pack, lines.get("takeback", ""), lines.get("platforms", ""))


def _beside(section: Section, pack: BoardPack) -> Slide:
    """Put one chart beside words, and a short table above these."""
    said = [key for key in section.lines if key not in ("how", "about")]
    quiet = section.lines.get("about", "")
    words = [
        *_lines(section, *said),
        *([Words(text=quiet, size=12, ink=_QUIET, before=2 * _GAP)] if quiet else []),
    ]
    tables = _first_table([table for table in section.tables if table.key == "targets"])
    return Slide(
        key=section.key,
        layout="chart and text",
        texts={**_head(section, pack), "Text": words},
        charts={f"Chart {i}": chart for i, chart in enumerate(section.charts, 1)},
        tables=tables,
        notes=section.notes,
        first=0.34,
    )


def _organisation(section: Section, pack: BoardPack) -> Slide:
    return _tabled(section, pack, 0.25)


def _alternatives(section: Section, pack: BoardPack) -> Slide:
    return _tabled(section, pack, 0.25)


def _tabled(section: Section, pack: BoardPack, first: float) -> Slide:
    return Slide(
        key=section.key,
        layout="table",
        texts={**_head(section, pack), "Text": _lines(section, "below")},
        tables=_first_table(section.tables),
        notes=section.notes,
        first=first,
    )
