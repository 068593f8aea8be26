"""The pictures of organisation: effectiveness, speed, delivery, when to start at the latest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.analysis.structure.latest import Start
from models.analysis.structure.strengths import SPAN
from models.analysis.structure.structure_delivery import DELIVERED, Delivered
from models.analysis.structure.structures import TODAY, Structure
from models.fingerprint import fingerprint
from models.notation import Array, quarters_after
from models.scenario import Scenario
from models.scenario.digest import plan_digest
from models.vintage import Market
from pages.charts.figure import Figure
from pages.charts.libraries import pa
from pages.charts.line_charts import shares
from pages.charts.panels import LEVERS_DRAWN, delivery
from pages.charts.style import Spec, Style
from pages.figures import decide_words as words
from pages.figures import outcome_tables
from pages.figures.challenge.risk_words import listed
from pages.figures.share_lines import Line, lines_table
from pages.labels.catalogue import t
from pages.labels.format import fixed

Deliveries = Mapping[str, Delivered]
"""What a projection delivers, by name of structure."""

HEIGHT = 270
_LABELS, _APART = 170, 0.018


def structure_name(name: str) -> str:
    """Name of a structure in the language in use."""
    return t(f"structure.{name}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawing:
    """What all figures of the page share: plan, market, style."""

    scenario: Scenario
    market: Market
    style: Style

    @property
    def quarters(self) -> tuple[str, ...]:
        """Quarters to come."""
        return quarters_after(self.market.vintage, self.scenario.horizon)

    def figure(self, name: str, title: str, subtitle: str, spec: Spec, table: pa.Table) -> Figure:
        """Put words and provenance to a chart; all of it rests on judgement."""
        footer = t(
            "structure.footer",
            name=self.scenario.name,
            plan=plan_digest(self.scenario),
            market=self.market.vintage,
            model=fingerprint(self.market.vintage),
        )
        return Figure(
            name=name,
            title=title,
            subtitle=subtitle,
            footer=footer,
            spec=spec,
            table=table,
            style=self.style,
            notes=(t("structure.judgement"),),
            grade="D",
        )


def effectiveness(
    on: Drawing, delivered: Deliveries, span: Deliveries, chosen: Structure
) -> Figure:
    """Draw effectiveness by quarter, the chosen structure with its ``span`` from weak to strong."""
    ends = [span[end].effectiveness for end in (SPAN[0], SPAN[-1])]
    others = [one for name, one in delivered.items() if name != chosen.name]
    lines = [_line(structure_name(one.structure.name), one.effectiveness) for one in others]
    mine = delivered[chosen.name].effectiveness
    lines.append(
        _line(
            structure_name(chosen.name),
            mine,
            counts=True,
            low=np.minimum(*ends),
            high=np.maximum(*ends),
        )
    )
    lost = 100.0 * (1.0 - float(mine.min()))
    key = "structure.effectiveness" if round(lost, 1) > 0 else "structure.effective"
    return on.figure(
        "effectiveness",
        t(key, structure=structure_name(chosen.name), lost=f"{fixed(lost, 1)}%"),
        t("structure.effectiveness_below"),
        shares(on.style, HEIGHT, _LABELS, whole=False),
        lines_table(lines, on.quarters, on.style, apart_by=_APART),
    )


def speed(on: Drawing, delivered: Deliveries, chosen: Structure) -> Figure:
    """Draw how much of a new target is delivered by quarter, chosen structure and today's."""
    lines = [
        Line(
            name=(name := t(f"structure.speed.{kind}", structure=structure_name(one.name))),
            label=name,
            path=delivered[one.name].speed[kind],
            counts=one is chosen,
            dashed=kind != "local",
        )
        for one in (TODAY, chosen)
        for kind in ("local", "cross")
    ]
    across, inside = (
        t(f"structure.pace.{_pace(delivered, chosen, kind)}") for kind in ("cross", "local")
    )
    return on.figure(
        "speed",
        t(
            "structure.speed.title",
            structure=structure_name(chosen.name),
            across=across,
            inside=inside,
        ),
        t("structure.speed_below"),
        shares(on.style, HEIGHT, _SPEED_LABELS),
        lines_table(lines, on.quarters, on.style, apart_by=_SPEED_APART),
    )


