"""What an office program makes of our documents; ``make office-test``, outside of the suite.

LibreOffice recalculates the workbook, whose stored values must be what it finds, and lays memo and
deck out: three pages, and ten slides with all their words on them. Pictures of all pages are left
in out/office to be looked at. Debian: libreoffice-calc libreoffice-writer libreoffice-impress
poppler-utils.
"""

import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from models.inputs import DATA, read_scenarios
from pages.export import pack_writers
from pages.figures.pack.board_pack import board_pack
from pages.figures.pack.pack_numbers import numbers_of
from pages.labels.catalogue import LANGUAGES

PLAN = DATA / "scenarios" / "2023Q1" / "return-to-taobao.csv"
DATE = "2026-11-29"
VALUE = re.compile(rb"(<c [^>]*>)(<f>.*?</f>)<v>[^<]*</v>")
PAGES, SLIDES = 3, 10
OUT = Path("out/office")


def forgetful(book):
    """Leave the value of every formula out, so that it has to be computed."""
    file = BytesIO()
    with ZipFile(BytesIO(book)) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, VALUE.sub(rb"\1\2", old.read(name)))
    return file.getvalue()


def converted(document, kind, ending, folder):
    """Have LibreOffice write a document anew, with our typeface and none of its settings."""
    source, home = folder / f"given.{kind}", folder / "home"
    source.write_bytes(document)
    shutil.copytree(DATA / "fonts", home / ".fonts", dirs_exist_ok=True)
    made = folder / "made"
    subprocess.run(
        ["soffice", "--headless", "--convert-to", ending, "--outdir", made, source],
        check=True,
        capture_output=True,
        env=os.environ | {"HOME": str(home)},
    )
    return (made / f"given.{ending}").read_bytes()


def values(book):
    sheets = openpyxl.load_workbook(BytesIO(book), data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }


def recalculates(book, folder):
    """Give the number of formulas whose value LibreOffice finds as well."""
    bare = forgetful(book)
    stored, blank = values(book), values(bare)
    found = values(converted(bare, "xlsx", "xlsx", folder))
    formulas = stored.keys() - blank.keys()
    for place in formulas:
        assert found[place] == pytest.approx(stored[place], rel=1e-9, abs=1e-9), place
    assert len(formulas) > 100
    return len(formulas)


def slides_of(deck, language, folder):
    """Lay a deck out, see that every word of it is there, and leave pictures of its slides."""
    pdf = converted(deck, "pptx", "pdf", folder)
    seen = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    slides = Presentation(BytesIO(deck)).slides
    assert len(seen) == len(slides) == SLIDES
    for text, slide in zip(seen, slides, strict=True):
        for shape in slide.placeholders:
            if shape.has_text_frame and "Number" not in shape.name:
                assert bare(shape.text_frame.text) in bare(text), shape.name
    pictured(pdf, f"deck-{language}", folder)
    return len(seen)


def pictured(pdf, name, folder):
    """Leave a picture of every page; give their number."""
    OUT.mkdir(parents=True, exist_ok=True)
    (folder / "laid.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "80", "-png", folder / "laid.pdf", OUT / name], check=True)
    return len(PdfReader(BytesIO(pdf)).pages)


def bare(text):
    """Leave spaces and line ends out: a layout breaks lines where it must."""
    return re.sub(r"\s", "", text)


def main():
    """Check the documents in both languages; status 1 where one is not as it should be."""
    if not shutil.which("soffice"):
        sys.exit("LibreOffice is not there; Debian: apt install libreoffice poppler-utils")
    (scenario,) = read_scenarios(PLAN)
    numbers = numbers_of(scenario)
    for language in LANGUAGES:
        pack = board_pack(numbers, language, DATE)
        with TemporaryDirectory() as name:
            folder = Path(name)
            book, memo = (
                write(numbers, pack) for write in (pack_writers.workbook, pack_writers.memo)
            )
            count = recalculates(book, folder)
            pictured(converted(book, "xlsx", "pdf", folder), f"book-{language}", folder)
            pages = pictured(converted(memo, "docx", "pdf", folder), f"memo-{language}", folder)
            slides = slides_of(pack_writers.deck(numbers, pack), language, folder)
        told = f"{count} formulas recalculated alike, {pages} pages of memo, {slides} slides"
        print(f"{language}: {told}")  # noqa: T201
        assert pages == PAGES


if __name__ == "__main__":
    main()
