"""Who sits here, as declared, and from which revisions the open plans began.

The browser keeps both beside the open plans, so that a reload asks no name twice and a save still
knows what it follows.
"""

import json

import streamlit as st

from models.text_rules import NAME_LENGTH, name_key, text_rule

PERSON = "declared.person"
_ORIGINS = "declared.origins"


def person() -> str:
    """Give the declared name; empty while none was declared."""
    return str(st.session_state.get(PERSON, ""))


def declare(name: str) -> bool:
    """Take a name, and tell whether it can be one."""
    given = name.strip()
    if not given or len(given) > NAME_LENGTH or text_rule(given):
        return False
    st.session_state[PERSON] = given
    return True


def began_from(name: str) -> int:
    """Give the revision that the open plan of a name began from, 0 for none."""
    return int(st.session_state.get(_ORIGINS, {}).get(name_key(name), 0))


def note_origin(name: str, revision: int) -> None:
    """Note that the open plan of a name is a revision of the library."""
    origins = st.session_state.get(_ORIGINS, {})
    st.session_state[_ORIGINS] = origins | {name_key(name): revision}


def rename(old: str, new: str) -> None:
    """Have the open plan keep its revision under another name of the library."""
    note_origin(new, began_from(old))


def for_browser() -> str:
    """Write what the browser keeps; empty while nothing was declared."""
    if not person() and not st.session_state.get(_ORIGINS):
        return ""
    return json.dumps({"person": person(), "origins": st.session_state.get(_ORIGINS, {})})


def take_back(text: str) -> None:
    """Take what the browser kept; what is none of ours, and what is known already, is left."""
    try:
        content = {**json.loads(text)}
        origins = {str(name): int(number) for name, number in content["origins"].items()}
        name = str(content["person"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return
    st.session_state[_ORIGINS] = origins | st.session_state.get(_ORIGINS, {})
    if not person():
        declare(name)
