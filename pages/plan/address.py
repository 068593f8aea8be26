"""The plan in the address bar: read at first and on the way back, written where it differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

import streamlit as st

from models.errors import ModelError, Problem
from models.inputs import load_market, load_parameters, named_markets
from models.scenario import Scenario
from models.scenario.address import ASSUMED, NAME, SETTINGS, is_ours, to_query
from models.scenario.address_reader import Known, from_query
from models.scenario.csv.cells import number_text
from models.scenario.rules import ASSUMPTION
from models.scenario.rules import SETTINGS as FILED
from models.text_rules import shown
from pages.compute import framework
from pages.figures.address_words import rule
from pages.labels.catalogue import t
from pages.plan import plan, session_language

_READ, _WRITTEN, _FAULTS = "address.read", "address.written", "address.faults"
_BARE = "address.bare"


@dataclass(frozen=True, kw_only=True)
class AddressFault:
    """One thing that the address asks for and that cannot be: its name, value and the rule."""

    name: str
    value: str
    rule: str


def read() -> None:
    """Take the plan of the address, on the first run of a session and on a way back or forth.

    Any other run brings an address that may be older than what was written last: the browser sends
    the one it has while a newer one is still on its way to it.
    """
    first = _READ not in st.session_state
    st.session_state[_READ] = True
    if not (first or framework.went_through_history()):
        return
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    if first:
        st.session_state[_FAULTS] = tuple(_unknown(query))
        st.session_state[_BARE] = not any(map(is_ours, query))
    # An address without a plan is one on its way to another page.
    if any(map(is_ours, query)):
        _take(query)


def is_first_visit() -> bool:
    """Tell, once a session, whether a browser opened an address that holds no plan."""
    return bool(st.session_state.pop(_BARE, False)) and st.context.url is not None


def _take(query: Mapping[str, list[str]]) -> None:
    """Make the plan in the address current, unless it already is; settings it lacks stay."""
    parameters = load_parameters().allowed_ranges
    known = Known(
        vintages=named_markets(),
        parameters=parameters,
        baseline=lambda name: load_market(name).levers,
        refused=lambda name, lever, value: load_market(name).refusal(lever, value),
    )
    asked, problems = from_query(query, known, t("plan.untitled"))
    faults = [_fault(problem, len(query[str(problem.column)]), asked) for problem in problems]
    try:
        plan.check(asked)
    except ModelError as error:
        name, value = asked.assumptions[0]
        faults.append(AddressFault(name=ASSUMED + name, value=number_text(value), rule=str(error)))
        asked = replace(asked, assumptions=())
    st.session_state[_FAULTS] = (*st.session_state.get(_FAULTS, ()), *faults)
    if to_query(asked) != to_query(plan.current()):
        plan.adopt(_completed(asked))


def _fault(problem: Problem, times: int, asked: Scenario) -> AddressFault:
    name = str(problem.column)
    text = t("address.twice", count=times) if times > 1 else rule(name, problem, asked)
    return AddressFault(name=name, value=problem.found, rule=text)


def _completed(asked: Scenario) -> Scenario:
    """Add what no address carries: who made the plan and when, and the notes that still apply."""
    before = plan.sheet()
    rows = {*FILED, *(ASSUMPTION + name for name, _ in asked.assumptions)}
    noted = {replace(step, note=""): step for step in before.kept}
    return replace(
        asked,
        author=before.author,
        created=before.created,
        notes=tuple((row, text) for row, text in before.notes if row in rows),
        steps=tuple(noted.get(step, step) for step in asked.steps),
    )


def _unknown(query: Mapping[str, list[str]]) -> Iterator[AddressFault]:
    """Guess at misspelt settings; what is none of ours, such as ``lang``, is left to others."""
    known = [name for name in SETTINGS if name != NAME]
    for name in query:
        near = get_close_matches(name.lower(), known, n=1, cutoff=0.75)
        if near and not is_ours(name):
            text = t("address.meant", name=near[0])
            yield AddressFault(name=name, value=" ".join(query[name]), rule=text)


def write() -> None:
    """Put the plan and the language into the address, in one message, where it says otherwise."""
    wanted = to_query(plan.current())
    if wanted[NAME] == t("plan.untitled"):
        del wanted[NAME]
    now = st.query_params.to_dict()
    others = {name: text for name, text in now.items() if not is_ours(name)}
    wanted = session_language.in_address(others) | wanted
    # What the browser sent may be older than what was written last, and then it is on its way.
    if wanted != now or wanted != st.session_state.get(_WRITTEN):
        st.query_params.from_dict(wanted)
        st.session_state[_WRITTEN] = wanted


def faults() -> list[str]:
    """Give what was wrong with the address, a line each, ready to be shown."""
    problems: tuple[AddressFault, ...] = st.session_state.get(_FAULTS, ())
    return [
        t("address.fault", name=shown(f.name), value=shown(f.value), rule=f.rule) for f in problems
    ]


def dismiss() -> None:
    """Dismiss the messages about the address."""
    st.session_state.pop(_FAULTS, None)
