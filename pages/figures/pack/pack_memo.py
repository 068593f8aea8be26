"""The memo that argues a decision, drafted from the numbers of its pack.

It follows the order in which such memos are read: the choice, why to persist, how to win in three
steps, what that needs, who loses, the risks, and what would change our mind.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from models.analysis.board_numbers import BoardNumbers
from pages.figures.cockpit.money_figures import stakes_title
from pages.figures.cockpit.money_notes import of_winners_losers
from pages.figures.decide_words import capital
from pages.figures.pack import answer_charts, memo_choice, memo_means
from pages.figures.pack.pack_facts import HEADS
from pages.figures.pack.pack_model import BoardPack, Chart, Table
from pages.figures.provenance import of_metrics
from pages.labels.catalogue import in_language, t

PARTS = ("choice", "persist", "win", "need", "lose", "risks", "mind")
"""Parts of the memo in their order."""


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """Charts that stand beside each other under the finding that they show; ``how`` reads them."""

    finding: str
    how: str
    charts: tuple[Chart, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part: paragraphs, bullets with what they are about in front, a table, an exhibit."""

    key: str
    heading: str
    paragraphs: tuple[str, ...]
    bullets: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    exhibit: Exhibit | None = None


@dataclass(frozen=True, kw_only=True)
class Memo:
    """The whole memo; ``call`` is the recommendation, ``cost`` and ``risk`` stand below it.

    ``drafts`` make its parts: what is written first need not wait for the numbers of the last.
    """

    pack: BoardPack
    subject: str
    meta: str
    call: str
    cost: str
    risk: str
    drafts: tuple[Callable[[], Part], ...] = field(compare=False, repr=False)

    @property
    def parts(self) -> Iterator[Part]:
        """Draft the parts in their order, each when it is asked for."""
        return (draft() for draft in self.drafts)


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
            drafts=tuple(partial(_drafted, make, numbers, pack) for make in makers),
        )


def _drafted(make: Callable[..., Part], numbers: BoardNumbers, pack: BoardPack) -> Part:
    with in_language(pack.language):
        return make(numbers, pack)


def _choice(numbers: BoardNumbers, pack: BoardPack) -> Part:
    answer = pack.section("answer")
    return _part(
        "choice",
        [_sentence(answer.title), answer.lines.get("verdict", "")],
        table=memo_choice.headline_table(numbers),
    )


def _persist(numbers: BoardNumbers, pack: BoardPack) -> Part:
    record, reason = pack.section("record"), pack.section("reason")
    is_against = memo_choice.leaning(numbers) in ("wait", "no")
    return _part(
        "persist",
        [
            memo_choice.standing_still(numbers),
            memo_choice.in_time(numbers),
            _sentence(record.title, record.lines.get("lesson", "")),
        ],
        heading=t("memo.persist.against" if is_against else "memo.persist"),
        exhibit=Exhibit(
            finding=reason.title,
            how=_graded(reason.lines["how"], of_metrics(numbers.market, *HEADS)["grade"]),
            charts=reason.charts,
        )
        if reason.charts
        else None,
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
    return _part("lose", [memo_means.sales(numbers), rivals], exhibit=_stakes(numbers))


def _stakes(numbers: BoardNumbers) -> Exhibit:
    """Show what sellers and rivals win and lose."""
    outcome, market = numbers.outcome, numbers.market
    return Exhibit(
        finding=stakes_title(outcome.stakes, market),
        how=_graded(
            t("pack.stakes.how", quarter=outcome.quarters[-1]),
            of_winners_losers(market)["grade"],
        ),
        charts=(answer_charts.sellers(outcome, market), answer_charts.rivals(outcome, market)),
    )


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
    swings = Exhibit(finding=mind.title, how=mind.lines["how"], charts=mind.charts)
    return _part("mind", [mind.lines["price"]], bullets, exhibit=swings)


_OF_A_PLAN = (_win, _need, _lose, _risks, _mind)
"""Parts that a plan which moves nothing has not."""


def _part(
    key: str,
    paragraphs: Sequence[str],
    bullets: Sequence[tuple[str, str]] = (),
    *,
    heading: str = "",
    table: Table | None = None,
    exhibit: Exhibit | None = None,
) -> Part:
    return Part(
        key=key,
        heading=heading or t(f"memo.{key}"),
        paragraphs=tuple(filter(None, paragraphs)),
        bullets=tuple(bullets),
        table=table,
        exhibit=exhibit,
    )


def _graded(text: str, grade: str) -> str:
    """Put the grade of what a chart rests on behind how it is read."""
    return f"{text} {capital(t('pack.grade', grade=grade))}{t('memo.stop').strip()}"


def _sentence(text: str, following: str = "") -> str:
    """End a finding as a sentence, with another behind it."""
    return f"{text}{t('memo.stop')}{following}".strip() if text else following
