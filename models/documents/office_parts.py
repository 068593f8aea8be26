"""The plan as a custom XML part of a deck, a workbook or a memo, which office programs keep.

The three are one format, a zip of parts with their relations (Open Packaging Conventions).
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from posixpath import split
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from models.documents.plan_element import NAMESPACE, plan_element, plan_in_xml
from models.scenario.csv.text import LIMIT

MOST_PARTS = 5_000
"""A deck of a thousand slides has fewer parts; a zip with more is not read."""

_ITEM = re.compile("customXml/item([0-9]{1,6})[.]xml")
_MAIN = re.compile(rb'<Relationship\b(?=[^>]*/officeDocument")[^>]*\bTarget="/?([^"]+)"')
_LONGEST = LIMIT * 2
_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE_ID = "{7A0B6E52-2C0A-4E55-9D0B-54574F524F41}"
"""What office programs tell our part by; one name for every document."""


def plan_in_parts(data: bytes) -> bytes | None:
    """Find the scenario file among the parts; None where there is none.

    Only custom parts are unpacked, each up to its limit, so that a zip bomb stays packed.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            plans = (plan_in_xml(part) for part in _custom_parts(package))
            return next((plan for plan in plans if plan), None)
    except (
        BadZipFile,
        ZlibError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ):
        return None


def _custom_parts(package: ZipFile) -> Iterator[bytes]:
    entries = package.infolist()
    if len(entries) > MOST_PARTS:
        return
    for entry in entries:
        if _ITEM.fullmatch(entry.filename) and entry.file_size <= _LONGEST:
            with package.open(entry) as part:
                # What an entry says of its size need not be true.
                yield part.read(_LONGEST)


def with_part(data: bytes, plan: bytes) -> bytes:
    """Put a scenario file into an office file of ours; one that it holds already gives way."""
    with ZipFile(BytesIO(data)) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    items = {name: found for name in parts if (found := _ITEM.fullmatch(name))}
    ours = [name for name in items if plan_in_xml(parts[name])]
    number = 1 + max((int(found[1]) for found in items.values()), default=0)
    new = {ours[0]: _xml(plan_element(plan))} if ours else _part(parts, number, plan)
    return _packed(parts | new)


def _part(parts: Mapping[str, bytes], number: int, plan: bytes) -> dict[str, bytes]:
    """Give the new part, what describes it, and the two parts that must know of it."""
    found = _MAIN.search(parts["_rels/.rels"])
    folder, main = split(found[1].decode()) if found else ("", "")
    relations = f"{folder}/_rels/{main}.rels"
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    return {
        item: _xml(plan_element(plan)),
        properties: _xml(
            f'<ds:datastoreItem ds:itemID="{_STORE_ID}" xmlns:ds="{_STORE}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'.encode()
        ),
        f"customXml/_rels/item{number}.xml.rels": _xml(
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + _relation("rId1", "customXmlProps", f"itemProps{number}.xml")
            + b"</Relationships>"
        ),
        _TYPES: _grown(
            parts[_TYPES],
            f'<Override PartName="/{properties}" ContentType="{_PROPERTIES_TYPE}"/>'
            f'<Override PartName="/{item}" ContentType="application/xml"/>'.encode(),
        ),
        relations: _grown(
            parts[relations], _relation(f"rIdPlan{number}", "customXml", f"../{item}")
        ),
    }


def _relation(name: str, kind: str, target: str) -> bytes:
    relation = f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
    return relation.encode()


def _xml(content: bytes) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content


def _grown(part: bytes, child: bytes) -> bytes:
    """Put a child before the end of the outermost element of a part."""
    end = part.rindex(b"</")
    return part[:end] + child + part[end:]


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts in their order; the same parts make the same bytes."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return file.getvalue()
