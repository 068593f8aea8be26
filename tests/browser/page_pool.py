"""Pages of one browser, lent to one test after the other.

A page that has shown the app before opens it in half the time, for its scripts are compiled. What
a test may have left is taken away before the next: storage, other tabs, size, theme, mouse.
"""

from tests.browser.helpers import WATCHED, Faults

DESKTOP = {"width": 1440, "height": 900}
NOWHERE = "/_stcore/health"
"""An address of the app, so that its storage is at hand, with nothing of the app on it."""

FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


class PagePool:
    """Pages of 1440 x 900, each in a context of its own: two that are lent share no storage."""

    def __init__(self, browser, address):
        self.browser, self.address = browser, address
        self.idle = []

    def lend(self, *, viewport=DESKTOP, color_scheme="light", **own):
        """Give a page and its faults; ``own`` are options of a context that no other test has."""
        page, faults = self.idle.pop() if self.idle and not own else self.opened(own)
        page.set_viewport_size(viewport)
        page.emulate_media(media="screen", color_scheme=color_scheme, reduced_motion="reduce")
        return page, faults, not own

    def opened(self, own):
        context = self.browser.new_context(
            base_url=self.address, viewport=DESKTOP, reduced_motion="reduce", **own
        )
        context.add_init_script(WATCHED)
        page = context.new_page()
        return page, Faults(page, self.address)

    def take_back(self, page, faults, is_shared):
        """Keep a page for the next test, unless it is closed; give what went wrong on it."""
        if is_shared and not page.is_closed():
            cleared(page)
            self.idle.append((page, faults))
        else:
            page.context.close()
        messages = list(faults.messages)
        faults.messages.clear()
        return messages


def cleared(page):
    """Leave the app, and nothing of it in the browser."""
    for other in page.context.pages:
        if other != page:
            other.close()
    page.unroute_all()
    page.context.unroute_all()
    page.goto(NOWHERE)
    page.evaluate(FORGET)
    page.context.clear_cookies()
    page.mouse.move(0, 0)
