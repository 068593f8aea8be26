"""Colours that can be told from their ground, and from each other by every eye.

Dichromats are simulated as Viénot, Brettel and Mollon (1999) do for a screen; how far two
colours lie apart is CIE76, in which 2.3 is a just noticeable difference.
"""

import tomllib
from itertools import combinations

import numpy as np
import pytest

from models.inputs import load_market, vintages
from pages.charts.style import NO_CHANGE_COLOUR, Style
from tests.conftest import ROOT
from tests.every import every

MARK, TEXT = 3.0, 4.5
"""Contrast that WCAG 2.2 asks of graphics (1.4.11) and of text (1.4.3)."""

APART = 12.0
"""Least CIE76 distance of two colours of a market to every eye: five just noticeable ones.

The closest pair as designed is Tmall and Douyin on white, which to protanopes lie 14 apart.
"""

THEMES = ("light", "dark")
EYES = {
    "normal": np.eye(3),
    "deuteranopia": [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
    "protanopia": [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
}
"""Simulation matrices on linear sRGB."""

TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)


def config():
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]


def linear(colour):
    part = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    low, high = sorted(float(TO_XYZ[1] @ linear(c)) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour, eye="normal"):
    seen = np.clip(np.asarray(EYES[eye]) @ linear(colour), 0, 1)
    ratio = TO_XYZ @ seen / WHITE
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one, other, eye):
    return float(np.linalg.norm(lab(one, eye) - lab(other, eye)))


def palette(vintage, theme):
    """Everything of one market that a chart tells apart by colour, by name."""
    market = load_market(vintage)
    things = (*market.platforms, *market.sides)
    colours = {x.id: x.colour_dark if theme == "dark" else x.colour for x in things}
    return colours | {"no change": NO_CHANGE_COLOUR}


def grounds(theme):
    """Grounds on which marks and words stand: page, menus, sidebar and what lies in it."""
    colours = config()[theme]
    names = ("backgroundColor", "secondaryBackgroundColor")
    return {part[name] for part in (colours, colours["sidebar"]) for name in names}


def test_the_measures_know_what_is_known():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21, abs=0.01)
    assert lab("#FF0000") == pytest.approx([53.2, 80.1, 67.2], abs=0.3)
    assert apart("#FF0000", "#007A00", "normal") > 100
    assert apart("#C00000", "#585800", "deuteranopia") < apart("#C00000", "#585800", "normal") / 2
    for eye in EYES:  # greys stay what they are
        assert lab("#808080", eye) == pytest.approx(lab("#808080"), abs=0.5)


@every("theme", THEMES)
@every("vintage", vintages())
def test_every_mark_stands_out_from_its_ground(vintage, theme):
    ground = config()[theme]["backgroundColor"]
    faint = {n: contrast(c, ground) for n, c in palette(vintage, theme).items()}
    assert {n: x for n, x in faint.items() if x < MARK} == {}


@every("eye", EYES)
@every("theme", THEMES)
@every("vintage", vintages())
def test_no_two_colours_of_a_chart_are_confused(vintage, theme, eye):
    pairs = combinations(palette(vintage, theme).items(), 2)
    close = {(a, b): apart(x, y, eye) for (a, x), (b, y) in pairs}
    assert {pair: d for pair, d in close.items() if d < APART} == {}


@every("theme", THEMES)
def test_theme_and_charts_share_their_colours(theme):
    colours, style = config()[theme], Style(own="", dark=theme == "dark")
    assert style.ink("text") == colours["textColor"]
    assert style.ink("ground") == colours["backgroundColor"]
    listed = {colour.upper() for colour in colours["chartCategoricalColors"]}
    for vintage in vintages():
        assert {colour.upper() for colour in palette(vintage, theme).values()} <= listed


@every("theme", THEMES)
def test_words_can_be_read_wherever_they_stand(theme):
    colours, style = config()[theme], Style(own="", dark=theme == "dark")
    inks = {name: style.ink(name) for name in ("text", "quiet")}
    inks |= {name: colours[name] for name in ("primaryColor", "linkColor")}
    contrasts = {(n, g): contrast(ink, g) for n, ink in inks.items() for g in grounds(theme)}
    assert {place: x for place, x in contrasts.items() if x < TEXT} == {}


@every("theme", THEMES)
@every("vintage", vintages())
def test_words_in_the_colour_of_a_line_can_be_read_and_keep_its_hue(vintage, theme):
    style = Style(own="", dark=theme == "dark")
    for name, colour in palette(vintage, theme).items():
        written = style.words_in(colour)
        assert contrast(written, style.ink("ground")) >= TEXT, name
        if contrast(colour, style.ink("ground")) >= TEXT:
            assert written == colour.upper(), name
        else:  # no further from it than it takes
            assert contrast(written, style.ink("ground")) < TEXT + 0.6, name
