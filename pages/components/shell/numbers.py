"""Number fields that keep what they hold: through a change of language or page, and when cleared.

The number is kept in the units of the model, beside the field; money is shown in 亿 where that is
read, in a field of its own, because the two count differently.
"""

from typing import Any

import streamlit as st

FORM = "%.6g"
"""How a field writes its number: 1.05 as 1.05, and 100 as 100."""

_DIGITS = 9


def number(
    label: str, name: str, default: float, *, factor: float | None = None, **options: Any
) -> float:  # noqa: ANN401
    """Ask for a number, ``default`` at first; a field that is cleared goes back to what it held.

    ``factor`` on the number gives what is shown; the field's key is ``name``, and where the factor
    depends on the language, the factor behind it.
    """
    return float(_field(label, name, default, factor, options, may_lack=False) or 0.0)


def optional(label: str, name: str, *, factor: float | None = None, **options: Any) -> float | None:  # noqa: ANN401
    """Ask for a number that may be left out; None where it is."""
    return _field(label, name, None, factor, options, may_lack=True)


def _field(
    label: str,
    name: str,
    default: float | None,
    factor: float | None,
    options: dict[str, Any],
    *,
    may_lack: bool,
) -> float | None:
    kept, key = f"{name}.kept", name if factor is None else f"{name}.{factor:g}"
    factor = 1.0 if factor is None else factor
    held = st.session_state.setdefault(kept, default)
    shown = None if held is None else round(held * factor, _DIGITS)
    if st.session_state.get(key) != shown:
        st.session_state[key] = shown
    st.number_input(
        label,
        value=None,
        key=key,
        format=FORM,
        on_change=_typed,
        args=(kept, key, factor, may_lack),
        **options,
    )
    found: float | None = st.session_state[kept]
    return found


def _typed(kept: str, key: str, factor: float, may_lack: bool) -> None:
    value = st.session_state[key]
    if value is not None or may_lack:
        st.session_state[kept] = None if value is None else round(value / factor, _DIGITS)
