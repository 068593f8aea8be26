"""Foreign text is text: names of plans never run as HTML or Markdown.

All pages are read for that in `tests/pages/test_every_page.py`.
"""

import re
from html import unescape

from pages.figures.html_tables import table
from pages.labels.html import Html
from pages.labels.names import plain
from tests.every import every
from tests.pages.hostile import NAMES, Tags


@every("name", NAMES)
def test_a_name_stays_in_sight_in_html_and_in_markdown(name):
    body = table([name], [(name, [name, Html("<b>ours</b>")])], name)
    assert unescape(body).count(name) == 4
    assert not Tags(body).foreign
    assert "<b>ours</b>" in body
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain(name)).replace("\N{WORD JOINER}", "")
    assert shown == name


def test_a_plain_name_is_not_touched():
    assert plain("Return to Taobao 重返淘宝 2023Q1") == "Return to Taobao 重返淘宝 2023Q1"
