"""Terms that the pages use, how a text spells them, and what they mean."""

from functools import cache
from typing import Any

from models.notation import UNITS
from pages.labels.catalogue import catalogue, explain, language, t

WORDS = (
    "gmv",
    "dau",
    "dac",
    "aac",
    "ebita",
    "value",
    "worth",
    "break_even",
    "take_rate",
    "futures",
    "no_change",
    "horizon",
    "regret",
    "judgement",
    "big_ticket",
    "borrowed",
    "full_site",
    "best_reply",
)
"""Terms in the order in which a reader meets them."""

STEPS = (1, 2, 3, 4)
"""Steps of a first visit: choose a decision, move a lever, read the answer, take it along."""


def spellings(word: str) -> list[str]:
    """List how a text in the language in use writes a term."""
    return t(f"said_as.{word}").split("|")


def help_texts() -> dict[str, Any]:
    """Give what the browser tells of terms, figures and first steps, in the language in use."""
    return _help_texts(language())


@cache
def _help_texts(_language: str) -> dict[str, Any]:
    return {
        "said": [{"id": word, "said": spellings(word)} for word in WORDS],
        "terms": {word: [t(f"glossary.{word}"), explain(f"glossary.{word}")] for word in WORDS},
        "figures": {name: [t(name), explain(name)] for name in UNITS if name in catalogue()},
        "what": t("what.open"),
        "guide": {
            "steps": [_step(number) for number in STEPS],
            **{name: t(f"steps.{name}") for name in ("next", "skip", "done")},
        },
    }


def _step(number: int) -> dict[str, str]:
    key = f"steps.{number}"
    place = t("steps.place", at=number, count=len(STEPS))
    return {"place": place, "title": t(key), "text": explain(key)}
