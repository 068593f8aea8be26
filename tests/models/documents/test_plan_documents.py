"""A document that carries a plan opens as that plan; a hostile one is refused, whatever it is."""

import struct
import zlib
from base64 import b64encode
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pptx
import pytest
import vl_convert
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from models.documents import office_parts
from models.documents.plan_document import DOCUMENT_LIMIT, plan_within, with_plan
from models.documents.plan_element import NAMESPACE, plan_element
from models.inputs import read_scenario_bytes, read_scenario_file
from models.scenario.csv.scenario_file import read_bytes, write_bytes
from models.scenario.csv.text import LIMIT
from tests.every import every
from tests.models.plans import PARAMETERS, VINTAGES, libraries

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9"/></svg>'
PLAN = b"scenario,lever,quarter,value\nx,subsidy_budget,2025Q4,12\n"
DECLARED = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>'


def saved(document):
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def workbook():
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, 1)
    return file.getvalue()


BLANKS = {
    "pptx": saved(pptx.Presentation()),
    "docx": saved(docx.Document()),
    "xlsx": workbook(),
    "pdf": vl_convert.svg_to_pdf(SVG.decode()),
    "png": vl_convert.svg_to_png(SVG.decode()),
    "svg": SVG,
}


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(plans=libraries(), kind=st.sampled_from(sorted(BLANKS)))
def test_what_was_put_in_comes_out(plans, kind):
    document = with_plan(BLANKS[kind], write_bytes(plans))
    reading = read_bytes(plan_within(document), vintages=VINTAGES, parameters=PARAMETERS)
    assert reading.scenarios == plans


@every("kind", BLANKS)
def test_a_document_holds_one_plan_and_the_last_one(kind):
    if kind in {"pptx", "docx", "xlsx"}:
        twice = with_plan(with_plan(BLANKS[kind], b"first"), PLAN)
        assert plan_within(twice) == PLAN
        names = ZipFile(BytesIO(twice)).namelist()
        assert len(names) == len({*names})
    assert plan_within(with_plan(BLANKS[kind], PLAN)) == PLAN


@every(("kind", "opened"), [("pptx", pptx.Presentation), ("docx", docx.Document)])
def test_an_office_file_that_was_saved_again_still_holds_the_plan(kind, opened):
    document = with_plan(BLANKS[kind], PLAN)
    assert plan_within(saved(opened(BytesIO(document)))) == PLAN


@every("kind", BLANKS)
def test_a_document_without_a_plan_says_so(kind):
    (problem,) = read_scenario_bytes(BLANKS[kind]).problems
    assert "carries no plan" in problem.message
    assert "CSV" in problem.message


@every("kind", BLANKS)
def test_a_document_opens_from_the_disk(kind, tmp_path):
    path = tmp_path / f"plan.{kind}"
    path.write_bytes(with_plan(BLANKS[kind], PLAN))
    (scenario,) = read_scenario_file(path).scenarios
    assert scenario.name == "x"


def package(**parts):
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(f"customXml/{name}.xml", content)
    return file.getvalue()


def lying():
    """A part of 30 MB that says it has 100 bytes."""
    data = bytearray(package(item1=plan_element(PLAN) + b" " * 30_000_000))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + place
        data[at : at + 4] = struct.pack("<I", 100)
    return bytes(data)


def chunk(length, content):
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", length, b"tEXt") + content


HOSTILE = {
    "zip bomb": lambda: package(item1=b"<x>" + b" " * 30_000_000),
    "zip that lies of its size": lying,
    "zip of many parts": lambda: package(
        **{f"item{i}": plan_element(PLAN) for i in range(office_parts.MOST_PARTS + 1)}
    ),
    "zip cut short": lambda: with_plan(BLANKS["docx"], PLAN)[:-400],
    "zip of noise": lambda: b"PK\x03\x04" + bytes(range(256)) * 9,
    "part with entities": lambda: package(
        item1=DECLARED % b'<!ENTITY b "&a;&a;">' + plan_element(PLAN)
    ),
    "part in UTF-16 with entities": lambda: package(
        item1=(DECLARED % b"" + plan_element(PLAN)).decode().encode("utf-16")
    ),
    "part that is no base64": lambda: package(item1=b'<plan xmlns="%s">=1+1</plan>' % b"urn:x"),
    "plan that is no base64": lambda: package(
        item1=b'<plan xmlns="%s">&lt;b&gt;</plan>' % NAMESPACE.encode()
    ),
    "plan that is a zip": lambda: package(item1=plan_element(BLANKS["docx"])),
    "plan that is too large": lambda: package(item1=plan_element(b"x" * (LIMIT + 1))),
    "svg with entities": lambda: b"<?xml version='1.0'?>" + DECLARED % b"" + plan_element(PLAN),
    "svg that reads a file": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><s>&x;</s>'
    ),
    "svg in a million elements": lambda: b"<svg>" + b"<a>" * 1_000_000,
    "png with a chunk beyond its end": lambda: chunk(2**32 - 1, b"Two Roads plan\0"),
    "png with a plan that is none": lambda: chunk(18, b"Two Roads plan\0???"),
    "pdf of noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9,
    "pdf cut short": lambda: with_plan(BLANKS["pdf"], PLAN)[:-300],
    "pdf that attaches noise": lambda: with_plan(BLANKS["pdf"], bytes(range(256))),
    "too large": lambda: b"%PDF-" + bytes(DOCUMENT_LIMIT),
}


@pytest.mark.slow
@every("name", HOSTILE)
def test_a_hostile_document_is_refused_with_a_remedy(name):
    reading = read_scenario_bytes(HOSTILE[name]())
    assert reading.problems
    assert not reading.scenarios
    assert all(len(problem.message) > 20 for problem in reading.problems)


@given(data=st.data())
def test_a_document_with_a_broken_byte_is_a_plan_or_a_problem(data):
    kind = data.draw(st.sampled_from(sorted(BLANKS)))
    document = bytearray(with_plan(BLANKS[kind], PLAN))
    place = data.draw(st.integers(8, len(document) - 1))
    document[place] ^= data.draw(st.integers(1, 255))
    reading = read_scenario_bytes(bytes(document))
    assert bool(reading.problems) != bool(reading.scenarios)


def test_a_plan_goes_into_documents_only():
    with pytest.raises(ValueError, match="carries no plan"):
        with_plan(b64encode(zlib.compress(PLAN)), PLAN)
