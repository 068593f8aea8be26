"""The chain of causes behind one bar, as a row of cards."""

from collections.abc import Sequence
from html import escape

from models.analysis.drivers.causes import Link
from models.analysis.drivers.players import RIVALS_PLAYER
from models.inputs import load_parameters
from pages.figures import decide_words as words
from pages.labels.catalogue import t
from pages.labels.format import number, setting

_NAMED = ("delivered", "visits", "rival_subsidy")
"""Figures on the way that are no metric of the model."""


def chain(links: Sequence[Link], player: str, metric: str) -> str:
    """Lay the steps from a lever to a measure out, each with equation, parameter and source."""
    cards = "".join(_card(link, number_, player) for number_, link in enumerate(links, 1))
    label = t("drivers.chain", lever=words.lever(player), measure=t(f"measure.{metric}"))
    return f'<ol class="chain" aria-label="{escape(label)}">{cards}</ol>'


def _card(link: Link, place: int, player: str) -> str:
    name = t(f"drivers.node.{link.name}") if link.name in _NAMED else words.measure(link.name)
    if link.name == "delivered" and player != RIVALS_PLAYER:
        name = t("drivers.node.of", lever=words.lever(player))
    moved = f"{_written(link.before, link)} → <b>{_written(link.after, link)}</b>"
    return (
        f"<li><h4><i>{place}</i>{escape(name)}</h4><p class='moved'>{moved}</p>"
        f"<p>{escape(_why(link))}</p></li>"
    )


def _written(value: float, link: Link) -> str:
    is_lever = link.name == "delivered"
    text = setting(value, link.unit) if is_lever else words.amount(value, link.unit)
    if link.name == "visits":
        text = words.amount(value, "million")
    return escape(text)


def _why(link: Link) -> str:
    """Name the equation and, where one sets the size of the step, the parameter."""
    equation = t("drivers.equation", name=link.equation)
    if not link.parameter:
        return equation
    source = load_parameters().table[link.parameter].source
    return t("finding.semicolon").join(
        (
            equation,
            t("drivers.parameter", name=t(f"parameter.{link.parameter}"), value=number(link.value)),
            t("drivers.grade", grade=link.grade, source=_short(source, link.grade)),
        )
    )


def _short(source: str, grade: str, limit: int = 90) -> str:
    """Keep the head of a source; all of it stands on the page of assumptions."""
    head = source.split(";")[0].strip()
    if head.isupper():  # JUDGEMENT, which the grade says in the reader's language
        return t(f"grade.{grade}")
    return head if len(head) <= limit else f"{head[: limit - 1].rstrip()}…"
