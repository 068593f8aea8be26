"""The plan in the address bar: what it asks for, what of that cannot be, schedules on their way.

Sliders, market and horizon are bound to the address by their widgets, which pass over what they
cannot take. This module tells the reader what was passed over, and carries the schedules.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

import streamlit as st

from models.csv_cells import number, whole
from models.inputs import latest, vintages
from models.levers import LEVERS
from models.plan_address import decode, encode
from models.plan_rules import POSTURES, WHOLE
from models.text_rules import shown
from pages.components.steering import plan, schedules
from pages.components.trust import assumption_address
from pages.labels.catalogue import t
from pages.labels.format import setting

_LEVER, _SCHEDULE = "lever.", "s."
_READ, _FAULTS, _ENDS = "address.read", "address.faults", "address.ends"
_SETTINGS = (plan.MARKET, plan.HORIZON, plan.RIVALS)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that the address asks for and that cannot be: its name, value and the rule."""

    name: str
    value: str
    rule: str


def read() -> None:
    """Take schedules and assumptions from the address, check the rest; once a session, at first."""
    for name, value in st.session_state.pop(_ENDS, {}).items():
        st.session_state[name] = value
    if _READ not in st.session_state:
        st.session_state[_READ] = True
        found = (*_settings(), *_levers(), *_schedules(), *_assumptions(), *_unknown())
        st.session_state[_FAULTS] = found


def _asked(name: str) -> str | None:
    return st.query_params.get(name)


def _settings() -> Iterator[Fault]:
    low, high = WHOLE[plan.HORIZON]
    rules = {
        plan.MARKET: (vintages(), t("address.one_of", names=", ".join(vintages()))),
        plan.HORIZON: (
            [str(count) for count in range(low, high + 1)],
            t("address.whole", low=low, high=high),
        ),
        plan.RIVALS: (POSTURES, t("address.one_of", names=", ".join(POSTURES))),
    }
    for name, (allowed, rule) in rules.items():
        value = _asked(name)
        if value is not None and value not in allowed:
            yield Fault(name=name, value=value, rule=rule)


def _span() -> tuple[str, int]:
    """Market and horizon that the address asks for, as far as they can be."""
    market, count = _asked(plan.MARKET), whole(_asked(plan.HORIZON) or "")
    low, high = WHOLE[plan.HORIZON]
    fits = count is not None and low <= count <= high
    horizon = count if fits and count is not None else plan.DEFAULT_HORIZON
    return (market if market in vintages() else latest()), horizon


def _levers() -> Iterator[Fault]:
    for name, value in _under(_LEVER):
        lever = LEVERS.get(name)
        if lever is None:
            yield Fault(name=_LEVER + name, value=value, rule=_no_lever(name))
        elif lever.rule(number(value)):
            low, high = (setting(end, lever.unit) for end in (lever.low, lever.high))
            words = {"lever": t(name), "low": low, "high": high}
            numbers = {"least": f"{lever.low:g}", "most": f"{lever.high:g}"}
            yield Fault(
                name=_LEVER + name, value=value, rule=t("address.lever", **words, **numbers)
            )


def _schedules() -> Iterator[Fault]:
    asked = dict(_under(_SCHEDULE))
    for name in asked.keys() - LEVERS.keys():
        yield Fault(name=_SCHEDULE + name, value=asked.pop(name), rule=_no_lever(name))
    rows, problems = decode(asked, _span())
    for problem in problems:
        name, found = _SCHEDULE + str(problem.column), problem.found
        rule = problem.message.removeprefix(f"found '{found}', but ")
        yield Fault(name=name, value=found, rule=rule)
    if rows:
        st.session_state[plan.MARKET], st.session_state[plan.HORIZON] = _span()
    for levers in {schedules.together(row.lever) for row in rows}:
        schedules.put(levers, [row for row in rows if row.lever in levers])
    keys = [plan.key(row.lever) for row in rows]
    st.session_state[_ENDS] = {key: st.session_state[key] for key in keys}


def _assumptions() -> Iterator[Fault]:
    for name, value, rule in assumption_address.read():
        yield Fault(name=name, value=value, rule=rule)


def _unknown() -> Iterator[Fault]:
    """Guess at misspelt names; what is none of ours is left to others."""
    for name in st.query_params:
        near = get_close_matches(name.lower(), _SETTINGS, n=1, cutoff=0.75)
        if near and name not in _SETTINGS:
            value = str(_asked(name))
            yield Fault(name=name, value=value, rule=t("address.meant", name=near[0]))


def _no_lever(name: str) -> str:
    near = get_close_matches(name, LEVERS, n=1)
    return t("address.no_lever_near", near=near[0]) if near else t("address.no_lever")


def _under(prefix: str) -> Iterator[tuple[str, str]]:
    names = [name for name in st.query_params if name.startswith(prefix)]
    return ((name.removeprefix(prefix), str(_asked(name))) for name in names)


def write() -> None:
    """Put schedules and assumptions into the address; after the sliders are drawn.

    Where the address named a target beside a schedule and the two disagree, the schedule counts.
    """
    ends = st.session_state.get(_ENDS, {})
    if any(st.session_state.get(key) != value for key, value in ends.items()):
        st.rerun()
    st.session_state.pop(_ENDS, None)
    rows = [row for name in LEVERS for row in plan.schedule_of(name)]
    wanted = {_SCHEDULE + lever: text for lever, text in encode(rows).items()}
    for name in [name for name, _ in _under(_SCHEDULE) if _SCHEDULE + name not in wanted]:
        del st.query_params[_SCHEDULE + name]
    for name, text in wanted.items():
        if _asked(name) != text:
            st.query_params[name] = text
    assumption_address.write()


def faults() -> Iterable[str]:
    """Give what was wrong with the address, a line each, ready to be told."""
    found: tuple[Fault, ...] = st.session_state.get(_FAULTS, ())
    return [
        t("address.fault", name=shown(f.name), value=shown(f.value), rule=f.rule) for f in found
    ]


def dismiss() -> None:
    """Say no more of the address."""
    st.session_state.pop(_FAULTS, None)
