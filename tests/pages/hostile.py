"""Names of plans that try to run as HTML, Markdown, mathematics or a formula."""

from html.parser import HTMLParser

from pages.labels.names import plain
from tests.pages.page_texts import nodes, texts

HOST = "foreign.invalid"
"""No request may go there, and no element may point there."""

NAMES = (
    f"<style>@import 'http://{HOST}/a';.headline{{display:none}}</style>",
    f"![x](http://{HOST}/b) :red[evil] $x^2$ `evil` **evil**",
    f"<img src=http://{HOST}/c onerror=alert(1)><script>alert(2)</script>",
    f"[evil](http://{HOST}/d) <b id=evil>b</b> e@{HOST}",
    f"# :tada: :material/home: :streamlit: a -> b http://{HOST}/e",
    f"=1+1 www.{HOST}",
    f"1. ~~evil~~ <https://{HOST}/f> &lt;i&gt; |a|b| {{x}} %s \\",
    "W" * 80,
)


class Tags(HTMLParser):
    """The elements of a piece of HTML, with their attributes."""

    def __init__(self, body):
        super().__init__()
        self.messages = []
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        attributes = {name: value for name, value in attrs if name not in ("aria-label", "title")}
        self.messages.append(f"{tag} {attributes}")

    @property
    def foreign(self):
        """Those that only a name can have brought."""
        marks = (HOST, "evil", "onerror", "script ")
        return [tag for tag in self.messages if any(mark in tag for mark in marks)]


def offenders(app, names):
    """Places of the page where a name could run."""
    names = [name for name in names if plain(name) != name]
    for node in nodes(app._tree):
        kind = getattr(node, "type", "")
        for field, text in texts(getattr(node, "proto", None), kind):
            if kind == "html" or (kind, field) == ("bidi_component", "words"):
                yield from Tags(text).foreign
            else:
                yield from (f"{kind}.{field}: {text}" for name in names if name in text)
