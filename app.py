"""Two Roads as a server: ``streamlit run app.py`` and ``make run`` serve what is said here."""

import models.blas  # noqa: F401, I001  before numpy

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import click
import streamlit as st

from pages import compute
from pages.components.serving import routes
from pages.panels import warm

PAGE = Path(__file__).parent / "pages" / "main" / "page_script.py"


@asynccontextmanager
async def _serving(_: st.App) -> AsyncIterator[None]:
    """Compute in processes of their own and warm up as long as the server serves."""
    if not compute.has_begun():
        click.echo("Every page is served; `make run` has the first one ready sooner.")
    compute.begin()
    warm.in_background()  # imports are done by now, in one thread
    try:
        yield
    finally:
        compute.end()


app = st.App(PAGE, lifespan=_serving, routes=routes())
