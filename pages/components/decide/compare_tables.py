"""Tables of the page that compares: what differs, the contest of two plans, flip-points."""

from collections.abc import Sequence
from html import escape

from models.analysis.compare.contests import CLOSE, EVEN, Contest
from models.analysis.compare.differences import Difference
from models.analysis.compare.flips import Flip
from models.levers import LEVERS
from pages.components.challenge.challenge_html import figure, table
from pages.components.decide import decide_words as words
from pages.labels.catalogue import t
from pages.labels.format import NOTHING, number


def differences(
    levers: Sequence[Difference], settings: dict[str, dict[str, object]], names: Sequence[str]
) -> str:
    """Lay out only what the plans do not have in common, a column a plan."""
    rows = [
        (_lever(row), [escape(words.target(row.lever, row.values[name])) for name in names])
        for row in levers
    ]
    rows += [
        (escape(_setting(key)), [escape(_value(key, values[name])) for name in names])
        for key, values in settings.items()
    ]
    return table([t("compare.differs.lever"), *names], rows, t("compare.differs"))


def _lever(row: Difference) -> str:
    event = LEVERS[row.lever].klass == "event"
    when = t("compare.differs.in" if event else "compare.differs.from", quarter=row.quarter)
    return f"{escape(words.lever(row.lever))} <small>{escape(when)}</small>"


def _setting(key: str) -> str:
    if key.startswith("assumption:"):
        return t(f"parameter.{key.removeprefix('assumption:')}")
    return t(f"compare.setting.{key}")


def _value(key: str, value: object) -> str:
    if key == "rivals":
        return t(f"rivals.{value}")
    return number(float(str(value)))


def contest(calls: Sequence[Contest], levels: dict[str, tuple[float, float]]) -> str:
    """Set two plans against each other by every measure, with the odds that A is higher."""
    a, b = calls[0].a, calls[0].b
    heads = [
        t("compare.contest.measure"),
        a,
        b,
        t("compare.contest.difference"),
        t("compare.contest.odds", name=a),
    ]
    rows = [(escape(words.measure(c.metric)), _cells(c, *levels[c.metric])) for c in calls]
    return table(heads, rows, t("compare.contest"))


def _cells(call: Contest, a: float, b: float) -> list[str]:
    gap = call.difference
    told = words.change(call.metric, gap.central, gap.low, gap.high)
    return [
        escape(words.level(a, call.metric)),
        escape(words.level(b, call.metric)),
        figure(told.value, told.interval),
        _odds(call),
    ]


def _odds(call: Contest) -> str:
    """Write the odds with a bar beside them; an open call is said to be one."""
    if call.is_same:
        return escape(t("compare.equal"))
    if call.odds is None:
        return NOTHING
    bar = f'<i class="odds" style="--odds:{call.odds:.4f}"></i>'
    note = f"<small>{escape(t('compare.open'))}</small>" if call.is_close else ""
    return f'{bar}<span class="odds">{escape(words.percent(call.odds))}</span>{note}'


def finding(calls: Sequence[Contest]) -> str:
    """Say in one sentence where A is ahead, where B is, and what is open."""
    if all(c.is_same for c in calls):
        return t("compare.finding.same", a=calls[0].a, b=calls[0].b)
    four = [c for c in calls if c.metric in ("dau", "revenue", "ebita", "value")]
    told = [c for c in four if not c.is_same]
    odds = {c.metric: EVEN if c.odds is None else c.odds for c in told}
    alike = [t(f"measure.{c.metric}") for c in four if c.is_same]
    ahead = [_phrase(c) for c in told if odds[c.metric] >= CLOSE[1]]
    behind = [_phrase(c) for c in told if odds[c.metric] <= CLOSE[0]]
    open_ = [t(f"measure.{c.metric}") for c in told if CLOSE[0] < odds[c.metric] < CLOSE[1]]
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


def _phrase(call: Contest) -> str:
    gap = call.difference
    told = words.change(call.metric, abs(gap.central), gap.low, gap.high).value
    amount = told.lstrip("+")
    return t("compare.finding.part", measure=t(f"measure.{call.metric}"), amount=amount)


def flip_points(found: Sequence[Flip]) -> str:
    """List what would turn open calls round, the smallest move first."""
    rows = [
        (
            escape(words.measure(flip.metric)),
            [
                escape(t(f"parameter.{flip.parameter}")),
                escape(number(flip.central)),
                f"<b>{escape(number(flip.value))}</b>",
                escape(f"{number(flip.low)} – {number(flip.high)}"),
                escape(flip.grade),
            ],
        )
        for flip in found
    ]
    heads = [
        t(f"compare.flip.{name}") for name in ("measure", "name", "now", "at", "range", "grade")
    ]
    return table(heads, rows, t("compare.flips"))
