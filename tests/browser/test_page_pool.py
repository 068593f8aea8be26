"""A page that another test had before is as good as a new one."""

from tests.browser.page_pool import DESKTOP, NOWHERE

LEFT = """() => {
  localStorage.setItem('left', 'by a test');
  sessionStorage.setItem('left', 'by a test');
  document.cookie = 'left=1';
}"""
FOUND = """() => [
  'left' in localStorage, 'left' in sessionStorage, document.cookie.includes('left'), innerWidth,
]"""
LATE = """<div data-testid="stApp" data-test-script-state="notRunning"></div><script>
  messages.answered = 1;
  const answer = '<h1 class="headline">-</h1>';
  setTimeout(() => document.body.insertAdjacentHTML('beforeend', answer), 1500);
</script>"""
DARK = "() => matchMedia('(prefers-color-scheme: dark)').matches"


def test_nothing_is_left_of_the_test_before(pool):
    loan = pool.lend(viewport={"width": 640, "height": 480}, color_scheme="dark")
    page = loan[0]
    page.goto(NOWHERE)
    page.evaluate(LEFT)
    page.context.new_page()
    assert page.evaluate(FOUND)[0]
    assert page.evaluate(DARK)
    assert pool.take_back(*loan) == []
    again = pool.lend()
    assert again[0] == page
    assert page.context.pages == [page]
    page.goto(NOWHERE)
    assert page.evaluate(FOUND) == [False, False, False, DESKTOP["width"]]
    assert not page.evaluate(DARK)
    assert pool.take_back(*again) == []


def test_two_pages_share_no_storage_and_a_closed_one_is_not_lent_again(pool):
    one, other = pool.lend(), pool.lend()
    for page, _ in (one, other):
        page.goto(NOWHERE)
    one[0].evaluate(LEFT)
    assert not other[0].evaluate(FOUND)[0]
    one[0].close()
    for loan in (other, one):
        assert pool.take_back(*loan) == []
    again = pool.lend()
    assert again[0].context == one[0].context
    again[0].goto(NOWHERE)
    assert again[0].evaluate(FOUND)[:3] == [False] * 3
    assert pool.take_back(*again) == []


def test_a_page_is_as_its_owner_left_it_and_clear_for_all_others(pool):
    loan = pool.lend_open("one", "/start")
    loan[0].evaluate(LEFT)
    assert pool.take_back(*loan) == []
    again = pool.lend_open("one", "/start")
    assert again[0] == loan[0]
    assert again[0].evaluate(FOUND)[0]
    assert pool.take_back(*again) == []
    other = pool.lend()
    assert other[0] == loan[0]
    other[0].goto(NOWHERE)
    assert other[0].evaluate(FOUND)[:3] == [False] * 3
    assert pool.take_back(*other) == []


FETCHED = """async () => {
  console.error('a fault');
  await fetch('/app/static/nowhere.js');
  await import('/app/static/nowhere.mjs').catch(() => null);
  await fetch('http://localhost:1/other').catch(() => null);
}"""


def test_what_went_wrong_is_told_once(pool):
    loan = pool.lend()
    loan[0].goto(NOWHERE)
    loan[0].evaluate(FETCHED)
    told = pool.take_back(*loan)
    for fault in ("a fault", "404 (Not Found)", "nowhere.mjs", "to another host: http://local"):
        assert any(fault in one for one in told), (fault, told)
    again = pool.lend()
    assert pool.take_back(*again) == []


def test_a_page_is_lent_once_it_has_answered(pool, new_page, monkeypatch):
    page = new_page()
    page.route("**/late", lambda route: route.fulfill(body=LATE, content_type="text/html"))
    with monkeypatch.context() as patched:
        patched.setattr(pool, "lend", lambda: (page, None))
        pool.lend_open("late", "/late")
    assert page.locator(".headline").count() == 1
    del pool.left_open[page]
