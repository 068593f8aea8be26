"""Schedules of the current plan: a lever, or the weights of a unit, stepped over quarters.

A schedule is nothing but rows kept beside the sliders, so a file, the address and the history
carry it without knowing of rhythms; which rhythm it keeps is read off its rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from models.levers import KPI_UNITS, LEVERS, UNIT_OF_WEIGHT, Step
from models.notation import quarters_after
from models.scenario.rhythms import NOW, in_rhythm, rhythm_of
from pages.labels.catalogue import t
from pages.plan import fields, plan, weights

_ROUNDING = 1e-9


def together(lever: str) -> tuple[str, ...]:
    """Levers that share a schedule with ``lever``: itself, or the weights of its unit."""
    return KPI_UNITS.get(UNIT_OF_WEIGHT.get(lever, ""), (lever,))


def is_event(lever: str) -> bool:
    """Return whether ``lever`` acts in its own quarters alone."""
    return LEVERS[lever].delivery == "event"


def rhythm(lever: str) -> str | None:
    """Name the rhythm of ``lever``; None for a schedule of its own making, or for no move."""
    if is_event(lever):
        return None
    levers, targets, market = together(lever), plan.targets(), plan.market()
    if rows := [row for row in plan.sheet().kept if row.lever in levers]:
        return rhythm_of(rows, market.vintage, market.levers)
    moved = any(targets[name] != market.levers[name] for name in levers)
    return NOW if moved else None


def schedule_mark(lever: str, today: str) -> str:
    """Write the schedule of ``lever`` in a few words behind what it is ``today``."""
    if name := rhythm(lever):
        return t("timing.mark", today=today, rhythm=t(f"timing.{name}").lower())
    rows = plan.schedule_of(lever)
    words = {"today": today, "count": len(rows), "quarter": rows[-1].quarter}
    one = "timing.event" if is_event(lever) else "timing.later"
    return t("timing.steps" if len(rows) > 1 else one, **words)


def choose(lever: str, name: str) -> None:
    """Spread the way from today to the target of ``lever`` in the rhythm ``name``."""
    market, levers, targets = plan.market(), together(lever), plan.targets()
    after = {lever: targets[lever] for lever in levers}
    put(levers, in_rhythm(name, market.vintage, market.levers, after))


def put(levers: Sequence[str], rows: Iterable[Step]) -> None:
    """Give ``levers`` the schedule ``rows``; sliders go to where it ends."""
    market = plan.market()
    rows = tuple(replace(row, value=plan.within(row.lever, row.value)) for row in rows)
    others = tuple(row for row in plan.sheet().kept if row.lever not in levers)
    first = quarters_after(market.vintage, 1)[0]
    stepped = any(row.quarter != first for row in rows)
    plan.change(kept=(*others, *rows) if stepped else others)
    plan.put(_ends(levers, rows, market.levers))


def _ends(
    levers: Sequence[str], rows: Iterable[Step], baseline: Mapping[str, float]
) -> dict[str, float]:
    """Where each lever ends; an event has no end, so its strongest quarter stands for it."""
    ends = {name: baseline[name] for name in levers}
    for row in sorted(rows, key=lambda row: row.quarter):
        ends[row.lever] = max(ends[row.lever], row.value) if is_event(row.lever) else row.value
    return ends


def put_path(lever: str, path: Sequence[float]) -> None:
    """Take over a path of ``lever`` drawn by hand, a value a projected quarter.

    Where a weight is drawn, the others of its unit share what it leaves. Rows that lie outside
    the horizon on screen stay, and so do notes of rows that stay.
    """
    market, levers = plan.market(), together(lever)
    quarters = quarters_after(market.vintage, len(path))
    before = plan.current().schedule(market.levers, len(path))
    paths = {name: [float(value) for value in before[name]] for name in levers}
    for at, value in enumerate(path):
        if abs(value - paths[lever][at]) > _ROUNDING:
            shown = {name: paths[name][at] for name in levers}
            for name, part in weights.shared(lever, value, shown).items():
                paths[name][at] = part
    away = [r for r in plan.sheet().kept if r.lever in levers and r not in plan.fitting([r])]
    put(levers, (*_noted(_rows(paths, quarters, market.levers)), *away))


def _rows(
    paths: Mapping[str, Sequence[float]], quarters: Sequence[str], baseline: Mapping[str, float]
) -> list[Step]:
    """Write paths as rows: the quarters in which some lever moves."""
    rows = []
    last = {name: 0.0 if is_event(name) else baseline[name] for name in paths}
    for at, quarter in enumerate(quarters):
        here = {name: path[at] for name, path in paths.items()}
        if here != last:
            rows += [Step(lever=name, quarter=quarter, value=v) for name, v in here.items()]
        last = last if any(map(is_event, paths)) else here
    return rows


def _noted(rows: Iterable[Step]) -> list[Step]:
    """Put back the notes of rows that were there before."""
    known = {(row.lever, row.quarter, row.value): row for row in plan.sheet().kept}
    return [known.get((row.lever, row.quarter, row.value), row) for row in rows]


def moved(lever: str, value: float) -> None:
    """Take the lever to ``value``: a rhythm goes on, any other schedule goes."""
    kept = rhythm(lever)
    if lever in UNIT_OF_WEIGHT:
        weights.move(lever, value)
    else:
        plan.take_over(lever)
        plan.put({lever: value})
    go_on(lever, kept)


def answer(lever: str, locale: str) -> None:
    """Answer a move of the slider of ``lever``, drawn in the language ``locale``."""
    if lever in UNIT_OF_WEIGHT:
        kept = rhythm(lever)
        weights.balance(lever)
        go_on(lever, kept)
    else:
        number = st.session_state[plan.key(lever, locale)]
        moved(lever, fields.meant(lever, number, locale))


def go_on(lever: str, kept: str | None) -> None:
    """Spread the way to a new target as the old one was spread."""
    if kept and kept != NOW:
        choose(lever, kept)


def follow_market(vintage: str) -> None:
    """Carry the plan over to the market ``vintage``; rhythms start anew in its first quarter."""
    kept = {name: rhythm(name) for name in _decisions()}
    plan.follow_market(vintage)
    for name, targets in kept.items():
        go_on(name, targets)


def _decisions() -> tuple[str, ...]:
    return tuple(dict.fromkeys(together(name)[0] for name in LEVERS))
