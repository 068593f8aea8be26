"""Make ``data/deck/board-pack.pptx``, the template of the deck: 16:9, six layouts, our look.

Run ``python -m data.build_deck_template`` after a change; the file is small and kept beside it.
Every placeholder bears a name, and a template of one's own needs the same names.
"""

from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.util import Emu, Inches

FILE = Path(__file__).parent / "deck" / "board-pack.pptx"
WIDTH, HEIGHT = 13.333, 7.5
LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
INK, QUIET, GRID, GROUND = "14213D", "5B667A", "E3E7EE", "FFFFFF"
GROUP, TAOBAO, TMALL = "1F4E9E", "E8590C", "7A1F3D"
ACCENTS = (GROUP, TAOBAO, TMALL, "AE3EC9", "0CA678", "0B7285")

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DAY = (2026, 1, 1, 0, 0, 0)
_LEFT, _WIDE, _TOP, _FOOT = 0.6, 12.13, 1.72, 6.98


@dataclass(frozen=True, kw_only=True)
class Place:
    """A placeholder: inches on the slide, size of its letters in points."""

    name: str
    index: int
    kind: str
    x: float
    y: float
    w: float
    h: float
    size: float = 14
    bold: bool = False
    ink: str = INK
    anchor: str = "t"


def _head(y: float = 0.66, size: float = 24) -> list[Place]:
    kicker = {"x": _LEFT, "y": 0.4, "w": _WIDE, "h": 0.3}
    title = {"x": _LEFT, "y": y, "w": _WIDE, "h": 0.95}
    return [
        Place(name="Title", index=0, kind="title", **title, size=size, bold=True),
        Place(name="Kicker", index=10, kind="body", **kicker, size=12, ink=QUIET),
    ]


def _footer() -> list[Place]:
    foot = {"y": 7.02, "h": 0.3, "size": 12, "ink": QUIET, "anchor": "ctr"}
    return [Place(name="Footer", index=20, kind="body", x=_LEFT, w=11.3, **foot)]  # type: ignore[arg-type]


def _method() -> Place:
    place = {"x": _LEFT, "y": 6.52, "w": _WIDE, "h": 0.46}
    return Place(name="Method", index=30, kind="body", **place, size=12, ink=QUIET, anchor="b")


def _thirds() -> list[Place]:
    wide, step = 3.8, 4.165
    found = []
    for i in range(3):
        x = _LEFT + i * step
        card = {"x": x, "y": _TOP, "w": wide, "h": 1.35}
        chart = {"x": x, "y": 3.1, "w": wide, "h": 2.55}
        found.append(Place(name=f"Card {i + 1}", index=11 + i, kind="body", **card))
        found.append(Place(name=f"Chart {i + 1}", index=21 + i, kind="chart", **chart))
    return found


def layouts() -> dict[str, list[Place]]:
    """Every layout by its name."""
    title = [
        Place(name="Title", index=0, kind="title", x=_LEFT, y=1.9, w=11.6, h=1.5, size=40,
              bold=True, anchor="b"),
        Place(name="Finding", index=11, kind="body", x=_LEFT, y=3.6, w=11.2, h=1.7, size=22),
        Place(name="Meta", index=12, kind="body", x=_LEFT, y=5.5, w=11.2, h=0.8, size=14,
              ink=QUIET),
    ]  # fmt: skip
    text = {"x": _LEFT, "y": 5.72, "w": _WIDE, "h": 1.25}
    answer = [*_thirds(), Place(name="Text", index=31, kind="body", **text, size=13)]
    reason = [
        *(
            Place(name=f"Chart {i + 1}", index=21 + i, kind="chart", x=_LEFT, y=_TOP + i * 1.6,
                  w=7.4, h=1.58)
            for i in range(3)
        ),
        Place(name="Table", index=41, kind="tbl", x=8.35, y=_TOP + 0.05, w=4.38, h=4.4),
        _method(),
    ]  # fmt: skip
    two = [
        place
        for i, x in enumerate((_LEFT, 6.8))
        for place in (
            Place(name=f"Caption {i + 1}", index=32 + i, kind="body", x=x, y=_TOP, w=5.93, h=0.62,
                  size=14, bold=True, anchor="b"),
            Place(name=f"Chart {i + 1}", index=21 + i, kind="chart", x=x, y=2.4, w=5.93, h=4.05),
        )
    ]  # fmt: skip
    beside = [
        Place(name="Chart 1", index=21, kind="chart", x=_LEFT, y=_TOP, w=7.3, h=4.72),
        Place(name="Table", index=41, kind="tbl", x=8.25, y=_TOP + 0.05, w=4.48, h=2.0),
        Place(name="Text", index=31, kind="body", x=8.25, y=3.95, w=4.48, h=2.5),
        _method(),
    ]
    table = [
        Place(name="Text", index=31, kind="body", x=_LEFT, y=_TOP, w=_WIDE, h=0.75),
        Place(name="Table", index=41, kind="tbl", x=_LEFT, y=2.55, w=_WIDE, h=3.85),
        _method(),
    ]
    found = {
        "answer": answer, "reason": reason, "two charts": [*two, _method()],
        "chart and text": beside, "table": table,
    }  # fmt: skip
    pages = {name: [*_head(), *places, *_footer()] for name, places in found.items()}
    return {"title": [*title, *_footer()], **pages}


