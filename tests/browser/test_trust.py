"""The pages of the section Trust, each opened by its own address on a fresh server."""

import pytest

from tests.browser.helpers import screenshot, settled
from tests.browser.server import running_app


@pytest.mark.parametrize("name", ["cases", "accuracy", "assumptions"])
def test_a_deep_link_opens_its_page_on_a_fresh_server(chromium, tmp_path, name):
    with running_app(tmp_path / "log") as address:
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/{name}")
        page.locator('[data-testid="stVegaLiteChart"] svg.marks').first.wait_for(timeout=60_000)
        settled(page)
        assert page.get_by_text("Page not found").count() == 0
        assert page.locator('[data-testid="stException"]').count() == 0
        screenshot(page, f"trust-{name}")
        page.close()
