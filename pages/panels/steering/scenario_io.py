"""Scenarios in and out of the browser: name, save, open, switch."""

from dataclasses import replace

import streamlit as st

from models.documents.plan_document import KINDS
from models.errors import ModelError, Problem
from models.fingerprint import fingerprint
from models.scenario import Scenario
from models.scenario.csv.scenario_file import Reading, write_bytes
from models.text_rules import NAME_LENGTH, name_key, name_rule
from pages import compute
from pages.compute.questions import file_questions as questions
from pages.frame import report
from pages.frame.look import DOCUMENT_MB
from pages.frame.take_away import logged
from pages.labels.catalogue import t
from pages.labels.names import slug
from pages.panels.steering.share import share_menu
from pages.plan import history, plan, shelf

_UPLOAD, _TAKEN = "scenario.upload", "scenario.taken"
_ACTIVE = "scenario.active"
_NAME = "scenario.name"
_RENAMED, _LEADS_ON = "scenario.renamed", "scenario.leads_on"


def scenario_bar() -> None:
    """Draw the three menus above the levers, where they stay in sight; closed ones cost nothing."""
    # A callback does not know the language yet, so what it did is told here.
    if renamed := st.session_state.pop(_RENAMED, ()):
        notices = (t("scenario.renamed", old=old, new=new) for old, new in renamed)
        report.notify("\n\n".join(notices))
    with st.container(horizontal=True, gap="xsmall", key="scenario.bar"):
        save, load, share = (
            st.popover(t(f"scenario.{name}"), key=f"menu.{name}", on_change="rerun")
            for name in ("save", "open", "share")
        )
    if save.open:
        with save:
            _save()
    if load.open:
        with load:
            open_panel()
    if share.open:
        with share:
            share_menu(plan.current())


def _save() -> None:
    scenario = _stamped(plan.current())
    st.session_state[_NAME] = scenario.name
    st.text_input(t("scenario.name"), max_chars=NAME_LENGTH, key=_NAME, on_change=_rename)
    # The database takes a third of a second to load, and the library has its own panel only here.
    from pages.panels.steering.library_save import save_panel

    save_panel(scenario)
    st.caption(t("library.or_file"))
    _file("this", lambda: write_bytes([scenario]), f"{slug(scenario.name)}.csv")
    everything = shelf.with_active(scenario)
    if len(everything) > 1:
        label = t("scenario.save_all", count=len(everything))
        _file("all", lambda: write_bytes(everything), "scenarios.csv", label)
    _file("numbers", lambda: numbers(scenario), f"{slug(scenario.name)}-numbers.csv")


def _file(name: str, make: object, file_name: str, label: str = "") -> None:
    st.download_button(
        label or t(f"scenario.save_{name}"),
        logged(make),  # type: ignore[arg-type]
        file_name=file_name,
        mime="text/csv",
        key=f"scenario.save.{name}",
        on_click="ignore",
        width="stretch",
    )


def numbers(scenario: Scenario) -> bytes:
    """Every figure of the projection, as the terminal writes it, with the draws of the screen."""
    return compute.ask(questions.numbers, (scenario,))


def _stamped(scenario: Scenario) -> Scenario:
    return replace(scenario, model=fingerprint(scenario.market))


def _rename() -> None:
    old, new = plan.sheet().name, st.session_state[_NAME].strip()
    taken = {name_key(s.name) for s in shelf.plans()} - {name_key(old)}
    if rule := name_rule(new):
        report.notify(t("scenario.name_refused", rule=rule))
    elif name_key(new) in taken:
        report.notify(t("scenario.name_taken"))
    else:
        shelf.put(
            replace(s, name=new) if name_key(s.name) == name_key(old) else s for s in shelf.plans()
        )
        plan.change(name=new)
        history.rename(old, new)


def open_panel(*, leads_on: bool = False) -> None:
    """Draw the box for a file, and the plans that are open.

    ``leads_on`` has `has_opened` tell when a file brought a plan.
    """
    st.file_uploader(
        t("scenario.upload"),
        type=KINDS,
        key=_UPLOAD,
        on_change=_take_in,
        kwargs={"leads_on": leads_on},
        max_upload_size=DOCUMENT_MB,
        help=t("scenario.upload_help"),
    )
    names = [s.name for s in shelf.plans()]
    if len(names) > 1:
        st.session_state[_ACTIVE] = plan.sheet().name
        st.selectbox(t("scenario.switch", count=len(names)), names, key=_ACTIVE, on_change=_switch)


def has_opened() -> bool:
    """Tell once that a file brought a plan where it was to lead on."""
    return bool(st.session_state.pop(_LEADS_ON, False))


def _take_in(*, leads_on: bool = False) -> None:
    """Read the file at once, before anything is drawn: all of it counts, or nothing.

    A browser whose menu has just closed sends the file once more; it is no second one.
    """
    file = st.session_state[_UPLOAD]
    if file is None:
        report.forget()
        return
    if file.file_id == st.session_state.get(_TAKEN):
        return
    st.session_state[_TAKEN] = file.file_id
    try:
        reading = _computable(compute.ask(questions.plans_in, file.getvalue()))
    except compute.ComputationError as error:
        report.notify(str(error))
        return
    report.keep(file.name, reading)
    if reading.scenarios:
        st.session_state[_RENAMED] = shelf.open_beside(reading.scenarios)
        st.session_state[_LEADS_ON] = leads_on


def _computable(reading: Reading) -> Reading:
    """Refuse assumptions that make the market tip, which no single row tells."""
    problems = []
    for scenario in reading.scenarios:
        try:
            plan.check(scenario)
        except ModelError as error:
            problems.append(
                Problem(line=None, column=None, found=scenario.name, message=str(error))
            )
    return replace(reading, scenarios=(), problems=tuple(problems)) if problems else reading


def _switch() -> None:
    shelf.put(shelf.with_active(plan.current()))
    wanted = st.session_state[_ACTIVE]
    plan.adopt(next(s for s in shelf.plans() if s.name == wanted))
