"""Every parameter in one table, narrowed down by words, grade and group."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from models.analysis.influence import ParameterSwing
from models.inputs import load_market, load_parameters
from models.notation import GRADES
from models.scenario import Scenario
from models.vintage import Market
from pages.figures import assumption_values as values
from pages.figures.trust import assumption_words as words
from pages.figures.trust.assumption_groups import GROUPS
from pages.figures.trust.assumption_groups import group as group_of
from pages.figures.trust.deciding_figure import Swings, deciding
from pages.figures.trust.evidence_known import standing_of
from pages.frame import choices
from pages.labels.catalogue import t
from pages.labels.format import NOTHING

WEIGHT, WEIGHTS = "assumptions.weight", ("all", "counts", "decides")
SEARCH, GRADE, GROUP = "assumptions.search", "assumptions.grade", "assumptions.group"
CHECKS = "checks"
"""In place of a group: published figures that check the model and are no parameter of it."""

_PICK = "assumption"
_HEIGHT = 318


def filters(*, planned: bool = False) -> None:
    """Draw the means to narrow the table down."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.text_input(
            t("assumptions.search"),
            key=SEARCH,
            placeholder=t("assumptions.search_hint"),
            label_visibility="collapsed",
        )
        st.pills(
            t("assumptions.grade"),
            GRADES,
            selection_mode="multi",
            key=GRADE,
            label_visibility="collapsed",
            help=t("assumptions.grade_help"),
        )
        st.selectbox(
            t("assumptions.group"),
            (*GROUPS, CHECKS),
            index=None,
            key=GROUP,
            placeholder=t("assumptions.group_all"),
            format_func=lambda name: t(f"assumptions.group.{name}"),
            label_visibility="collapsed",
        )
        if planned:
            words = {weight: t(f"assumptions.weight.{weight}") for weight in WEIGHTS}
            choices.row(t("assumptions.weight"), WEIGHTS, WEIGHT, words=words.__getitem__)


def by_weight(names: Sequence[str], on_plan: Swings, metric: str) -> list[str]:
    """Keep what moves the plan as much as the reader asks, the heaviest first."""
    weight = st.session_state.get(WEIGHT) or WEIGHTS[0]
    three = deciding(on_plan, metric)
    kept = {
        "all": lambda name: True,
        "counts": lambda name: name in on_plan and on_plan[name][metric].is_telling,
        "decides": three.__contains__,
    }[weight]
    size = {name: swings[metric].size for name, swings in on_plan.items()}
    return sorted(filter(kept, names), key=lambda name: -size.get(name, 0.0))


def filtered_names() -> list[str]:
    """Names that pass the filters, in the order of the table."""
    group, grades = st.session_state.get(GROUP), st.session_state.get(GRADE) or GRADES
    asked = (st.session_state.get(SEARCH) or "").casefold().split()
    table = load_parameters().table
    known = [n for n, row in table.items() if (row.prior is None) == (group == CHECKS)]
    return [
        name
        for name in known
        if table[name].grade in grades
        and group in (None, CHECKS, group_of(name))
        and all(word in _text(name) for word in asked)
    ]


def _text(name: str) -> str:
    row = values.row(name)
    parts = (name, t(f"parameter.{name}"), row.meaning, row.source)
    return " ".join(parts).casefold()


def table(
    scenario: Scenario,
    driven: Mapping[str, Sequence[ParameterSwing]],
    on_plan: Swings,
    metric: str,
) -> None:
    """Draw the table; a row that is chosen becomes the assumption in the editor."""
    filters(planned=bool(on_plan))
    market, names = load_market(scenario.market), filtered_names()
    if on_plan:
        names = by_weight(names, on_plan, metric)
    columns = _columns(names, scenario, market, driven)
    if on_plan:
        moves = [100.0 * on_plan[n][metric].size if n in on_plan else 0.0 for n in names]
        columns = {"name": columns.pop("name"), "moves": moves, **columns}
    shown = {t(f"assumptions.column.{name}"): cells for name, cells in columns.items()}
    st.session_state[_SHOWN] = tuple(names)
    st.dataframe(
        shown,
        hide_index=True,
        height=_HEIGHT,
        key=_TABLE,
        on_select=_pick,
        selection_mode="single-row",
        column_config=_widths(columns.get("moves", ())),
    )
    st.caption(t("assumptions.count", count=len(names), all=len(load_parameters().names)))


def _columns(
    names: Sequence[str],
    scenario: Scenario,
    market: Market,
    driven: Mapping[str, Sequence[ParameterSwing]],
) -> dict[str, list[Any]]:
    yours = {change.name: change.yours for change in values.changed(scenario)}
    return {
        "name": [t(f"parameter.{name}") for name in names],
        "grade": [values.row(name).grade for name in names],
        "studies": [_studies(name) for name in names],
        "ours": [_ours(name, market) for name in names],
        "prior": [words.range_text(name, words.prior_range(name, market)) for name in names],
        "history": [_history(name) for name in names],
        "yours": [values.number(name, yours[name]) if name in yours else "" for name in names],
        "drives": [_drives(driven.get(name, ())) for name in names],
        "unit": [t(f"parameter.unit.{values.row(name).unit}") for name in names],
    }


_TABLE, _SHOWN = "assumptions.table", "assumptions.shown"


def _widths(moves: Sequence[float]) -> dict[str, Any]:
    widths: dict[str, Any] = {
        t(f"assumptions.column.{name}"): st.column_config.Column(width=pixels)
        for name, pixels in _PIXELS.items()
    }
    return widths | {t("assumptions.column.moves"): _bar(moves)}


_PIXELS = {
    "name": 340,
    "grade": 50,
    "studies": 60,
    "ours": 60,
    "prior": 105,
    "history": 105,
    "yours": 65,
    "drives": 280,
    "unit": 180,
}


def _bar(values: Sequence[float]) -> Any:  # noqa: ANN401
    most = max(values, default=0.0)
    return st.column_config.ProgressColumn(
        format="%.1f",
        min_value=0.0,
        max_value=most or 1.0,
        width=130,
        help=t("assumptions.moves_help"),
    )


def _ours(name: str, market: Market) -> str:
    row = values.row(name)
    return values.number(name, values.ours(name, market) if row.prior else row.central)


def _studies(name: str) -> str:
    pool = standing_of(name).pool
    return str(pool.count) if pool else NOTHING


def _history(name: str) -> str:
    known = words.learned(name)
    span = (known.posterior_low, known.posterior_high) if known else None
    return words.range_text(name, span)


def _drives(swings: Sequence[ParameterSwing]) -> str:
    names = [t(s.lever) if s.lever else t("assumptions.drives.level") for s in swings]
    return t("finding.comma").join(names[: words.LEVERS_NAMED]) or NOTHING


def _pick() -> None:
    """Open the chosen row in the editor."""
    rows = st.session_state[_TABLE]["selection"]["rows"]
    names = st.session_state[_SHOWN]
    if rows and names[rows[0]] in load_parameters().names:
        st.session_state[_PICK] = names[rows[0]]
