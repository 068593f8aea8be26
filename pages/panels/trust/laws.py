"""The laws of the model as badges: filled where a law holds, outlined where it is broken."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from models.validation.laws import LAW_KINDS, Verdict
from pages import compute
from pages.compute.questions import trust_questions as questions
from pages.figures.trust.law_words import detail
from pages.frame.drawer import drawer
from pages.frame.shown import tell
from pages.labels.catalogue import named, t

_SHEET = Path(__file__).with_name("trust.css")


def law_line() -> None:
    """Count the laws that hold in one line, and fold every one with its verdict under it."""
    with st.spinner(t("laws.wait")):
        verdicts = compute.ask(questions.laws_checked)
    drawer("laws", lambda: law_badges(verdicts), summary(verdicts))


def law_badges(verdicts: Sequence[Verdict]) -> None:
    """Draw every law with its verdict, by kind; the page brings `style`."""
    for kind in LAW_KINDS:
        tell(f"<h3>{escape(t(f'laws.kind.{kind}'))}</h3>{badges(verdicts, kind)}")


def style() -> str:
    """Rules of the trust pages."""
    return _SHEET.read_text(encoding="utf-8")


def summary(verdicts: Sequence[Verdict]) -> str:
    """Count the laws that hold."""
    return t("laws.summary", holds=sum(v.holds for v in verdicts), count=len(verdicts))


def badges(verdicts: Sequence[Verdict], kind: str) -> str:
    """Lay the badges of one kind out; each tells its statement, its setting and what was found."""
    return f'<ul class="laws">{"".join(_badge(v) for v in verdicts if v.law.kind == kind)}</ul>'


def _badge(verdict: Verdict) -> str:
    law, holds = verdict.law, verdict.holds
    mark = f'<b class="{"gain" if holds else "loss"}">{escape(t(f"laws.{_word(verdict)}"))}</b>'
    below = escape(detail(verdict))
    return f"<li>{mark}<span>{escape(named(law))} <small>{below}</small></span></li>"


def _word(verdict: Verdict) -> str:
    return "holds" if verdict.holds else "broken"
