"""The pictures of risk: chances by quarter, the box of misses, the tornado."""

from __future__ import annotations

from models.analysis.risk.box import Box, BoxRule
from models.analysis.risk.sensitivity import Sensitivity
from models.analysis.risk.stress import SPARE, Stress
from models.fingerprint import fingerprint
from models.inputs import load_parameters
from models.notation import quarters_after
from models.scenario import Scenario
from models.scenario.digest import plan_digest
from models.vintage import Market
from pages.charts import bar_charts, scatter
from pages.charts.figure import Figure
from pages.charts.libraries import pa
from pages.charts.line_charts import shares
from pages.charts.style import Style
from pages.figures import provenance
from pages.figures.challenge.risk_words import (
    UNITS,
    end_text,
    input_name,
    percent,
    target_phrase,
)
from pages.figures.html_tables import capital
from pages.figures.share_lines import Line, lines_table
from pages.labels.catalogue import t
from pages.labels.format import money_change, people_change

HEIGHT, TALL = 300, 400
BARS = 12
_APART, _LABELS = 0.075, 250


def chances(stress: Stress, scenario: Scenario, market: Market, style: Style) -> Figure:
    """Draw the chance of each target and of all together by quarter."""
    several = len(stress.targets) > 1
    key = "risk.chances.title" if several else "risk.chances.title_one"
    return Figure(
        name="chances",
        title=t(key, together=percent(stress.together)),
        subtitle=t("risk.chances.subtitle", count=f"{stress.futures:,}"),
        footer=_footer(scenario, market, stress.futures),
        spec=shares(style, HEIGHT, _LABELS),
        table=_chances_table(stress, market, style),
        style=style,
        **_known(stress, market),
    )


def _known(stress: Stress, market: Market) -> provenance.Notes:
    """Say where the figures come from that the targets are about, and how well they are known."""
    return provenance.of_metrics(market, *(target.metric for target in stress.targets))


def _chances_table(stress: Stress, market: Market, style: Style) -> pa.Table:
    """One line a target, and one for all of them where there are several."""
    names = [capital(target_phrase(target)) for target in stress.targets]
    paths = list(stress.by_quarter)
    if len(paths) > 1:
        names, paths = [*names, t("risk.chances.together")], [*paths, stress.together_by_quarter]
    lines = [
        Line(
            name=name,
            label=t("risk.chances.line", name=name, percent=percent(float(path[-1]))),
            path=path,
            counts=place == len(paths) - 1,
        )
        for place, (name, path) in enumerate(zip(names, paths, strict=True))
    ]
    quarters = quarters_after(market.vintage, len(paths[0]))
    return lines_table(lines, quarters, style, apart_by=_APART)


def box(stress: Stress, scenario: Scenario, market: Market, style: Style) -> Figure:
    """Draw futures in the plane of the first two rules of the box."""
    first, second = _axes(stress.box)
    title = (
        t(
            "risk.box.title",
            coverage=percent(stress.box.coverage),
            density=percent(stress.box.density),
        )
        if stress.box
        else t("risk.box.none" if stress.share_missed else "risk.box.nowhere")
    )
    names = [input_name(rule.name, market) for rule in (first, second)]
    return Figure(
        name="box",
        title=title,
        subtitle=t(
            "risk.box.subtitle", points=f"{len(stress.missed):,}", count=f"{stress.futures:,}"
        ),
        footer=_footer(scenario, market, stress.futures),
        spec=scatter.box(style, HEIGHT),
        table=_box_table(stress, first, second, names),
        style=style,
        **_known(stress, market),
    )


def _axes(box: Box | None) -> tuple[BoxRule, BoxRule]:
    """Give the rules of both axes; an axis without one shows what chance does."""
    rules = box.rules[:2] if box else ()
    free = [BoxRule(name=name) for name in SPARE if name not in [rule.name for rule in rules]]
    first, second = (*rules, *free)[:2]
    return first, second


