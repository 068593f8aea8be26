"""A scenario file as one element of XML: a custom part of office files, the metadata of an SVG."""

from base64 import b64decode, b64encode
from xml.parsers import expat

from models.scenario.csv.text import LIMIT

NAMESPACE = "urn:two-roads:plan"

_ELEMENT = f"{NAMESPACE} plan"
_LONGEST = LIMIT * 4 // 3 + 4


class _DeclarationError(Exception):
    """A document that declares a type of its own, and with it entities."""


def plan_element(plan: bytes) -> bytes:
    """Write the bytes of a scenario file as an element that every XML may hold."""
    return b'<plan xmlns="%s">%s</plan>' % (NAMESPACE.encode(), b64encode(plan))


def plan_in_xml(data: bytes) -> bytes | None:
    """Find the scenario file in XML; None where there is none, or the XML cannot be read.

    XML that declares a document type is not read: nothing of ours does, and entities are declared
    there. More than `LIMIT` bytes of a plan are none.
    """
    found = _Found()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = found.begin
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.take
    try:
        parser.Parse(data, True)
        text = "".join(found.pieces)
        return b64decode(text, validate=True) if text and len(text) <= _LONGEST else None
    except (expat.ExpatError, _DeclarationError, ValueError):
        return None


def _refuse(*_: object) -> None:
    raise _DeclarationError


class _Found:
    """Text of the first element of ours, while the parser walks through the document."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._inside = self._over = False

    def begin(self, name: str, _attributes: object) -> None:
        self._inside = name == _ELEMENT and not self._over

    def end(self, name: str) -> None:
        self._over |= name == _ELEMENT
        self._inside = False

    def take(self, text: str) -> None:
        if self._inside:
            self.pieces.append(text)
