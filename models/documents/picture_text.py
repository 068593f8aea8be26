"""The plan inside a picture: a chunk of text in a PNG, the metadata of an SVG."""

import struct
from base64 import b64decode, b64encode
from collections.abc import Iterator
from zlib import crc32

from models.documents.plan_element import plan_element

PNG = b"\x89PNG\r\n\x1a\n"

_KEYWORD = b"Two Roads plan\0"
_HEAD = struct.Struct(">I4s")
_CHECKSUM = 4


def with_chunk(png: bytes, plan: bytes) -> bytes:
    """Put a scenario file into a PNG, before its end; no pixel changes."""
    text = _KEYWORD + b64encode(plan)
    chunk = _HEAD.pack(len(text), b"tEXt") + text + struct.pack(">I", crc32(b"tEXt" + text))
    end = png.rindex(b"IEND") - _CHECKSUM
    return png[:end] + chunk + png[end:]


def plan_in_png(data: bytes) -> bytes | None:
    """Find the scenario file in a PNG; None where there is none."""
    texts = (content for kind, content in _chunks(data) if kind == b"tEXt")
    found = next((text for text in texts if text.startswith(_KEYWORD)), None)
    try:
        return None if found is None else b64decode(found[len(_KEYWORD) :], validate=True)
    except ValueError:
        return None


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give kind and content of the chunks, as far as they are whole."""
    place = len(PNG)
    while place + _HEAD.size <= len(data):
        length, kind = _HEAD.unpack_from(data, place)
        place += _HEAD.size
        yield kind, data[place : place + length]
        place += length + _CHECKSUM


def with_metadata(svg: bytes, plan: bytes) -> bytes:
    """Put a scenario file into an SVG, before its end; nothing of it is drawn."""
    end = svg.rindex(b"</")
    return svg[:end] + b"<metadata>" + plan_element(plan) + b"</metadata>" + svg[end:]
