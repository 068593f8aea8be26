"""A paragraph of a document, whatever writes it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Words:
    """A paragraph; ``size`` of its letters, 0 for that of the place.

    ``ink`` names one of `pages.charts.style.Style.ink`, empty for that of the place; ``before`` is
    the room above. Sizes are points on a slide and pixels in a picture.
    """

    text: str
    size: float = 0
    bold: bool = False
    ink: str = ""
    before: float = 0
