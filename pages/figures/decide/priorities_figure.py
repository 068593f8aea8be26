"""Users first against revenue first: what each plan changes, as a slope chart."""

import numpy as np
import pyarrow as pa

from models.analysis.optimise.priorities import Priority
from models.fingerprint import fingerprint
from models.inputs import load_market
from pages.charts.axes import apart
from pages.charts.figure import Figure
from pages.charts.slope_chart import SLOPE_COLUMNS, slope
from pages.charts.style import Style
from pages.figures import decide_words as words
from pages.figures.decide.best_answer import level_of
from pages.figures.provenance import of_metrics
from pages.labels.catalogue import t
from pages.labels.format import percent_change

MEASURES = ("dau", "gmv", "revenue", "ebita")
_HEIGHT, _APART = 300, 19


def figure(one: Priority, other: Priority, style: Style) -> Figure:
    """Draw the change of each measure against no change under both orders, in per cent."""
    market = one.answer.scenario.market
    return Figure(
        name="priorities",
        title=t("priorities.slope"),
        subtitle=t("priorities.slope.below"),
        footer=t("compare.footer", market=market, model=fingerprint(market)),
        spec=slope(style, _HEIGHT),
        table=pa.Table.from_pylist(_rows(one, other)),
        style=style,
        **of_metrics(load_market(market), *MEASURES),
    )


def _rows(one: Priority, other: Priority) -> list[dict[str, object]]:
    sides = {"left": one, "right": other}
    shares = {side: [_share(name, of) for name in MEASURES] for side, of in sides.items()}
    span = float(np.ptp([0.0, *shares["left"], *shares["right"]])) or 1.0
    places = {side: apart(values, _APART * span / _HEIGHT) for side, values in shares.items()}
    rows = []
    for i, name in enumerate(MEASURES):
        row: dict[str, object] = {"name": words.measure(name)}
        for side, of in sides.items():
            share = shares[side][i]
            change = percent_change(share, share, share).value
            text = f"{words.measure(name)} {change}"
            row |= {side: share, f"{side}_place": places[side][i], f"{side}_text": text}
            row[f"{side}_name"] = t(f"best.order.{of.order[0]}") if not i else None
        row["falls"] = shares["right"][i] < shares["left"][i]
        rows.append({column: row[column] for column in SLOPE_COLUMNS})
    return rows


def _share(name: str, of: Priority) -> float:
    """Give a change as a share of the level without it."""
    return of.answer.effects[name].central / (level_of(name, of.answer) or 1.0)
