"""One Chinese term for one thing: the list of terms holds in every label."""

import csv
import re

from pages.labels.catalogue import catalogue
from tests.conftest import ROOT
from tests.every import every

LIST = ROOT / "pages" / "labels" / "terms.csv"
TERMS = list(csv.DictReader(LIST.read_text(encoding="utf-8").splitlines()))
PLACES = re.compile(r"\{\w+\}")


def texts():
    for key, row in catalogue().items():
        yield key, row["english"], row["chinese"]
        yield f"{key}, help", row["help"], row["help_chinese"]


def is_kept(term, english, chinese):
    """Return whether a text that holds the English term holds a Chinese one, or names a column."""
    named = re.compile(rf"\b{re.escape(term['english'])}\b", re.IGNORECASE)
    if not named.search(PLACES.sub("", english)):
        return True
    return bool(named.search(chinese)) or any(
        word in chinese for word in term["chinese"].split("|")
    )


@every("term", TERMS, ids=lambda term: term["english"])
def test_a_term_has_one_translation(term):
    broken = [key for key, english, chinese in texts() if not is_kept(term, english, chinese)]
    assert not broken, broken


@every("term", TERMS, ids=lambda term: term["english"])
def test_no_label_says_a_term_otherwise(term):
    banned = re.compile(term["banned"] or r"\Z\A.")
    broken = [key for key, _, chinese in texts() if banned.search(chinese)]
    assert not broken, broken


@every("term", TERMS, ids=lambda term: term["english"])
def test_every_term_is_one_that_labels_use(term):
    named = re.compile(rf"\b{re.escape(term['english'])}\b", re.IGNORECASE)
    assert any(named.search(english) for _, english, _ in texts())


def test_a_label_with_another_word_is_found():
    lever = next(term for term in TERMS if term["english"] == "lever")
    assert not is_kept(lever, "Move a lever", "移动一个杠杆")
    assert re.search(lever["banned"], "移动一个杠杆")
