"""One saved plan: what changed since it was opened, two revisions side by side, comments."""

from dataclasses import replace

import streamlit as st

from models.library import Library, changing, finding
from models.library.comparing import differences
from models.library.finding import Kept
from models.text_rules import NAME_LENGTH, NOTE_LENGTH
from pages import compute
from pages.compute.questions import share_questions as questions
from pages.figures.html_tables import paragraph
from pages.figures.share import library_tables as tables
from pages.figures.share import library_words as words
from pages.frame import choices
from pages.frame.drawer import drawer
from pages.frame.menu import COCKPIT, COMPARE
from pages.frame.shown import look_at, tell
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.labels.said import said
from pages.panels.share.library_list import CHOSEN, tried
from pages.plan import declared, plan, shelf


def draw(library: Library, name: str) -> tuple[str, str]:
    """Draw a plan, and give its finding and the line below that."""
    kept = finding.revision(library, name)
    look_at(kept.scenario())
    seen = finding.last_opened(library, name, declared.person())
    steps = finding.history(library, name)
    tell(tables.timeline(steps, seen))
    old, new = _two(library, kept, seen)
    _ways(library, kept, old, new)
    _beside(old, new)
    _today(new)
    drawer("library.comments", lambda: _comments(library, kept))
    before = kept.head - 1 if seen is None else min(seen, kept.head)
    since = finding.revision(library, name, before) if before else None
    moved = differences(since.scenario(), kept.scenario()) if since else []
    return words.finding(kept, seen, moved, since), words.saved_by(kept)


def _beside(old: Kept, new: Kept) -> None:
    """Set two revisions side by side; of one alone, show what it says and what came out."""
    if old.revision == new.revision:
        for column, table in zip(
            st.columns(2, gap="large"),
            (tables.plan_rows(new), tables.kept_results(new)),
            strict=True,
        ):
            tell(table, column)
        return
    rows = differences(old.scenario(), new.scenario())
    heads = (_number(old.revision), _number(new.revision))
    tell(tables.differences(rows, heads) if rows else paragraph(t("library.no_difference")))
    tell(tables.results(old, new))


def _two(library: Library, kept: Kept, seen: int | None) -> tuple[Kept, Kept]:
    """Let the reader choose two revisions: at first what was last opened, and the last one."""
    if kept.head == 1:
        return kept, kept
    numbers = list(range(kept.head, 0, -1))
    first = seen if seen and seen < kept.head else kept.head - 1
    left, right = st.columns(2)
    with left:
        old = choices.one(
            t("library.from"), numbers, f"library.from.{kept.name}", words=_number, default=first
        )
    with right:
        new = choices.one(
            t("library.to"), numbers, f"library.to.{kept.name}", words=_number, default=kept.head
        )
    return finding.revision(library, kept.name, old), finding.revision(library, kept.name, new)


def _number(number: int) -> str:
    return t("library.revision", number=number)


def _ways(library: Library, kept: Kept, old: Kept, new: Kept) -> None:
    """Draw what can be done with the two revisions and with the plan."""
    with st.container(horizontal=True, gap="small"):
        if st.button(t("library.open", number=new.revision), key="library.open", type="primary"):
            open_plan(library, new)
        if old.revision != new.revision and st.button(t("library.compare"), key="library.compare"):
            _open_both(old, new)
        if old.revision != kept.head:
            st.button(
                t("library.restore", number=old.revision),
                key="library.restore",
                on_click=tried(lambda: _restore(library, old)),
            )
        menu = st.popover(t("library.manage"), key="library.manage", on_change="rerun")
    if menu.open:
        with menu:
            _manage(library, kept)


def open_plan(library: Library, kept: Kept) -> None:
    """Make a revision the current plan of the Cockpit; what was open stays beside it."""
    scenario = kept.scenario()
    shelf.open_beside([scenario])
    opened = plan.sheet().name
    declared.note_origin(opened, kept.revision)
    changing.note_opening(library, kept.name, declared.person(), kept.revision)
    st.switch_page(COCKPIT)


