"""Names and other foreign text inside Markdown and as file names: shown as they are, never obeyed.

Inside HTML the same is done by `pages.labels.html`.
"""

import re

_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
"""Every ASCII sign; a backslash before it keeps Markdown from reading it."""

_TURNED = re.compile(
    r"(?<=:)(?=\S)|(?<=www)(?=\.)|(?<=\S)(?=@)|(?<=[-<>~])(?=[-=>])", re.IGNORECASE
)
"""Where the browser makes an icon, an emoji, a link or an arrow of a text, backslash or not."""

_JOINER = "\N{WORD JOINER}"


def plain(text: str) -> str:
    """Escape what Markdown, or Streamlit's own additions to it, would obey in ``text``."""
    return _SIGNS.sub(r"\\\g<0>", _TURNED.sub(_JOINER, text.strip()))


def slug(name: str) -> str:
    """File name from a scenario's name: letters and digits of any script, dashes between."""
    kept = "".join(c if c.isalnum() else "-" for c in name.lower())
    return "-".join(part for part in kept.split("-") if part) or "scenario"
