"""Number fields that keep what they hold: through a change of language or page, and when cleared.

The number is kept in the units of the model, beside the field; money is shown in 亿 where that is
read, in a field of its own, because the two count differently.
"""

from typing import Literal, TypedDict, Unpack

import streamlit as st

FORM = "%.6g"
"""How a field writes its number: 1.05 as 1.05, and 100 as 100."""

_DIGITS = 9


class Options(TypedDict, total=False):
    """What a field hands on to its widget."""

    min_value: float
    max_value: float
    step: float
    label_visibility: Literal["visible", "hidden", "collapsed"]


def number(
    label: str,
    name: str,
    default: float,
    *,
    factor: float | None = None,
    **options: Unpack[Options],
) -> float:
    """Ask for a number, ``default`` at first; a field that is cleared goes back to what it held.

    ``factor`` on the number gives what is shown; the field's key is ``name``, and where the factor
    depends on the language, the factor behind it.
    """
    kept = f"{name}.kept"
    st.session_state.setdefault(kept, default)
    _draw(label, name, factor, options, may_lack=False)
    return float(st.session_state[kept])


def optional(
    label: str, name: str, *, factor: float | None = None, **options: Unpack[Options]
) -> float | None:
    """Ask for a number that may be left out; None where it is."""
    kept = f"{name}.kept"
    st.session_state.setdefault(kept, None)
    _draw(label, name, factor, options, may_lack=True)
    value: float | None = st.session_state[kept]
    return value


def _draw(label: str, name: str, factor: float | None, options: Options, *, may_lack: bool) -> None:
    kept, key = f"{name}.kept", name if factor is None else f"{name}.{factor:g}"
    factor = 1.0 if factor is None else factor
    held: float | None = st.session_state[kept]
    shown = None if held is None else round(held * factor, _DIGITS)
    if st.session_state.get(key) != shown:
        st.session_state[key] = shown

    def typed() -> None:
        value = st.session_state[key]
        if value is not None or may_lack:
            st.session_state[kept] = None if value is None else round(value / factor, _DIGITS)

    st.number_input(label, value=None, key=key, format=FORM, on_change=typed, **options)
