"""Plans at the edge: names that try to be something else, the shortest and longest, none at all."""

import io
import re
import signal
from contextlib import nullcontext
from dataclasses import replace
from zipfile import ZipFile

import docx
import pytest
from click.testing import CliRunner

from cli import main
from models.documents.plan_document import plan_within
from models.inputs import read_scenario_bytes
from models.scenario.csv.scenario_file import write_bytes
from pages.export import pack_writers
from pages.export.deck.deck_writer import deck
from pages.export.memo import memo_file
from pages.figures.pack.board_pack import board_pack
from pages.figures.pack.pack_memo import memo
from pages.labels.catalogue import LANGUAGES
from tests.every import every
from tests.pages import packs
from tests.pages.hostile import HOST, NAMES

pytestmark = pytest.mark.slow

ODD = (*NAMES, "=HYPERLINK(1)", "\U0001f680" * 10 + "\u65b9\u6848")
EDGES = {
    "shortest": packs.SHORTEST,
    "longest, a single draw": packs.LONGEST,
    "idle": packs.IDLE,
}


def texts_of(data):
    """Give the XML of all parts of a deck."""
    with ZipFile(io.BytesIO(data)) as file:
        return {
            name: file.read(name).decode()
            for name in file.namelist()
            if name.endswith((".xml", ".rels"))
        }


@every("name", ODD)
def test_a_name_is_text_and_nothing_else(name):
    pack = board_pack(packs.named(name), "english", packs.DATE)
    data = deck(replace(pack, keys=pack.keys[:1]))  # the slide that bears it
    shapes = packs.every_shape(packs.opened(data))
    assert shapes["title.title"].text_frame.text.replace("\xa0", " ") == name
    links = [text for part, text in texts_of(data).items() if part.endswith(".rels")]
    assert not [one for one in links if HOST in one or "hyperlink" in one]


@every(("edge", "language"), zip(EDGES, (*LANGUAGES, LANGUAGES[0]), strict=True))
def test_edges_make_a_deck_and_a_memo_without_a_number_missing(edge, language):
    """Both in one test, for their numbers take longer than they."""
    plan = EDGES[edge]
    pack = packs.pack_for(language, plan)
    has_a_whole_memo(plan, pack)
    data = deck(pack)
    assert len(packs.opened(data).slides) == 10
    for name, text in texts_of(data).items():
        assert not re.search(r">(?:nan|inf|-inf|None)<|\bnan\b", text, re.IGNORECASE), name
        assert "{" not in re.sub(r'\{[0-9A-F-]{36}\}|"\{.*?\}"', "", text) or "customXml" in name, (
            name
        )


def has_a_whole_memo(plan, pack):
    laid = memo(packs.numbers_for(plan), pack)
    written = docx.Document(io.BytesIO(memo_file(laid)))
    text = " ".join(paragraph.text for paragraph in written.paragraphs)
    assert laid.call in text
    assert not re.search(r"\bnan\b", text, re.IGNORECASE)
    assert (laid.cost == "") == (not plan.steps)


def test_an_idle_plan_says_so_and_claims_nothing():
    pack = packs.pack_for("english", EDGES["idle"])
    for key in ("answer", "reason", "parts", "rivals", "risk", "mind"):
        assert pack.section(key).charts == () or key == "answer"
    assert {fact.change_text for fact in pack.facts.values()} == {"no change"}


@every("language", LANGUAGES)
def test_the_same_numbers_give_the_same_pack(language):
    first, second = (board_pack(packs.numbers_for(), language, packs.DATE) for _ in range(2))
    assert first == second
    assert first.sections == second.sections


def test_a_deck_opens_as_its_plan():
    plan = replace(packs.PLAN, author="A. Author")
    numbers = replace(packs.numbers_for(), scenario=plan)
    data = pack_writers.deck(numbers, board_pack(numbers, "english", packs.DATE))
    (found,) = read_scenario_bytes(plan_within(data)).scenarios
    assert found == plan


@pytest.fixture
def quick(monkeypatch, tmp_path):
    """Give a scenario file, and let the terminal take the numbers of the tests."""
    monkeypatch.setattr(
        "pages.terminal.ahead.numbers_ahead", lambda plan, *_: nullcontext(packs.numbers_for(plan))
    )
    path = tmp_path / "plan.csv"
    path.write_bytes(write_bytes([packs.PLAN]))
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


def test_the_terminal_writes_a_deck_and_refreshes_it(quick, tmp_path):
    target = tmp_path / "deck.pptx"
    written = run(quick, "--to", target, "--plan", packs.PLAN.name, "--language", "zh")
    assert written.exit_code == 0, written.output
    assert len(packs.opened(target.read_bytes()).slides) == 10
    again = run(quick, "--to", tmp_path / "new.pptx", "--refresh", target, "--language", "zh")
    assert again.exit_code == 0, again.output
    assert {path.name for path in tmp_path.iterdir()} == {"plan.csv", "deck.pptx", "new.pptx"}


@every(
    ("target", "more", "said"),
    [
        ("deck.foo", (), ".pptx"),
        ("gone/deck.pptx", (), "the folder is not there"),
        ("gone/deck.pptx", ("--language", "zh"), "gone\uff1a文件夹不存在\uff1b请指定其他文件"),
        ("deck.pptx", ("--plan", "unheard of"), "Test plan"),
        ("deck.pptx", ("--refresh", "plan.csv"), "no presentation"),
        ("deck.pptx", ("--template", "plan.csv"), "no presentation"),
        ("deck.pptx", ("--template", "none.pptx"), "none.pptx"),
        ("taken", (), "taken"),
    ],
)
def test_what_cannot_be_written_is_said_and_leaves_nothing(
    quick, tmp_path, monkeypatch, target, more, said
):
    monkeypatch.chdir(tmp_path)
    result = run(quick, "--to", tmp_path / target, *more)
    assert result.exit_code == 1, result.output
    assert said in result.output
    assert {path.name for path in tmp_path.iterdir()} == {"plan.csv"}


def test_a_full_disk_leaves_the_older_deck(quick, tmp_path, monkeypatch):
    target = tmp_path / "deck.pptx"
    target.write_bytes(b"as it was")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pages.terminal.common.os.fsync", full)
    result = run(quick, "--to", target)
    assert result.exit_code == 1
    assert "No space left" in result.output
    assert target.read_bytes() == b"as it was"
    assert {path.name for path in tmp_path.iterdir()} == {"plan.csv", "deck.pptx"}


def test_charts_that_do_not_fit_leave_no_folder(quick, tmp_path):
    resource = pytest.importorskip("resource")
    before, usual = signal.getsignal(signal.SIGXFSZ), resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, usual[1]))  # as on a disk that is full
        with packs.two_charts():
            result = run(quick, "--to", tmp_path / "charts")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        signal.signal(signal.SIGXFSZ, before)
    assert result.exit_code == 1, result.output
    assert {path.name for path in tmp_path.iterdir()} == {"plan.csv"}
