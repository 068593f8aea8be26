"""The real app in a real browser."""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from pages.labels.catalogue import LANGUAGES, use_language
from tests.browser.chromium import NoChromium, find_chromium
from tests.browser.helpers import screenshot, settled, slider, violations
from tests.browser.page_pool import DESKTOP, PagePool
from tests.browser.server import shared_app

__all__ = ["DESKTOP", "screenshot", "settled", "slider", "violations"]

HERE = Path(__file__).parent
FLAGS = [
    *("--disable-dev-shm-usage", "--disable-gpu"),  # a container has neither
    # No page lives long enough for compiled code to pay, nor for looking through for garbage often.
    "--js-flags=--no-maglev --no-turbofan --min-semi-space-size=64 --max-semi-space-size=64",
]


@pytest.hookimpl(tryfirst=True)  # before the root conftest puts browser tests last
def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def _words_in_english():
    """A test elsewhere that failed may have left its language behind."""
    use_language(LANGUAGES[0])


@pytest.fixture(scope="session")
def chromium():
    """Provide a running browser; without one the tests fail under CI and skip elsewhere."""
    with sync_playwright() as playwright:
        try:
            path = find_chromium(playwright.chromium.executable_path)
        except NoChromium as error:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory, worker_id):
    """Provide the address of the running app; fails the session when its log has a traceback."""
    own = tmp_path_factory.getbasetemp()
    with shared_app(own if worker_id == "master" else own.parent) as address:
        yield address


@pytest.fixture(scope="session")
def pool(chromium, server):
    return PagePool(chromium, server)


@contextmanager
def guarded(pool):
    """Give a list of loans; a page tolerates no error, no other host and no failed request."""
    lent = []
    yield lent
    faults_seen = [fault for loan in lent for fault in pool.take_back(*loan)]
    assert not faults_seen, "\n".join(faults_seen)


@pytest.fixture
def new_page(pool):
    """Open guarded pages: ``new_page(color_scheme="dark", viewport={...})``."""
    with guarded(pool) as lent:

        def open_page(**options):
            lent.append(pool.lend(**options))
            return lent[-1][0]

        yield open_page


@pytest.fixture
def page(new_page):
    """Provide a page of 1440 x 900 that tolerates no error, no other host and no failed request."""
    return new_page()


@pytest.fixture
def shown(pool, request):
    """Provide the page at ``LOOKED_AT`` of the module, opened anew where a test left another plan.

    Opening costs more than most looks: tests that move something stand behind those that look, and
    tests with pages of their own behind both.
    """
    with looked_at(pool, request.module) as page:
        yield page


@pytest.fixture
def left(pool, request):
    """Provide the page of the module as the test before left it: for what holds of any plan."""
    with looked_at(pool, request.module, anywhere=True) as page:
        yield page


@contextmanager
def looked_at(pool, module, **where):
    with guarded(pool) as lent:
        lent.append(pool.lend_open(module.__name__, module.LOOKED_AT, **where))
        page = lent[0][0]
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")  # what was pointed at lies over what is next
        yield page
