"""A page of the section Trust, opened by its own address on a fresh server."""

from tests.browser.helpers import screenshot, settled
from tests.browser.server import running_app


def test_a_deep_link_opens_its_page_on_a_fresh_server(chromium, tmp_path):
    """One page stands for all: what could fail is the server's first look for any of them."""
    name = "accuracy"
    with running_app(tmp_path / "log", eager=True) as address:
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/{name}")
        page.locator(".figure svg.marks").first.wait_for(timeout=60_000)
        settled(page)
        assert page.get_by_text("Page not found").count() == 0
        assert page.locator('[data-testid="stException"]').count() == 0
        screenshot(page, f"trust-{name}")
        page.close()
