"""What is open survives a reload, a lost connection and a restart of the server.

The browser keeps it: the plans with names, authors, notes and settings, and the steps to undo.
The address still decides which plan is the current one; another one that was kept stands beside it.
"""

from secrets import token_hex

import streamlit as st

from models.errors import ScenarioError
from models.scenario import Scenario
from models.scenario.address import is_ours
from models.scenario.digest import plan_digest
from pages.components import loader
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.plan import declared, history, plan, shelf
from pages.plan.untitled import retitle
from pages.plan.workspace import Workspace, pack, unpack

_KEY, _MODULE = "plan.storage", "storage.js"
_SESSION, _ASKED, _AWAITS = "storage.session", "storage.asked", "storage.awaits"
_TOLD, _PACKED = "storage.told", "storage.packed"


def note_address() -> None:
    """Note whether the address that began this session asks for a plan; before it is rewritten."""
    if _SESSION not in st.session_state:
        st.session_state[_SESSION], st.session_state[_AWAITS] = token_hex(8), True
        st.session_state[_ASKED] = any(map(is_ours, st.query_params))


def storage() -> None:
    """Give the browser what is open to keep, and say what it gave back."""
    told = ""
    if message := st.session_state.pop(_TOLD, None):
        told = t("storage.close")
        label, words = message
        st.toast(t(label, **words), icon=":material/history:", duration="long")
    loader.mount(
        _MODULE,
        key=_KEY,
        data={
            "session": st.session_state[_SESSION],
            "awaits": st.session_state[_AWAITS],
            "workspace": _workspace(),
            "declared": declared.for_browser(),
            "told": told,
        },
        on_stored_change=_stored,
        on_declared_change=_take_declared,
        on_back_change=st.rerun,  # to be asked is enough: a new session begins with it
    )


def _take_declared() -> None:
    declared.take_back(str(st.session_state[_KEY]["declared"]))


def _workspace() -> str:
    """Write down what is open; nothing while nothing was done."""
    past, at = history.written()
    on_table = plan.current()
    plans = tuple(shelf.with_active(on_table))
    if len(plans) == len(past) == 1 and not plan.is_touched():
        return ""
    space = Workspace(
        plans=plans, shown=plans.index(on_table), past=past, at=at, aside=history.left_out()
    )
    known, text = st.session_state.get(_PACKED, (None, ""))
    if space != known:
        text = pack(space)
        st.session_state[_PACKED] = (space, text)
    return str(text)


def _stored() -> None:
    _take_back()
    st.rerun()  # the whole page, also where the browser is asked in a part of it


def _take_back() -> None:
    """Put back what the browser kept, once a session."""
    text = st.session_state[_KEY]["stored"]
    if text is None or not st.session_state[_AWAITS]:
        return
    st.session_state[_AWAITS] = False
    try:
        space = unpack(str(text))
    except ScenarioError as error:
        st.session_state[_TOLD] = ("storage.unread", {"problem": plain(str(error))})
        return
    on_table = plan.current()
    asks = st.session_state[_ASKED] or plan.is_touched()
    stored = _same(space, on_table) if asks else space.plans[space.shown]
    history.restore(space.past, space.at, space.aside)
    if stored:
        shelf.put(space.plans)
        plan.adopt(stored)
        if space.past and plan_digest(stored) == plan_digest(space.past[space.at]):
            plan.change(aside=history.present().aside)
        retitle()
        others, steps = len(space.plans) - 1, space.at
        words = {"name": plain(plan.sheet().name), "others": others, "steps": steps}
        key = "storage.restored" if others or steps else "storage.restored_plan"
        st.session_state[_TOLD] = (key, words)
    else:
        shelf.put(space.plans)
        retitle()
        plan.change(name=shelf.free_name(plan.sheet().name))
        st.session_state[_TOLD] = ("storage.beside", {"others": len(space.plans)})


def _same(space: Workspace, wanted: Scenario) -> Scenario | None:
    """Find the kept plan that does what ``wanted`` does, the current one first."""
    ordered = (space.plans[space.shown], *space.plans)
    digest = plan_digest(wanted)
    return next((kept for kept in ordered if plan_digest(kept) == digest), None)
