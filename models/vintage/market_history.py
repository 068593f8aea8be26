"""What was reported before a market's own quarter: a table a metric, a number a quarter."""

from collections.abc import Iterator

from models.notation import METRICS, quarter_name, quarter_number
from models.vintage.market_content import Content, Fault
from models.vintage.market_rules import Rule

TABLE = "history"
MOST = 100_000.0
"""Largest figure of any metric, in its unit."""


def history_rule(place: str) -> Rule | None:
    """Rule of ``history.<metric>.<quarter>``; None where there is no such metric."""
    table, _, rest = place.partition(".")
    metric = rest.partition(".")[0]
    if table != TABLE or metric not in METRICS:
        return None
    return Rule(METRICS[metric], -MOST if metric == "ebita" else 0.0, MOST)


def history_faults(content: Content) -> Iterator[Fault]:
    """List metrics and quarters that do not belong, and gaps; a wrong vintage is told elsewhere."""
    last = _number(content.texts.get("vintage", "")) - 1
    if last < 0:
        return
    found: dict[str, list[int]] = {}
    for place in content.group(TABLE):
        metric, _, quarter = place.partition(".")
        if metric not in METRICS:
            allowed = ", ".join(METRICS)
            yield f"{TABLE}.{place}", f"found the metric {metric!r}; allowed are {allowed}"
        elif not 0 <= (number := _number(quarter)) <= last:
            told = f"found {quarter!r}; history holds quarters up to {quarter_name(last)}"
            yield f"{TABLE}.{place}", f"{told}, written so"
        else:
            found.setdefault(metric, []).append(number)
    for metric, numbers in found.items():
        if missing := sorted({*range(min(numbers), last + 1)} - {*numbers}):
            told = f"lacks {len(missing)}, of which the first is {quarter_name(missing[0])}"
            rule = f"write every quarter up to {quarter_name(last)}, or delete the table"
            yield f"{TABLE}.{metric}", f"{told}; {rule}"


def reported(content: Content) -> dict[str, dict[str, float]]:
    """Gather the figures by metric and quarter, in order of time."""
    found: dict[str, dict[str, float]] = {}
    for place, value in sorted(content.group(TABLE).items()):
        metric, _, quarter = place.partition(".")
        found.setdefault(metric, {})[quarter] = value
    return found


def _number(quarter: str) -> int:
    """Count a quarter, -1 for what is none."""
    try:
        return quarter_number(quarter)
    except ValueError:
        return -1
