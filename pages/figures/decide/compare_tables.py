"""Tables of the page that compares: what differs, the contest of two plans, flip-points."""

from collections.abc import Mapping, Sequence
from html import escape

from models.analysis.compare.contests import CLOSE, EVEN, Contest
from models.analysis.compare.differences import Difference
from models.analysis.compare.flips import Flip
from models.levers import LEVERS
from models.scenario.conduct_rules import RIVALS, part_of
from models.vintage import Market
from pages.figures import decide_words as words
from pages.figures.html_tables import figure, table
from pages.labels.catalogue import named, t
from pages.labels.format import NOTHING, Change, money, number
from pages.labels.html import Html


def differences(
    levers: Sequence[Difference],
    settings: dict[str, dict[str, object]],
    names: Sequence[str],
    market: Market,
) -> str:
    """Lay out only what the plans do not have in common, a column a plan."""
    rows: list[tuple[str, list[str]]] = [
        (_lever(row), [words.target(row.lever, row.values[name]) for name in names])
        for row in levers
    ]
    rows += [
        (_setting(key, market), [_value(key, values[name]) for name in names])
        for key, values in settings.items()
    ]
    return table([t("compare.differs.lever"), *names], rows, t("compare.differs"))


def _lever(row: Difference) -> Html:
    event = LEVERS[row.lever].delivery == "event"
    when = t("compare.differs.in" if event else "compare.differs.from", quarter=row.quarter)
    return Html(f"{escape(words.lever(row.lever))} <small>{escape(when)}</small>")


def _setting(key: str, market: Market) -> str:
    if key.startswith(RIVALS):
        name, _, part = key.removeprefix(RIVALS).partition(":")
        rival = next(one for one in market.platforms if one.id == name)
        return t(
            "compare.setting.conduct",
            rival=named(rival),
            part=t(f"conduct.row.{part or 'posture'}"),
        )
    if key.startswith("assumption:"):
        return t(f"parameter.{key.removeprefix('assumption:')}")
    return t(f"compare.setting.{key}")


def _value(key: str, value: object) -> str:
    if key == "rivals":
        return t(f"rivals.{value}")
    if key.startswith(RIVALS):
        return _conduct(part_of(key.removeprefix(RIVALS)), value)
    return number(float(str(value)))


def _conduct(part: str, value: object) -> str:
    if not part:
        return t(f"conduct.{value}")
    if value is None:
        return t("conduct.row.uncapped")
    return money(float(str(value))) if part == "cap" else number(float(str(value)))


FIRST = ("dau", "revenue", "ebita", "value")
"""Measures by which two plans are set against each other first."""

Levels = Mapping[str, tuple[float, float]]
"""Level of every measure in both plans, central runs."""


def contest(calls: Sequence[Contest], levels: Levels) -> str:
    """Set two plans against each other by every measure, with the odds that A is higher."""
    a, b = calls[0].a, calls[0].b
    heads = [
        t("compare.contest.measure"),
        a,
        b,
        t("compare.contest.difference"),
        t("compare.contest.odds", name=a),
    ]
    rows = [(words.measured(c.metric), _cells(c, *levels[c.metric])) for c in calls]
    return table(heads, rows, t("compare.contest"))


def _cells(call: Contest, a: float, b: float) -> list[str]:
    gap = call.difference
    change = words.change(call.metric, gap.central, gap.low, gap.high, level=max(abs(a), abs(b)))
    return [
        words.level(a, call.metric),
        words.level(b, call.metric),
        figure(change.value, change.interval),
        _odds(call),
    ]


def _odds(call: Contest) -> str:
    """Write the odds with a bar beside them; an open call is said to be one."""
    if call.is_same:
        return t("compare.equal")
    if call.odds is None:
        return NOTHING
    bar = f'<i class="odds" style="--odds:{call.odds:.4f}"></i>'
    note = f"<small>{escape(t('compare.open'))}</small>" if call.is_close else ""
    return Html(f'{bar}<span class="odds">{escape(words.percent(call.odds))}</span>{note}')


def finding(calls: Sequence[Contest], levels: Levels) -> str:
    """Write in one sentence where A is ahead, where B is, and what is open."""
    if all(c.is_same for c in calls):
        return t("compare.finding.same", a=calls[0].a, b=calls[0].b)
    four = [c for c in calls if c.metric in FIRST]
    gaps = {c.metric: _gap(c, levels[c.metric]) for c in four}
    # Sure, but of nothing: a lead that no digit is left of is none.
    sure = [c for c in four if not (c.is_same or c.is_close)]
    nothing = [c for c in sure if gaps[c.metric].is_none]
    different = [c for c in four if not (c.is_same or c in nothing)]
    odds = {c.metric: EVEN if c.odds is None else c.odds for c in different}
    alike = [t(f"measure.{c.metric}") for c in four if c not in different]
    ahead = [_phrase(c, gaps) for c in different if odds[c.metric] >= CLOSE[1]]
    behind = [_phrase(c, gaps) for c in different if odds[c.metric] <= CLOSE[0]]
    open_ = [t(f"measure.{c.metric}") for c in different if CLOSE[0] < odds[c.metric] < CLOSE[1]]
    parts = []
    if ahead:
        parts.append(t("compare.finding.ahead", a=calls[0].a, what=words.listed(ahead)))
    if behind:
        parts.append(t("compare.finding.behind", b=calls[0].b, what=words.listed(behind)))
    if open_:
        parts.append(t("compare.finding.open", what=words.listed(open_)))
    if alike:
        parts.append(t("compare.finding.alike", what=words.listed(alike)))
    return words.capital(t("finding.semicolon").join(parts))


def _gap(call: Contest, levels: tuple[float, float]) -> Change:
    gap, level = call.difference, max(map(abs, levels))
    return words.change(call.metric, abs(gap.central), gap.low, gap.high, level=level)


def _phrase(call: Contest, gaps: Mapping[str, Change]) -> str:
    amount = gaps[call.metric].value.lstrip("+")
    return t("compare.finding.part", measure=t(f"measure.{call.metric}"), amount=amount)


def flip_points(points: Sequence[Flip]) -> str:
    """List what would turn open calls round, the smallest move first."""
    rows = [
        (
            words.measure(flip.metric),
            [
                Html(f'<span class="text">{escape(t(f"parameter.{flip.parameter}"))}</span>'),
                number(flip.central),
                Html(f"<b>{escape(number(flip.value))}</b>"),
                f"{number(flip.low)} – {number(flip.high)}",
                flip.grade,
            ],
        )
        for flip in points
    ]
    heads = [
        t(f"compare.flip.{name}") for name in ("measure", "name", "now", "at", "range", "grade")
    ]
    return table(heads, rows, t("compare.flips"))
