"""The current plan: one value of the session, in the units of the model.

Widgets are views of it. They are set to it before they are drawn and write into it when they are
moved, so what is folded away or on another page is the plan's all the same. A loaded file may hold
more than a slider shows: several steps, notes, assumptions, a seed. Its rows are kept word for word
until the reader moves the slider of that very lever, so a file that is opened and saved again
comes out as it went in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache

import streamlit as st

from models.inputs import latest, load_market, load_parameters, markets
from models.levers import KPI_UNITS, LEVERS, UNIT_OF_WEIGHT
from models.notation import quarter_number, quarters_after
from models.scenario import Scenario, Step, scenario_from_levers
from models.scenario.conduct_rules import Row
from models.vintage import Market
from pages.labels.catalogue import LANGUAGES, t
from pages.labels.format import MONEY_UNITS

DEFAULT_HORIZON, DEFAULT_RIVALS = 12, "follow"
_SHEET = "plan"
ADOPTED = "plan.adopted"
"""Set when a whole plan takes the place of the last one, until the history has noted it."""

_ROUNDING = 1e-9


def key(lever: str, locale: str = LANGUAGES[0]) -> str:
    """Session key of the slider of ``lever``; money has one a language."""
    own = locale != LANGUAGES[0] and LEVERS[lever].unit in MONEY_UNITS
    return f"lever.{lever}.{locale}" if own else f"lever.{lever}"


@dataclass(frozen=True, kw_only=True)
class Aside:
    """A lever that is left out of the plan: its last target, and its rows of a schedule."""

    lever: str
    value: float
    rows: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlanInputs:
    """Everything that makes the plan.

    ``moved`` holds the levers that are not at the market's own value, with their last targets;
    ``kept`` are rows as the file had them; ``aside`` are levers left out for the time being.
    """

    name: str
    market: str = field(default_factory=latest)
    horizon: int = DEFAULT_HORIZON
    rivals: str = DEFAULT_RIVALS
    created: str = ""
    author: str = ""
    draws: int = 1000
    seed: int = 0
    assumptions: tuple[tuple[str, float], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    moved: tuple[tuple[str, float], ...] = ()
    kept: tuple[Step, ...] = ()
    conduct: tuple[Row, ...] = ()
    aside: tuple[Aside, ...] = ()


_SETTINGS = (
    *("horizon", "rivals", "created", "author", "draws", "seed"),
    *("assumptions", "conduct", "notes"),
)


def sheet() -> PlanInputs:
    """Give the plan of this session, a new one at first."""
    current_sheet: PlanInputs | None = st.session_state.get(_SHEET)
    if current_sheet is None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        current_sheet = st.session_state[_SHEET] = PlanInputs(name=t("plan.untitled"), created=now)
    return current_sheet


def change(**fields: object) -> None:
    """Replace fields of the plan."""
    st.session_state[_SHEET] = replace(sheet(), **fields)  # type: ignore[arg-type]


def market() -> Market:
    """Give the market that the plan starts from."""
    return load_market(sheet().market)


def _levers_of(name: str) -> Mapping[str, float]:
    """Give where levers stand in a market, in the latest where an own market is gone."""
    return load_market(name if name in markets() else latest()).levers


def targets() -> dict[str, float]:
    """Give the last target of every lever."""
    return {**market().levers, **dict(sheet().moved)}


def put(values: Mapping[str, float]) -> None:
    """Set targets of levers, inside what the market allows; the weights of a unit go together."""
    inside = {name: within(name, value) for name, value in values.items()}
    change(moved=_away(market().levers, {**targets(), **inside}))


def within(lever: str, value: float) -> float:
    """Give the target nearest to ``value`` that the market allows."""
    low, high = market().bounds(lever)
    return min(high, max(low, value))


def _away(baseline: Mapping[str, float], now: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """List the levers that are not at the baseline, weights of a unit together."""
    away = {name for name in LEVERS if now[name] != baseline[name]}
    units = {UNIT_OF_WEIGHT[name] for name in away & UNIT_OF_WEIGHT.keys()}
    away |= {weight for unit in units for weight in KPI_UNITS[unit]}
    return tuple((name, now[name]) for name in LEVERS if name in away)


def tidy(lever: str, value: float) -> float:
    """Take off what counting in binary steps left: 0.30000000000000004 is 0.3, today is today."""
    today = market().levers[lever]
    return today if abs(value - today) < _ROUNDING else round(value, 9)


def check(scenario: Scenario) -> None:
    """Refuse assumptions under which there is no stable market.

    Raises
    ------
    ParameterError
        Names the parameters and the bound.
    """
    assumed = {**load_market(scenario.market).parameters, **dict(scenario.assumptions)}
    load_parameters().central(assumed)


def current() -> Scenario:
    """Write the plan down as a scenario."""
    return scenario_of(sheet())


@lru_cache(maxsize=256)
def scenario_of(on: PlanInputs) -> Scenario:
    """Write a plan of the session down as a scenario."""
    base, held = _levers_of(on.market), {step.lever for step in on.kept}
    free = {name: value for name, value in on.moved if name not in held}
    settings = {name: getattr(on, name) for name in _SETTINGS}
    scenario = scenario_from_levers(on.name, on.market, free, base, **settings)
    return replace(scenario, steps=(*scenario.steps, *_within(on, on.kept)))


def _within(on: PlanInputs, rows: Iterable[Step]) -> tuple[Step, ...]:
    start = quarter_number(on.market)
    return tuple(row for row in rows if 0 < quarter_number(row.quarter) - start <= on.horizon)


def fitting(rows: Iterable[Step]) -> tuple[Step, ...]:
    """Keep the rows whose quarter lies within market and horizon; the others wait."""
    return _within(sheet(), rows)


def waiting() -> int:
    """Count rows of the file that the market or horizon on screen leaves out."""
    kept = sheet().kept
    return len(kept) - len(fitting(kept))


def schedule_of(lever: str) -> tuple[Step, ...]:
    """Rows of a lever that one slider cannot show: several, or one that starts later."""
    rows = tuple(row for row in sheet().kept if row.lever == lever)
    if not rows:
        return ()
    first = quarters_after(sheet().market, 1)[0]
    simple = len(rows) <= 1 and all(row.quarter == first for row in rows)
    return () if simple else rows


def take_over(lever: str) -> None:
    """Let the slider of ``lever`` rule: its rows of the file go, its unit's rows with it."""
    unit = KPI_UNITS.get(UNIT_OF_WEIGHT.get(lever, ""), (lever,))
    change(kept=tuple(row for row in sheet().kept if row.lever not in unit))


