"""The first five minutes: what to try, one click away, while nothing is moved yet."""

from functools import cache

import streamlit as st

from models.analysis.outcome import Outcome
from models.errors import ModelError
from models.inputs import DATA, load_market, read_scenarios
from models.levers import LEVERS, UNIT_OF_WEIGHT
from models.scenario import Scenario
from models.scenario.conduct import shared_posture
from models.vintage import Market
from pages.figures.assumption_values import notice
from pages.figures.cockpit.kpi import cards, group_cell
from pages.figures.cockpit.verdict import sure_html
from pages.figures.finding import period, statement
from pages.figures.provenance import page_footer
from pages.frame import report, shown
from pages.frame.identity import on_paper
from pages.labels.catalogue import t
from pages.labels.format import setting
from pages.labels.html import headline
from pages.panels.cockpit.verdict_panel import condition, parts
from pages.plan import asides, plan

CASE = DATA / "scenarios" / "2023Q1" / "return-to-taobao.csv"
"""The question that the product is named for."""

MORE_TRAFFIC = 0.08
SUGGESTIONS = {"traffic": "taobao_traffic_share", "subsidies": "high_ticket_share"}


def opening(outcome: Outcome, scenario: Scenario) -> None:
    """State what the plan does; below it when it pays, or what to try while nothing is moved."""
    told = outcome.worth if outcome.planned else None
    st.html(said(outcome, scenario))
    if told:
        condition(told, scenario)
    else:
        _starts()
    parts()
    # The inner element is what a drag writes into; what stands beside it waits for the whole run.
    st.html(f"{sure_html(told)}<div>{cards(outcome)}</div>")


def said(outcome: Outcome, scenario: Scenario, *, draws: int = 0) -> str:
    """Write the statement and the line below it as HTML.

    With a thin fan, of as few ``draws`` as are given, the line says so.
    """
    posture = shared_posture(scenario, load_market(scenario.market))
    below = t("kpi.thin", draws=draws) if draws else _below(outcome, scenario)
    origin = on_paper(page_footer([scenario], shown.today()))
    return headline(statement(outcome, posture), below, group_cell(outcome) + origin)


def _below(outcome: Outcome, scenario: Scenario) -> str:
    told = (
        period(outcome, scenario) if outcome.planned else notice(scenario) or t("opening.purpose")
    )
    return " ".join(filter(None, (told, _closed())))


def _closed() -> str:
    """Say which levers are left out of what is stated, a unit's weights as one."""
    if not (closed := asides.values()):
        return ""
    names = dict.fromkeys(t(UNIT_OF_WEIGHT.get(name, name)) for name in closed)
    return t("parts.closed", what=t("finding.comma").join(names))


def target(name: str, market: Market) -> float:
    """Give what a try sets its lever to: more traffic by some points, half the phones."""
    today, lever = market.levers[SUGGESTIONS[name]], LEVERS[SUGGESTIONS[name]]
    wanted = today + MORE_TRAFFIC if name == "traffic" else today / 2.0
    return min(lever.high, max(lever.low, round(wanted, 2)))


@cache
def case() -> Scenario:
    """Read the plan of that spring.

    Raises
    ------
    ScenarioError
        The file has faults.
    """
    return read_scenarios(CASE)[0]


def _starts() -> None:
    """Offer the case and two tries, in the room that the verdict takes."""
    with st.container(key="starts", horizontal=True, gap="small", wrap=False):
        quarter = CASE.parent.name
        st.button(
            t("opening.case", quarter=quarter),
            key="start.case",
            help=t("opening.case_help"),
            type="primary",
            on_click=_open_case,
        )
        for name in SUGGESTIONS:
            _try(name)


def _try(name: str) -> None:
    market, lever = plan.market(), LEVERS[SUGGESTIONS[name]]
    today, wanted = market.levers[lever.name], target(name, market)
    values = {"today": setting(today, lever.unit), "target": setting(wanted, lever.unit)}
    st.button(
        t(f"opening.{name}"),
        key=f"start.{name}",
        help=t(f"opening.{name}_help", **values),
        on_click=_set,
        args=(lever.name, wanted),
    )


def _set(lever: str, value: float) -> None:
    plan.take_over(lever)
    plan.put({lever: value})
    st.rerun()  # the whole page, not the part that the button stands in


def _open_case() -> None:
    try:
        plan.adopt(case())
    except ModelError as error:
        report.notify(str(error))
    st.rerun()
