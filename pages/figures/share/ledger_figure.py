"""The picture of the Ledger: misses split in three, one row a decision."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from models.analysis.outcome import Effect
from models.fingerprint import fingerprint
from models.ledger.decision import Decision
from models.ledger.miss import Miss
from pages.charts.figure import Figure
from pages.charts.miss_chart import MISS_COLUMNS, misses
from pages.charts.style import Style
from pages.figures import decide_words as words
from pages.figures.share.ledger_words import SPLIT, name_of, part_beside, scale_of, together
from pages.labels.catalogue import t

HEAD, ROW, MOST = 54, 48, 12
"""Heights of the head and of a row, pixels, and the most decisions that are drawn."""


def miss_figure(known: Sequence[Decision], style: Style) -> Figure:
    """Draw the latest decisions of which something came."""
    came = [one for one in known if one.miss][:MOST]
    parts = [together(one.miss) for one in came if one.miss]
    older = ("older",) if any("older" in part for part in parts) else ()
    panels = ("total", *SPLIT, *older)
    is_example = any(one.is_example for one in came)
    today = datetime.now(UTC).date().isoformat()
    return Figure(
        name="misses",
        title=t("ledger.chart.example" if is_example else "ledger.chart.title"),
        subtitle=t("ledger.chart.subtitle"),
        footer=t("ledger.chart.footer", date=today, model=fingerprint(came[0].plan.market)),
        spec=misses(style, panels, len(came), HEAD + ROW * len(came)),
        table=pa.Table.from_pylist(_rows(came, panels), schema=_SCHEMA),
        style=style,
        notes=(t("ledger.chart.note"), t("ledger.example.note")) if is_example else (),
        grade="D" if is_example else "",
    )


def _rows(came: Sequence[Decision], panels: Sequence[str]) -> list[dict[str, Any]]:
    rows = [
        {"row": place, "panel": number} | _cell(one, one.miss, panel)
        for place, one in enumerate(came)
        for number, panel in enumerate(panels)
        if one.miss
    ]
    ends = [row[name] or 0.0 for row in rows for name in ("value", "low_80", "high_80")]
    reach = {"floor": min(0.0, *ends), "ceiling": max(0.0, *ends)}
    return [row | reach for row in rows]


def _cell(decision: Decision, miss: Miss, panel: str) -> dict[str, Any]:
    size, metric = scale_of(miss), decision.aim.metric
    value = miss.total if panel == "total" else together(miss).get(panel, 0.0)
    part = getattr(miss, panel, None)
    ends = (part.low / size, part.high / size) if isinstance(part, Effect) else (None, None)
    mark = t("ledger.chart.mark") if decision.is_example else ""
    aim = t("ledger.aim", measure=words.measure(metric), quarter=decision.aim.quarter)
    return {
        "name": f"{name_of(decision)}{mark}",
        "below": aim,
        "value": value / size,
        "sign": 1 if value > 0 else -1 if value < 0 else 0,
        "low_80": ends[0],
        "high_80": ends[1],
        "text": part_beside(miss, metric, panel),
    }


_TEXTS, _WHOLE = ("name", "below", "text"), ("row", "panel", "sign")
_SCHEMA = pa.schema(
    [
        (name, pa.string() if name in _TEXTS else pa.int8() if name in _WHOLE else pa.float64())
        for name in MISS_COLUMNS
    ]
)
