"""Drawing figures on the page, with the words above them and the way to take them away.

They are drawn by `pages.components.charts`; where its script does not run in the reader's
browser, by Streamlit's own elements, from the same specifications.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import streamlit as st

from models.analysis.outcome import Outcome
from models.scenario import Scenario
from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.components import charts
from pages.figures.outcome_figures import Stage, style_of
from pages.frame import choices, shown, take_away
from pages.labels.catalogue import t
from pages.labels.html import source, words
from pages.plan import plan

_VIEW, _VIEWS = "view", ("changes", "levels")


@dataclass(frozen=True, kw_only=True)
class Control:
    """A choice among few ``options``, kept in the session under ``name``, that a figure offers."""

    label: str
    options: tuple[str, ...]
    name: str
    words: Callable[[str], str]

    def value(self) -> str:
        """Give the option that is chosen, the first at first."""
        kept = st.session_state.get(self.name)
        return kept if kept in self.options else self.options[0]

    def choice(self) -> charts.Choice:
        """Give it as the component draws it."""
        options = tuple(map(self.words, self.options))
        return charts.Choice(label=self.label, options=options, at=self.options.index(self.value()))

    def widget(self) -> None:
        """Draw it as a widget of Streamlit's."""
        choices.row(self.label, self.options, self.name, words=self.words)


@dataclass(frozen=True, kw_only=True, eq=False)
class Shown:
    """A figure with a control of it, and the selection of its specification that is listened to."""

    figure: Figure
    control: Control | None = None
    pick: str = ""


def stage(outcome: Outcome, scenario: Scenario) -> Stage:
    """Set the stage in the reader's language and theme."""
    market = plan.market()
    return Stage(
        market=market,
        scenario=scenario,
        outcome=outcome,
        style=own_style(),
        date=shown.today(),
    )


def own_style() -> Style:
    """Style of the reader's market in the reader's theme."""
    return style_of(plan.market(), dark=st.context.theme.type == "dark")


def draw(figure: Figure, control: Control | None = None, pick: str = "") -> str:
    """Draw ``figure`` with its words above and, beside them, a ``control`` of the chart.

    ``pick`` names a selection in its specification; the answer is the ``key`` of the mark that
    was clicked last, empty without one.
    """
    row([Shown(figure=figure, control=control, pick=pick)])
    return picked(figure.name, pick) if pick else ""


def row(pieces: Sequence[Shown], columns: Sequence[int] = (1,)) -> None:
    """Draw figures side by side, ``columns`` their parts of the width, as one element."""
    drawn_here = [shown.note(one.figure) for one in pieces]
    if not all(drawn_here):
        return
    if not charts.is_possible():
        for place, one in zip(st.columns(list(columns), gap="medium"), pieces, strict=True):
            with place:
                _plain(one)
        return
    controls = {one.figure.name: one.control for one in pieces if one.control}

    def chosen(figure: str, at: int) -> None:
        if (control := controls.get(figure)) and at in range(len(control.options)):
            st.session_state[control.name] = control.options[at]

    drawings = [_drawing(one) for one in pieces]
    take = charts.board(drawings, key=_key(pieces[0].figure.name), columns=columns, chosen=chosen)
    for one in pieces:
        if one.figure.name == take:
            take_away.dialog(one.figure)


def alone(figure: Figure, key: str) -> None:
    """Draw ``figure``, whose specification has a width, with title and subtitle and no more."""
    above = words(figure.title, figure.subtitle)
    if charts.is_possible():
        charts.board([_bare(figure, above)], key=key)
        return
    st.html(above)
    _chart(figure, key=f"plain.{key}", width="content")


def data(shown: Sequence[Shown]) -> list[dict[str, Any]]:
    """Write figures down as the browser draws them, for what is already on the page."""
    return [_drawing(one).data() for one in shown]


def picked(name: str, pick: str) -> str:
    """Give the key of the mark of figure ``name`` that was clicked last, before it is drawn."""
    if charts.is_possible():
        return charts.picked(_key(name), name)
    event = st.session_state.get(f"plain.{name}")
    rows = cast("Any", event)["selection"].get(pick, []) if event else []
    return str(rows[0].get("key", "")) if rows else ""


def _key(name: str) -> str:
    return f"chart.{name}"


def _drawing(shown: Shown) -> charts.Drawing:
    figure = shown.figure
    return replace(
        _bare(figure, words(figure.title, figure.subtitle, _source(figure))),
        choice=shown.control.choice() if shown.control else None,
        take=t("figure.download"),
        pick=shown.pick,
    )


def _bare(figure: Figure, above: str) -> charts.Drawing:
    return charts.Drawing(
        name=figure.name, spec=figure.spec, table=figure.table, alt=figure.subtitle, words=above
    )


def _plain(shown: Shown) -> None:
    """Draw a figure without the component."""
    figure = shown.figure
    with st.container(key=f"figure.{figure.name}", gap="xsmall"):
        with st.container(horizontal=True, wrap=False, gap="xsmall"):
            st.html(words(figure.title, figure.subtitle, _source(figure)))
            if shown.control:
                shown.control.widget()
            take_away.menu(figure)
        _chart(
            figure,
            key=f"plain.{figure.name}",
            on_select="rerun" if shown.pick else "ignore",
            selection_mode=shown.pick or None,
        )


def _chart(figure: Figure, **options: Any) -> None:  # noqa: ANN401
    st.vega_lite_chart(
        spec={**figure.spec, "datasets": {"main": figure.table}},
        theme=None,
        alt=figure.subtitle,  # the finding is the heading; a changing text would redraw all
        **options,
    )


def _source(figure: Figure) -> str:
    """Mark the chart with the grade of its weakest figure; behind it, where they come from."""
    if not figure.notes:
        return ""
    label = t("source.label", what=figure.title)
    return source(figure.grade, label, figure.notes, figure.name)


def view_control(first: str = "changes") -> Control:
    """Let the reader choose between levels and changes, one choice for each page that opens so."""
    views = (first, *(view for view in _VIEWS if view != first))
    return Control(
        label=t("figure.view"),
        options=views,
        name=_VIEW if first == _VIEWS[0] else f"{_VIEW}.{first}",
        words=lambda view: t(f"figure.{view}"),
    )


def as_changes(first: str = "changes") -> bool:
    """Return whether the reader wants changes rather than levels; ``first`` at first."""
    return view_control(first).value() == "changes"
