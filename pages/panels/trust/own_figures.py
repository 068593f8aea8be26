"""The reader's own figures and tests: read, refused with reasons, and what they would change."""

from collections.abc import Callable

import streamlit as st

from models.analysis.outcome import Outcome
from models.analysis.refit_preview import Preview
from models.errors import FileError, ModelError
from models.experiments.lift_rows import COLUMNS
from models.scenario import Scenario
from pages import compute
from pages.charts.style import Style
from pages.compute.questions import file_questions
from pages.compute.questions import trust_questions as questions
from pages.compute.questions.cockpit_questions import outcome
from pages.figures.trust.assumption_figures import written
from pages.figures.trust.assumption_words import range_text
from pages.figures.trust.own_curves import curve_figure
from pages.frame import canvas
from pages.frame.drawer import drawers
from pages.frame.report import problems_table
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.labels.said import said
from pages.panels import own_file

_TELLING = 0.03
_NAME_WIDTH = 330
_ACROSS = 3
_EXAMPLES = {
    "actuals": "platform,period,metric,value,unit\nTaotian,2025Q4,CMR,102600,RMB mn\n",
    "experiments": f"{','.join(COLUMNS)}\n"
    "content_investment,1.5,4,dau,taotian,4,3.2,0.8,2024-04-01,average\n",
}
"""A file of each kind that can be read; all figures are made up."""


def details(scenario: Scenario, style: Style) -> None:
    """Fold what sharpens ranges: figures by quarter, and tests of levers."""
    drawers(
        {
            "your_figures.tab.actuals": lambda: _actuals(scenario, style),
            "your_figures.tab.experiments": lambda: _experiments(scenario, style),
        }
    )


def _actuals(scenario: Scenario, style: Style) -> None:
    """Take reported or internal figures by quarter."""
    _take(
        "actuals",
        lambda data: compute.ask(file_questions.actuals_in, data),
        lambda data: compute.ask(questions.previewed, scenario, None, data),
        style,
        scenario,
    )


def _experiments(scenario: Scenario, style: Style) -> None:
    """Take tests of levers."""
    _take(
        "experiments",
        lambda data: compute.ask(file_questions.tests_in, data),
        lambda data: compute.ask(questions.previewed, scenario, data, None),
        style,
        scenario,
    )


def _take(
    kind: str,
    read: Callable[[bytes], tuple[str, ...]],
    fit: Callable[[bytes], Preview],
    style: Style,
    scenario: Scenario,
) -> None:
    """Read a file, tell what is wrong with it or what was understood, and offer the preview."""
    st.caption(t(f"own.{kind}.purpose"))
    kept = own_file.hand_in(kind, _EXAMPLES[kind])
    if kept is None:
        return
    try:
        notes = read(kept.data)
    except FileError as error:
        problems_table(kept.name, error.problems)
        return
    read_well = st.empty()
    read_well.success(t("own.read", file=plain(kept.name)))
    for note in notes:
        st.info(plain(said(note)))
    if st.button(t("own.preview"), key=f"own.{kind}.preview", type="primary"):
        st.session_state[own_file.asked(kind)] = True
    if st.session_state.get(own_file.asked(kind)):
        try:
            _preview(lambda: fit(kept.data), kind, style, scenario)
        except FileError as error:
            # Only the fit can tell; a file that it refuses is not without a fault.
            read_well.empty()
            problems_table(kept.name, error.problems)


def _preview(fit: Callable[[], Preview], kind: str, style: Style, scenario: Scenario) -> None:
    try:
        with st.spinner(t("own.wait")):
            preview = fit()
    except FileError:
        raise
    except ModelError as error:
        st.error(t("own.failed", reason=plain(said(str(error)))))
        return
    st.markdown(f"**{plain(finding(preview))}**")
    left, right = st.columns([3, 2], gap="large")
    with left:
        widths = {t("own.column.name"): st.column_config.Column(width=_NAME_WIDTH)}
        st.dataframe(
            ranges(preview), hide_index=True, key=f"own.{kind}.ranges", column_config=widths
        )
    with right:
        if preview.effects:
            effects = plan_effects(preview, compute.ask(outcome, scenario))
            st.dataframe(effects, hide_index=True, key=f"own.{kind}.effects")
        else:
            st.info(t("own.plan_idle"))
        size, candidates = f"{preview.effective_size:,.0f}", f"{preview.candidates:,}"
        st.caption(t("own.effective", size=size, candidates=candidates))
        st.caption(t("own.keep", option=f"--{kind}"))
    columns = st.columns(_ACROSS, gap="medium")
    for number, curve in enumerate(preview.curves):
        with columns[number % _ACROSS]:
            canvas.draw(curve_figure(curve, number, style))


def finding(preview: Preview) -> str:
    """Write how many ranges would change, and which most."""
    telling = [row for row in preview.moved if abs(row.narrower) >= _TELLING]
    if not telling:
        return t("own.none_moved")
    most = telling[0]
    values = {"count": len(telling), "name": t(f"parameter.{most.parameter}")}
    by = f"{abs(most.narrower):.0%}"
    if most.narrower < 0:
        return t("own.moved_wider", wider=by, **values)
    return t("own.moved", narrower=by, **values)


def ranges(preview: Preview) -> dict[str, list[str]]:
    """Lay out the ranges now and after, the largest change first."""
    rows = preview.moved
    cells = {
        "name": [t(f"parameter.{row.parameter}") for row in rows],
        "before": [range_text(row.parameter, row.before) for row in rows],
        "after": [range_text(row.parameter, row.after) for row in rows],
        "narrower": [f"{row.narrower:.0%}".replace("-", "−") for row in rows],
    }
    return {t(f"own.column.{name}"): column for name, column in cells.items()}


def plan_effects(preview: Preview, plan: Outcome) -> dict[str, list[str]]:
    """Lay out the plan's effects with their ranges now and after, at the levels of ``plan``."""
    told = [
        (name, *(str(written(name, effect, plan.level(name))) for effect in pair))
        for name, pair in preview.effects.items()
    ]
    cells = {
        "metric": [t(f"assumptions.metric.{name}") for name, _, _ in told],
        "before": [now for _, now, _ in told],
        "after": [then for _, _, then in told],
    }
    return {t(f"own.column.{name}"): column for name, column in cells.items()}
