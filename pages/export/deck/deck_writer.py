"""Write the deck of a board pack: ten slides, native charts, notes, and the plan itself."""

import io
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from pages.export.deck import deck_text, template, written
from pages.export.deck.chart_draw import draw
from pages.export.deck.deck_tables import table
from pages.export.deck.slides import Slide, slides
from pages.figures.pack.pack_model import BoardPack
from pages.labels.catalogue import in_language

_NOTES = "notes"


def deck(
    pack: BoardPack, given: bytes | None = None, carry: Callable[[bytes], bytes] | None = None
) -> bytes:
    """Write the deck.

    Parameters
    ----------
    given : bytes, optional
        A template of one's own, with our layouts; left out: ours.
    carry : callable, optional
        Puts the plan itself into the finished file.

    Raises
    ------
    TemplateError
        The template cannot be used.
    """
    with in_language(pack.language):
        file = template.opened(given)
        texts: written.Texts = {}
        for slide in slides(pack):
            _slide(file, slide, texts)
        _about(file, pack)
        written.keep(file, texts)
        data = saved(file)
    return carry(data) if carry else data


def saved(file: Any) -> bytes:  # noqa: ANN401
    """Give the bytes of a presentation."""
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _about(file: Any, pack: BoardPack) -> None:  # noqa: ANN401
    """Set what the file says of itself."""
    about = file.core_properties
    about.title = deck_text.clean(pack.scenario.name)
    about.author = deck_text.clean(pack.scenario.author)
    about.subject = deck_text.clean(pack.footer)


def _slide(file: Any, slide: Slide, texts: written.Texts) -> None:  # noqa: ANN401
    """Add one slide; placeholders that nothing fills are taken away."""
    layout = template.layout_of(file, slide.layout)
    page = file.slides.add_slide(layout)
    names = {shape.placeholder_format.idx: shape.name for shape in layout.placeholders}
    _join_free(page, names, slide)
    for place in list(page.placeholders):
        _fill(place, names[place.placeholder_format.idx], slide, texts)
    _number(page, layout)
    notes = page.notes_slide.notes_text_frame
    notes.text = "\n".join(deck_text.clean(line) for line in slide.notes)
    mark = f"{slide.key}.{_NOTES}"
    written.marked(page.notes_slide.notes_placeholder, mark)
    texts[mark] = [paragraph.text for paragraph in notes.paragraphs]


def _join_free(page: Any, names: dict[int, str], slide: Slide) -> None:  # noqa: ANN401
    """Give the place of a table that is not there to the words below it."""
    places = {names[one.placeholder_format.idx].title(): one for one in page.placeholders}
    text, free = places.get("Text"), places.get("Table")
    if not (text and free and "Text" in slide.texts) or slide.tables:
        return
    left, top, wide = text.left, free.top, text.width
    high = text.top + text.height - top
    text.left, text.top, text.width, text.height = left, top, wide, high


def _fill(place: Any, name: str, slide: Slide, texts: written.Texts) -> None:  # noqa: ANN401
    key = name.title()
    if key in slide.charts:
        chart = slide.charts[key]
        frame = draw(place, chart)
        mark = f"{slide.key}.chart.{chart.key}"
        frame._element._nvXxPr.cNvPr.set("descr", deck_text.clean(chart.title))
    elif key in slide.tables:
        told = slide.tables[key]
        frame = table(place, told, slide.first)
        mark = f"{slide.key}.table.{told.key}"
        texts[mark] = [cell.text for cell in frame.table.iter_cells()]
    elif words := slide.texts.get(key):
        frame, mark = place, f"{slide.key}.{key.lower()}"
        deck_text.put(place, words)
        texts[mark] = [paragraph.text for paragraph in place.text_frame.paragraphs]
    else:
        place._element.getparent().remove(place._element)
        return
    written.marked(frame, mark)


def _number(page: Any, layout: Any) -> None:  # noqa: ANN401
    """Take the slide's number over from the layout."""
    for shape in layout.placeholders:
        if shape._element.ph.get("type") == "sldNum":
            copy = deepcopy(shape._element)
            for old in list(copy.spPr):
                copy.spPr.remove(old)
            page.shapes._spTree.append(copy)
