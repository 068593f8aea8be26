"""Where a law was checked, in the words of the screen."""

from models.levers import KPI_UNITS
from models.validation.laws import Verdict
from pages.figures import decide_words as words
from pages.labels.catalogue import catalogue, t
from pages.labels.format import number

_ASSUMED = "assumption:"
_RIVALS = "rivals"


def detail(verdict: Verdict) -> str:
    """Write the setting of a law, where its worst case was, and how far it is from broken."""
    law = verdict.law
    margin = t(f"laws.{'margin' if law.kind == 'sign' else 'error'}", value=f"{verdict.value:.1e}")
    parts = (setting(law.setting), place(verdict.where), margin)
    return t("finding.semicolon").join(text for text in parts if text)


def setting(text: str) -> str:
    """Write the plan of a sign in words (grammar: `models.validation.signs`), or a named case."""
    if f"laws.setting.{text}" in catalogue():
        return t(f"laws.setting.{text}")
    parts = [_part(*part.split("=")) for part in text.split("; ") if part]
    return t("finding.comma").join(parts)


def _part(name: str, value: str) -> str:
    lever, _, quarter = name.partition("@")
    text = t("laws.set", name=_name(lever), value=_value(lever, value))
    return t("laws.set_from", set=text, number=quarter) if quarter else text


def _name(lever: str) -> str:
    if lever.startswith(_ASSUMED):
        return t(f"parameter.{lever.removeprefix(_ASSUMED)}")
    return t("laws.rivals") if lever == _RIVALS else words.lever(lever)


def _value(lever: str, value: str) -> str:
    if lever == _RIVALS:
        return t(f"rivals.{value}")
    if lever.startswith(_ASSUMED):
        return number(float(value))
    if lever in KPI_UNITS:
        return value
    return words.target(lever, float(value))


def place(where: str) -> str:
    """Write at which end of which levers, and how rivals answered."""
    if not where:
        return ""
    end, _, posture = where.partition(", ")
    lever, _, side = end.rpartition(" ")
    text = (
        t("laws.end", lever=words.lever(lever), end=t(f"laws.end.{side}"))
        if lever
        else t(f"laws.{side}")
    )
    return t("laws.where", end=text, rivals=t(f"rivals.{posture}"))
