"""Libraries that load with the first chart: modules that also draw are imported for words alone.

Altair takes a fifth of a second and Arrow a twentieth. A server, which has threads that draw and
readers who wait, loads them at once.
"""

import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

__all__ = ["alt", "pa"]


@cache
def _altair() -> Any:  # noqa: ANN401
    import altair as alt
    from altair.utils import schemapi

    # Tests hold whole specifications against the schema; each part on its way would double time.
    schemapi.disable_debug_mode()
    return alt


@cache
def _arrow() -> Any:  # noqa: ANN401
    import pyarrow as pa

    return pa


class _Later:
    """Stands for a library until one of its names is asked for; a second thread waits for it."""

    def __init__(self, load: Callable[[], Any]) -> None:
        self._load = load

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._load(), name)


if TYPE_CHECKING:
    import altair as alt
    import pyarrow as pa
else:
    alt, pa = _Later(_altair), _Later(_arrow)

if "streamlit" in sys.modules:
    # Altair asks what is loaded of pandas; loaded later, by another thread, it would be half of it.
    import pandas  # noqa: F401, ICN001

    _altair(), _arrow()
