"""What an office program makes of our documents; ``make office-test``, outside of the suite.

LibreOffice recalculates the workbook, whose stored values must be what it finds, and lays the memo
out, which must take three pages. Debian: libreoffice-calc libreoffice-writer.
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
from pypdf import PdfReader

from models.inputs import DATA, read_scenarios
from pages.export import pack_writers
from pages.figures.pack.board_pack import board_pack, numbers_of
from pages.labels.catalogue import LANGUAGES

PLAN = DATA / "scenarios" / "2023Q1" / "return-to-taobao.csv"
DATE = "2026-11-29"
VALUE = re.compile(rb"(<c [^>]*>)(<f>.*?</f>)<v>[^<]*</v>")
PAGES = 3


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


def main():
    """Check both documents in both languages; status 1 where one is not as it should be."""
    if not shutil.which("soffice"):
        sys.exit(
            "LibreOffice is not there; Debian: apt install libreoffice-calc libreoffice-writer"
        )
    (scenario,) = read_scenarios(PLAN)
    numbers = numbers_of(scenario)
    for language in LANGUAGES:
        pack = board_pack(numbers, language, DATE)
        with TemporaryDirectory() as name:
            folder = Path(name)
            count = recalculates(pack_writers.workbook(numbers, pack), folder)
            memo = pack_writers.memo(numbers, pack)
            pdf = converted(memo, "docx", "pdf", folder)
        pages = len(PdfReader(BytesIO(pdf)).pages)
        print(f"{language}: {count} formulas recalculated alike, memo of {pages} pages")  # noqa: T201
        assert pages == PAGES


if __name__ == "__main__":
    main()
