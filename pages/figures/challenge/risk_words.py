"""What a stress test found, in one sentence whose numbers are those of the box."""

from collections.abc import Sequence

from models.analysis.futures import APPEAL, COURSE, MACRO, MATCHING
from models.analysis.outcome import Outcome
from models.analysis.risk.box import BoxRule
from models.analysis.risk.signposts import Signpost
from models.analysis.risk.stress import Stress
from models.analysis.targets import Target
from models.notation import UNITS, quarters_after
from models.vintage import Market
from pages.figures.decide_words import together
from pages.figures.html_tables import capital
from pages.labels.catalogue import named, t
from pages.labels.format import MINUS, figure, fixed, share

_IN_PERCENT = (MACRO, COURSE, MATCHING)
Targets = dict[str, float | None]
"""Lowest change against no change by metric, per cent; None for none."""

DEFAULT_TARGETS: Targets = {
    "dau": 2.0,
    "revenue": 0.0,
    "ebita": None,
    "gmv": None,
    "value": None,
}
"""Targets at first, per cent against no change; None for none."""

HARVEST_TARGETS: Targets = {"dau": -5.0, "revenue": None, "ebita": 5.0, "gmv": None, "value": None}
"""Targets at first for a plan that gives visitors up: how many at most, and for what profit."""

_FEW, _LEAST = 0.02, 0.001


def finding(stress: Stress) -> str:
    """Write how sure all targets are together."""
    key = "risk.finding" if len(stress.targets) > 1 else "risk.finding_one"
    return t(key, together=percent(stress.together), count=f"{stress.futures:,}")


def examples(outcome: Outcome) -> Targets:
    """Give targets that a plan may be asked for before its reader sets any."""
    return HARVEST_TARGETS if outcome.sign("dau") < 0 else DEFAULT_TARGETS


TWENTY = 20


def twenty(share: float) -> int:
    """Count of twenty futures that a share of all stands for."""
    return round(TWENTY * share)


def still_share(targets: Sequence[Target]) -> float | None:
    """Share of the futures in which no change reaches all targets; None where that depends."""
    met = [target.is_met_by_no_change for target in targets]
    return 0.0 if False in met else None if None in met else 1.0


def answer(stress: Stress, market: Market) -> str:
    """Write the chance of the targets, that of no change, and the assumption it hangs on."""
    goals = together([goal_phrase(target) for target in stress.targets])
    text = capital(t("risk.answer", goals=goals, count=counted(stress.together)))
    still = still_share(stress.targets)
    if still is not None:
        text = t(f"risk.answer.still.{'all' if still else 'none'}", text=text)
    if not stress.box:
        return text
    name = input_name(stress.box.rules[0].name, market)
    return t("finding.semicolon").join([text, t("risk.answer.hangs", name=name)])


def counted(share: float) -> str:
    """Write a share as so many of twenty futures; never none nor all where it is not."""
    of_twenty = twenty(share)
    if share in (0.0, 1.0):
        key = "all" if share else "none"
    else:
        key = "few" if of_twenty == 0 else "most" if of_twenty == TWENTY else "some"
    return t(f"risk.count.{key}", count=of_twenty)


def goal_phrase(target: Target) -> str:
    """Name a target as short as it goes: daily visitors up 2%, revenue no lower."""
    gap = round(100.0 * (target.bound - 1.0), 9)
    if target.is_ceiling or not target.is_relative:
        return target_phrase(target)
    way = "up" if gap > 0 else "down" if gap < 0 else "level"
    measure = t(f"measure.{target.metric}")
    return t(f"risk.goal.{way}", measure=measure, percent=f"{_plain(abs(gap))}%")


def sentence(stress: Stress, market: Market) -> str:
    """Write how often the plan misses, and in which futures."""
    targets = listed([target_phrase(target) for target in stress.targets])
    if not stress.share_missed:
        return t("risk.all_met", targets=targets, futures=f"{stress.futures:,}")
    missed = percent(stress.share_missed)
    if stress.box is None:
        return t("risk.no_box", targets=targets, missed=missed)
    return t(
        "risk.box",
        targets=targets,
        missed=missed,
        coverage=percent(stress.box.coverage),
        density=percent(stress.box.density),
        rules=listed([rule_phrase(rule, market) for rule in stress.box.rules]),
    )


def signpost(sign: Signpost, market: Market) -> str:
    """Write which figure to watch, and what it tells."""
    unit = UNITS[sign.metric]
    return t(
        "risk.sign" if sign.is_clear else "risk.sign.weak",
        measure=t(f"measure.{sign.metric}"),
        platform=named(market.platforms[sign.platform]),
        quarter=quarters_after(market.vintage, sign.quarter + 1)[-1],
        threshold=amount(sign.threshold, unit),
        side=t("risk.sign.low" if sign.is_low else "risk.sign.high"),
        sure=percent(sign.sure),
        otherwise=percent(sign.otherwise),
    )


def target_phrase(target: Target) -> str:
    """Name a target: revenue of RMB 61.5 bn, profit of 5% below no change."""
    key = "risk.at_most" if target.is_ceiling else "risk.at_least"
    return t(key, measure=t(f"measure.{target.metric}"), bound=bound_phrase(target))


def bound_phrase(target: Target) -> str:
    """Write the bound of a target alone."""
    if not target.is_relative:
        return amount(target.bound, UNITS[target.metric])
    gap = 100.0 * (target.bound - 1.0)
    if abs(gap) < 1e-9:
        return t("risk.level")
    return t("risk.above" if gap > 0 else "risk.below", percent=f"{abs(gap):.6g}%")


def input_name(name: str, market: Market) -> str:
    """Name an assumption, a chance or a rival's answer."""
    if name.startswith(MATCHING):
        place = market.platform_ids.index(name.removeprefix(MATCHING))
        return t("risk.input.matching", rival=named(market.platforms[place]))
    return t(f"risk.input.{name}" if name in (MACRO, APPEAL, COURSE) else f"parameter.{name}")


def rule_phrase(rule: BoxRule, market: Market) -> str:
    """Write a rule of a box, its ends as they are."""
    low, high = rule.ends
    ends = {
        name: end_text(rule.name, end)
        for name, end in (("low", low), ("high", high))
        if end is not None
    }
    kind = "between" if len(ends) == 2 else "below" if high is not None else "above"
    return t(f"risk.rule.{kind}", name=input_name(rule.name, market), **ends)


def end_text(name: str, end: float) -> str:
    """Write the end of a rule, not rounded any further."""
    if name.startswith(_IN_PERCENT):
        return f"{_plain(round(100.0 * end, 9))}%"
    return _plain(end)


def _plain(value: float) -> str:
    return f"{value:,.12g}".replace("-", MINUS)


def percent(value: float) -> str:
    """Write a share in whole per cent, with a decimal where it is small or nearly all.

    Never none nor all where it is not.
    """
    if 0.0 < value < _LEAST:
        return f"<{_LEAST:.1%}"
    if 1.0 - _LEAST < value < 1.0:
        return f">{1.0 - _LEAST:.1%}"
    at_an_end = 0.0 < value < _FEW or 1.0 - _FEW < value < 1.0
    return f"{fixed(100.0 * value, 1 if at_an_end else 0)}%"


def amount(value: float, unit: str) -> str:
    """Write a figure with its unit; money says whose."""
    text = share(value) if unit == "share" else figure(value, unit)
    return t("risk.rmb", amount=text) if unit.startswith("RMB") else text


def listed(parts: Sequence[str]) -> str:
    """Join as people do: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return t("finding.and", most=t("finding.comma").join(parts[:-1]), last=parts[-1])
