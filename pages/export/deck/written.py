"""What a deck remembers of itself: the texts that were written, by the mark of their shape.

A mark stands in the name of a shape, moves with it and goes with it. The texts are kept in a part
of the file of their own, so that a later refresh tells a text that somebody has rewritten from one
that still is as it was written.
"""

import json
from typing import Any

from lxml import etree
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

MARK = "two-roads:"
NAMESPACE = "urn:two-roads:board-pack:texts"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"

Texts = dict[str, list[str]]
"""By mark the paragraphs of a text, or the cells of a table in their order."""


def marked(shape: Any, mark: str) -> None:  # noqa: ANN401
    """Name a shape by its mark."""
    shape._element._nvXxPr.cNvPr.set("name", f"{MARK}{mark}")


def mark_of(shape: Any) -> str:  # noqa: ANN401
    """Give the mark of a shape, empty where it has none."""
    name = str(shape.name)
    return name.removeprefix(MARK) if name.startswith(MARK) else ""


def texts_of(deck: Any) -> Texts | None:  # noqa: ANN401
    """Read what was written into a deck; None where it is none of ours."""
    if (part := _part(deck)) is None:
        return None
    try:
        found = json.loads(etree.fromstring(part.blob).text or "")
    except (etree.XMLSyntaxError, json.JSONDecodeError):
        return None
    return found if isinstance(found, dict) else None


def keep(deck: Any, texts: Texts) -> None:  # noqa: ANN401
    """Write down what stands in a deck."""
    root = etree.Element(f"{{{NAMESPACE}}}texts", nsmap={None: NAMESPACE})
    root.text = json.dumps(texts, ensure_ascii=False, sort_keys=True, indent=0)
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if (part := _part(deck)) is not None:
        part._blob = blob
        return
    package = deck.part.package
    taken = {part.partname for part in package.iter_parts()}
    name = next(
        uri for i in range(1, len(taken) + 2)
        if (uri := PackURI(f"/customXml/item{i}.xml")) not in taken
    )  # fmt: skip
    deck.part.relate_to(Part(name, "application/xml", package, blob), _RELATION)


def _part(deck: Any) -> Any:  # noqa: ANN401
    for relation in deck.part.rels.values():
        if relation.is_external:
            continue
        blob = getattr(relation.target_part, "_blob", None) or b""
        if NAMESPACE.encode() in blob[:400]:
            return relation.target_part
    return None
