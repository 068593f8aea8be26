"""A decision on instant commerce: what every service does, and which price of a visitor decides."""

from html import escape

import streamlit as st

from models.analysis.instant.services import Services
from models.analysis.outcome import Path
from models.inputs import load_market
from models.levers import INSTANT
from models.validation.cases import Case
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.figures import instant_words
from pages.frame.shown import tell
from pages.labels.catalogue import named, t
from pages.labels.format import fixed, interval, money_scale, people, shared_decimals
from pages.panels.trust.case_options import laid_out

TOLD = ("orders", "subsidy", "profit")
"""What is told of every service, at the last quarter."""


def is_moved(case: Case) -> bool:
    """Tell whether an option of the case moves instant commerce."""
    return any(step.lever in INSTANT for option in case.options for step in option.scenario.steps)


def services_and_prices(case: Case) -> None:
    """Lay out what the services do under each option of a case that moves instant commerce."""
    asked = (compute.ask(questions.instant_services, option.scenario) for option in case.options)
    tell(table(case, [found for found in asked if found]))
    leads, earns = compute.ask(
        questions.food_prices, tuple(option.scenario for option in case.options)
    )
    st.caption(instant_words.prices(leads, [named(option) for option in case.options], earns))


def table(case: Case, found: list[Services]) -> str:
    """Lay the services out, a column an option, each figure with its range."""
    names = instant_words.service_names(load_market(case.market))
    rows = "".join(
        _row(t(f"cases.instant.{kind}", name=name), kind, place, found)
        for place, name in enumerate(names)
        for kind in TOLD
    )
    first = t("cases.instant.at_end", quarter=found[0].quarters[-1])
    return laid_out(case.options, first, rows)


def _row(title: str, kind: str, place: int, found: list[Services]) -> str:
    cells = "".join(f"<td>{_cell(kind, getattr(one, kind)[place])}</td>" for one in found)
    return f'<tr><th scope="row">{escape(title)}</th>{cells}</tr>'


def _cell(kind: str, path: Path) -> str:
    """Write a level and its range, if any; orders in people's units, money in the page's."""
    scale = money_scale() if kind == "profit" else 1.0
    ends = [scale * float(line[-1]) for line in (path.plan, path.low_80, path.high_80)]
    if kind == "orders":
        level, low, high = map(people, ends)
        span = f"[{low}, {high}]"
    else:
        decimals = shared_decimals(ends)
        level, low, high = (fixed(end, decimals) for end in ends)
        span = interval(ends[1], ends[2], decimals)
    told = f"<b>{escape(level)}</b>"
    return told if low == high else f"{told} <span>{escape(span)}</span>"
