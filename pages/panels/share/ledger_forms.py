"""The first two steps of a decision: a guess before the forecast is seen, then the freeze."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from models.errors import FileError, ModelError
from models.ledger import entries
from models.ledger.decision import Decision, Guess
from models.ledger.miss import Aim
from models.ledger.published import SERIES
from models.library import Library
from models.notation import METRICS, quarters_after
from models.scenario import Scenario
from models.text_rules import NAME_LENGTH, name_key
from pages.figures import decide_words as words
from pages.frame import choices, number_fields
from pages.frame.report import problems_table
from pages.labels.catalogue import t
from pages.labels.format import MONEY_UNITS, money_measure, people_measure
from pages.labels.names import plain
from pages.labels.said import said
from pages.plan import declared

_DONE, _NAME = "ledger.done", "ledger.name"
_YEAR = 4
_ENDS = ("low", "central", "high")


def tell_done() -> None:
    """Say once what was written down."""
    if told := st.session_state.pop(_DONE, ""):
        st.success(plain(told))


def attempt(write: Callable[[], str]) -> None:
    """Write something down and draw anew, or say why not; nothing that was typed is lost."""
    try:
        st.session_state[_DONE] = write()
    except FileError as error:
        problems_table("", error.problems)
    except ModelError as error:
        st.error(plain(said(str(error))))
    else:
        st.rerun()


def measured(metric: str) -> tuple[float, str]:
    """Give the factor on a metric as it is typed, and the words of its unit."""
    if METRICS[metric] in MONEY_UNITS:
        return money_measure()[0], t("ledger.unit.money")
    return people_measure()[0], t("ledger.unit.people")


def guess(library: Library, scenario: Scenario) -> None:
    """Ask what is expected of the plan in the sidebar; the forecast is not shown here."""
    st.caption(t("ledger.guess.purpose", name=plain(scenario.name)))
    left, right = st.columns(2)
    with left:
        plan = _named(scenario)
    with right:
        by = _person("ledger.by", scenario)
    known = entries.find(library, plan.name)
    if known and known.frozen:
        st.info(plain(t("ledger.guess.late", name=known.name)))
        return
    aim = _aim(plan, known)
    factor, unit = measured(aim.metric)
    numbers = {}
    for name, column in zip(_ENDS, st.columns(3), strict=True):
        with column:
            label = t(f"ledger.guess.{name}", unit=unit)
            key = f"ledger.{name}.{aim.metric}"
            numbers[name] = number_fields.optional(label, key, factor=factor)
    given = {name: number for name, number in numbers.items() if number is not None}
    ready = len(given) == len(_ENDS)
    if st.button(t("ledger.guess.write"), key="ledger.guess", type="primary", disabled=not ready):
        expected = Guess(low=given["low"], central=given["central"], high=given["high"], by=by)

        def write() -> str:
            entries.guess(library, plan, aim, expected)
            return t("ledger.guess.done", name=plan.name)

        attempt(write)


def freeze(library: Library, scenario: Scenario, known: Sequence[Decision]) -> None:
    """Fix plan, rationale and forecast, of the plan in the sidebar or of one that was guessed."""
    st.caption(t("ledger.freeze.purpose"))
    open_ = [one for one in known if not one.frozen]
    left, right = st.columns(2)
    with left:
        plan = _named(scenario)
    with right:
        author = _person("ledger.author", scenario)
    names = list({name_key(n): n for n in (plan.name, *(one.name for one in open_))}.values())
    name = plan.name
    if len(names) > 1:
        name = choices.one(t("ledger.decision"), names, "ledger.freeze.name")
    guessed = next((one for one in known if name_key(one.name) == name_key(name)), None)
    if guessed and guessed.frozen:
        st.info(plain(_frozen(guessed)))
        return
    aim = _aim(guessed.plan if guessed else plan, guessed)
    if not guessed:
        st.caption(t("ledger.freeze.no_guess"))
    why = st.text_area(t("ledger.freeze.why"), key="ledger.why", persist_state="session")
    if st.button(t("ledger.freeze.write"), key="ledger.freeze", type="primary"):

        def write() -> str:
            settings = {"rationale": why, "author": author}
            at = None if guessed else aim
            made = entries.freeze(library, name, plan=None if guessed else plan, aim=at, **settings)
            return _frozen(made)

        attempt(write)


def _frozen(decision: Decision) -> str:
    """Write the forecast that a decision was frozen with."""
    made, metric = decision.forecast, decision.aim.metric
    assert made
    low, central, high = (words.level(x, metric) for x in (made.low, made.central, made.high))
    return t(
        "ledger.freeze.done",
        name=decision.name,
        date=decision.frozen[:10],
        measure=t(f"measure.{metric}"),
        quarter=decision.aim.quarter,
        low=low,
        central=central,
        high=high,
    )


def _named(scenario: Scenario) -> Scenario:
    """Give the plan under the name of the decision: its own, unless another is typed."""
    typed = st.text_input(
        t("ledger.name"), placeholder=scenario.name, max_chars=NAME_LENGTH, key=_NAME,
        persist_state="session",
    ).strip()  # fmt: skip
    return replace(scenario, name=typed) if typed else scenario


def _person(label: str, scenario: Scenario) -> str:
    """Ask for a name, which nobody checks; the one declared, or the plan's author, at first."""
    return st.text_input(
        t(label),
        value=declared.person() or scenario.author,
        max_chars=NAME_LENGTH,
        key=label,
        persist_state="session",
    )


def _aim(plan: Scenario, known: Decision | None) -> Aim:
    """Let the reader choose metric and quarter; those of a guess stay."""
    if known:
        aim = known.aim
        st.markdown(plain(t("ledger.aim", measure=words.measure(aim.metric), quarter=aim.quarter)))
        return aim
    left, right = st.columns(2)
    with left:
        metric = choices.one(t("ledger.metric"), tuple(SERIES), "ledger.metric",
                             words=words.measure)  # fmt: skip
    quarters = quarters_after(plan.market, plan.horizon)
    with right:
        usual = quarters[min(_YEAR, len(quarters)) - 1]
        quarter = choices.one(t("ledger.quarter"), quarters, "ledger.quarter", default=usual)
    return Aim(metric=metric, quarter=quarter)