def _open_both(old: Kept, new: Kept) -> None:
    title = t("library.numbered", name=old.name[: NAME_LENGTH - 8], number=old.revision)
    shelf.open_beside([new.scenario(), replace(old.scenario(), name=title)])
    declared.note_origin(plan.sheet().name, new.revision)
    st.switch_page(COMPARE)


def _restore(library: Library, old: Kept) -> str:
    done = changing.restore(library, old.name, old.revision, author=declared.person())
    st.session_state.pop(f"library.to.{old.name}", None)
    return t("library.restored", old=old.revision, number=done.revision)


def _manage(library: Library, kept: Kept) -> None:
    """Draw name, branch, tag, owner and archive, each a text and a button."""
    name = st.text_input(t("library.name"), kept.name, NAME_LENGTH, key="library.new_name")
    row = st.container(horizontal=True, gap="xsmall")
    with row:
        _do("rename", lambda: _rename(library, kept, name))
        _do("branch", lambda: _branch(library, kept, name))
    tag = st.text_input(t("library.tag"), "", NAME_LENGTH, key="library.new_tag")
    _do("tag_now", lambda: _tag(library, kept, tag))
    owner = st.text_input(t("library.owner"), kept.owner, NAME_LENGTH, key="library.new_owner")
    private = st.checkbox(
        t("library.is_private"),
        kept.private,
        key="library.is_private",
        help=t("library.private_help"),
    )
    _do("own", lambda: _own(library, kept, owner, private))
    _do("unarchive" if kept.archived else "archive", lambda: _archive(library, kept))


def _do(name: str, work: object) -> None:
    st.button(t(f"library.{name}"), key=f"library.do.{name}", on_click=tried(work))  # type: ignore[arg-type]


def _rename(library: Library, kept: Kept, name: str) -> str:
    changing.rename(library, kept.name, name)
    declared.rename(kept.name, name)
    st.session_state[CHOSEN] = name
    return t("library.renamed", old=kept.name, new=name.strip())


def _branch(library: Library, kept: Kept, name: str) -> str:
    changing.branch(library, kept.name, name, author=declared.person())
    st.session_state[CHOSEN] = name
    return t("library.branched", old=kept.name, new=name.strip())


def _tag(library: Library, kept: Kept, tag: str) -> str:
    number = changing.tag(library, kept.name, tag)
    return t("library.tagged", number=number, tag=tag.strip())


def _own(library: Library, kept: Kept, owner: str, private: bool) -> str:
    changing.own(library, kept.name, owner, private=private)
    return t("library.owned", name=kept.name, owner=owner.strip() or t("library.somebody"))


def _archive(library: Library, kept: Kept) -> str:
    changing.archive(library, kept.name, away=not kept.archived)
    return t("library.unarchived" if kept.archived else "library.put_away", name=kept.name)


def _today(kept: Kept) -> None:
    """Say whether a revision still comes out as it did; what moved it stands in a table."""
    reopened = compute.ask(questions.reopened, kept.scenario(), kept)
    tell(paragraph(words.today(reopened)))
    if reopened.fault:
        st.caption(plain(said(reopened.fault)))
    if not reopened.is_same:
        tell(tables.then_and_now(reopened))


def _comments(library: Library, kept: Kept) -> None:
    notes = finding.comments(library, kept.name)
    levers = dict.fromkeys(step.lever for step in kept.scenario().steps)
    options = ["", *levers, *(one.metric for one in kept.figures)]
    with st.form("library.comment", clear_on_submit=True, border=False):
        on = choices.one(t("library.on"), options, "library.comment.on", words=tables.on)
        text = st.text_area(t("library.comment"), key="library.comment.text", max_chars=NOTE_LENGTH)
        if st.form_submit_button(t("library.comment_now")) and text.strip():
            changing.comment(library, kept.name, text, on=on, author=declared.person())
            notes = finding.comments(library, kept.name)
    tell(tables.comments(notes))
