"""The answer to the lever panel: that the data of what it told last are sent."""

from pages.components import loader
from pages.plan import dragging

MODULE = "panel/panel.js"


def answer(place: str) -> None:
    """Tell the panel the number of what it told last, and whether the page has drawn its charts.

    ``place`` tells the places apart that answer in turn, the page and its parts.
    """
    if not loader.has_failed(MODULE):
        data = {"answer": {"n": dragging.told(), "whole": not dragging.stands()}}
        loader.mount(MODULE, key=f"panel.answer.{place}", data=data, isolated=True)
