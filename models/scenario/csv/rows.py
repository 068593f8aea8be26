"""What one row of the file says, by itself: which lever, setting or assumption gets which value."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from models.errors import Problem
from models.levers import LEVERS
from models.scenario.conduct_rules import PARTS, PLATFORMS, RIVALS, name_rule, part_of, value_rule
from models.scenario.csv.cells import number, unguarded, whole, with_slip
from models.scenario.csv.tabular import Row
from models.scenario.rules import ASSUMPTION, SETTINGS, WHOLE, setting_rule, successor_rule
from models.text_rules import refusal

FORMAT = "2"
"""What is written; the formats before it are read as well."""

READ = ("1", "2")

_FREE_TEXTS = ("author", "model")
_CONDUCT_ROWS = [
    f"{RIVALS}{platform}{part}"
    for platform in PLATFORMS
    for part in ("", *(f":{name}" for name in PARTS))
]
# A search for near names takes a fraction of a millisecond: fine for slips, not for a flood.
_MOST_HINTS = 500
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_NO_LABELS: Mapping[str, str] = MappingProxyType({})


class Item(NamedTuple):
    """A row and its value: a float, for a setting an int or a text.

    None stands for a value that was refused: the row still counts, for instance as one of the
    three weights of a unit.
    """

    row: Row
    value: Any

    @property
    def place(self) -> tuple[str, str]:
        """Lever and quarter; a setting has no quarter, even where a row gives it one."""
        return self.row.lever, self.row.quarter if self.row.lever in LEVERS else ""


def label_key(label: str) -> str:
    """Give what two spellings of a label share: width, case, blanks, no remark in brackets."""
    plain = unicodedata.normalize("NFKC", unguarded(label[:200])).casefold()
    return " ".join((_REMARK.sub("", plain) or plain).split())


def named_labels(rows: Iterable[Mapping[str, str]], parameters: Iterable[str]) -> Mapping[str, str]:
    """Names of levers, settings and assumptions by what the screen calls them."""
    names = {name: name for name in LEVERS}
    names |= {f"settings.{name}": name for name in ("market", "horizon", "rivals")}
    names |= {f"parameter.{name}": f"{ASSUMPTION}{name}" for name in parameters}
    return {
        label_key(row[language]): names[row["id"]]
        for row in rows
        for language in ("english", "chinese")
        if row["id"] in names
    }


class RowReader:
    """Reads rows one by one and collects their problems."""

    def __init__(
        self,
        vintages: Sequence[str],
        parameters: Mapping[str, tuple[float, float, str]],
        problems: list[Problem],
        labels: Mapping[str, str] = _NO_LABELS,
    ) -> None:
        self._labels = labels
        self._vintages = vintages
        self._parameters = parameters
        self._problems = problems
        self._hints: dict[str, str] = {}

    def read(self, row: Row) -> Item | None:
        """Return what the row says, or None when its lever is unknown."""
        if row.lever in LEVERS:
            lever = LEVERS[row.lever]
            self._check_unit(row, lever.unit)
            value = number(row.value)
            return self._item(row, value, lever.rule(value))
        if row.lever in SETTINGS:
            return self._setting(row)
        if row.lever.startswith(ASSUMPTION):
            return self._assumption(row)
        if row.lever.startswith(RIVALS):
            return self._conduct(row)
        if name := self._labels.get(label_key(row.lever)):
            rule = f"this is what the screen calls it; a file names it {name}"
            self._refuse(row, "lever", row.lever, rule)
            self.read(row._replace(lever=name))  # for what else is wrong with the row
            return None
        hint = self._hint(row.lever, (*LEVERS, *SETTINGS))
        like = "write a lever such as subsidy_budget, a setting such as market, or assumption:NAME"
        rule = f"no lever or setting has this name; {hint or like}"
        self._refuse(row, "lever", row.lever, rule)
        return None

    def _setting(self, row: Row) -> Item:
        self._check_no_quarter(row)
        self._check_unit(row, "")
        if row.lever in WHOLE:
            count = whole(row.value)
            return self._item(row, count, setting_rule(row.lever, count))
        # A free text is kept to the letter; blanks around a word of the format mean nothing.
        free = row.lever in _FREE_TEXTS
        text = unguarded(row.value) if free else row.value.strip(" ")
        return self._item(row, text, self._word_rule(row.lever, text))

    def _word_rule(self, name: str, text: str) -> str | None:
        if name == "market" and text not in self._vintages:
            return f"market is a vintage: one of {', '.join(self._vintages)}"
        if name == "format":
            newer = "a later format needs a later version of this program"
            return None if text in READ else f"the format is one of {', '.join(READ)}; {newer}"
        return setting_rule(name, text)

    def _assumption(self, row: Row) -> Item | None:
        self._check_no_quarter(row)
        name = row.lever.removeprefix(ASSUMPTION)
        if name not in self._parameters:
            hint = self._hint(name, self._parameters) or "data/parameters.csv lists them"
            rule = successor_rule(name) or f"no parameter has this name; {hint}"
            self._refuse(row, "lever", row.lever, rule)
            return None
        low, high, unit = self._parameters[name]
        self._check_unit(row, unit)
        value = number(row.value)
        fits = value is not None and low <= value <= high
        rule = f"{name} is a plain number from {low:g} to {high:g} ({unit})".removesuffix(" (-)")
        return self._item(row, value, None if fits else rule)

    def _conduct(self, row: Row) -> Item | None:
        self._check_no_quarter(row)
        name = row.lever.removeprefix(RIVALS)
        if rule := name_rule(name):
            hint = self._hint(row.lever, _CONDUCT_ROWS)
            self._refuse(row, "lever", row.lever, f"{rule}; {hint}" if hint else rule)
            return None
        part = part_of(name)
        self._check_unit(row, PARTS.get(part, ""))
        value = number(row.value) if part else row.value.strip(" ")
        return self._item(row, value, value_rule(name, value))

    def _item(self, row: Row, value: object, rule: str | None) -> Item:
        if not rule:
            return Item(row, value)
        if row.lever not in SETTINGS or row.lever in WHOLE:
            rule = with_slip(rule, row.value)
        self._refuse(row, "value", row.value.strip(), rule)
        return Item(row, None)

    def _check_no_quarter(self, row: Row) -> None:
        if row.quarter:
            rule = f"{row.lever} holds for the whole scenario and has no quarter; empty the cell"
            self._refuse(row, "quarter", row.quarter, rule)

    def _check_unit(self, row: Row, unit: str) -> None:
        given = unguarded(row.unit.strip(" "))
        if given in ("", unit):
            return
        what = f"the unit of {row.lever} is {unit}" if unit else f"{row.lever} has no unit"
        rule = f"{what}; nothing is converted: write the value in it, or empty the cell"
        self._refuse(row, "unit", given, rule)

    def _hint(self, word: str, names: Iterable[str]) -> str:
        if word not in self._hints and len(self._hints) < _MOST_HINTS:
            folded = word[:60].casefold().replace("-", "_").replace(" ", "_")
            near = difflib.get_close_matches(folded, names, n=1, cutoff=0.7)
            self._hints[word] = f"did you mean {near[0]}?" if near else ""
        return self._hints.get(word, "")

    def _refuse(self, row: Row, column: str, found: str, rule: str) -> None:
        self._problems.append(refusal(row.line, column, found, rule))
