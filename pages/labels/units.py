"""Units on screen: the factor from the model's unit, what stands around a number, words typed.

The one place that says how a lever's value is shown and which units a reader may type behind it;
`format` writes by it, and the browser is told it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pages.labels.catalogue import LANGUAGES, catalogue, language, t

MONEY_UNITS = ("RMB bn", "RMB bn/quarter")
YI_IN_BN = 10.0

_PERCENT = 100.0
_FINEST_SHARE = 2
"""Decimals of a percentage at most: what is finer than a hundredth of a percent is no finding."""

_PER_CENT = {"%": 1 / _PERCENT, "\N{PER MILLE SIGN}": 1e-3}

_AMOUNTS = {
    "trillion": 1e3,
    "billion": 1.0,
    "hundred_million": 1 / YI_IN_BN,
    "million": 1e-3,
    "ten_thousand": 1e-5,
}
"""RMB bn in each amount that people write, by its row ``typed.`` in the catalogue."""


def money_scale(locale: str = "") -> float:
    """Give the factor on RMB bn where the unit stands apart: 1, or 10 for 亿.

    ``locale`` is a language, that in use where none is named.
    """
    return 1.0 if (locale or language()) == LANGUAGES[0] else YI_IN_BN


@dataclass(frozen=True, kw_only=True)
class SettingForm:
    """How values of a unit are written and read.

    Attributes
    ----------
    scale : float
        Factor from the model's unit to the number on screen.
    before, after : str
        What stands around the number.
    decimals : int or None
        Decimals at most; None where significant digits alone decide.
    words : mapping of str to float
        Units that may be typed behind a number, in small letters without blanks, each with the
        value of one of it in the model's unit. A bare number is in the unit on screen.
    behind : tuple of str
        What may follow such a unit and changes nothing: yuan, a quarter.
    currency : bool
        Whether a sign of currency may stand before it.
    """

    scale: float
    before: str
    after: str
    decimals: int | None
    words: Mapping[str, float]
    behind: tuple[str, ...]
    currency: bool


def setting_form(unit: str) -> SettingForm:
    """Give the form of a lever's ``unit`` in the language in use."""
    if unit in ("share", "weight"):
        return _form("{value}%", _PER_CENT, scale=_PERCENT, decimals=_FINEST_SHARE)
    if unit in MONEY_UNITS:
        text = t("format.bn" if language() == LANGUAGES[0] else "format.yi", value="{value}")
        amounts = {word: each for name, each in _AMOUNTS.items() for word in _typed(name)}
        quarter = _typed("a_quarter") if unit.endswith("quarter") else ()
        behind = (*_typed("yuan"), *quarter)
        return _form(text, amounts, behind, scale=money_scale(), currency=True)
    if unit == "RMB/order":
        yuan = dict.fromkeys(_typed("yuan"), 1.0)
        text = t("number.rmb", value="{value}")
        return _form(text, yuan, _typed("an_order"), currency=True)
    return _form("{value}", dict.fromkeys(_spellings(f"unit.{unit}"), 1.0))


def _form(
    text: str,
    words: Mapping[str, float],
    behind: tuple[str, ...] = (),
    *,
    scale: float = 1.0,
    decimals: int | None = None,
    currency: bool = False,
) -> SettingForm:
    before, after = text.split("{value}")
    return SettingForm(
        scale=scale,
        before=before,
        after=after,
        decimals=decimals,
        words=words,
        behind=behind,
        currency=currency,
    )


def _typed(name: str) -> tuple[str, ...]:
    return _spellings(f"typed.{name}")


def _spellings(key: str) -> tuple[str, ...]:
    """Give the words of a row in every language, as they are compared: small, without blanks."""
    row = catalogue().get(key, {})
    words = "|".join(row.get(locale, "") for locale in LANGUAGES).split("|")
    return tuple(word.replace(" ", "").lower() for word in words if word)
