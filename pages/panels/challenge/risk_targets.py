"""The targets of a plan: bounds against no change in the same future, and their date."""

import streamlit as st

from models.analysis.targets import Target
from models.notation import quarters_after
from models.scenario import Scenario
from pages.figures.challenge.risk_words import DEFAULT_TARGETS, Targets
from pages.frame.number_fields import FORM
from pages.labels.catalogue import t

_DATE = "risk.by"
_WIDEST = 500.0


def targets(scenario: Scenario, examples: Targets) -> tuple[Target, ...]:
    """Draw the controls and give the targets that are set; at first these are ``examples``."""
    own = any(_shown(metric, examples) != usual for metric, usual in examples.items())
    label = t("risk.targets.own" if own else "risk.targets.example")
    with st.expander(label, key="drawer.targets", type="compact"):
        return _asked(scenario, examples)


def _shown(metric: str, examples: Targets) -> float | None:
    """Give what the field of a target shows, or is about to."""
    shown: float | None = st.session_state.get(_key(metric, examples), examples[metric])
    return shown


def _key(metric: str, examples: Targets) -> str:
    """Name the field; other examples have fields of their own, which begin with them."""
    return f"risk.target.{metric}{'' if examples is DEFAULT_TARGETS else '.harvest'}"


def _asked(scenario: Scenario, examples: Targets) -> tuple[Target, ...]:
    quarters = quarters_after(scenario.market, scenario.horizon)
    columns = st.columns(len(examples) + 1, vertical_alignment="bottom")
    wanted = {
        metric: _bound(column, metric, examples)
        for column, metric in zip(columns, examples, strict=False)
    }
    with columns[-1]:
        date = _date(quarters)
    return tuple(
        Target(
            metric=metric,
            bound=round(1.0 + percent / 100.0, 9),
            quarter=None if metric == "value" or date == quarters[-1] else date,
            is_relative=True,
        )
        for metric, percent in wanted.items()
        if percent is not None
    )


def _bound(
    column: st.delta_generator.DeltaGenerator, metric: str, examples: Targets
) -> float | None:
    bound: float | None = column.number_input(
        t(f"risk.target.{metric}"),
        -_WIDEST,
        _WIDEST,
        examples[metric],
        1.0,
        format=FORM,
        placeholder=t("risk.target.none"),
        help=t("risk.target.help"),
        key=_key(metric, examples),
        persist_state="session",
    )
    return bound


def _date(quarters: tuple[str, ...]) -> str:
    if st.session_state.get(_DATE) not in quarters:
        st.session_state[_DATE] = quarters[-1]
    quarter: str = st.selectbox(t("risk.target.by"), quarters, key=_DATE, persist_state="session")
    return quarter
