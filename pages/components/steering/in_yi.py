"""Sliders of money in Chinese: the value over the thumb in 亿, which a slider cannot write.

A slider counts in RMB bn, as files and addresses do. Its own text gives way to a rule of style
except while it is dragged, when only the browser knows the value.
"""

from models.levers import LEVERS
from pages.components.steering import plan
from pages.labels.catalogue import LANGUAGES, language
from pages.labels.format import MONEY_UNITS, setting

_THUMB = "[data-testid='stSliderThumbValue']"


def thumb_values() -> str:
    """Rules that write the value of each lever of money; none in English."""
    if language() == LANGUAGES[0]:
        return ""
    values = plan.targets()
    rules = (
        f".st-key-around-{name}{{--yi:'{setting(values[name], lever.unit)}'}}"
        f".st-key-around-{name} [data-testid='stSlider']:not(:active) {_THUMB}"
        "{visibility:hidden}"
        f".st-key-around-{name} [data-testid='stSlider']:not(:active) {_THUMB}::after"
        "{content:var(--yi);visibility:visible;position:absolute;left:50%;top:0;"
        "transform:translateX(-50%)}"
        for name, lever in LEVERS.items()
        if lever.unit in MONEY_UNITS
    )
    return "".join(rules)
