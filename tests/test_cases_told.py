"""What readers say of faulty files is told in the language in use."""

import json
import re

import pytest
from click.testing import CliRunner

import cli
from pages.labels.catalogue import use_language
from pages.labels.said import _translated, said
from tests.conftest import ROOT
from tests.test_cases import CASES, HEADS, INDEX, ROWS, read, table

CORPUS = ROOT / "tests" / "badinputs"
SENTENCE = re.compile(r"\b[a-z]+ [a-z]+ [a-z]+\b")
"""English that is no name of a column, an option or a command."""
QUOTED = re.compile(r"`[^`]*`|\u201c[^\u201d]*\u201d|'[^']*'")


@pytest.mark.slow
def test_every_message_is_told_in_chinese():
    """All that the corpus and the cases draw out; a sentence without its row stays English."""
    use_language("chinese")
    files = [("scenario", path) for path in sorted(CORPUS.glob("*.csv"))]
    files += [(put, CASES / f"{case['file']}.csv") for case in INDEX for put in HEADS]
    texts = set()
    for put, path in files:
        problems, notes = read(put, path.read_bytes())
        texts |= {problem.message for problem in problems} | set(notes)
    for put in HEADS:
        for column, name in enumerate(HEADS[put].split(",")):
            for wrong in ("", "x", "-9", "1e9", "9,5", "52%", "2024/13/1"):
                cells = ROWS[put].split(",")
                cells[column] = f'"{wrong}"'
                problems, notes = read(put, table(put, ",".join(cells)))
                texts |= {problem.message for problem in problems} | set(notes)
            problems, _ = read(put, table(put, header=HEADS[put].replace(name, f"{name}x")))
            texts |= {problem.message for problem in problems}
    bare = {said(text) for text in texts if len(text) < 3_000}
    english = {text for text in bare if not any("\u4e00" <= sign <= "\u9fff" for sign in text)}
    assert not english
    mixed = {text for text in bare if SENTENCE.search(QUOTED.sub("", text))}
    assert not mixed


def test_a_message_in_english_leaves_out_what_its_row_quotes():
    use_language("english")
    assert said("found 'x', but market is a vintage such as 2023Q1") == (
        "market is a vintage such as 2023Q1"
    )
    assert _translated("no such sentence") is None


def test_json_of_a_refused_case_is_json():
    for case in INDEX:
        result = CliRunner().invoke(
            cli.main, ["validate", str(CASES / f"{case['file']}.csv"), "--json"]
        )
        assert json.loads(result.stdout)["ok"] == (result.exit_code == 0)
