"""Packs and decks that the tests of exports share, each computed once."""

import io
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache

import pytest
from pptx import Presentation

from pages.export.deck.deck_writer import deck
from pages.figures.pack import pack_figures
from pages.figures.pack.board_pack import board_pack
from pages.figures.pack.pack_numbers import numbers_of
from tests.pages.stages import plan_of

FUTURES = 300
DATE = "2026-11-29"
PLAN = plan_of(market="2023Q1", draws=60)
SHORTEST = plan_of(market="2023Q1", draws=20, horizon=1)
LONGEST = plan_of(market="2025Q3", draws=1, horizon=40)
IDLE = plan_of({}, market="2023Q1", draws=20)
TWO = ("rivals", "chances")


@lru_cache(maxsize=16)
def numbers_for(scenario=PLAN):
    return replace(numbers_of(scenario), futures=FUTURES)


def named(name):
    """Give the numbers of the plan under another name."""
    return replace(numbers_for(), scenario=replace(PLAN, name=name))


@contextmanager
def two_charts():
    """Have a pack draw no more than `TWO` of its charts, which takes a sixth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        makers = {name: pack_figures.MAKERS[name] for name in TWO}
        patch.setattr(pack_figures, "MAKERS", makers)
        yield


@lru_cache(maxsize=16)
def pack_for(language, scenario=PLAN):
    return board_pack(numbers_for(scenario), language, DATE)


@lru_cache(maxsize=16)
def deck_for(language, scenario=PLAN):
    return deck(pack_for(language, scenario))


def saved_blank():
    """Give a deck that somebody else has made."""
    data = io.BytesIO()
    Presentation().save(data)
    return data.getvalue()


def opened(data):
    return Presentation(io.BytesIO(data))


def shapes_of(slide):
    """Give shapes of a slide by their marks."""
    return {shape.name.removeprefix("two-roads:"): shape for shape in slide.shapes}


def every_shape(file):
    return {mark: shape for slide in file.slides for mark, shape in shapes_of(slide).items()}
