"""Names of plans that try to run as HTML, Markdown, mathematics or a formula."""

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
