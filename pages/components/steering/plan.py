"""The plan on the table: what the widgets say, and what a file said beyond them.

Sliders hold one target a lever. A loaded file may hold more: several steps, notes, assumptions, a
seed. Those rows are kept word for word until a hand moves the slider of that very lever, so a
file that is opened and saved again comes out as it went in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st

from models.conduct_rules import Row
from models.inputs import latest, load_market, load_parameters
from models.levers import KPI_UNITS, LEVERS, UNIT_OF_WEIGHT
from models.market.vintage import Market
from models.notation import quarter_number, quarters_after
from models.scenario import Scenario, Step, scenario_from_levers
from pages.labels.catalogue import t

MARKET, HORIZON, RIVALS = "market", "horizon", "rivals"
DEFAULT_HORIZON, DEFAULT_RIVALS = 12, "follow"
_SHEET = "plan"
_MARKET_SHOWN = "market.shown"
_DIGITS = 9
_ROUNDING = 1e-7


def key(lever: str) -> str:
    """Session key, and name in the address bar, of the slider of ``lever``."""
    return f"lever.{lever}"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the plan carries that no slider shows; ``kept`` are rows as the file had them."""

    name: str
    created: str = ""
    author: str = ""
    draws: int = 1000
    seed: int = 0
    assumptions: tuple[tuple[str, float], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    kept: tuple[Step, ...] = ()
    conduct: tuple[Row, ...] = ()


def sheet() -> Sheet:
    """Give the sheet of this session, a new one at first."""
    found: Sheet | None = st.session_state.get(_SHEET)
    if found is None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        found = st.session_state[_SHEET] = Sheet(name=t("plan.untitled"), created=now)
    return found


def change(**fields: object) -> None:
    """Replace fields of the sheet."""
    st.session_state[_SHEET] = replace(sheet(), **fields)  # type: ignore[arg-type]


def market() -> Market:
    """Give the market that the plan starts from."""
    return load_market(st.session_state.get(MARKET, latest()))


def targets() -> dict[str, float]:
    """Read the sliders; before they are drawn, the address; failing both, the baseline.

    A slider counts in binary steps, so 0.3 may come as 0.30000000000000004; a file shall not.
    """
    # All at once: each look into the session costs, and a run asks for thirty levers many times.
    baseline, state = market().levers, st.session_state.to_dict()
    asked = st.query_params.to_dict()

    def read(name: str) -> float:
        held = state.get(key(name))
        value = float(_taken(name, asked, baseline[name]) if held is None else held)
        return value if value == baseline[name] else round(value, _DIGITS)

    return _balanced({name: read(name) for name in LEVERS}, baseline)


def _balanced(values: dict[str, float], baseline: Mapping[str, float]) -> dict[str, float]:
    """Bring the weights of a unit to a sum of 1, which an address may have left."""
    for names in KPI_UNITS.values():
        total = sum(values[name] for name in names)
        if abs(total - 1.0) > _ROUNDING:
            for name in names:
                values[name] = values[name] / total if total else baseline[name]
    return values


def _taken(lever: str, asked: Mapping[str, str], otherwise: float) -> float:
    """Give what the address asks of a lever, if a slider would take it."""
    try:
        value = float(asked.get(key(lever), otherwise))
    except ValueError:
        return otherwise
    return value if LEVERS[lever].rule(value) is None else otherwise


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
    from_file, base = sheet(), market()
    held = {step.lever for step in from_file.kept}
    free = {name: value for name, value in targets().items() if name not in held}
    scenario = scenario_from_levers(
        from_file.name,
        base.vintage,
        free,
        base.levers,
        horizon=int(st.session_state.get(HORIZON, DEFAULT_HORIZON)),
        rivals=st.session_state.get(RIVALS, DEFAULT_RIVALS),
        draws=from_file.draws,
        seed=from_file.seed,
        author=from_file.author,
        created=from_file.created,
        assumptions=from_file.assumptions,
        notes=from_file.notes,
        conduct=from_file.conduct,
    )
    return replace(scenario, steps=(*scenario.steps, *fitting(from_file.kept)))


def fitting(rows: Iterable[Step]) -> tuple[Step, ...]:
    """Keep the rows whose quarter lies within market and horizon; the others wait."""
    start = quarter_number(market().vintage)
    horizon = int(st.session_state.get(HORIZON, DEFAULT_HORIZON))
    return tuple(row for row in rows if 0 < quarter_number(row.quarter) - start <= horizon)


def waiting() -> int:
    """Count rows of the file that the market or horizon on screen leaves out."""
    kept = sheet().kept
    return len(kept) - len(fitting(kept))


def schedule_of(lever: str) -> tuple[Step, ...]:
    """Rows of a lever that one slider cannot show: several, or one that starts later."""
    rows = tuple(row for row in sheet().kept if row.lever == lever)
    if not rows:
        return ()
    first = quarters_after(market().vintage, 1)[0]
    simple = len(rows) <= 1 and all(row.quarter == first for row in rows)
    return () if simple else rows


def take_over(lever: str) -> None:
    """Let the slider of ``lever`` rule: its rows of the file go, its unit's rows with it."""
    unit = KPI_UNITS.get(UNIT_OF_WEIGHT.get(lever, ""), (lever,))
    change(kept=tuple(row for row in sheet().kept if row.lever not in unit))


def reset(levers: Iterable[str]) -> None:
    """Put levers back to today, schedule included."""
    baseline = market().levers
    for name in levers:
        take_over(name)
        st.session_state[key(name)] = baseline[name]


def adopt(scenario: Scenario) -> None:
    """Put a scenario on the table: settings, sliders at their last target, rows kept."""
    baseline = load_market(scenario.market).levers
    st.session_state[MARKET] = scenario.market
    st.session_state[HORIZON] = scenario.horizon
    st.session_state[RIVALS] = scenario.rivals
    last: Mapping[str, float] = {
        name: float(path[-1]) for name, path in scenario.schedule(baseline).items()
    }
    for name in LEVERS:
        st.session_state[key(name)] = last[name]
    shared = ("name", "created", "author", "draws", "seed", "assumptions", "notes", "conduct")
    carried = {name: getattr(scenario, name) for name in shared}
    st.session_state[_SHEET] = Sheet(**carried, kept=scenario.steps)


def remember_market() -> None:
    """Keep which market is on screen, for the day that another one is chosen."""
    st.session_state[_MARKET_SHOWN] = market().vintage


def market_left() -> Market:
    """Give the market that was on screen before another one was chosen."""
    return load_market(st.session_state[_MARKET_SHOWN])


def follow_market() -> None:
    """Carry the plan over from the market that was on screen to the one chosen.

    Levers at its baseline move to the new one's; rows that a slider shows as well become the
    slider's; rows of a schedule stay with their quarters.
    """
    left = st.session_state[_MARKET_SHOWN]
    before, after = load_market(left).levers, market().levers
    first = quarters_after(left, 1)[0]
    scheduled = {row.lever for row in sheet().kept if row.quarter != first}
    change(kept=tuple(row for row in sheet().kept if row.lever in scheduled))
    for name in LEVERS:
        if st.session_state.get(key(name)) == before[name]:
            st.session_state[key(name)] = after[name]


def is_touched() -> bool:
    """Tell whether the plan holds something that would be lost with it."""
    scenario = current()
    return bool(scenario.steps or scenario.assumptions or scenario.conduct)
