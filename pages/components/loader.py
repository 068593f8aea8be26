"""Mounting a component whose code is a module of ``static/``.

What Streamlit gets as the component's script is a loader of a few lines, because a component's
script travels with every run of the page. Where the module cannot be loaded, or throws, the
loader says so, and from then on the session's pages draw what stands in for it; a module that
nothing stands in for travels whole.
"""

import logging
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import streamlit as st

from pages.components import static_files

_LOG = logging.getLogger(__name__)
FAILED = "components.failed"
"""Names of modules that failed in this session, under this key of its state."""

# Told again while it stands, for a minute and a half: what is told from a part that is drawn anew
# just then is lost, and on a busy machine that may be each of the first.
_LOADER = """let told = 0;
const loaded = import(location.origin + "%s").catch((error) => ({ error }));
const tell = (component, problem) => {
  if (told >= 60 || !component.parentElement.isConnected) return;
  component.setStateValue("failed", `${problem} (${++told})`);
  setTimeout(tell, 1500, component, problem);
};
export default async (component) => {
  const { default: draw, error } = await loaded;
  try {
    if (error) throw error;
    return await draw(component);
  } catch (problem) {
    if (!told) tell(component, problem);
  }
};
"""


def has_failed(module: str) -> bool:
    """Return whether ``module`` failed in this session, so that the page must do without it."""
    return module in st.session_state.get(FAILED, ())


def mount(
    module: str, *, key: str, data: object, isolated: bool = False, **on_changes: Callable[[], None]
) -> Any:  # noqa: ANN401
    """Mount the component of ``module``, a file name of ``static/``.

    Where the module failed it travels whole, so that it must import no other; of one that does,
    ask `has_failed` before.

    ``data`` are what the module's default function gets as ``data``, JSON or tables. ``key``
    keeps its place and its state when they change. ``on_changes`` are callbacks named as
    Streamlit wants them, ``on_<state>_change``; ``isolated`` puts the component into a shadow root
    with no styles but its own. Returns the component's state.
    """
    on_changes["on_failed_change"] = partial(_note, module, key)
    component = _component(module, isolated=isolated, whole=has_failed(module))
    return component(key=key, data=data, **on_changes)


def _note(module: str, key: str) -> None:
    if has_failed(module):
        return
    problem = st.session_state[key]["failed"]
    _LOG.warning("%s did not run in a browser: %s", module, problem)
    st.session_state[FAILED] = {*st.session_state.get(FAILED, ()), module}
    st.rerun()  # the whole page, not the part that it stands in


@cache
def _component(module: str, *, isolated: bool, whole: bool) -> Any:  # noqa: ANN401
    js = static_files.text(module) if whole else _LOADER % static_files.address(module)
    name = module.removesuffix(".js").replace("/", "_") + ("_whole" if whole else "")
    return st.components.v2.component(name, js=js, isolate_styles=isolated)
