"""Write the deck of a board pack: ten slides, native charts, notes."""

import io
from copy import deepcopy
from typing import Any

from pages.export.chart_draw import draw
from pages.export.chart_setting import heading
from pages.export.deck import deck_text, template, written
from pages.export.deck.deck_tables import table
from pages.export.deck.slides import Slide, slides
from pages.figures.pack.pack_model import BoardPack, Table
from pages.labels.catalogue import in_language

_NOTES = "notes"


def deck(pack: BoardPack, given: bytes | None = None) -> bytes:
    """Write the deck.

    Parameters
    ----------
    given : bytes, optional
        A template of one's own, with our layouts; left out: ours.

    Raises
    ------
    TemplateError
        The template cannot be used.
    """
    with in_language(pack.language):
        file = template.opened(given)
        texts: written.Texts = {}
        for slide in slides(pack):
            texts |= _slide(file, slide)
        _about(file, pack)
        written.keep(file, texts)
        return saved(file)


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


def texts_in(slide: Slide) -> written.Texts:
    """Give every text of a slide by its mark: paragraphs, cells of tables, lines of the notes."""
    found = {
        f"{slide.key}.{name.lower()}": [deck_text.shown(one.text) for one in words]
        for name, words in slide.texts.items()
        if words
    }
    for told in slide.tables.values():
        cells = (text for row in (told.heads, *told.rows) for text in row)
        found[_table_mark(slide, told)] = [deck_text.shown(text) for text in cells]
    found[f"{slide.key}.{_NOTES}"] = [deck_text.clean(line) for line in slide.notes or ("",)]
    return found


def _table_mark(slide: Slide, told: Table) -> str:
    return f"{slide.key}.table.{told.key}"


def _slide(file: Any, slide: Slide) -> written.Texts:  # noqa: ANN401
    """Add one slide, and give its texts; placeholders that nothing fills are taken away."""
    layout = template.layout_of(file, slide.layout)
    page = file.slides.add_slide(layout)
    names = {shape.placeholder_format.idx: shape.name for shape in layout.placeholders}
    _join_free(page, names, slide)
    marks = [
        _fill(place, names[place.placeholder_format.idx].title(), slide)
        for place in list(page.placeholders)
    ]
    _number(page, layout)
    mark = f"{slide.key}.{_NOTES}"
    page.notes_slide.notes_text_frame.text = "\n".join(texts_in(slide)[mark])
    written.marked(page.notes_slide.notes_placeholder, mark)
    return {name: text for name, text in texts_in(slide).items() if name in (*marks, mark)}


def _join_free(page: Any, names: dict[int, str], slide: Slide) -> None:  # noqa: ANN401
    """Give the place of a table that is not there to the words below it."""
    places = {names[one.placeholder_format.idx].title(): one for one in page.placeholders}
    text, free = places.get("Text"), places.get("Table")
    if not (text and free and "Text" in slide.texts) or slide.tables:
        return
    left, top, wide = text.left, free.top, text.width
    high = text.top + text.height - top
    text.left, text.top, text.width, text.height = left, top, wide, high


def _fill(place: Any, name: str, slide: Slide) -> str:  # noqa: ANN401
    """Fill a placeholder, and give its mark, empty where nothing stands for it."""
    if name in slide.charts:
        chart = slide.charts[name]
        frame, mark = draw(place, chart), f"{slide.key}.chart.{chart.key}"
        frame._element._nvXxPr.cNvPr.set("descr", deck_text.clean(heading(chart)))
    elif name in slide.tables:
        told = slide.tables[name]
        frame, mark = table(place, told, slide.first), _table_mark(slide, told)
    elif words := slide.texts.get(name):
        frame, mark = place, f"{slide.key}.{name.lower()}"
        deck_text.put(place, words)
    else:
        place._element.getparent().remove(place._element)
        return ""
    written.marked(frame, mark)
    return mark


def _number(page: Any, layout: Any) -> None:  # noqa: ANN401
    """Take the slide's number over from the layout."""
    for shape in layout.placeholders:
        if shape._element.ph.get("type") == "sldNum":
            copy = deepcopy(shape._element)
            for old in list(copy.spPr):
                copy.spPr.remove(old)
            page.shapes._spTree.append(copy)
