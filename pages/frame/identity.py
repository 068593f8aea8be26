"""Whose page this is: the mark of the product, and the plan's name, owner and date."""

from html import escape
from pathlib import Path

import streamlit as st

from models.scenario import Scenario
from pages.charts.figure import Figure
from pages.export.page_sheet import joined
from pages.frame import shown
from pages.labels.catalogue import t

_MARKS = Path(__file__).with_name("marks")
_DAY = len("2026-01-31")


def mark() -> None:
    """Put name and mark of the product top left; in the ink of the reader's theme."""
    ground = "dark" if st.context.theme.type == "dark" else "light"
    st.logo(str(_MARKS / f"two-roads-{ground}.svg"), icon_image=str(_MARKS / "two-roads.svg"))


def plan_line(scenario: Scenario) -> None:
    """Tell the plan's name, who made it and when it was made, above the finding of every page."""
    owner = t("plan.owner", owner=scenario.author) if scenario.author else ""
    told = [scenario.market, owner, scenario.created[:_DAY]]
    rest = escape(" · ".join(filter(None, told)))
    st.html(
        f'<p class="plan-line"><strong>{escape(scenario.name)}</strong> <span>{rest}</span></p>'
    )


def foot() -> None:
    """End the page, on paper alone, with plans, day and model of its figures, as its picture."""
    charts = [part.footer for part in shown.parts() if isinstance(part, Figure)]
    st.html(on_paper(joined([shown.footer(), *charts])))


def on_paper(footer: str) -> str:
    """Write what a printed page says of its origin, and what its letters mean."""
    return f'<span class="on-paper">{escape(footer)} · {escape(t("picture.grades"))}</span>'
