"""The memo that argues a decision, drafted from the numbers of its pack.

It follows the order in which such memos are read: the choice, why to persist, how to win in three
steps, what that needs, who loses, the risks, and what would change our mind.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.analysis.board_numbers import BoardNumbers
from pages.figures.pack import memo_choice, memo_means
from pages.figures.pack.pack_model import BoardPack, Table
from pages.labels.catalogue import in_language, t

FIGURES = ("changes", "stakes", "tornado")
"""Charts of the memo."""

PARTS = ("choice", "persist", "win", "need", "lose", "risks", "mind")
"""Parts of the memo in their order."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part: paragraphs, then bullets with what they are about in front, a table, a chart.

    ``figure`` names one of `pages.figures.pack.pack_figures`, empty for none.
    """

    key: str
    heading: str
    paragraphs: tuple[str, ...]
    bullets: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    figure: str = ""


@dataclass(frozen=True, kw_only=True)
class Memo:
    """The whole memo; ``call`` is the recommendation, ``cost`` and ``risk`` stand below it."""

    pack: BoardPack
    subject: str
    meta: str
    call: str
    cost: str
    risk: str
    parts: tuple[Part, ...]


def memo(numbers: BoardNumbers, pack: BoardPack) -> Memo:
    """Draft the memo in the language of the pack."""
    with in_language(pack.language):
        makers = (_choice, _persist, *(_OF_A_PLAN if numbers.outcome.planned else ()))
        return Memo(
            pack=pack,
            subject=pack.scenario.name,
            meta=pack.section("title").lines["meta"],
            call=memo_choice.call(numbers),
            cost=memo_choice.cost(numbers),
            risk=memo_choice.risk(numbers),
            parts=tuple(make(numbers, pack) for make in makers),
        )


def _choice(numbers: BoardNumbers, pack: BoardPack) -> Part:
    answer = pack.section("answer")
    return _part(
        "choice",
        [_sentence(answer.title), answer.lines.get("verdict", "")],
        table=memo_choice.headline_table(numbers),
    )


def _persist(numbers: BoardNumbers, pack: BoardPack) -> Part:
    record = pack.section("record")
    is_against = memo_choice.leaning(numbers) in ("wait", "no")
    return _part(
        "persist",
        [
            memo_choice.standing_still(numbers),
            memo_choice.in_time(numbers),
            _sentence(record.title, record.lines.get("lesson", "")),
        ],
        heading=t("memo.persist.against" if is_against else "memo.persist"),
        figure="changes" if numbers.outcome.planned else "",
    )


def _win(numbers: BoardNumbers, pack: BoardPack) -> Part:
    found = pack.section("parts")
    return _part("win", [_sentence(found.title)], memo_means.steps(numbers))


def _need(numbers: BoardNumbers, pack: BoardPack) -> Part:
    bullets = {
        "money": memo_means.money_needed(numbers),
        "patience": memo_means.patience(numbers),
        "organisation": _sentence(pack.section("organisation").title),
    }
    return _part("need", [], [(t(f"memo.need.{name}"), text) for name, text in bullets.items()])


def _lose(numbers: BoardNumbers, pack: BoardPack) -> Part:
    rivals = _sentence(pack.section("rivals").title)
    return _part("lose", [memo_means.sales(numbers), rivals], figure="stakes")


def _risks(_: BoardNumbers, pack: BoardPack) -> Part:
    risk = pack.section("risk")
    bullets = {
        "targets": _sentence(risk.title, risk.lines.get("box", "")),
        "rivals": _sentence(pack.section("rivals").lines.get("takeback", "")),
        "organisation": pack.section("organisation").lines.get("below", ""),
        "numbers": _sentence(pack.section("answer").lines.get("rests", "")),
    }
    found = [(t(f"memo.risk.{name}"), text) for name, text in bullets.items() if text]
    return _part("risks", [], found)


def _mind(numbers: BoardNumbers, pack: BoardPack) -> Part:
    mind = pack.section("mind")
    bullets = []
    if sign := mind.lines.get("sign", ""):
        bullets.append((t("memo.sign"), sign))
    if numbers.alternatives:
        bullets.append((t("memo.others"), _sentence(pack.section("alternatives").title)))
    return _part("mind", [mind.lines["price"]], bullets, figure="tornado")


_OF_A_PLAN = (_win, _need, _lose, _risks, _mind)
"""Parts that a plan which moves nothing has not."""


def _part(
    key: str,
    paragraphs: Sequence[str],
    bullets: Sequence[tuple[str, str]] = (),
    *,
    heading: str = "",
    table: Table | None = None,
    figure: str = "",
) -> Part:
    return Part(
        key=key,
        heading=heading or t(f"memo.{key}"),
        paragraphs=tuple(filter(None, paragraphs)),
        bullets=tuple(bullets),
        table=table,
        figure=figure,
    )


def _sentence(text: str, following: str = "") -> str:
    """End a finding as a sentence, with another behind it."""
    return f"{text}{t('memo.stop')}{following}".strip() if text else following