def build(path: Path = FILE) -> None:
    """Write the template, the same bytes every time."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _theme(deck)
    _master(deck)
    wanted = layouts()
    for layout in list(deck.slide_layouts)[len(wanted) :]:
        deck.slide_layouts.remove(layout)
    for layout, (name, places) in zip(deck.slide_layouts, wanted.items(), strict=True):
        _lay(layout, name, places)
    for relation in list(deck.part.package._rels.values()):
        if "thumbnail" in relation.reltype:  # the sample's own
            deck.part.package._rels.pop(relation.rId)
    path.parent.mkdir(exist_ok=True)
    deck.save(path)
    _settle(path)


def _theme(deck: Presentation) -> None:
    part = next(
        rel.target_part for rel in deck.slide_master.part.rels.values() if "theme" in rel.reltype
    )
    theme = etree.fromstring(part.blob)
    colours = {"dk1": INK, "lt1": GROUND, "dk2": GROUP, "lt2": GRID, "hlink": GROUP}
    colours |= {f"accent{i}": ink for i, ink in enumerate(ACCENTS, 1)} | {"folHlink": QUIET}
    for name, ink in colours.items():
        slot = theme.find(f".//{{{_A}}}clrScheme/{{{_A}}}{name}")
        slot[:] = [etree.Element(f"{{{_A}}}srgbClr", val=ink)]
    for kind in ("majorFont", "minorFont"):
        font = theme.find(f".//{{{_A}}}{kind}")
        font.find(f"{{{_A}}}latin").set("typeface", LATIN)
        font.find(f"{{{_A}}}ea").set("typeface", EAST_ASIAN)
        for script in font.findall(f"{{{_A}}}font"):
            font.remove(script)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _master(deck: Presentation) -> None:
    """Keep title, body and number of the master, and draw the two roads."""
    tree = deck.slide_master.shapes._spTree
    for shape in list(deck.slide_master.placeholders):
        if shape.placeholder_format.type in (13, 15, 16):
            tree.remove(shape._element)
    for shape in deck.slide_master.placeholders:
        shape.left, shape.width = Inches(_LEFT), Inches(_WIDE)
    for i, ink in enumerate((TAOBAO, TMALL)):
        tree.append(parse_xml(_bar(90 + i, _LEFT + i * 0.56, 0.27, 0.52, 0.055, ink)))


def _bar(number: int, x: float, y: float, w: float, h: float, ink: str) -> str:
    return (
        f'<p:sp xmlns:p="{_P}" xmlns:a="{_A}"><p:nvSpPr><p:cNvPr id="{number}" name="Road {number}"'
        ' descr=""/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f"{_xfrm(x, y, w, h)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{ink}"/>'
        "</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _xfrm(x: float, y: float, w: float, h: float) -> str:
    left, top, wide, high = (Emu(Inches(value)) for value in (x, y, w, h))
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'


def _lay(layout: object, name: str, places: list[Place]) -> None:
    layout._element.cSld.set("name", name)  # type: ignore[attr-defined]
    layout._element.attrib.pop("type", None)  # type: ignore[attr-defined]
    tree = layout.shapes._spTree  # type: ignore[attr-defined]
    for shape in list(tree)[2:]:
        tree.remove(shape)
    for number, place in enumerate(places, 2):
        tree.append(parse_xml(_placeholder(number, place)))
    tree.append(parse_xml(_number(len(places) + 2)))


def _placeholder(number: int, place: Place) -> str:
    kind = "" if place.kind == "title" else f' idx="{place.index}"'
    weight = int(place.bold)
    level = (
        f'<a:lvl1pPr marL="0" indent="0" algn="l"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="{int(place.size * 100)}"'
        f' b="{weight}"><a:solidFill><a:srgbClr val="{place.ink}"/></a:solidFill></a:defRPr>'
        "</a:lvl1pPr>"
    )
    return (
        f'<p:sp xmlns:p="{_P}" xmlns:a="{_A}"><p:nvSpPr><p:cNvPr id="{number}"'
        f' name="{place.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="{place.kind}"{kind}/></p:nvPr></p:nvSpPr><p:spPr>'
        f"{_xfrm(place.x, place.y, place.w, place.h)}"
        f'</p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{place.anchor}">'
        f"<a:normAutofit/></a:bodyPr><a:lstStyle>{level}</a:lstStyle>"
        f"<a:p><a:r><a:rPr/><a:t>{place.name}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _number(number: int) -> str:
    return (
        f'<p:sp xmlns:p="{_P}" xmlns:a="{_A}"><p:nvSpPr><p:cNvPr id="{number}" name="Number"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter"'
        f' idx="19"/></p:nvPr></p:nvSpPr><p:spPr>{_xfrm(12.1, 7.02, 0.63, 0.3)}</p:spPr><p:txBody>'
        '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle><a:lvl1pPr'
        f' algn="r"><a:defRPr sz="1200"><a:solidFill><a:srgbClr val="{QUIET}"/></a:solidFill>'
        '</a:defRPr></a:lvl1pPr></a:lstStyle><a:p><a:fld type="slidenum"'
        ' id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"><a:rPr/><a:t>0</a:t></a:fld></a:p>'
        "</p:txBody></p:sp>"
    )


def _settle(path: Path) -> None:
    """Pack the parts anew under one date and without the sample's thumbnail or printer."""
    with ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name in sorted(parts, key=lambda one: (one != "[Content_Types].xml", one)):
            info = ZipInfo(name, _DAY)
            info.compress_type = ZIP_DEFLATED
            file.writestr(info, parts[name])


if __name__ == "__main__":
    build()
