"""The third step: what came of a frozen decision, out of files or typed."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from models.errors import FileError
from models.inputs import read_scenario_bytes
from models.ledger import entries
from models.ledger.decision import Decision
from models.ledger.published import Published, published, row_wanted
from models.levers import LEVERS, UNIT_OF_WEIGHT
from models.library import Library
from models.market.rivals import POSTURES
from models.scenario import Scenario, Step
from pages.figures import decide_words as words
from pages.frame import choices, number_fields
from pages.frame.report import problems_table
from pages.labels.catalogue import language, t
from pages.labels.names import plain
from pages.panels import own_file
from pages.panels.share.ledger_forms import attempt, measured
from pages.plan import fields

FIGURES, MOVED = "ledger", "came"
"""Kinds of files that are handed in here."""

_WAYS, _AS_PLANNED = ("typed", "file"), "as-planned"
_YOURS = ("market", "actuals")
"""Kinds of files that Your figures keeps."""

_HEAD = "platform,period,metric,value,unit\n"
_SCENARIO = "scenario,lever,quarter,value\n"
_PERCENT = 100.0


def came(library: Library, known: Sequence[Decision]) -> None:
    """Take figure, levers and rivals as they came, and write down the split of the miss."""
    frozen = sorted((one for one in known if one.frozen), key=lambda one: one.miss is not None)
    if not frozen:
        st.info(t("ledger.came.none"))
        return
    names = [one.name for one in frozen]
    name = choices.one(t("ledger.decision"), names, "ledger.came.name")
    decision = next(one for one in frozen if one.name == name)
    aim = decision.aim
    told = t("ledger.aim", measure=words.measure(aim.metric), quarter=aim.quarter)
    st.markdown(f"**{plain(told)}**")
    left, right = st.columns(2, gap="large")
    with left:
        figure = _figure(decision)
    with right:
        moved = _moved(decision)
    if st.button(t("ledger.came.write"), key="ledger.came", type="primary", disabled=not figure):

        def write() -> str:
            assert figure
            entries.outcome(library, name, figure, moved)
            return t("ledger.came.done", name=name)

        attempt(write)


def _figure(decision: Decision) -> Published | None:
    """Read the figure from a file, from Your figures, or as it is typed."""
    way = choices.row(t("ledger.came.figure"), _WAYS, "ledger.came.way", words=_way)
    aim = decision.aim
    if way == "typed":
        factor, unit = measured(aim.metric)
        label = t("ledger.came.value", unit=unit)
        value = number_fields.optional(label, f"ledger.came.{aim.metric}", factor=factor)
        return None if value is None else Published(value=value, source=t("ledger.came.typed"))
    example = f"{_HEAD}{row_wanted(aim).replace('…', '92113')}\n"
    file = own_file.hand_in(FIGURES, example) or _yours()
    if file is None:
        return None
    try:
        found = published(file.data, aim)
    except FileError as error:
        problems_table(file.name, error.problems)
        return None
    st.caption(t("ledger.came.found", value=words.level(found.value, aim.metric),
                 file=plain(file.name)))  # fmt: skip
    return found if found.source else replace(found, source=file.name)


def _yours() -> own_file.StoredFile | None:
    """Give a file that Your figures keeps."""
    return next((file for kind in _YOURS if (file := own_file.kept(kind))), None)


def _moved(decision: Decision) -> Scenario | None:
    """Read levers and rivals from a scenario file, or as they are typed over the plan."""
    way = choices.row(t("ledger.came.levers"), _WAYS, "ledger.moved.way", words=_way)
    if way == "typed":
        return _typed(decision.plan)
    file = own_file.hand_in(MOVED, f"{_SCENARIO}{_example_row(decision.plan)}\n")
    if file is None:
        return None
    reading = read_scenario_bytes(file.data)
    if reading.problems:
        problems_table(file.name, reading.problems)
        return None
    same = [one for one in reading.scenarios if one.name == decision.name]
    return (same or list(reading.scenarios))[0]


def _example_row(plan: Scenario) -> str:
    step = plan.steps[0] if plan.steps else None
    return f"what came,{step.lever},{step.quarter},{step.value:g}" if step else ""


def _typed(plan: Scenario) -> Scenario:
    """Let the reader type what each step of the plan and the rivals' posture came to."""
    st.caption(t("ledger.came.steps"))
    columns, steps = st.columns(2), []
    for number, step in enumerate(plan.steps):
        with columns[number % 2]:
            steps.append(_step(plan, step))
    answer = choices.one(
        t("ledger.came.rivals"),
        (_AS_PLANNED, *POSTURES),
        "ledger.came.rivals",
        words=lambda name: t("ledger.came.as_planned" if name == _AS_PLANNED else f"rivals.{name}"),
    )
    came = replace(plan, steps=tuple(steps))
    return came if answer == _AS_PLANNED else replace(came, rivals=answer, conduct=(), notes=())


def _step(plan: Scenario, step: Step) -> Step:
    lever = LEVERS[step.lever]
    if step.lever in UNIT_OF_WEIGHT:  # three that sum to 1 are given in a file
        return step
    factor = _factor(step.lever)
    label = t("ledger.came.step", lever=t(step.lever), quarter=step.quarter,
              unit=t(f"unit.{lever.unit}"))  # fmt: skip
    key = f"ledger.step.{plan.name}.{step.lever}.{step.quarter}"
    low, high = lever.low * factor, lever.high * factor
    value = number_fields.number(
        label, key, step.value, factor=factor, min_value=low, max_value=high
    )
    return replace(step, value=value)


def _factor(lever: str) -> float:
    return _PERCENT if LEVERS[lever].unit == "share" else fields.scale(lever, language())


def _way(name: str) -> str:
    return t(f"ledger.way.{name}")
