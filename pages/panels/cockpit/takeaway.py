"""The whole Cockpit as a picture to take away."""

from pages.compute.questions import picture_questions
from pages.export.overview import overview
from pages.figures.outcome_figures import Stage
from pages.frame import page_picture
from pages.labels.names import slug

_DRAWN = {"png": picture_questions.page_png, "svg": picture_questions.page_svg}


def take_page(stage: Stage) -> None:
    """Offer the page as PNG and SVG; the buttons exist only while the menu is open."""
    page_picture.offer("take.page", lambda: overview(stage), _DRAWN, slug(stage.scenario.name))
