"""Numbers as people read them: three significant digits at most, thousands apart, a real minus.

A level has its three digits. A change stops at two decimals of its unit, because what is finer
than a hundredth of RMB bn, of a million or of a percent is no finding; where the level that it
changes is known and smaller, it has two digits, and below a thousandth of the level, as where no
digit is left, it is told as no change.

Money arrives in RMB bn and people in million; Chinese texts turn both into 万, 亿 and 万亿.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, isfinite, log10

from models.analysis.outcome import NEGLIGIBLE
from pages.labels.catalogue import LANGUAGES, language, t
from pages.labels.units import MONEY_UNITS as MONEY_UNITS
from pages.labels.units import YI_IN_BN as _YI_IN_BN
from pages.labels.units import money_scale as money_scale
from pages.labels.units import setting_form

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"
_WAN_IN_MILLION = 100.0
_THOUSAND_IN_MILLION = 1000.0
_WAN = 1e4
_FINEST = 2
"""Decimals of a change at most, unless its level is small in its unit."""

_BELOW_LEVEL = 4
"""Digits by which the last one of a change may lie below the first one of its level."""

_THOUSAND = 999.5
_LEAST_SHARE = 1e-3
_WHOLE = 1e-6


def number(value: float, digits: int = 3) -> str:
    """Round to ``digits`` significant ones: 1,240 · 71.2 · 0.0431; a dash for no number."""
    if not isfinite(value):
        return NOTHING
    if value == 0:
        return "0"
    return fixed(float(f"{value:.{digits - 1}e}"), max(0, _decimals(value, digits)))


def _decimals(value: float, digits: int = 3) -> int:
    """Count the decimals that ``digits`` significant ones take; negative for tens and more."""
    rounded = abs(float(f"{value:.{digits - 1}e}"))
    return digits - 1 - floor(log10(rounded))


def fixed(value: float, decimals: int, *, sign: bool = False) -> str:
    """Write ``value`` with so many decimals; with ``sign`` a plus where it is positive.

    Fewer decimals than none round to tens, hundreds and so on. A change of which no digit is left
    is 0 without decimals.
    """
    value = round(value, decimals) if decimals < 0 and isfinite(value) else value
    text = f"{value:{'+' if sign else ''},.{max(decimals, 0)}f}"
    if float(text.replace(",", "")) == 0:
        text = "0" if sign else text.lstrip("+-")
    return text.replace("-", MINUS)


def money(value: float) -> str:
    """``value`` RMB bn as 71.2 bn, or 712亿, or 2.13万亿."""
    if language() == LANGUAGES[0]:
        return t("format.bn", value=number(value))
    yi = value * _YI_IN_BN
    large = abs(yi) >= _WAN
    return t("format.wan_yi" if large else "format.yi", value=number(yi / _WAN if large else yi))


def people(value: float) -> str:
    """``value`` million as 391 m, or 3.91亿, or 950万."""
    if language() == LANGUAGES[0]:
        return t("format.million", value=number(value))
    wan = value * _WAN_IN_MILLION
    large = abs(wan) >= _WAN
    return t("format.yi" if large else "format.wan", value=number(wan / _WAN if large else wan))


def share(value: float) -> str:
    """``value`` of 1 as 52.0% or 0.25%; below a thousandth of the whole there are no digits."""
    if 0.0 < abs(value) < _LEAST_SHARE:
        return f"{'<' if value > 0 else '>' + MINUS}{_short(100 * _LEAST_SHARE)}%"
    return f"{fixed(100 * value, min(_decimals(100 * value), _FINEST))}%" if value else "0%"


def whole_percents(shares: Mapping[str, float]) -> dict[str, int]:
    """Round shares of one whole to whole per cent that sum to 100.

    What rounding leaves over goes to the shares that lost most by it.

    Raises
    ------
    ValueError
        The shares do not sum to 1, or one of them is negative.
    """
    if abs(sum(shares.values()) - 1.0) > _WHOLE or min(shares.values()) < -_WHOLE:
        msg = f"shares of one whole are needed, 0 or more that sum to 1; found {dict(shares)}"
        raise ValueError(msg)
    # The tolerance: 100 * 0.29 is 28.999..., which would lose a whole point.
    percents = {name: floor(100 * share + _WHOLE) for name, share in shares.items()}
    lost = sorted(percents, key=lambda name: percents[name] - 100 * shares[name])
    for name in lost[: 100 - sum(percents.values())]:
        percents[name] += 1
    return percents


def figure(value: float, unit: str) -> str:
    """Write a level in the words of its ``unit``, as `models.notation.METRICS` spells it."""
    if unit.startswith("RMB bn"):
        return money(value)
    written = {"million": people, "million/day": people, "share": share}
    return written.get(unit, number)(value)


def setting(value: float, unit: str) -> str:
    """Write a lever's value with its unit, as short as it goes: 48%, 9 bn, RMB 5.4, 1.05.

    A share stops at a hundredth of a percent, as a change does.
    """
    form = setting_form(unit)
    shown = value * form.scale
    shown = shown if form.decimals is None else round(shown, form.decimals)
    return f"{form.before}{_short(shown)}{form.after}"


def _short(value: float) -> str:
    """Three significant digits at most, no zeros behind them."""
    text = number(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, kw_only=True)
class Change:
    """A signed change in words: ``value`` and the range eight futures in ten fall in.

    ``is_none`` where no digit of the value is left, which is then told as no change.
    """

    value: str
    interval: str
    is_none: bool = False

    def __str__(self) -> str:
        """Value and range side by side."""
        return f"{self.value} {self.interval}".rstrip()


def percent_change(value: float, low: float, high: float) -> Change:
    """Ratios such as 0.038 as +3.8% [2.6, 5.1]."""
    return written_change("format.percent", [100 * x for x in (value, low, high)])


def points_change(value: float, low: float, high: float) -> Change:
    """Change of a share, which is no part of anything: 0.012 as +1.2 points [0.8, 1.6]."""
    return written_change("format.points", [100 * x for x in (value, low, high)])


def written_change(words: str, values: Sequence[float], level: float = 0.0) -> Change:
    """Write a change and the ends of its range alike, each in the unit that ``words`` puts.

    ``level`` is what changes, in the same unit; 0 where it is not known.
    """
    return rounded_change(words, values, shared_decimals(values, level), NEGLIGIBLE * abs(level))


def rounded_change(
    words: str, values: Sequence[float], decimals: int, least: float = 0.0
) -> Change:
    """Write a change and its ends with so many decimals; one smaller than ``least`` is none."""
    value, low, high = values
    span = interval(low, high, decimals)
    if not isfinite(value):
        return Change(value=NOTHING, interval=span)

    def counts(change: float) -> bool:
        return round(change, decimals) != 0 and abs(change) >= least

    if counts(value):
        return Change(value=t(words, value=fixed(value, decimals, sign=True)), interval=span)
    told, span = ("nearly_none", span) if counts(low) or counts(high) else ("no_change", "")
    return Change(value=t(f"format.{told}"), interval=span, is_none=True)


def money_size(value: float, *, level: float = 0.0) -> tuple[int, str]:
    """Sign and size of a change in RMB bn as it is written: 0 and none where no digit is left.

    ``level`` is what changes, 0 if not known.
    """
    scale, words = money_measure()
    decimals = shared_decimals([scale * value], scale * level)
    # The sign is that of the rounded figure: what is written as none has none.
    rounded = round(scale * value, decimals)
    if not rounded or abs(value) < NEGLIGIBLE * abs(level):
        return 0, t("format.none")
    return (1 if rounded > 0 else -1), t(words, value=fixed(abs(rounded), decimals))


def money_measure() -> tuple[float, str]:
    """Give the factor on a change in RMB bn, and the words around it."""
    return money_scale(), "format.bn" if language() == LANGUAGES[0] else "format.yi"


def money_change(value: float, low: float, high: float, *, level: float = 0.0) -> Change:
    """RMB bn as −4.2 bn [−5.1, −3.0], or in 亿; ``level`` is what changes, 0 if not known."""
    scale, words = money_measure()
    return written_change(words, [scale * x for x in (value, low, high)], scale * level)


def people_change(value: float, low: float, high: float, *, level: float = 0.0) -> Change:
    """Million people as +1.6 m [0.8, 3.0], or in 万; ``level`` is what changes, 0 if not known.

    Where a small level asks for more decimals than a change has, thousands are counted: +6.2 k.
    """
    scale, words = people_measure()
    if scale == 1.0 and shared_decimals([value, low, high], level) > _FINEST:
        scale, words = _THOUSAND_IN_MILLION, "format.thousand"
    return written_change(words, [scale * x for x in (value, low, high)], scale * level)


def people_measure() -> tuple[float, str]:
    """Give the factor on a change in million, and the words around it."""
    english = language() == LANGUAGES[0]
    return (1.0, "format.million") if english else (_WAN_IN_MILLION, "format.wan")


def percent_before_after(before: float, after: float, low: float, high: float) -> Change:
    """Two ratios and the range of the second: +12.8 → +12.7% [10.5, 15.6]."""
    values = [100 * x for x in (before, after, low, high)]
    decimals = shared_decimals(values)
    return Change(
        value=f"{_arrow(values[0], values[1], decimals)}%",
        interval=interval(values[2], values[3], decimals),
    )


def money_before_after(before: float, after: float, low: float, high: float) -> Change:
    """Two changes in RMB bn and the range of the second: −1.38 → −2.08 bn [−4.19, −0.84]."""
    scale, words = money_measure()
    values = [scale * x for x in (before, after, low, high)]
    decimals = shared_decimals(values)
    return Change(
        value=t(words, value=_arrow(values[0], values[1], decimals)),
        interval=interval(values[2], values[3], decimals),
    )


def _arrow(before: float, after: float, decimals: int) -> str:
    return " → ".join(fixed(x, decimals, sign=True) for x in (before, after))


def money_arrow(before: float, after: float) -> str:
    """Two changes in RMB bn side by side, their unit shown elsewhere: +39 → +37."""
    scale = money_scale()
    pair = (scale * before, scale * after)
    return _arrow(*pair, shared_decimals(pair))


def interval(low: float, high: float, decimals: int) -> str:
    """Write both ends alike: [2.6, 5.1]."""
    if not (isfinite(low) and isfinite(high)):
        return ""
    return f"[{fixed(low, decimals)}, {fixed(high, decimals)}]"


def shared_decimals(values: Sequence[float], level: float = 0.0) -> int:
    """Decimals that suit the largest of ``values``, so that a value and its range agree.

    ``level`` is what changes by them; where it is small, so are the changes that count.
    """
    largest = max((abs(x) for x in values if isfinite(x)), default=0.0)
    if largest >= _THOUSAND:
        return _decimals(largest)
    if largest >= 1:
        return 1 if largest < 20 else 0
    if not (largest and level):
        return _FINEST
    finest = max(_FINEST, _BELOW_LEVEL - 1 - floor(log10(abs(level))))
    return min(finest, max(_FINEST, _decimals(largest, 2)))


def three_digits(values: Sequence[float], level: float = 0.0) -> int:
    """Decimals that give the largest of ``values`` three significant digits at most."""
    largest = max(map(abs, values), default=0.0)
    return min(_decimals(largest), shared_decimals([largest], level)) if largest else _FINEST
