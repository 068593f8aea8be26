"""Addresses of other pages that take the plan and the language along."""

from urllib.parse import urlencode

from models.scenario.address import NAME, to_query
from pages.labels.catalogue import t
from pages.plan import plan, session_language


def to_page(page: str, **names: str) -> str:
    """Write the address of ``page`` with ``names`` of its own, then the plan that is open."""
    address = to_query(plan.current())
    if address[NAME] == t("plan.untitled"):
        del address[NAME]
    return f"{page}?{urlencode(names | session_language.in_address(address))}"
