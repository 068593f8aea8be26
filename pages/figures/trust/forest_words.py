"""What a forest plot says: its finding, its rows, the grade by its rule, the studies in a list."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from textwrap import shorten
from typing import Any

from models.analysis.evidence_preview import Standing
from models.parameters.evidence_pool import ENOUGH
from models.parameters.evidence_rows import Effect
from models.vintage import Market
from pages.figures import assumption_values as values
from pages.figures.trust.evidence_known import studies_of
from pages.labels.catalogue import LANGUAGES, catalogue, language, t
from pages.labels.format import fixed
from pages.labels.source_words import source_words

_ROOM = 42
"""Signs of a study's name that its row of the plot has room for."""

_BRACKETED = re.compile(r"\s*\([^()]*\)$")
_WEB = ("http://", "https://")
_JUDGEMENT, _NOTHING_SAID = "JUDGEMENT", "-"


def finding(name: str, known: Standing, market: Market, decimals: int) -> str:
    """Write in one sentence what the studies say and where our value stands beside them."""
    if known.pool is None:
        return _unpooled(name, known)
    ours = values.ours(name, market)
    place, mean = known.pool.place(ours), known.pool.mean
    words = {
        "studies": studies(known.pool.count),
        "pool": fixed(values.scale(name) * mean, decimals),
        "ours": fixed(values.scale(name) * ours, decimals),
    }
    if place == "mean":
        return t("forest.finding.mean", **words)
    side = t(f"forest.{'above' if ours > mean else 'below'}")
    return t(f"forest.finding.{place}", side=side, **words)


def _unpooled(name: str, known: Standing) -> str:
    """Write what a range rests on that no study stands behind."""
    if known.grade != "D":
        return t("forest.finding.verified")
    read = len(studies_of(name))
    return t("forest.finding.unused", studies=studies(read)) if read else t("forest.finding.none")


def subtitle(name: str, known: Standing) -> str:
    """Say what is drawn, and in which unit."""
    unit = values.row(name).unit
    counted = t("forest.ratio") if unit == "-" else t(f"parameter.unit.{unit}")
    key = "studies" if known.pool else "none"
    return t(f"forest.subtitle.{key}", name=t(f"parameter.{name}"), unit=counted)


def rule(name: str, known: Standing) -> str:
    """Write the grade with the rule by which it follows."""
    return t("forest.rule.graded", grade=known.grade, basis=basis(name, known))


def basis(name: str, known: Standing) -> str:
    """Write the rule by which the grade follows, for a place that shows the grade beside it."""
    count, verified = (known.pool.count if known.pool else 0), values.row(name).verified
    if values.row(name).kind == "reference":
        return t(f"forest.rule.check.{known.grade}")
    if known.grade == "D":
        return t("forest.rule.D")
    anchored = "anchor" if verified and count < ENOUGH else "pooled"
    key = f"forest.rule.{known.grade}.{anchored if count else 'verified'}"
    return t(key, studies=studies(count))


def reason(name: str, known: Standing) -> str:
    """Write what our range rests on, as the parameter table says: why, where it leaves the pool."""
    key = "source" if known.place in ("mean", "none") else "why"
    source = values.row(name).source
    return t(f"forest.{key}", source=t("grade.D") if source == _JUDGEMENT else source)


def notes(name: str, known: Standing) -> tuple[str, ...]:
    """Tell behind the mark by which rule the grade follows, the source, how the pool is made."""
    source = t("assumptions.source", source=source_words(values.row(name).source))
    return (rule(name, known), source, t("forest.how"))


def studies(count: int) -> str:
    """Count studies in words."""
    return t("forest.studies.one" if count == 1 else "forest.studies.many", count=count)


def row(kind: str, count: int = 0) -> str:
    """Name a row below the studies."""
    return t(f"forest.row.{kind}", studies=studies(count))


def study(effect: Effect) -> str:
    """Name a study with its year."""
    return effect.study if effect.year in effect.study else f"{effect.study} {effect.year}"


def brief(effect: Effect) -> str:
    """Name a study in the room that a plot has: authors before titles, whole words, its year."""
    if len(whole := study(effect)) <= _ROOM:
        return whole
    name, room = _BRACKETED.sub("", effect.study), _ROOM - len(effect.year) - 1
    while len(name) > room and ", " in name:
        name = name.rpartition(", ")[0]
    year = "" if effect.year in name else f" {effect.year}"
    return f"{shorten(name, room, placeholder=' …')}{year}"


def design(effect: Effect) -> str:
    """Name a design in the language in use, and one that nobody has named as it is written."""
    key = f"forest.design.{effect.design}"
    return t(key) if key in catalogue() else effect.design


def done(effect: Effect) -> str:
    """Write in one line what was done."""
    if language() != LANGUAGES[0]:  # what studies say of themselves is in English
        where = t(f"forest.distance.{effect.distance}")
        return t(f"forest.brief.{effect.pooled}", design=design(effect), where=where)
    if not effect.pooled:
        return t("forest.left_out", why=effect.why_not)
    if effect.varied in ("", _NOTHING_SAID):
        return design(effect)
    return t("forest.done", design=design(effect), varied=effect.varied)


def figures(row: Mapping[str, Any], decimals: int) -> str:
    """Write an estimate with its range; a range alone, or a value alone, where that is all."""
    if row["kind"] == "corner":
        return ""
    low, centre, high = (fixed(row[name], decimals) for name in ("low", "estimate", "high"))
    if row["low"] == row["high"]:
        return centre
    return f"{centre if row['centred'] else ''} [{low}, {high}]".strip()


def listed(effects: Sequence[Effect]) -> str:
    """List one study or more: what was varied, what came, how it was converted, with a link."""
    head = escape(t("forest.list", studies=studies(len(effects))))
    items = "".join(map(_item, effects))
    return f'<details class="studies"><summary>{head}</summary><ol>{items}</ol></details>'


def _item(effect: Effect) -> str:
    told = t(
        "forest.item",
        design=design(effect),
        where=t(f"forest.distance.{effect.distance}"),
        setting=effect.setting,
        varied=effect.varied,
        outcome=effect.outcome,
        published=effect.effect_as_published,
    )
    how = t("forest.converted", how=effect.conversion)
    if not effect.pooled:
        how += " " + t("forest.left_out_item", why=effect.why_not)
    return f"<li>{_link(effect)} · {escape(told)} <small>{escape(how)}</small></li>"


def _link(effect: Effect) -> str:
    """Link to the study; an address of another kind than the web's stands as words."""
    title = escape(study(effect))
    if effect.url.startswith(_WEB):
        place = escape(effect.url, quote=True)
        return f'<a href="{place}" target="_blank" rel="noopener noreferrer">{title}</a>'
    return f"<b>{title}</b> <small>{escape(effect.url)}</small>"