def reset(levers: Iterable[str]) -> None:
    """Put levers back to today, schedule included, and what is kept aside of them."""
    levers = tuple(levers)
    change(aside=tuple(one for one in sheet().aside if one.lever not in levers))
    for name in levers:
        take_over(name)
    baseline = market().levers
    put({name: baseline[name] for name in levers})


def adopt(scenario: Scenario) -> None:
    """Make a scenario the current plan: settings, targets at their last value, rows kept."""
    st.session_state[_SHEET] = sheet_of(scenario)
    st.session_state[ADOPTED] = True


def sheet_of(scenario: Scenario) -> PlanInputs:
    """Take a scenario as a plan of the session; inverse of `scenario_of`."""
    carried = {name: getattr(scenario, name) for name in ("name", "market", *_SETTINGS)}
    baseline = _levers_of(scenario.market)
    last = {name: float(path[-1]) for name, path in scenario.schedule(baseline).items()}
    return PlanInputs(**carried, moved=_away(baseline, last), kept=scenario.steps)


def restore_state(kept: PlanInputs) -> None:
    """Put the plan back as it was."""
    st.session_state[_SHEET] = kept


def follow_market(vintage: str) -> None:
    """Carry the plan over to the market ``vintage``.

    Levers at its baseline move to the new one's; rows that a slider shows as well become the
    slider's; rows of a schedule stay with their quarters. What the new market does not allow comes
    as near as it does.
    """
    first = quarters_after(sheet().market, 1)[0]
    scheduled = {row.lever for row in sheet().kept if row.quarter != first}
    kept = tuple(row for row in sheet().kept if row.lever in scheduled)
    change(market=vintage)
    change(kept=tuple(replace(row, value=within(row.lever, row.value)) for row in kept))
    put(dict(sheet().moved))


def is_touched() -> bool:
    """Return whether the plan holds something that would be lost with it."""
    scenario = current()
    return bool(scenario.steps or scenario.assumptions or scenario.conduct or sheet().aside)
