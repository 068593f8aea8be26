"""The catalogue of words is whole, and no text on screen goes around it."""

import ast
import re
from string import Formatter

import pytest

from models.analysis import outcome
from models.inputs import load_market, vintages
from models.levers import KPI_UNITS, LEVERS
from models.notation import METRICS, OWN_METRICS
from models.scenario import POSTURES
from pages.figures import finding, outcome_figures
from pages.figures.cockpit import kpi
from pages.labels.catalogue import LANGUAGES, catalogue, explain, named, t, use_language
from pages.panels.steering import panel_words
from tests.conftest import ROOT
from tests.every import every

SOURCES = [*(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]
SHOWING = {
    "button", "caption", "dataframe", "download_button", "error", "expander", "file_uploader",
    "header", "info", "markdown", "popover", "segmented_control", "selectbox", "slider",
    "subheader", "success", "text_input", "title", "toast", "toggle", "warning", "write",
}  # fmt: skip


def places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@every("key", catalogue())
def test_every_row_speaks_both_languages_with_the_same_places(key):
    row = catalogue()[key]
    assert all(row[name].strip() for name in LANGUAGES)
    assert places(row["english"]) == places(row["chinese"])
    assert bool(row["help"]) == bool(row["help_chinese"])


CHINESE_SIGN = re.compile("[一-鿿]")
SAME_IN_BOTH = re.compile(r"[^A-Za-z]*|.*(GMV|DAU|DAC|AAC|EBITA|AI|CSV|PNG|SVG).*|English")
"""Texts that may hold Latin letters in Chinese, beside places and ids in code."""


@every("key", catalogue())
def test_no_row_is_left_untranslated(key):
    row = catalogue()[key]
    for english, chinese in (("english", "chinese"), ("help", "help_chinese")):
        bare = re.sub(r"\{[^}]*\}|%[.\d]*[a-z]", "", row[chinese])
        if re.search("[A-Za-z]", re.sub(r"\{[^}]*\}|%[.\d]*[a-z]", "", row[english])):
            assert CHINESE_SIGN.search(bare) or SAME_IN_BOTH.fullmatch(bare), row[chinese]
        assert not re.search(r"[一-鿿]\s*[,;!?:]", bare), f"a Latin sign after Chinese: {bare}"


def test_no_amount_is_written_in_units_that_chinese_readers_do_not_use():
    rows = {key: row["chinese"] for key, row in catalogue().items()}
    assert not {key for key, text in rows.items() if "十亿元" in text or "百万元" in text}


def test_no_text_outside_the_catalogue_is_chinese():
    texts = {path.name: path.read_text(encoding="utf-8") for path in SOURCES}
    strings = {
        f"{name}: {node.value}"
        for name, text in texts.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE_SIGN.search(node.value)
        and not is_docstring(node, text)
    }
    assert not strings


def is_docstring(node, text):
    """Tell whether a string stands alone as a statement."""
    bare = (e.value for e in ast.walk(ast.parse(text)) if isinstance(e, ast.Expr))
    return any(getattr(e, "value", None) == node.value for e in bare)


def wanted_keys():
    """Keys that the code composes from names of the model."""
    metrics = {*METRICS.values(), *OWN_METRICS.values()}
    yield from LEVERS
    yield from KPI_UNITS
    yield from (f"group.{group}" for group in panel_words.LEVER_GROUPS)
    yield from (f"unit.{lever.unit}" for lever in LEVERS.values())
    yield from (f"unit.{METRICS[name]}" for name in outcome.LEVELS if METRICS[name] in metrics)
    yield from (f"rivals.{posture}" for posture in POSTURES)
    yield from (f"kpi.{name}" for name in kpi.STRIP)
    yield from (f"finding.{name}" for name in outcome.TRADE)
    yield from (f"fraction.{word}" for word in finding._FRACTIONS)
    for name in ("trajectory", "sides", "revenue", "sellers", "delivery", "rivals"):
        yield from (f"figure.{name}.title", f"figure.{name}.subtitle")
    yield from (f"unit.{unit}" for unit in outcome_figures.CHANGE_UNITS.values())
    yield from (
        f"axis.{unit}"
        for unit in (*outcome_figures.CHANGE_UNITS.values(), *METRICS.values())
        if f"unit.{unit}" in catalogue()
    )


@every("key", sorted(set(wanted_keys())))
def test_every_name_of_the_model_that_is_shown_has_its_words(key):
    assert t(key)


@every("name", LEVERS)
def test_every_lever_is_explained_in_both_languages(name):
    for language in LANGUAGES:
        use_language(language)
        assert explain(name)


def calls(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_every_key_in_the_code_is_in_the_catalogue():
    missing = []
    for path in SOURCES:
        for call in calls(path):
            if ast.unparse(call.func) in ("t", "explain") and call.args:
                first = call.args[0]
                if isinstance(first, ast.Constant) and first.value not in catalogue():
                    missing.append(f"{path.name}:{call.lineno} {first.value}")
                if isinstance(first, ast.JoinedStr) and not composed(first):
                    missing.append(f"{path.name}:{call.lineno} {ast.unparse(first)}")
    assert not missing


def composed(text):
    """Tell whether some key fits the pattern of an f-string."""
    parts = [re.escape(p.value) if isinstance(p, ast.Constant) else ".+" for p in text.values]
    return any(re.fullmatch("".join(parts), key) for key in catalogue())


def test_no_text_on_screen_is_written_in_the_code():
    literals = []
    for path in SOURCES:
        for call in calls(path):
            owner, _, verb = ast.unparse(call.func).rpartition(".")
            if owner.startswith("st") and verb in SHOWING and call.args and letters(call.args[0]):
                literals.append(f"{path.name}:{call.lineno} {ast.unparse(call.args[0])}")
    assert not literals


def letters(node):
    """Tell whether a literal, outside what it calls, holds letters."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return any(
        isinstance(p, ast.Constant)
        and isinstance(p.value, str)
        and re.search("[^\\W\\d_]", p.value)
        for p in parts
    )


def test_companies_are_named_only_by_the_market_files():
    names = set()
    for vintage in vintages():
        market = load_market(vintage)
        names |= {thing.english for thing in (*market.platforms, *market.sides)}
        names |= {platform.colour for platform in market.platforms}
    code = {path.name: path.read_text(encoding="utf-8") for path in SOURCES}
    assert not [(file, n) for file, text in code.items() for n in names if f'"{n}"' in text]


def test_a_market_has_a_name_in_each_language():
    market = load_market()
    use_language("chinese")
    assert named(market) == market.chinese
    with pytest.raises(ValueError, match="choose one of english, chinese"):
        use_language("klingon")
