"""The corpus of hostile files: each is read as its index says, by the judge that ships with it."""

import importlib.util
import json
from dataclasses import asdict

import pytest

from models.scenario.csv.scenario_file import read_bytes
from tests.conftest import ROOT
from tests.every import every
from tests.models.plans import PARAMETERS, VINTAGES

CORPUS = ROOT / "tests" / "badinputs"
INDEX = json.loads((CORPUS / "index.json").read_text(encoding="utf-8"))["cases"]
STORED = [case for case in INDEX if not case.get("generated_only")]


def load_judge():
    spec = importlib.util.spec_from_file_location("badinputs_run", CORPUS / "run.py")
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    return judge


JUDGE = load_judge()


def reply(data):
    """Say about ``data`` what ``cli.py validate --json`` says about a file."""
    reading = read_bytes(data, vintages=(*VINTAGES, "2025Q3"), parameters=PARAMETERS)
    return {
        "ok": not reading.problems,
        "scenarios": len(reading.scenarios),
        "rows": reading.rows,
        "problems": [asdict(problem) for problem in reading.problems],
        "notes": list(reading.notes),
    }


def test_the_corpus_is_whole():
    missing = [case["file"] for case in STORED if not (CORPUS / case["file"]).is_file()]
    assert missing == []
    assert len(STORED) >= 263
    # Git was told to leave every byte alone (.gitattributes); line ends are the first to go.
    assert b"\r\n" in (CORPUS / "ok_crlf.csv").read_bytes()
    assert b"\n" not in (CORPUS / "lone_cr.csv").read_bytes()


@pytest.mark.slow
@every("case", STORED, ids=lambda case: case["name"])
def test_a_hostile_file_is_read_as_the_index_says(case):
    answer = reply((CORPUS / case["file"]).read_bytes())
    assert JUDGE.fault(case, answer) is None
    json.dumps(answer, allow_nan=False)


def test_the_judge_is_awake():
    verdicts = [JUDGE.fault(case, reply(b"")) for case in STORED]
    assert sum(verdict is not None for verdict in verdicts) > len(STORED) / 2
