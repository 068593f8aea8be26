"""What the app needs of Streamlit and Streamlit does not offer: all of it, in this file alone.

None of these names is documented, so any may be gone in the next version. `CHECKED` is the version
on which all of them were tried; tests/pages/compute/test_framework.py fails on another one, and
when something here is no longer needed. Streamlit is loaded when a function is called: processes
that only compute do without it.
"""

CHECKED = "1.67"
"""Version of Streamlit, without its last part, on which this file was last tried."""


def in_session() -> bool:
    """Tell whether this thread draws a page for a reader; ``st.session_state`` warns elsewhere."""
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    return get_script_run_ctx(suppress_warning=True) is not None


def went_through_history() -> bool:
    """Return whether this run comes from the browser's way back or forth."""
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx(suppress_warning=True)
    return bool(getattr(context, "is_history_navigation", False))


def prepare(icon: str) -> None:
    """Do what Streamlit puts off to the first session, about a second."""
    from streamlit import env_util, string_util

    env_util.is_repl()  # looks for the file of every module loaded
    string_util.is_emoji(icon)  # reads the list of all emoji