def _box_table(stress: Stress, first: BoxRule, second: BoxRule, names: list[str]) -> pa.Table:
    x, y = stress.inputs[first.name], stress.inputs[second.name]
    rows = [
        dict.fromkeys(scatter.BOX_COLUMNS) | {"x": a, "y": b, "missed": bool(missed)}
        for a, b, missed in zip(x.tolist(), y.tolist(), stress.missed.tolist(), strict=True)
    ]
    words = {"x_name": f"{names[0]} →", "y_name": f"↑ {names[1]}"}
    frame: dict[str, float] = {}
    if stress.box:
        sides = (("left", "right", first, x), ("low", "high", second, y))
        for low, high, rule, values in sides:
            frame |= {low: max(rule.low, values.min()), high: min(rule.high, values.max())}
    rows.append(dict.fromkeys(scatter.BOX_COLUMNS) | words | frame)
    return pa.Table.from_pylist(rows, schema=pa.schema(_BOX_TYPES))


_BOX_TYPES = [
    (name, "bool" if name == "missed" else "string" if name.endswith("name") else "float64")
    for name in scatter.BOX_COLUMNS
]


def tornado(
    sensitivity: Sensitivity,
    scenario: Scenario,
    market: Market,
    style: Style,
    level: float = 0.0,
) -> Figure:
    """Draw the widest swings of one figure's change; ``level`` is what changes, 0 if not known."""
    unit = UNITS[sensitivity.metric]
    return Figure(
        name="tornado",
        title=tornado_title(sensitivity, market, level),
        subtitle=t("risk.tornado.subtitle", unit=t(f"axis.{unit}"), quarter=sensitivity.quarter),
        footer=t("assumptions.footer", **_standing(scenario, market)),
        spec=bar_charts.tornado(style, unit, BARS, TALL),
        table=_tornado_table(sensitivity, market, unit, level),
        style=style,
        **provenance.of_metrics(market, sensitivity.metric),
    )


def tornado_title(sensitivity: Sensitivity, market: Market, level: float = 0.0) -> str:
    """Name the assumption with the widest swing, and its ends."""
    widest = sensitivity.swings[0]
    ends = sorted((widest.low, widest.high))
    low, high = span_of(ends[0], ends[1], UNITS[sensitivity.metric], level)
    return t(
        "risk.tornado.title" if widest.size else "risk.tornado.none",
        measure=capital(t(f"measure.{sensitivity.metric}")),
        name=input_name(widest.parameter, market),
        low=low,
        high=high,
    )


def _tornado_table(sensitivity: Sensitivity, market: Market, unit: str, level: float) -> pa.Table:
    table = load_parameters().table
    rows = []
    for row, swing in enumerate(sensitivity.swings[:BARS]):
        grade = table[swing.parameter].grade
        name = f"{input_name(swing.parameter, market)} ({grade})"
        text = " … ".join(span_of(swing.low, swing.high, unit, level))
        ends = [end_text(swing.parameter, end) for end in (swing.from_value, swing.to_value)]
        values = (row, name, swing.low, swing.high, sensitivity.central, text, *ends, grade)
        rows.append(dict(zip(bar_charts.TORNADO_COLUMNS, values, strict=True)))
    return pa.Table.from_pylist(rows)


def span_of(low: float, high: float, unit: str, level: float) -> tuple[str, str]:
    """Write both ends of a swing with the same decimals, the unit with the second."""
    change = people_change if unit == "million" else money_change
    larger = max(low, high, key=abs)
    # A range brings the decimals that suit both; the value is then each end.
    end_changes = [change(end, larger, larger, level=level) for end in (low, high)]
    return end_changes[0].value, end_changes[1].value


def _footer(scenario: Scenario, market: Market, futures: int) -> str:
    return t("risk.footer", futures=f"{futures:,}", **_standing(scenario, market))


def _standing(scenario: Scenario, market: Market) -> dict[str, str]:
    return {
        "name": scenario.name,
        "plan": plan_digest(scenario),
        "market": market.vintage,
        "model": fingerprint(market.vintage),
    }
