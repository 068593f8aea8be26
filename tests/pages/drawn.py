"""What a page drew, as AppTest has it: figures of the chart component, and all HTML."""

import json
from html import unescape

from pages.components import specifications
from pages.components.static_files import PREFIX


def boards_on(app):
    """Data of every board of figures, in the order of the page."""
    datas = (json.loads(element.proto.json or "null") for element in app.get("bidi_component"))
    return [data for data in datas if isinstance(data, dict) and "figures" in data]


def figures_on(app):
    """Every figure as the browser gets it: name, spec, words, table and the rest."""
    return [figure for board in boards_on(app) for figure in board["figures"]]


def specs_on(app):
    """Specification of every figure, as the browser fetches it."""
    paths = (figure["spec"].partition(f"/{PREFIX}/")[2] for figure in figures_on(app))
    return [json.loads(specifications.find(path).body) for path in paths]


def htmls_on(app):
    """HTML of the page's own and of the figures' words."""
    page = [element.proto.body for element in app.get("html")]
    return [*page, *(figure["words"] for figure in figures_on(app))]


def text_on(app):
    return unescape(" ".join(htmls_on(app)))
