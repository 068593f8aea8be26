"""The name of a plan that nobody named: the language's own, and so another one in the other."""

import re

from pages.labels.catalogue import LANGUAGES, catalogue, t
from pages.plan import history, plan, shelf

_KEY = "plan.untitled"
_NUMBER = r"( \(\d+\))?"
"""What `shelf.free_name` puts behind a name that is taken."""


def in_language(name: str) -> str:
    """Give ``name`` in the language in use where it is the one that nobody gave."""
    for locale in LANGUAGES:
        if match := re.fullmatch(re.escape(catalogue()[_KEY][locale]) + _NUMBER, name):
            return t(_KEY) + (match[1] or "")
    return name


def retitle() -> None:
    """Name what nobody named in the language in use: the plan, the open ones and their past."""
    names = {plan.sheet().name, *(one.name for one in shelf.plans()), *history.names()}
    for old in sorted(names):
        wanted = in_language(old)
        if wanted == old:
            continue
        new = shelf.free_name(wanted)
        shelf.rename(old, new)
        history.rename(old, new)
        if plan.sheet().name == old:
            plan.change(name=new)