def _pace(delivered: Deliveries, chosen: Structure, kind: str) -> str:
    """Compare what is delivered of a new target by the end of its second quarter."""
    mine, today = (float(delivered[one.name].speed[kind][1]) for one in (chosen, TODAY))
    gap = round(mine - today, 3)
    return "faster" if gap > 0 else "slower" if gap < 0 else "same"


_SPEED_LABELS, _SPEED_APART = 240, 0.075


@dataclass(frozen=True, kw_only=True, eq=False)
class _Delivering:
    """What `tables.deliveries` asks for."""

    vintage: str
    quarters: tuple[str, ...]
    planned: Mapping[str, Array]
    delivered: Mapping[str, Array]
    baseline: Mapping[str, float]


def deliveries(on: Drawing, card: Delivered) -> Figure | None:
    """Draw the levers of the plan as planned and as delivered; None while nothing is moved."""
    moved = list(card.planned)[:LEVERS_DRAWN]
    if not moved:
        return None
    delivering = _Delivering(
        vintage=on.market.vintage,
        quarters=on.quarters,
        planned=card.planned,
        delivered=card.realised,
        baseline=on.market.levers,
    )
    return on.figure(
        "structure-delivery",
        delivery_title(card, on.market.levers, on.quarters),
        t("figure.delivery.subtitle"),
        delivery(on.style, len(moved), HEIGHT),
        outcome_tables.deliveries(delivering),
    )


def delivery_title(card: Delivered, today: Mapping[str, float], quarters: Sequence[str]) -> str:
    """Say by when the organisation has delivered nine tenths of the move that takes longest.

    ``today`` are the levers as they stand; a projection has the ``quarters``.
    """
    own = card.structure.name == TODAY.name
    whose = t("structure.delivery.own") if own else structure_name(card.structure.name)
    late = {
        name: _late(planned - today[name], card.realised[name] - today[name])
        for name, planned in card.planned.items()
    }
    last = max(late, key=lambda name: late[name])
    key = "late" if late[last] == len(quarters) else "done"
    when = quarters[min(late[last], len(quarters) - 1)]
    return t(f"structure.delivery.{key}", whose=whose, lever=words.lever(last), quarter=when)


def _late(planned: Array, delivered: Array) -> int:
    """Quarters until less than a tenth of the move is missing for good."""
    missing = np.abs(planned - delivered) > (1.0 - DELIVERED) * np.max(np.abs(planned))
    return int(np.flatnonzero(missing)[-1]) + 1 if missing.any() else 0


def starts(on: Drawing, start_by_strength: Mapping[str, Start], chosen: Structure) -> Figure:
    """Draw the chance of the target by the quarter in which the move starts."""
    lines = [
        _line(
            t(f"structure.start.line.{strength}"),
            start.chances,
            counts=strength == SPAN[1],
        )
        for strength, start in start_by_strength.items()
    ]
    quarters = start_by_strength[SPAN[1]].quarters
    return on.figure(
        "starts",
        start_finding(start_by_strength, chosen),
        t("structure.start_below"),
        shares(on.style, HEIGHT, _SPEED_LABELS),
        lines_table(lines, quarters, on.style, apart_by=_SPEED_APART),
    )


def start_finding(start_by_strength: Mapping[str, Start], chosen: Structure) -> str:
    """Write which starts of the move reach the target, by strength."""
    by_strength = {}
    for strength, start in start_by_strength.items():
        kind, enough = start.window
        ends = {"first": enough[0], "last": enough[-1]} if enough else {}
        by_strength[strength] = t(f"structure.start.{kind}", quarters=listed(enough), **ends)
    return t("structure.start", structure=structure_name(chosen.name), **by_strength)


def _line(name: str, path: Array, **more: Any) -> Line:  # noqa: ANN401
    label = t("risk.chances.line", name=name, percent=f"{path[-1]:.0%}")
    return Line(name=name, label=label, path=path, **more)
