"""Pages of one browser, lent to one test after the other.

A page that has shown the app before opens it in half the time, for its scripts are compiled: a new
context compiles them anew, and costs more than most tests. What a test may have left is taken away
before the next: storage, other tabs, size, theme, mouse. What a test adds to a page, a script or
an emulation, it takes away itself.
"""

from tests.browser.helpers import WATCHED, Faults, settled

DESKTOP = {"width": 1440, "height": 900}
NOWHERE = "/_stcore/health"
"""An address of the app, so that its storage is at hand, with nothing of the app on it."""

ANSWERED = ".headline"
"""What every page that answers begins with."""

FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


class PagePool:
    """Pages of 1440 x 900, each in a context of its own: two that are lent share no storage."""

    def __init__(self, browser, address):
        self.browser, self.address = browser, address
        self.idle = []
        self.left_open = {}
        """By page, whose look it was opened for, and where it was when it had opened."""

    def lend(self, *, viewport=DESKTOP, color_scheme="light"):
        """Give a page and its faults."""
        page, faults = self.idle.pop() if self.idle else self.opened(self.new_context())
        if self.left_open.pop(page, None):
            cleared(page)
        page.set_viewport_size(viewport)
        page.emulate_media(media="screen", color_scheme=color_scheme, reduced_motion="reduce")
        return page, faults

    def lend_open(self, owner, address, *, anywhere=False):
        """Give a page that shows ``address``, as `lend` does.

        It is opened anew unless the last one lent to ``owner`` is still where it was then, or may
        be ``anywhere``.
        """
        for loan in self.idle:
            whose, where = self.left_open.get(loan[0], (None, None))
            if whose == owner and (anywhere or where == loan[0].url):
                self.idle.remove(loan)
                return loan
        page, faults = self.lend()
        page.goto(address)
        # Calm alone is not enough: on a busy machine the app may not have begun, or be between two
        # runs, for longer than a page is watched.
        page.locator(ANSWERED).first.wait_for(state="attached", timeout=120_000)
        settled(page, timeout=120_000)
        self.left_open[page] = owner, page.url
        return page, faults

    def new_context(self):
        context = self.browser.new_context(
            base_url=self.address, viewport=DESKTOP, reduced_motion="reduce"
        )
        context.add_init_script(WATCHED)
        return context

    def opened(self, context):
        page = context.new_page()
        return page, Faults(page, self.address)

    def take_back(self, page, faults):
        """Keep a page for the next test, or another of its context; give what went wrong on it."""
        if page.is_closed():
            self.left_open.pop(page, None)
            self.idle.append(self.opened(page.context))
        else:
            self.idle.append((page, faults))
        if page not in self.left_open:
            cleared(self.idle[-1][0])
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
    page.context.clear_permissions()
    page.mouse.move(0, 0)
